"""What is played after what: the songs a listener put into the queue, then the list played from."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from mer_core.disk import read_small, replaced

REPEATS = ("off", "all", "one")
_MAX_BYTES = 64 * 2**20


class PlayQueue:
    """Ids of tracks. ``current`` plays; ``upcoming`` are first those that were added by hand, then
    the rest of the list that is played from, which ``shuffled`` keeps in an order of its own.
    ``repeat`` is one of ``REPEATS``.
    """

    def __init__(self, generator: random.Random | None = None) -> None:
        self._random = generator or random.Random()
        self._source: list[int] = []  # the list as it was
        self._order: list[int] = []  # as it is played
        self._at = -1  # which of them was played last
        self._added: list[int] = []
        self._past: list[tuple[int, int, bool]] = []  # song, place, whether it was added
        self._was_added = False
        self.current: int | None = None
        self.shuffled = False
        self.repeat = "off"

    def __len__(self) -> int:
        return self.num_added + len(self._order) - self._at - 1

    def __getitem__(self, place: int) -> int:
        """The id that comes at ``place``, counted from 0."""
        if place < len(self._added):
            return self._added[place]
        return self._order[self._at + 1 + place - len(self._added)]

    @property
    def num_added(self) -> int:
        """How many of those to come were added by hand."""
        return len(self._added)

    @property
    def upcoming(self) -> list[int]:
        """All that come."""
        return self._added + self._order[self._at + 1 :]

    # --- playing ---

    def start(self, ids: Iterable[int], place: int) -> None:
        """Play the list ``ids`` from ``place`` on; what was added by hand still comes first."""
        self._source = list(ids)
        self._order, self._at, self._past = list(self._source), place, []
        self.current, self._was_added = self._order[place], False
        if self.shuffled:
            self._mix()

    def following(self) -> int | None:
        """What comes by itself when the current song is over."""
        if self.repeat == "one" and self.current is not None:
            return self.current
        return self._next()

    def advance(self) -> int | None:
        """Go to the next song; None where there is none."""
        track_id = self._next()
        if track_id is not None:
            self._remember()
            self._was_added = bool(self._added)
            if self._was_added:
                del self._added[0]
            else:
                self._at = (self._at + 1) % len(self._order)
            self.current = track_id
        return track_id

    def back(self) -> int | None:
        """Go to the song before; None where there is none."""
        if not self._past and self._at <= 0:
            return None
        if self._was_added and self.current is not None:
            self._added.insert(0, self.current)
        before = (self._order[self._at - 1], self._at - 1, False) if not self._past else None
        self.current, self._at, self._was_added = before or self._past.pop()
        return self.current

    def jump(self, place: int) -> int:
        """Play what comes at ``place`` at once; those of the list before it are passed over."""
        self._remember()
        self.current = self[place]
        self._was_added = place < len(self._added)
        if self._was_added:
            del self._added[place]
        else:
            self._at += 1 + place - len(self._added)
        return self.current

    def _next(self) -> int | None:
        if len(self):
            return self[0]
        return self._order[0] if self.repeat == "all" and self._order else None

    def _remember(self) -> None:
        if self.current is not None:
            self._past.append((self.current, self._at, self._was_added))

    # --- changing ---

    def add(self, ids: Sequence[int], *, first: bool = False) -> None:
        """Put songs behind those added before (``first``: before them)."""
        self.insert(ids, 0 if first else len(self._added))

    def insert(self, ids: Sequence[int], place: int) -> None:
        """Put songs before the one that comes at ``place``."""
        if place <= len(self._added):
            self._added[place:place] = ids
            return
        at = self._at + 1 + place - len(self._added)
        self._order[at:at] = ids
        self._source = self._source + list(ids) if self.shuffled else list(self._order)

    def move(self, places: Sequence[int], to: int) -> None:
        """Put the songs at ``places`` before the one at ``to``."""
        ids = [self[place] for place in sorted(places)]
        to -= sum(place < to for place in places)
        self.remove(places)
        self.insert(ids, to)

    def remove(self, places: Iterable[int]) -> None:
        """Take songs out."""
        for place in sorted(set(places), reverse=True):
            if place < len(self._added):
                del self._added[place]
                continue
            gone = self._order.pop(self._at + 1 + place - len(self._added))
            if self.shuffled:
                self._source.remove(gone)
        if not self.shuffled:
            self._source = list(self._order)

    def set_repeat(self, repeat: str) -> None:
        """Repeat nothing, all or one, see ``REPEATS``."""
        self.repeat = repeat

    def clear(self) -> None:
        """Nothing comes after the current song."""
        self._added = []
        del self._order[self._at + 1 :]
        self._source = list(self._order)

    def set_shuffled(self, shuffled: bool) -> None:
        """Mix what comes of the list, or go on in its own order."""
        if shuffled == self.shuffled:
            return
        self.shuffled, self._past = shuffled, []
        here = self._order[self._at] if self._at >= 0 else None
        if shuffled:
            self._mix()
        else:
            self._order = list(self._source)
            self._at = self._order.index(here) if here in self._order else -1

    def _mix(self) -> None:
        rest = self._order[: max(self._at, 0)] + self._order[self._at + 1 :]
        here = self._order[self._at : self._at + 1] if self._at >= 0 else []
        self._random.shuffle(rest)
        self._order, self._at = here + rest, len(here) - 1

    # --- keeping ---

    def save(self, path: Path, position_s: float) -> None:
        """Keep it in a file, with where the current song stands. Raises OSError."""
        state = {
            "source": self._source, "order": self._order, "at": self._at, "added": self._added,
            "current": self.current, "was_added": self._was_added, "shuffled": self.shuffled,
            "repeat": self.repeat, "position_s": position_s,
        }  # fmt: skip
        path.parent.mkdir(parents=True, exist_ok=True)
        with replaced(path) as file:
            file.write(json.dumps(state).encode())

    def restore(self, path: Path) -> float:
        """Take up what was saved; the position in seconds. A file that is not there or holds
        something else leaves the queue empty.
        """
        try:
            state = json.loads(read_small(path, _MAX_BYTES))
            lists = [_ids(state[name]) for name in ("source", "order", "added")]
            at, current = int(state["at"]), state["current"]
            position_s, repeat = float(state["position_s"]), str(state["repeat"])
            is_sound = -1 <= at < len(lists[1]) and repeat in REPEATS and math.isfinite(position_s)
            if not is_sound or sorted(lists[0]) != sorted(lists[1]):
                return 0.0
            current = None if current is None else int(current)
        except (OSError, ValueError, LookupError, TypeError, OverflowError, RecursionError):
            return 0.0
        self._source, self._order, self._added = lists
        self._at, self.current, self.repeat = at, current, repeat
        self.shuffled, self._was_added = bool(state["shuffled"]), bool(state["was_added"])
        return position_s


def _ids(values: Any) -> list[int]:
    return [int(value) for value in values]
