"""Sheets of listening sessions: where somebody stood before and after, by the affect grid.

The grid is that of Russell, J. A., Weiss, A., and Mendelsohn, G. A. (1989). Affect Grid: A
single-item scale of pleasure and arousal. Journal of Personality and Social Psychology 57(3),
493-502: nine by nine squares, pleasure to the right, arousal upwards, each counted from 1 to 9.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from mer_core.cells import guarded
from mer_core.errors import InputError
from mer_core.library.connection import Connection

#: Pleasure and arousal, each 1 to 9; 5 is neutral.
Square: TypeAlias = tuple[int, int]
LEAST, MIDDLE, MOST = 1, 5, 9
MAX_WHO, MAX_NOTES = 200, 20_000
_COLUMNS = (
    "date", "who", "pleasure_before", "arousal_before", "pleasure_after", "arousal_after",
    "notes", "songs",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Session:
    """One sheet. ``day`` as 2026-05-31; ``songs`` by name, as they were heard; ``id`` 0: not kept
    yet. Raises InputError for what no sheet can hold.
    """

    day: str
    before: Square
    after: Square
    who: str = ""
    notes: str = ""
    songs: tuple[str, ...] = ()
    id: int = 0

    def __post_init__(self) -> None:
        try:
            datetime.date.fromisoformat(self.day)
        except ValueError as error:
            raise InputError(f"{self.day!r} is no date; write it as 2026-05-31.") from error
        for square in (self.before, self.after):
            if len(square) != 2 or not all(LEAST <= value <= MOST for value in square):
                raise InputError(f"{square} is no square of the affect grid: 1 to 9 each way.")
        for name, text, most in (("name", self.who, MAX_WHO), ("notes", self.notes, MAX_NOTES)):
            if len(text) > most:
                raise InputError(f"The {name} may have up to {most:,} letters.")

    @property
    def change(self) -> Square:
        """How far pleasure and arousal went."""
        return self.after[0] - self.before[0], self.after[1] - self.before[1]


class Sessions:
    """The sheets of a library. Every change is one commit."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[Session]:
        """Every sheet, the oldest first."""
        sheets = self._connection.all(
            "SELECT day, pleasure_before, arousal_before, pleasure_after, arousal_after, who,"
            " notes, songs, id FROM sessions ORDER BY day, id"
        )
        return [
            Session(day, (p1, a1), (p2, a2), who, notes, tuple(json.loads(songs)), number)
            for day, p1, a1, p2, a2, who, notes, songs, number in sheets
        ]

    def add(self, session: Session) -> Session:
        """Keep a sheet; one that was deleted gets its old id."""
        with self._connection.transaction():
            self._connection.run(
                "INSERT INTO sessions (id, day, who, pleasure_before, arousal_before,"
                " pleasure_after, arousal_after, notes, songs) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                session.id or None, session.day, session.who, *session.before, *session.after,
                session.notes, json.dumps(session.songs),
            )  # fmt: skip
            return replace(session, id=int(self._connection.value("SELECT last_insert_rowid()")))

    def delete(self, session_id: int) -> None:
        """Forget a sheet."""
        with self._connection.transaction():
            self._connection.run("DELETE FROM sessions WHERE id = ?", session_id)


def as_csv(sessions: Iterable[Session]) -> str:
    """A table with a row for each sheet, no cell of which is taken for a formula."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(_COLUMNS)
    for each in sessions:
        words = (guarded(each.notes), guarded("; ".join(each.songs)))
        table.writerow((each.day, guarded(each.who), *each.before, *each.after, *words))
    return text.getvalue()
