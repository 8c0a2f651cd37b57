"""The block within a comment that is ours: ``[MOOD: Happy; Energetic; Energy 7]``.

DJ programs show the comment and read no mood field. Whatever else stands in a comment is somebody
else's and stays as it is, letter for letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_BLOCK = re.compile(r" ?\[MOOD: [^\[\]]*\]")


def with_block(comment: str, words: Sequence[str]) -> str:
    """``comment`` with a block that holds ``words``: in the place of the one it has, or at its end.
    Without words the block is taken out, with the space before it.
    """
    block = f"[MOOD: {'; '.join(words)}]" if words else ""
    match = _BLOCK.search(comment)
    if match:
        lead = " " if block and match[0].startswith(" ") else ""
        return comment[: match.start()] + lead + block + comment[match.end() :]
    return f"{comment} {block}" if comment and block else comment or block


def has_block(texts: Iterable[str]) -> bool:
    """Whether a comment holds a block of ours."""
    return any(_BLOCK.search(text) for text in texts)
