"""What can be asked of a part of a song: ``at:0:00-0:30 mood:calm``.

The mood curve is stored with one letter for each step, so SQL looks into it by itself. Valence and
arousal are means over the part, taken by a function in Python, which is slower. So where outlines
tell (see passages.py), only the songs are looked at for which they do not.
"""

from __future__ import annotations

from mer_core.emotion import MOODS_AND_UNCERTAIN
from mer_core.errors import InputError
from mer_core.library.mood_text import LETTERS
from mer_core.library.query import fields
from mer_core.library.query.fields import Condition
from mer_core.library.query.tree import Term
from mer_core.library.tracks import ENERGY_SQL

_FOREVER_S = 1e9


class Window:
    """A part of the song, given by a span such as "0:00-0:30"."""

    def __init__(self, span: Term) -> None:
        interval = fields.TIME.interval(span)
        self.low_s = min(max(interval.low, 0.0), _FOREVER_S)
        self.high_s = min(interval.high, _FOREVER_S)
        # Both are floats of ours, so they may stand in the SQL. The part has at least one step.
        self._first = f"max(0, CAST(({self.low_s!r} - a.start_s) / a.step_s AS INTEGER))"
        end = f"CAST(({self.high_s!r} - a.start_s) / a.step_s + 0.999999 AS INTEGER)"
        self._end = f"max({self._first} + 1, min(length(a.mood_curve), {end}))"
        self._moods = f"substr(a.mood_curve, 1 + {self._first}, {self._end} - {self._first})"

    def tracks(self, wanted: Condition) -> Condition:
        """The tracks whose current analysis has such a part, with ``wanted`` true in it."""
        found = self.analyses(wanted)
        return Condition(
            f"(analysis_id IS NOT NULL AND analysis_id IN ({found.sql}))", found.parameters
        )

    def analyses(self, wanted: Condition) -> Condition:
        """The query for the analyses with such a part; more conditions on ``a`` may follow."""
        # The curves are joined only where they are read: they are by far the largest table.
        curves = " JOIN curves c ON c.analysis_id = a.id" if "c." in wanted.sql else ""
        return Condition(
            f"SELECT a.id FROM analyses a{curves}"
            f" WHERE length(a.mood_curve) > {self._first} AND {wanted.sql}",
            wanted.parameters,
        )

    def condition(self, term: Term) -> Condition:
        """What a term asks of the part. ``mood:=calm`` wants calm for more than half of it."""
        if term.field == "mood":
            return self._mood(term)
        if term.field in ("valence", "arousal"):
            return fields.within(self._mean(term.field), fields.UNIT.interval(term))
        if term.field == "energy":
            energy = ENERGY_SQL.format(self._mean("arousal"))
            return fields.within(energy, fields.ENERGY.interval(term))
        raise InputError(
            f'"at:" looks at mood, valence, arousal and energy within the song, not at "{term}".'
        )

    def _mood(self, term: Term) -> Condition:
        letter = LETTERS[fields.choice(term, MOODS_AND_UNCERTAIN, "mood")]
        if term.operator != "=":
            return Condition(f"instr({self._moods}, ?) > 0", (letter,))
        others = f"length(replace({self._moods}, ?, ''))"
        return Condition(f"2 * {others} < length({self._moods})", (letter,))

    def _mean(self, curve: str) -> str:
        # ifnull keeps the condition true or false where a curve is damaged: 9 is no value of it.
        part = f"substr(c.{curve}, 1 + 4 * {self._first}, 4 * ({self._end} - {self._first}))"
        return f"ifnull(curve_mean({part}), 9)"
