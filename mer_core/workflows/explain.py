"""Why a song, or a moment of it, is said to feel as it does: by hearing it again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mer_core.emotion import ModelRef
from mer_core.errors import InputError
from mer_core.jobs import JobContext
from mer_core.models.store import find_model
from mer_core.paths import AppPaths
from mer_core.reasons import Why

if TYPE_CHECKING:
    from mer_core.inference.predictor import Predictor


def explain(
    context: JobContext, paths: AppPaths, path: Path, model: ModelRef, at_s: float | None = None
) -> Why | None:
    """What moves the answer of ``model`` to the sound in ``path``, or to its moment ``at_s``, away
    from the middle; None where nothing can be said, as of silence.

    Raises DecodeError, ModelError where the model is not there, InputError where it is another one
    by now, or where the song is over by then.
    """
    from mer_core.inference.predictor import Predictor

    entry = find_model(paths, model.id)
    require_same(path, model, entry.sha256)
    return why_of(context, Predictor.load(entry.folder, device="cpu"), path, at_s)


def require_same(path: Path, model: ModelRef, sha256: str) -> None:
    """Raises InputError where ``model``, which analysed a song, has not the weights ``sha256``."""
    if model.sha256 != sha256:
        raise InputError(
            f"{path.name} was analysed by another model than the one that would be asked; analyse "
            "it again."
        )


def why_of(
    context: JobContext, predictor: Predictor, path: Path, at_s: float | None = None
) -> Why | None:
    """The same by a model that is loaded. Raises DecodeError, ModelError, InputError."""
    heard = predictor.hear(path, context, at_s=at_s)
    if at_s is None:
        return heard.why
    if at_s >= heard.emotion.duration_s:
        minutes, seconds = divmod(int(heard.emotion.duration_s), 60)
        raise InputError(
            f"{path} is over after {minutes}:{seconds:02d}; choose a moment before that."
        )
    return heard.moment
