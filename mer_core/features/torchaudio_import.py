"""The one place that imports torchaudio."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType
from typing import NoReturn

_EXTENSION = "torchaudio._extension"


def _fail_if_no_align(function: Callable[..., object]) -> Callable[..., NoReturn]:
    """Stands for the decorator that torchaudio puts on its forced alignment."""

    def refuse(*_args: object, **_options: object) -> NoReturn:
        raise RuntimeError(f"{function.__name__} needs torchaudio's compiled extension")

    return refuse


def _without_extension() -> ModuleType:
    """A stand-in for the compiled part, which a CUDA wheel cannot load beside a CPU torch."""
    stand_in = ModuleType(_EXTENSION)
    stand_in.__dict__.update(
        _IS_TORCHAUDIO_EXT_AVAILABLE=False,
        _IS_ALIGN_AVAILABLE=False,
        fail_if_no_align=_fail_if_no_align,
    )
    return stand_in


try:
    import torchaudio.functional as functional
except OSError:
    # torchaudio 2.11 has no CPU wheel. What is used here is written in Python and needs no compiled
    # part.
    for _name in [name for name in sys.modules if name.split(".")[0] == "torchaudio"]:
        del sys.modules[_name]
    sys.modules[_EXTENSION] = _without_extension()
    import torchaudio.functional as functional

__all__ = ["functional"]
