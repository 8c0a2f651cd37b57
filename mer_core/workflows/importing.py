"""Take in what people said in tables, and what models heard on other machines."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from mer_core.emotion import Correction
from mer_core.imports.analyses import Heard, holds_analyses, read_analyses
from mer_core.imports.heard import holds_heard, read_heard
from mer_core.imports.tables import Said, Unusable, read_table
from mer_core.jobs import JobContext, Progress
from mer_core.library.correcting import Corrected
from mer_core.library.database import Library
from mer_core.workflows.room import once_there_is_room

IMPORTING = "Importing"
_BATCH = 200


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    ``corrected`` is the step of corrections, to be undone; ``num_said`` counts the rows that say
    something. ``num_analyses`` are new, ``num_known`` the library had already. ``skipped`` names
    lines that could not be taken, with the reason.
    """

    corrected: Corrected = field(default_factory=lambda: Corrected({}, {}))
    num_said: int = 0
    num_analyses: int = 0
    num_known: int = 0
    skipped: tuple[tuple[str, str], ...] = ()

    @property
    def summary(self) -> str:
        """What was taken, in a sentence."""
        if self.num_analyses or self.num_known:
            return f"Analyses taken in: {self.num_analyses}; known before: {self.num_known}."
        same = self.num_said - len(self.corrected)
        return f"Corrections taken in: {len(self.corrected)}; said already: {max(same, 0)}."


def import_file(context: JobContext, library: Library, path: Path) -> ImportReport:
    """Take in the corrections or analyses in the file at ``path``.

    A correction takes the place of what was said before of the same fields. An analysis by a model
    that the library has already asked about the same sound is passed over; of a sound that the
    library lacks both wait for it. Raises InputError where the file holds neither.
    """
    if holds_heard(path):
        return _analyses(context, library, read_heard(path))
    if holds_analyses(path):
        lines = ((f"line {line}", found) for line, found in read_analyses(path))
        return _analyses(context, library, lines)
    said: dict[str, Correction] = {}
    skipped: list[tuple[str, str]] = []
    for entry in read_table(path):
        context.check_cancelled()
        context.report(Progress(IMPORTING, len(said)))
        if isinstance(entry, Unusable):
            skipped.append((f"line {entry.line}", entry.reason))
        elif (audio_hash := _sound(library, path.absolute().parent, entry)) is None:
            name = (entry.path or "").encode("utf-8", "replace").decode("utf-8")
            skipped.append((name, "it is not in the library; add it first."))
        else:
            said[audio_hash] = said.get(audio_hash, Correction()).changed_by(entry.correction)
    corrected = once_there_is_room(context, partial(library.correct_sounds, said))
    return ImportReport(corrected, len(said), skipped=tuple(skipped))


def _sound(library: Library, folder: Path, said: Said) -> str | None:
    """The hash of the sound that a row is about: by its hash where the library knows it, or else
    by its path, or else the hash that it names.
    """
    if said.audio_hash and library.paths_like(said.audio_hash, None):
        return said.audio_hash
    for spelling in _spellings(said.path) if said.path is not None else ():
        row = library.find(folder / spelling)
        if row is not None and row.track.audio_hash:
            return row.track.audio_hash
    return said.audio_hash or None


def _spellings(name: str) -> Iterator[str]:
    """What a name in a table may be as a path here."""
    yield name
    with suppress(UnicodeError):  # the table is UTF-8 whatever the locale
        yield os.fsdecode(name.encode("utf-8", "surrogateescape"))
    yield os.path.expanduser(name.replace("\\", "/"))


def _analyses(
    context: JobContext, library: Library, entries: Iterable[tuple[str, Heard | str]]
) -> ImportReport:
    batch: list[Heard] = []
    skipped: list[tuple[str, str]] = []
    num_read = num_new = 0

    def flush() -> int:
        new: int = once_there_is_room(
            context, lambda: library.add_analyses((e.audio_hash, e.emotion) for e in list(batch))
        )
        batch.clear()
        return new

    for where, found in entries:
        context.check_cancelled()
        if isinstance(found, str):
            skipped.append((where, found))
            continue
        batch.append(found)
        num_read += 1
        context.report(Progress(IMPORTING, num_read))
        if len(batch) == _BATCH:
            num_new += flush()
    num_new += flush()
    return ImportReport(num_analyses=num_new, num_known=num_read - num_new, skipped=tuple(skipped))
