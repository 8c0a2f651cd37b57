"""Which rated tracks must stay on one side of a split."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from mer_core.training.corpora.labels import normalised

#: With fewer albums no fold would leave enough of them to learn from.
MIN_GROUPS = 5


def album_groups(paths: Sequence[Path], albums: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """What must stay together: "album" and each track's, or "track" and each track itself.

    A track without an album's name belongs to its folder's, unless that folder holds so many that
    it is a collection. With hardly any albums to tell apart, every track stands for itself.
    """
    loose = Counter(path.parent for path, album in zip(paths, albums, strict=True) if not album)
    names = []
    for path, album in zip(paths, albums, strict=True):
        if album:
            names.append(f"album {normalised(album)}")
        elif loose[path.parent] > max(MIN_GROUPS, len(paths) // MIN_GROUPS):
            names.append(f"track {path}")
        else:
            names.append(f"folder {path.parent}")
    if len(set(names)) < MIN_GROUPS:
        return "track", tuple(map(str, paths))
    alone = all(name.startswith("track ") for name in names)
    return "track" if alone else "album", tuple(names)
