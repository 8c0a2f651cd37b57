"""Songs that were renamed to the same name in other letters keep their tracks."""

from __future__ import annotations

from pathlib import Path

from mer_core.library.database import Library
from mer_core.library.tracks import Stamp
from mer_core.spelling import key_of, was_respelled


def follow_spelling(
    library: Library, known: dict[str, Stamp], found: list[Path]
) -> dict[str, Stamp]:
    """``known`` as the folders spell it now, where the file system takes ``found`` for the same.

    A track under a name that no folder lists any more gets the name that was found; where that has
    a track of its own already, it goes.
    """
    not_seen = known.keys() - set(map(str, found))
    if not not_seen:
        return known
    spelled = {key_of(path): path for path in found}
    after = dict(known)
    for old in not_seen:
        new = spelled.get(key_of(old))
        if new is None or not was_respelled(Path(old), new):
            continue
        del after[old]
        if str(new) in after:
            row = library.find(Path(old))
            library.remove([] if row is None else [row.track.id])
        else:
            library.respell(Path(old), new)
            after[str(new)] = (-1, -1, None)
    return after
