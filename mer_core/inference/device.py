"""Where the net runs, decided in one function, and what makes it run well there."""

from __future__ import annotations

import ctypes
import sys

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


#: glibc's M_TRIM_THRESHOLD and M_MMAP_THRESHOLD, and a size that nothing here reaches.
_KEEPING, _MAPPING, _NEVER = -1, -3, 2**30


def prepare(num_threads: int) -> None:
    """Make this process one that hears song after song, with so many threads for the net.

    Numbers too small to matter (below 1e-38) are taken for zero: the long tails of our filters and
    kernels are full of them, and a processor takes a hundred times as long over each. What a song
    has freed is kept for the next: asking the system for it anew costs a tenth of the time.
    """
    torch.set_num_threads(num_threads)
    torch.set_flush_denormal(True)
    if sys.platform == "linux":
        system = ctypes.CDLL(None)
        if hasattr(system, "mallopt"):  # glibc; others keep it by themselves
            # Where the one is refused, as by old versions, the other alone would do harm.
            _ = system.mallopt(_MAPPING, _NEVER) and system.mallopt(_KEEPING, _NEVER)
