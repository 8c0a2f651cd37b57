"""The search language: text to parameterised SQL.

::

    love song                   both words, in title, artist, album or file name; accents, case,
                                quotes, apostrophes, dashes and other signs as people type them
    "love song"  /lo+ve/        the words together; a regular expression, for each name by itself
    title:love  artist:=björk   in a field; = the whole of a name; album:"" has none; also genre,
                                albumartist, path, format
    valence:>0.6  conf:<0.5     valence, arousal, tension, peak in -1..1; confidence, spread in 0..1
    arousal:0.4..  0.1-0.7      ranges, either end may be left out; ~valence:0.7 is 0.1 either way
    energy:7-10  time:3:00-4:00 energy from 1 to 10; length
    year:1990..1999  track:3    also disc
    bpm:120..130  key:8A        key:Am too; ~key:8A with what mixes: 7A, 9A and 8B
    added:<7d  added:2024-05..  in the last seven days (h, d, w, m, y); on days of the calendar
    rating:>=4  plays:0         stars; how often heard;  played:>30d when last, played:never
    mood:happy  mood:=happy     among the moods; the strongest;  happy:>0.5 by its score
    at:0:00-0:30 mood:calm      in a part of the song: mood, valence, arousal, energy, ( )
    rise:arousal  fall:valence  from the first third to the last
    state:staged|changed        missing:mood; state:manual was corrected by hand
    is:copy                     another file holds the same sound; with state:missing: was moved
    crate:"Warm up"             in a crate of this name, or else one whose name holds it; with its
                                folder "Friday/Warm up", "/Warm up" at the top; "" in no plain one
    -x  !x  NOT x   x OR y  x | y   ( )   #(valence > 0.5, energy <= 7) as in Quod Libet
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from mer_core.errors import InputError
from mer_core.library.connection import Connection
from mer_core.library.crates import PLAIN, SMART, Crate, CrateTree, read_tree
from mer_core.library.passages import narrowed
from mer_core.library.query import fields
from mer_core.library.query.fields import Condition
from mer_core.library.query.tokens import marked
from mer_core.library.query.tree import At, Every, Node, Not, Term, parse
from mer_core.library.query.window import Window
from mer_core.library.query.words import in_words

#: A search may lead through so many crates, each as often as it is named, and through so many one
#: within the other.
MAX_CRATES, MAX_NESTED = 200, 10
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


def condition_of(
    query: str,
    model_sha256: str | None = None,
    crates: Callable[[], CrateTree] = lambda: CrateTree(()),
) -> Condition:
    """The condition on a row of ``tracks`` of any library; ``crates`` is called where the search
    names one.

    Raises InputError with a sentence that names the word that is wrong.
    """
    return _Compiler(state_of(model_sha256), crates).search(query)


def condition_in(connection: Connection, query: str, model_sha256: str | None) -> Condition:
    """The condition on a row of this library's ``tracks``, as it is now. Raises InputError."""
    crates = partial(read_tree, connection)
    return _Compiler(state_of(model_sha256), crates, connection).search(query)


def explained(query: str, crates: Callable[[], CrateTree]) -> str:
    """A search in words, as it was understood. Raises InputError as ``condition_of``."""
    condition_of(query, None, crates)
    return in_words(parse(query))


def crate_condition(
    connection: Connection, crate: Crate, model_sha256: str | None, tree: CrateTree
) -> Condition:
    """The condition on a row of ``tracks`` to be in a crate. Raises InputError where its search
    cannot be understood.
    """
    compiler = _Compiler(state_of(model_sha256), lambda: tree, connection)
    return compiler.any_of(tree.below(crate))


class _Compiler:
    def __init__(
        self,
        state: Condition,
        crates: Callable[[], CrateTree],
        connection: Connection | None = None,
    ) -> None:
        self._state = state
        self._crates = crates
        self._connection = connection
        self._open: list[Crate] = []  # the smart crates whose searches are being read
        self._num_crates = 0

    def search(self, query: str) -> Condition:
        return self._compile(parse(query), self._term)

    def _term(self, term: Term) -> Condition:
        with marked(term.start, term.end):
            return fields.track_condition(term, self._state, self._in_crates)

    def _compile(self, node: Node, condition: Callable[[Term], Condition]) -> Condition:
        if isinstance(node, Term):
            return condition(node)
        if isinstance(node, Not):
            part = self._compile(node.part, condition)
            return Condition(f"NOT {part.sql}", part.parameters)
        if isinstance(node, At):
            with marked(node.span.start, node.span.end):
                window = Window(node.span)

            def within(term: Term) -> Condition:
                with marked(term.start, term.end):
                    return window.condition(term)

            wanted = self._compile(node.part, within)
            if self._connection is not None:
                return narrowed(self._connection, window, node.part, wanted)
            return window.tracks(wanted)
        if not node.parts:
            return Condition("1")
        joint = " AND " if isinstance(node, Every) else " OR "
        return _joined([self._compile(part, condition) for part in node.parts], joint)

    def _in_crates(self, term: Term) -> Condition:
        if term.form == "quoted" and not term.text:
            return Condition("id NOT IN (SELECT track_id FROM crate_tracks)")
        if term.form == "regex" or term.operator not in ("", "="):
            raise InputError(f'"{term}" is not a crate; write for example crate:"Warm up".')
        tree = self._crates()
        found = tree.called(term.text, whole=term.operator == "=")
        if not found:
            known = ", ".join(f'"{crate.name}"' for crate in list(tree)[:8])
            rest = "; there are " + known + (" and more." if len(tree.crates) > 8 else ".")
            raise InputError(f'No crate is called "{term.text}"{rest if known else "."}')
        return self.any_of(dict.fromkeys(each for crate in found for each in tree.below(crate)))

    def any_of(self, crates: Iterable[Crate]) -> Condition:
        """The songs of at least one of ``crates``; folders among them hold none themselves."""
        crates = list(crates)
        plain = [crate.id for crate in crates if crate.kind == PLAIN]
        marks = ", ".join("?" * len(plain))
        inside = f"id IN (SELECT track_id FROM crate_tracks WHERE crate_id IN ({marks}))"
        parts = [Condition(inside, tuple(plain))] if plain else []
        parts += [self._smart(crate) for crate in crates if crate.kind == SMART]
        return _joined(parts, " OR ") if parts else Condition("0")

    def _smart(self, crate: Crate) -> Condition:
        if crate in self._open:
            raise InputError(f'The crate "{crate.name}" looks for itself; change its search.')
        self._num_crates += 1
        if self._num_crates > MAX_CRATES or len(self._open) == MAX_NESTED:
            raise InputError("The search leads through too many crates; make it simpler.")
        self._open.append(crate)
        try:
            return self.search(crate.query)
        except InputError as error:
            error.at = None  # it is in the crate's own search
            if error.__cause__ is not None:
                raise  # it names the crate already
            raise InputError(f'In the crate "{crate.name}": {error}') from error
        finally:
            self._open.pop()


def _joined(parts: list[Condition], joint: str) -> Condition:
    parameters = tuple(value for part in parts for value in part.parameters)
    return Condition(f"({joint.join(part.sql for part in parts)})", parameters)
