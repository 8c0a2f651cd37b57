"""What can be done to crates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from mer_core.errors import InputError
from mer_core.library import listing
from mer_core.library.connection import Connection, Row
from mer_core.library.crates import (
    FOLDER,
    MAX_NAME,
    PLAIN,
    SMART,
    Crate,
    CrateTree,
    name_key,
    read_tree,
    songs_of,
)
from mer_core.library.search import condition_of
from mer_core.library.text import fold
from mer_core.shown import shown


@dataclass(frozen=True, slots=True)
class DeletedCrates:
    """What a deletion took away, for ``restore``: rows of the two tables."""

    crates: tuple[Row, ...]
    songs: tuple[Row, ...]


class Crates:
    """The crates of a library. Every change is one commit.

    All methods raise InputError, before anything is changed, where a name, a search or a place
    cannot be taken, or the crate has been deleted meanwhile.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tree(self) -> CrateTree:
        """All crates."""
        return read_tree(self._connection)

    def songs(self, crate_id: int) -> list[int]:
        """The ids of a plain crate's tracks, in its order."""
        return songs_of(self._connection, crate_id)

    def count(self, crate_id: int, *, model_sha256: str | None = None) -> int:
        """How many tracks are in a crate, or in those of a folder; 0 where it is deleted. Raises
        InputError where its search cannot be understood any more.
        """
        return listing.crate_count(self._connection, crate_id, model_sha256)

    def create(
        self, name: str, kind: str, *, parent_id: int | None = None,
        query: str = "", order_by: str = "",
    ) -> Crate:  # fmt: skip
        """Make a crate, as the last one of its folder."""
        with self._connection.transaction():
            tree = read_tree(self._connection)
            _check_folder(tree, parent_id)
            name = _checked_name(tree, name, parent_id)
            if kind == SMART:
                _check_search(self._connection, query, order_by)
            self._connection.run(
                "INSERT INTO crates (parent_id, place, kind, name, query, order_by)"
                " VALUES (?, (SELECT ifnull(max(place) + 1, 0) FROM crates), ?, ?, ?, ?)",
                parent_id, kind, name, query, order_by,
            )  # fmt: skip
            crate_id = int(self._connection.value("SELECT last_insert_rowid()"))
        return Crate(crate_id, name, kind, parent_id, query, order_by)

    def rename(self, crate_id: int, name: str) -> None:
        """Give a crate another name."""
        with self._connection.transaction():
            tree = read_tree(self._connection)
            crate = _known(tree, crate_id)
            name = _checked_name(tree, name, crate.parent_id, but=crate)
            self._connection.run("UPDATE crates SET name = ? WHERE id = ?", name, crate_id)

    def change_search(self, crate_id: int, query: str, order_by: str) -> None:
        """Let a smart crate find something else."""
        with self._connection.transaction():
            if _known(read_tree(self._connection), crate_id).kind != SMART:
                raise InputError("Only a smart crate has a search; choose one of those.")
            self._connection.run(
                "UPDATE crates SET query = ?, order_by = ? WHERE id = ?", query, order_by, crate_id
            )
            _check_search(self._connection, query, order_by)

    def move(self, crate_id: int, parent_id: int | None, before: int | None = None) -> None:
        """Put a crate into a folder (None: the top), before one of its crates or at the end."""
        with self._connection.transaction():
            tree = read_tree(self._connection)
            crate = _known(tree, crate_id)
            _check_folder(tree, parent_id)
            if any(each.id == parent_id for each in tree.below(crate)):
                raise InputError(
                    f'"{crate.name}" cannot be put into itself; choose another folder.'
                )
            _checked_name(tree, crate.name, parent_id, but=crate)
            order = [each.id for each in tree.children(parent_id) if each.id != crate_id]
            order.insert(order.index(before) if before in order else len(order), crate_id)
            self._connection.run(
                "UPDATE crates SET parent_id = ? WHERE id = ?", parent_id, crate_id
            )
            self._connection.run_many(
                "UPDATE crates SET place = ? WHERE id = ?", list(enumerate(order))
            )

    def close(self, crate_id: int, closed: bool) -> None:
        """Let a folder show what it holds, or not; one that is gone is passed over."""
        self._connection.run("UPDATE crates SET closed = ? WHERE id = ?", closed, crate_id)

    def delete(self, crate_id: int) -> DeletedCrates:
        """Delete a crate, or a folder with all it holds, but no song. ``restore`` undoes it."""
        with self._connection.transaction():
            tree = read_tree(self._connection)
            taken = [each.id for each in tree.below(_known(tree, crate_id))]
            crates = [
                self._connection.one("SELECT * FROM crates WHERE id = ?", each) for each in taken
            ]
            songs = [
                row for each in taken
                for row in self._connection.all(
                    "SELECT * FROM crate_tracks WHERE crate_id = ?", each
                )
            ]  # fmt: skip
            self._connection.run("DELETE FROM crates WHERE id = ?", crate_id)
        return DeletedCrates(tuple(row for row in crates if row is not None), tuple(songs))

    def restore(self, deleted: DeletedCrates) -> None:
        """Bring back what ``delete`` took. Songs that have left the library since are left out.
        Where the folder is gone the crate is at the top; where its name was given away it gets a
        number.
        """
        with self._connection.transaction():
            tree = read_tree(self._connection)
            for number, row in enumerate(deleted.crates):
                crate_id, parent_id, place, kind, name, *search = row
                if number == 0:
                    folder = tree.get(parent_id)
                    parent_id = None if folder is None else folder.id
                    name = tree.free_name(name, parent_id)
                values = (crate_id, parent_id, place, kind, name, *search)
                self._connection.run(
                    f"INSERT INTO crates VALUES ({', '.join('?' * len(values))})", *values
                )
            self._connection.run_many(
                "INSERT INTO crate_tracks SELECT ?1, ?2, ?3 WHERE ?3 IN (SELECT id FROM tracks)",
                deleted.songs,
            )

    def add_songs(self, crate_id: int, track_ids: Iterable[int]) -> int:
        """Put tracks at the end of a plain crate, those already in it left where they are; gives
        how many are new.
        """
        with self._connection.transaction():
            _check_plain(self._connection, crate_id)
            return self._connection.run_many(
                "INSERT OR IGNORE INTO crate_tracks SELECT ?1, 1 + ifnull((SELECT max(place)"
                " FROM crate_tracks WHERE crate_id = ?1), -1), id FROM tracks WHERE id = ?2",
                ((crate_id, track_id) for track_id in track_ids),
            )

    def remove_songs(self, crate_id: int, track_ids: Iterable[int]) -> list[int]:
        """Take tracks out of a plain crate; gives its tracks as they were, for ``set_songs``."""
        with self._connection.transaction():
            _check_plain(self._connection, crate_id)
            songs, gone = songs_of(self._connection, crate_id), set(track_ids)
            _put_songs(self._connection, crate_id, [song for song in songs if song not in gone])
        return songs

    def move_songs(self, crate_id: int, track_ids: Iterable[int], before: int | None) -> None:
        """Put tracks of a plain crate, in this order, before one of its tracks or at the end."""
        with self._connection.transaction():
            _check_plain(self._connection, crate_id)
            songs = songs_of(self._connection, crate_id)
            known, taken = set(songs), dict.fromkeys(track_ids)
            moved = [track_id for track_id in taken if track_id in known]
            place = songs.index(before) if before in known else len(songs)
            first = [song for song in songs[:place] if song not in taken]
            last = [song for song in songs[place:] if song not in taken]
            _put_songs(self._connection, crate_id, [*first, *moved, *last])

    def set_songs(self, crate_id: int, track_ids: Iterable[int]) -> None:
        """Let a plain crate hold these tracks, in this order."""
        with self._connection.transaction():
            _check_plain(self._connection, crate_id)
            _put_songs(self._connection, crate_id, list(dict.fromkeys(track_ids)))


def _put_songs(connection: Connection, crate_id: int, track_ids: list[int]) -> None:
    """Store the order; tracks that the library does not hold are left out."""
    connection.run("DELETE FROM crate_tracks WHERE crate_id = ?", crate_id)
    connection.run_many(
        "INSERT INTO crate_tracks SELECT ?1, ?2, ?3 WHERE ?3 IN (SELECT id FROM tracks)",
        [(crate_id, place, track_id) for place, track_id in enumerate(track_ids)],
    )


def _check_plain(connection: Connection, crate_id: int) -> None:
    crate = _known(read_tree(connection), crate_id)
    if crate.kind != PLAIN:
        raise InputError(
            f'"{crate.name}" holds what its search finds; songs are put into plain crates.'
        )


def _known(tree: CrateTree, crate_id: int) -> Crate:
    crate = tree.get(crate_id)
    if crate is None:
        raise InputError("This crate has been deleted meanwhile; choose another one.")
    return crate


def _check_folder(tree: CrateTree, folder_id: int | None) -> None:
    if folder_id is not None and _known(tree, folder_id).kind != FOLDER:
        raise InputError("Crates can only be put into a folder; choose one.")


def _check_search(connection: Connection, query: str, order_by: str) -> None:
    listing.order_sql(order_by or "path")
    condition_of(query, None, partial(read_tree, connection))


def _checked_name(
    tree: CrateTree, name: str, parent_id: int | None, but: Crate | None = None
) -> str:
    name = " ".join(name.split())
    if not fold(name):
        raise InputError("A crate needs a name; type one.")
    if len(name) > MAX_NAME:
        raise InputError(f"A crate's name has at most {MAX_NAME} characters; make it shorter.")
    if shown(name) != name:
        raise InputError("The name holds a character that cannot be shown; type it anew.")
    for crate in tree.children(parent_id):
        if crate != but and name_key(crate.name) == name_key(name):
            folder = tree.get(parent_id)
            where = f'in "{folder.name}"' if folder is not None else "here"
            raise InputError(f'There is a "{crate.name}" {where} already; choose another name.')
    return name
