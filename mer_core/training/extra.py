"""The libraries of the extra "train", which a plain installation goes without."""

from __future__ import annotations

from importlib.util import find_spec

from mer_core.errors import TrainingError
from mer_core.extras import how_to_install


def require(library: str) -> None:
    """Raise TrainingError, with the command that installs it, where ``library`` is not there."""
    if find_spec(library) is None:
        raise TrainingError(f"This needs {library}; {how_to_install('train')}")
