"""What Moodline keeps of the user's on this computer, and how to be rid of it."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mer_core.disk import reason_of
from mer_core.paths import AppPaths


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of what is kept: "library", "journal", "models", "settings", "cache" or "logs".

    ``folder`` is where it lies, ``num_bytes`` how much that is.
    """

    kind: str
    folder: Path
    num_bytes: int


def holdings(paths: AppPaths) -> tuple[Holding, ...]:
    """Everything that is kept, with its size on disk."""
    return tuple(
        Holding(kind, folder, sum(map(_size, places)))
        for kind, (folder, places) in _kept(paths).items()
    )


def clear_cache(paths: AppPaths) -> list[str]:
    """Delete what can be made again. Gives a sentence for each thing that could not be deleted."""
    return list(_deleted([paths.cache]))


def delete_all(paths: AppPaths) -> list[str]:
    """Delete everything, and nothing else that lies beside it. The user's music is not touched:
    what was written into its tags stays, and can no longer be undone.

    Gives a sentence for each thing that could not be deleted. Nothing else may use the library now.
    """
    problems = list(_deleted(place for _, places in _kept(paths).values() for place in places))
    for folder in {paths.data, paths.config}:
        with contextlib.suppress(OSError):  # something of the user's own lies there
            folder.rmdir()
    return problems


def _kept(paths: AppPaths) -> dict[str, tuple[Path, tuple[Path, ...]]]:
    """By its kind the folder to look into, and the files and folders that are ours there."""
    library = paths.library
    beside = tuple(library.with_name(f"{library.name}{end}") for end in ("-wal", "-shm"))
    chosen = (paths.settings, paths.window, paths.moods, paths.profiles)
    whole = {"journal": paths.journal, "models": paths.models, "cache": paths.cache,
             "logs": paths.logs}  # fmt: skip
    return {
        "library": (paths.data, (library, *beside, paths.queue, paths.demo)),
        "settings": (paths.config, chosen),
        **{kind: (folder, (folder,)) for kind, folder in whole.items()},
    }


def _size(place: Path) -> int:
    """Bytes in a file, or in all files of a folder; 0 where nothing is, or nothing can be seen."""
    try:
        if not place.is_dir() or place.is_symlink():
            return place.lstat().st_size
        return sum(
            (Path(folder) / name).lstat().st_size
            for folder, _, names in os.walk(place) for name in names
        )  # fmt: skip
    except OSError:
        return 0


def _deleted(places: Iterable[Path]) -> Iterator[str]:
    """A link is deleted, never what it leads to."""
    for place in places:
        try:
            if place.is_dir() and not place.is_symlink():
                shutil.rmtree(place)
            else:
                place.unlink(missing_ok=True)
        except OSError as error:
            yield f"{place} could not be deleted: {reason_of(error)}."
