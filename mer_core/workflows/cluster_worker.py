"""What a worker of a cluster does with a song."""

from __future__ import annotations

import functools
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mer_core.errors import MerError, ModelError
from mer_core.jobs import Unwatched

if TYPE_CHECKING:
    from mer_core.inference.predictor import Predictor


def hear(url: str, model: str, sha256: str, device: str) -> dict[str, Any]:
    """The row of a song (see exports/heard.py), or of why it is damaged. Raises ModelError where
    this worker has another model of that name, and what fsspec raises where the file cannot be had:
    that may pass.
    """
    from mer_core.audio.hash import audio_hash
    from mer_core.exports.heard import row_of

    predictor = _predictor(model, device)
    if predictor.ref.sha256 != sha256:
        raise ModelError(f"This worker has other weights for {model}.")
    try:
        with _local(url) as path:
            digest = audio_hash(path)
            emotion = predictor.predict(path, Unwatched())
    except MerError as error:
        return {"url": url, "reason": str(error)}
    return row_of(url, digest, emotion)


@functools.cache
def _predictor(model: str, device: str) -> Predictor:
    """The model, once for each process."""
    from mer_core.inference.predictor import Predictor
    from mer_core.models.store import find_model
    from mer_core.paths import AppPaths

    return Predictor.load(find_model(AppPaths.of_user(), model).folder, device=device)


@contextmanager
def _local(url: str) -> Iterator[Path]:
    """The file as one of this machine, copied here where it is none. Raises OSError."""
    import fsspec

    files, path = fsspec.core.url_to_fs(url)
    if "file" in (files.protocol if isinstance(files.protocol, tuple) else (files.protocol,)):
        Path(path).stat()
        yield Path(path)
        return
    with tempfile.TemporaryDirectory(prefix="moodline-") as folder:
        copy = Path(folder) / os.path.basename(path)[-80:]
        files.get_file(path, str(copy))
        yield copy
