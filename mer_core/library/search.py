"""The search language: text to parameterised SQL.

::

    love song                   both words, in title, artist, album or file name; accents, case,
                                quotes, apostrophes, dashes and other signs as people type them
    "love song"  /lo+ve/        the words together; a regular expression, for each name by itself
    title:love  artist:=björk   in a field; = the whole of a name; album:"" has none; also genre,
                                path, codec
    valence:>0.6  conf:<0.5     valence, arousal, tension, peak in -1..1; confidence, spread in 0..1
    arousal:0.4..  0.1-0.7      ranges, either end may be left out; ~valence:0.7 is 0.1 either way
    energy:7-10  time:3:00-4:00 arousal from 1 to 10, unless corrected; length
    mood:happy  mood:=happy     among the moods; the strongest;  happy:>0.5 by its score
    at:0:00-0:30 mood:calm      in a part of the song: mood, valence, arousal, energy, ( )
    rise:arousal  fall:valence  from the first third to the last
    state:staged|changed        missing:mood; state:manual was corrected by hand
    -x  !x  NOT x   x OR y  x | y   ( )   #(valence > 0.5, energy <= 7) as in Quod Libet
"""

from __future__ import annotations

from collections.abc import Callable

from mer_core.library.query import fields
from mer_core.library.query.fields import Condition
from mer_core.library.query.tree import At, Every, Node, Not, Term, parse
from mer_core.library.query.window import Window

CAN_BE_STALE = ("staged", "written", "changed", "uncertain")


def state_of(model_sha256: str | None) -> Condition:
    """The expression of a row's state; with a model, what another model has analysed is "stale"."""
    if model_sha256 is None:
        return Condition("+state")
    return Condition(
        f"CASE WHEN +state IN {CAN_BE_STALE}"
        " AND model_id IS NOT (SELECT id FROM models WHERE sha256 = ?) THEN 'stale' ELSE state END",
        (model_sha256,),
    )


def condition_of(query: str, model_sha256: str | None = None) -> Condition:
    """The condition on a row of ``tracks``. Raises InputError with a sentence that names the word
    that is wrong.
    """
    state = state_of(model_sha256)
    return _compile(parse(query), lambda term: fields.track_condition(term, state))


def _compile(node: Node, condition: Callable[[Term], Condition]) -> Condition:
    if isinstance(node, Term):
        return condition(node)
    if isinstance(node, Not):
        part = _compile(node.part, condition)
        return Condition(f"NOT {part.sql}", part.parameters)
    if isinstance(node, At):
        window = Window(node.span)
        return window.tracks(_compile(node.part, window.condition))
    if not node.parts:
        return Condition("1")
    parts = [_compile(part, condition) for part in node.parts]
    joint = " AND " if isinstance(node, Every) else " OR "
    parameters = tuple(value for part in parts for value in part.parameters)
    return Condition(f"({joint.join(part.sql for part in parts)})", parameters)
