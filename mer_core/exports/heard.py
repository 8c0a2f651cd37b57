"""What a cluster heard, as Parquet: a folder of files with a row for each song, or for each file
that could not be read, with its reason. docs/CLUSTER.md has the columns; `mer import` reads it.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from mer_core.emotion import TrackEmotion
from mer_core.errors import InputError
from mer_core.exports.analyses import plain
from mer_core.extras import how_to_install

if TYPE_CHECKING:
    import pyarrow

#: In the metadata of every file: the version of the columns.
KEY, VERSION = b"moodline.heard", "1"


def row_of(url: str, audio_hash: str, emotion: TrackEmotion) -> dict[str, Any]:
    """The row of a song."""
    values = plain(emotion)
    curve = {
        **values["curve"],
        "valence": emotion.curve.valence.tolist(),
        "arousal": emotion.curve.arousal.tolist(),
    }
    moods = [{"name": mood.name, "score": mood.score} for mood in emotion.moods]
    return {"url": url, "audio_hash": audio_hash, **values, "curve": curve, "moods": moods}


def schema() -> pyarrow.Schema:
    """The columns. Raises InputError where Parquet's library is not installed."""
    try:
        import pyarrow as pa
    except ImportError as error:
        raise InputError(f"Parquet needs pyarrow; {how_to_install('cluster')}") from error
    text, real = pa.string(), pa.float64()
    mood = pa.struct({"name": text, "score": real})
    curve = pa.struct({
        "start_s": real, "step_s": real, "valence": pa.list_(pa.float32()),
        "arousal": pa.list_(pa.float32()), "moods": text,
    })  # fmt: skip
    columns = {
        "url": text, "reason": text, "audio_hash": text,
        "model": pa.struct({"id": text, "version": text, "sha256": text}),
        "duration_s": real, "truncated": pa.bool_(), "valence": real, "arousal": real,
        "tension": real, "confidence": real, "moods": pa.list_(mood), "curve": curve,
        "heads": pa.struct({name: pa.list_(real) for name in ("gems", "film", "voice")}),
    }  # fmt: skip
    return pa.schema(columns, metadata={KEY: VERSION.encode()})


def packed(rows: list[dict[str, Any]]) -> bytes:
    """A Parquet file of these rows."""
    columns = schema()
    import pyarrow
    from pyarrow import parquet

    file = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows, schema=columns), file, compression="zstd")
    return file.getvalue()
