"""Corrections as the ratings that a model is taught by."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from mer_core.cells import guarded
from mer_core.disk import reason_of, replaced
from mer_core.errors import InputError
from mer_core.library.database import Library
from mer_core.paths import AppPaths


def corrections_table(paths: AppPaths) -> Path:
    """Where the table is that ``save_ratings`` writes for teaching."""
    return paths.cache / "corrections.csv"


def save_ratings(library: Library, path: Path) -> Path:
    """Write what was corrected by hand into a table of ratings at ``path``: each sound once. Gives
    the path.

    Raises InputError where nothing was, or where the disk refuses.
    """
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(("path", "valence", "arousal", "moods"))
    seen: set[str] = set()
    for row in library.rows("state:manual -state:missing"):
        said = row.correction
        rated = said.without(["energy"])
        if rated and row.track.audio_hash not in seen:
            seen.add(row.track.audio_hash)
            name = guarded(str(row.track.path))
            table.writerow((name, said.valence, said.arousal, "|".join(said.moods)))
    if not seen:
        raise InputError(
            "No song's mood, valence or arousal was corrected by hand yet: correct some dozens,"
            " or name a table of ratings."
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replaced(path) as file:
            file.write(text.getvalue().encode("utf-8", "surrogateescape"))
    except OSError as error:
        raise InputError(f"{path} could not be written ({reason_of(error)}).") from error
    return path
