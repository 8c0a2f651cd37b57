"""Crates: saved searches, songs put together by hand, and folders of both."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from mer_core.library.connection import Connection
from mer_core.library.text import fold, forms

#: A folder holds crates, a smart crate is a saved search, a plain one holds songs in an order made
#: by hand.
MAX_NAME = 100
FOLDER, SMART, PLAIN = "folder", "smart", "plain"
KINDS = (FOLDER, SMART, PLAIN)


@dataclass(frozen=True, slots=True)
class Crate:
    """One crate or folder (``kind`` is one of KINDS).

    ``parent_id`` is the folder that holds it, None at the top. ``query`` and ``order_by`` (see
    Library.row_ids; empty for none) are a smart crate's search. ``closed``: a folder that does not
    show what it holds.
    """

    id: int
    name: str
    kind: str
    parent_id: int | None = None
    query: str = ""
    order_by: str = ""
    closed: bool = field(default=False, compare=False)

    @property
    def order(self) -> str:
        """The order of its songs, as Library.row_ids takes it."""
        return f"crate:{self.id}" if self.kind == PLAIN else self.order_by or "path"


@dataclass(frozen=True, slots=True)
class CrateTree:
    """All ``crates``, each folder before what it holds, in the order they are shown."""

    crates: tuple[Crate, ...]

    def __iter__(self) -> Iterator[Crate]:
        return iter(self.crates)

    def get(self, crate_id: int | None) -> Crate | None:
        """The crate with this id, or None."""
        return next((crate for crate in self.crates if crate.id == crate_id), None)

    def children(self, folder_id: int | None) -> tuple[Crate, ...]:
        """What a folder (None: the top) holds itself."""
        return tuple(crate for crate in self.crates if crate.parent_id == folder_id)

    def below(self, crate: Crate) -> tuple[Crate, ...]:
        """The crate, and whatever its folders hold."""
        found = [crate]
        for child in self.children(crate.id):
            found += self.below(child)
        return tuple(found)

    def path(self, crate: Crate) -> str:
        """The names of its folders and its own: "Friday/Warm up"."""
        parent = self.get(crate.parent_id)
        return crate.name if parent is None else f"{self.path(parent)}/{crate.name}"

    def called(self, text: str, *, whole: bool = False) -> tuple[Crate, ...]:
        """The crates whose name or path is ``text`` ("/Friday" is the one at the top), or else is
        so in one of its forms (see text.forms), or else, unless ``whole``, holds it.
        """
        folded, sought = fold(text), forms(text)
        if not folded:
            return ()
        names = [(crate, (crate.name, self.path(crate))) for crate in self.crates]
        exact = [c for c, (name, path) in names if folded in map(fold, (name, path, f"/{path}"))]
        if exact:
            return tuple(exact)
        known = [(crate, {form for name in both for form in forms(name)}) for crate, both in names]
        same = [crate for crate, each in known if each.intersection(sought)]
        if same or whole:
            return tuple(same)
        return tuple(c for c, each in known if any(s in form for s in sought for form in each))

    def free_name(self, name: str, folder_id: int | None) -> str:
        """``name``, with a number where the folder (None: the top) holds one that is so called."""
        taken = {name_key(crate.name) for crate in self.children(folder_id)}
        free, number = name, 1
        while name_key(free) in taken:
            number += 1
            free = f"{name[: MAX_NAME - 5]} {number}"
        return free

    def query_of(self, crate: Crate) -> str:
        """The search that finds the crate's songs."""
        if crate.kind == SMART:
            return crate.query
        alone = self.called(crate.name) == (crate,)
        name = crate.name if alone else f"/{self.path(crate)}"
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'crate:"{escaped}"'


def name_key(name: str) -> str:
    """What two names have in common that are one but for their case."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def read_tree(connection: Connection) -> CrateTree:
    """All crates."""
    rows = connection.all(
        "SELECT id, name, kind, parent_id, query, order_by, closed FROM crates ORDER BY place, id"
    )
    inside: dict[int | None, list[Crate]] = {}
    for crate_id, name, kind, parent_id, query, order_by, closed in rows:
        crate = Crate(crate_id, name, kind, parent_id, query, order_by, bool(closed))
        inside.setdefault(parent_id, []).append(crate)
    found: list[Crate] = []
    waiting = inside.get(None, [])[::-1]
    while waiting:
        crate = waiting.pop()
        found.append(crate)
        waiting += inside.get(crate.id, [])[::-1]
    return CrateTree(tuple(found))


def songs_of(connection: Connection, crate_id: int) -> list[int]:
    """The ids of a plain crate's tracks, in its order."""
    rows = connection.all(
        "SELECT track_id FROM crate_tracks WHERE crate_id = ? ORDER BY place", crate_id
    )
    return [track_id for (track_id,) in rows]
