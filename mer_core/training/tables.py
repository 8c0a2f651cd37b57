"""Tables of figures as Markdown, and the words above them."""

from __future__ import annotations

from collections.abc import Sequence

#: What stands over the figures of what was left out.
ABOUT_LEFT_OUT = """\
Left out whole: by corpus, every row is answered by what learnt from the other corpora; by genre, by
what learnt from all music but that of its genre. Raters' scales differ, so that order (r, AUC) and
side (quadrant) are judged. Emotify's places follow from the emotions that its listeners felt. Of
songs called right with confidence c, a share of c should be; ECE is by how much that is missed. The
confidence and the 90 % range of a corpus were fitted to the others."""


def markdown_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a Markdown table."""
    return [
        f"| {' | '.join(head)} |",
        "|" + "---|" * len(head),
        *(f"| {' | '.join(cells)} |" for cells in rows),
    ]


def number(value: float | None, sign: str = "") -> str:
    """A figure as it is written; "" where there is none."""
    return "" if value is None else format(value, f"{sign}.3f")
