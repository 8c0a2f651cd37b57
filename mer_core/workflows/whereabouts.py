"""Where a file may be that is no longer where it was written: what the library knows, and what lies
about.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from mer_core.audio.files import find_audio
from mer_core.errors import InputError
from mer_core.jobs import JobContext
from mer_core.library.database import Library
from mer_core.tags.records import JournalEntry
from mer_core.tags.undoing import Lead


class Whereabouts:
    """Leads to moved files. Folders are walked only where needed, and once."""

    def __init__(self, context: JobContext, library: Library) -> None:
        self._context = context
        self._library = library
        self._by_size: dict[int, dict[Path, None]] = {}
        self._walked: set[Path] = set()

    def leads(self, entry: JournalEntry) -> Iterator[Lead]:
        """Where the file of ``entry`` may be.

        A track of its own that has the same sound is a copy, and no lead, as long as the library
        still has the file where it was written: it may only be out of reach.
        """
        row = self._library.find(entry.path)
        if row is None or (entry.audio_hash and row.track.audio_hash != entry.audio_hash):
            for path in self._library.paths_like(entry.audio_hash, entry.new_size):
                yield Lead(path, bool(entry.audio_hash))
        if entry.new_size is None or os.path.lexists(entry.path):
            return
        self._walk(entry)
        for path in self._by_size.get(entry.new_size, ()):
            if self._library.find(path) is None:
                yield Lead(path, is_sure=False)

    def _walk(self, entry: JournalEntry) -> None:
        """Look below the folders of the library, and into those next to where the file was."""
        if not self._walked:
            folders = {Path(name).parent for name in self._library.known_files()}
            self._walked |= folders
            for folder in sorted(f for f in folders if not folders.intersection(f.parents)):
                self._walk_below(folder)
        near = next((p for p in list(entry.path.parents)[:2] if p.is_dir()), None)
        if near is not None and near not in self._walked:
            for folder in (near, *self._look_into(near)):
                self._walked.add(folder)
                self._look_into(folder)

    def _walk_below(self, folder: Path) -> None:
        with contextlib.suppress(InputError):  # it is gone, or may not be read
            for path in find_audio([folder]):
                self._context.check_cancelled()
                self._take(path)

    def _look_into(self, folder: Path) -> list[Path]:
        """Take the files right in ``folder``; gives its folders."""
        self._context.check_cancelled()
        try:
            paths = sorted(folder.iterdir())
        except OSError:
            return []
        for path in paths:
            self._take(path)
        return [path for path in paths if path.is_dir()]

    def _take(self, path: Path) -> None:
        with contextlib.suppress(OSError):
            self._by_size.setdefault(os.stat(path).st_size, {})[path] = None
