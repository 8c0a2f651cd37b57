"""Where the net runs: decided in one function."""

from __future__ import annotations

import torch

from mer_core.errors import InputError
from mer_core.settings import DEVICES


def choose_device(name: str = "auto") -> torch.device:
    """The device called ``name``, one of settings.DEVICES; "auto" takes CUDA, MPS or the CPU.

    Raises InputError where the name is unknown or this machine has no such device.
    """
    available = {
        "cuda": torch.cuda.is_available(),
        "mps": torch.backends.mps.is_available(),
        "cpu": True,
    }
    if name == "auto":
        return torch.device(next(kind for kind, present in available.items() if present))
    if name not in available:
        raise InputError(f"The device {name!r} is unknown; choose one of {', '.join(DEVICES)}.")
    if not available[name]:
        raise InputError(
            f"This machine offers no {name.upper()} device to this program; choose auto or cpu."
        )
    return torch.device(name)


def describe(device: torch.device) -> str:
    """The device in words for the window, such as "CPU (2 threads)" or "CUDA (NVIDIA H100)"."""
    if device.type == "cuda":
        return f"CUDA ({torch.cuda.get_device_name(device)})"
    if device.type == "cpu":
        threads = torch.get_num_threads()
        return f"CPU ({threads} thread{'s' if threads > 1 else ''})"
    return device.type.upper()
