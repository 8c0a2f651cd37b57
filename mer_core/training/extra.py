"""The libraries of the extra "train", which a plain installation goes without."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from mer_core.errors import TrainingError

_HOME = Path(__file__).resolve().parents[2]


def require(library: str) -> None:
    """Raise TrainingError, with the command that installs it, where ``library`` is not there."""
    if find_spec(library) is not None:
        return
    source = f"{_HOME}[train]" if (_HOME / "pyproject.toml").is_file() else "moodline[train]"
    raise TrainingError(
        f"This needs {library}, which is installed by: {sys.executable} -m pip install '{source}'"
    )
