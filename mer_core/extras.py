"""What only some of Moodline needs, and a plain installation goes without."""

from __future__ import annotations

import sys
from pathlib import Path

_HOME = Path(__file__).resolve().parents[1]


def how_to_install(extra: str) -> str:
    """A clause with the command that installs the libraries of ``extra``."""
    if getattr(sys, "frozen", False):  # a bundle cannot be added to
        return f"an installation by pipx install 'moodline[{extra}]' has it, this build has not"
    own = (_HOME / "pyproject.toml").is_file()
    source = f"{_HOME}[{extra}]" if own else f"moodline[{extra}]"
    return f"it is installed by: {sys.executable} -m pip install '{source}'"
