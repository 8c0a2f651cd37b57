"""Parquet, for data frames. Its library is an extra of the installation."""

from __future__ import annotations

import io
import os

from mer_core.errors import InputError
from mer_core.exports.request import Exported, Request
from mer_core.exports.table import row_object
from mer_core.extras import how_to_install


def parquet(request: Request) -> Exported:
    """A row for each song, with typed columns; ``path`` is for reading, ``path_bytes`` exact.

    Raises InputError where the library is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet as files
    except ImportError as error:
        raise InputError(f"Parquet needs pyarrow; {how_to_install('parquet')}") from error
    mood = pyarrow.struct({"name": pyarrow.string(), "score": pyarrow.float64()})
    text, real, whole = pyarrow.string(), pyarrow.float64(), pyarrow.int32()
    kinds = {
        "path": text, "path_bytes": pyarrow.binary(), "title": text, "artist": text,
        "album": text, "genre": text, "album_artist": text, "year": whole, "track": whole,
        "disc": whole, "duration_s": real, "state": text, "valence": real, "arousal": real,
        "tension": real, "confidence": real, "moods": pyarrow.list_(mood), "energy": whole,
        "manual": pyarrow.list_(text), "message": text, "audio_hash": text,
        "rating": whole, "plays": whole, "last_played": text,
    }  # fmt: skip
    rows = [
        {**_valid(row_object(row)), "path_bytes": os.fsencode(row.track.path)}
        for row in request.songs
    ]
    table = pyarrow.Table.from_pylist(rows, schema=pyarrow.schema(kinds))
    file = io.BytesIO()
    files.write_table(table, file)
    return Exported(file.getvalue())


def _valid(values: dict[str, object]) -> dict[str, object]:
    """Text that is text: a question mark for bytes of names that are none."""
    return {
        name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for name, value in values.items()
    }
