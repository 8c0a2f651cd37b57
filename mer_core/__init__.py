"""The engine: everything Moodline does, without Qt or a sound card.

Other programs call it by the names below (see the guide's page on Python). They are loaded when
they are first used: ``import mer_core`` itself loads nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mer_core.errors import DecodeError, InputError, MerError, ModelError
    from mer_core.workflows.offhand import (
        Analysis,
        Unreadable,
        analyse_file,
        analyse_folder,
        analyse_samples,
        load_model,
    )

_ERRORS = ("DecodeError", "InputError", "MerError", "ModelError")

__all__ = [
    "Analysis",
    "DecodeError",
    "InputError",
    "MerError",
    "ModelError",
    "Unreadable",
    "analyse_file",
    "analyse_folder",
    "analyse_samples",
    "load_model",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = "mer_core.errors" if name in _ERRORS else "mer_core.workflows.offhand"
    return getattr(importlib.import_module(home), name)
