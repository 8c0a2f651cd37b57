"""Names on file systems that take no notice of case, or of how accents are composed (exFAT, NTFS,
APFS): there, a file answers to names that its folder does not list.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from pathlib import Path


def key_of(path: Path | str) -> str:
    """What all names have in common that such a file system may take for one."""
    return unicodedata.normalize("NFC", str(path).casefold())


def as_listed(paths: Iterable[Path]) -> list[Path]:
    """``paths`` as their folders spell them; unchanged where that is so, or cannot be told."""
    listings: dict[Path, dict[str, str]] = {}
    return [_as_listed(path, listings) for path in paths]


def _as_listed(path: Path, listings: dict[Path, dict[str, str]]) -> Path:
    spelled = Path(path.anchor)
    for name in path.relative_to(path.anchor).parts:
        # Listing is slow: only where the other case is answered for, too.
        if os.path.lexists(spelled / name) and _has_twin(spelled, name):
            if spelled not in listings:
                listings[spelled] = _listing(spelled)
            names = listings[spelled]
            name = name if name in names.values() else names.get(key_of(name), name)
        spelled /= name
    return spelled


def _has_twin(folder: Path, name: str) -> bool:
    other = name.swapcase()
    return other != name and os.path.lexists(folder / other)


def _listing(folder: Path) -> dict[str, str]:
    try:
        return {key_of(name): name for name in os.listdir(folder)}
    except OSError:
        return {}


def was_respelled(old: Path, new: Path) -> bool:
    """Whether ``old`` is but another spelling of ``new``, which is there: something answers to it,
    but no folder lists it.
    """
    if old == new or key_of(old) != key_of(new) or not os.path.lexists(old):
        return False
    pairs = zip(old.parts, new.parts, strict=False)
    first = next((i for i, (a, b) in enumerate(pairs) if a != b), len(old.parts))
    return any(not _lists(Path(*old.parts[:i]), old.parts[i]) for i in range(first, len(old.parts)))


def _lists(folder: Path, name: str) -> bool:
    try:
        return name in os.listdir(folder)
    except OSError:  # it cannot be told
        return True
