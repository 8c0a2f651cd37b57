"""Navidrome's smart playlists (.nsp): a search, said in its criteria language.

Source: github.com/navidrome/navidrome, model/criteria (fields.go, operators.go), issue 1417. What
that language cannot say is refused with the words that are too much for it. Navidrome knows a file
by its own tags, so moods must have been written before it finds them.
"""

from __future__ import annotations

import json

from mer_core.errors import InputError
from mer_core.exports.nsp_terms import cannot, rule_of
from mer_core.exports.request import Exported, Request
from mer_core.library.crates import PLAIN, SMART, Crate
from mer_core.library.query.fields import canonical
from mer_core.library.query.tree import At, Every, Node, Not, Term, parse
from mer_core.library.search import condition_of

Rule = dict[str, object]

_EVERYTHING: Rule = {"gt": {"playCount": -1}}
_SORTS = {
    "path": "filepath", "title": "title", "artist": "artist", "album": "album",
    "duration": "duration", "added": "dateadded", "albumartist": "albumartist", "year": "year",
    "track": "tracknumber", "disc": "discnumber", "genre": "genre", "release": "album",
}  # fmt: skip
_TAGS_NEEDED = "Navidrome reads moods from the files' own tags: write them before it looks."


def nsp(request: Request) -> Exported:
    """The search of ``request`` as a smart playlist. Raises InputError where there is none, or
    where it cannot be said.
    """
    if request.query is None:
        raise InputError(
            "A Navidrome smart playlist holds a search, not songs that were put together by hand;"
            " export those as a playlist (M3U8)."
        )
    condition_of(request.query, None, lambda: request.crates)  # what cannot be read is told first
    rules = _Rules(request)
    rule = rules.of(parse(request.query), negated=False)
    if not {"all", "any"} & rule.keys():
        rule = {"all": [rule]}
    comment = f"Moodline: {request.query}" if request.query.strip() else "Moodline"
    sort, notes = _sort(request.order_by)
    document = {"name": request.name, "comment": comment, **rule, **sort}
    data = json.dumps(document, indent=2).encode("ascii") + b"\n"
    return Exported(data, (), notes + ((_TAGS_NEEDED,) if rules.need_tags else ()))


class _Rules:
    def __init__(self, request: Request) -> None:
        self._crates = request.crates
        self.need_tags = False

    def of(self, node: Node, *, negated: bool) -> Rule:
        """The rule that says ``node``, or its opposite."""
        if isinstance(node, Not):
            return self.of(node.part, negated=not negated)
        if isinstance(node, At):
            raise cannot(node.span, "it does not know the parts of a song")
        if not isinstance(node, Term):
            if not node.parts:
                return {"all": [_EVERYTHING]}
            is_all = isinstance(node, Every) != negated
            parts = [self.of(part, negated=negated) for part in node.parts]
            return {"all" if is_all else "any": parts}
        if canonical(node.field) == "crate":
            return self._in_crates(node, negated=negated)
        self.need_tags |= canonical(node.field) == "mood"
        return rule_of(node, negated=negated)

    def _in_crates(self, term: Term, *, negated: bool) -> Rule:
        found = self._crates.called(term.text, whole=term.operator == "=") if term.text else ()
        each = dict.fromkeys(one for crate in found for one in self._crates.below(crate))
        rules = [self._in_crate(term, crate, negated=negated) for crate in each if crate.kind]
        rules = [rule for rule in rules if rule]
        if not rules:
            raise cannot(term, "it holds no search")
        return rules[0] if len(rules) == 1 else {"all" if negated else "any": rules}

    def _in_crate(self, term: Term, crate: Crate, *, negated: bool) -> Rule:
        if crate.kind == PLAIN:
            raise cannot(term, f"“{crate.name}” was put together by hand; export it as a playlist")
        return self.of(parse(crate.query), negated=negated) if crate.kind == SMART else {}


def _sort(order_by: str) -> tuple[Rule, tuple[str, ...]]:
    """The order as Navidrome writes it, with a sentence on what it cannot sort by."""
    keys = order_by.replace(",", " ").split()
    known = [key for key in keys if key.removeprefix("-") in _SORTS]
    unknown = [key.removeprefix("-") for key in keys if key not in known]
    notes = (f"Navidrome cannot sort by {', '.join(unknown)}.",) if unknown else ()
    if not known:
        return {}, notes
    if len(known) == 1:
        order = "desc" if known[0].startswith("-") else "asc"
        return {"sort": _SORTS[known[0].removeprefix("-")], "order": order}, notes
    signed = ["-" * key.startswith("-") + _SORTS[key.removeprefix("-")] for key in known]
    return {"sort": ",".join(signed)}, notes
