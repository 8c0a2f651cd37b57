"""What a cluster heard (see exports/heard.py), read back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mer_core.errors import InputError
from mer_core.exports.heard import KEY, VERSION, schema
from mer_core.imports.analyses import Heard, heard_of


def holds_heard(path: Path) -> bool:
    """Whether ``path`` is a Parquet file or a folder of them."""
    return path.suffix == ".parquet" or (path.is_dir() and any(path.glob("*.parquet")))


def read_heard(path: Path) -> Iterator[tuple[str, Heard | str]]:
    """Each row's URL with its analysis, or the reason why it holds none. Raises InputError where a
    file is none of a cluster's, or comes from a newer Moodline.
    """
    schema()  # says it where the library is missing
    import pyarrow
    from pyarrow import parquet

    for file in sorted(path.glob("*.parquet")) if path.is_dir() else [path]:
        try:
            table = parquet.ParquetFile(file)
            version = (table.schema_arrow.metadata or {}).get(KEY)
            if version is None:
                raise InputError(f"{file} holds no analyses of a cluster.")
            if version != VERSION.encode():
                raise InputError(f"{file} was written by a newer Moodline; update this one.")
            for batch in table.iter_batches(batch_size=200):
                for row in batch.to_pylist():
                    yield str(row.get("url")), _heard(row)
        except (pyarrow.ArrowException, OSError) as error:
            raise InputError(f"{file} cannot be read as Parquet ({error}).") from error


def _heard(row: dict[str, Any]) -> Heard | str:
    if row.get("reason") is not None:
        return str(row["reason"])
    try:
        moods = [(mood["name"], mood["score"]) for mood in row["moods"]]
        return heard_of({**row, "moods": moods})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return f"it is no analysis ({type(error).__name__}: {error})."
