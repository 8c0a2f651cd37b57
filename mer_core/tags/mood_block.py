"""The block within a comment that is ours: ``[MOOD: Happy; Energetic; Energy 7]``.

DJ programs show the comment and read no mood field. Whatever else stands in a comment is somebody
else's and stays as it is, letter for letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_BLOCK = re.compile(r"\[MOOD: [^\[\]]*\]")


def with_block(comment: str, words: Iterable[str]) -> str:
    """``comment`` with a block that holds ``words``: in the place of the one it has, or at its end.
    Without words the comment stays as it is.
    """
    block = f"[MOOD: {'; '.join(words)}]"
    if block == "[MOOD: ]":
        return comment
    if _BLOCK.search(comment):
        return _BLOCK.sub(lambda _: block, comment, count=1)
    return f"{comment} {block}" if comment else block
