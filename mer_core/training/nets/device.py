"""Where nets are trained, and how quickly it may be reckoned there."""

from __future__ import annotations

import torch
from torch import nn


def training_device() -> torch.device:
    """A CUDA device where there is one, else the processor."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def device_of(net: nn.Module) -> torch.device:
    """Where a net lies."""
    return next(net.parameters()).device


def device_name(device: torch.device) -> str:
    """The device for a report: "CPU", or what the graphics processor calls itself."""
    return torch.cuda.get_device_name(device) if device.type == "cuda" else device.type.upper()


def quick_arithmetic(device: torch.device) -> torch.autocast:
    """bfloat16 where the device multiplies it in hardware: twice as fast for convolutions."""
    return torch.autocast(device.type, dtype=torch.bfloat16, enabled=_has_bfloat16(device))


def _has_bfloat16(device: torch.device) -> bool:
    if device.type == "cuda":
        return torch.cuda.get_device_capability(device) >= (8, 0)
    capabilities: dict[str, object] = getattr(torch.cpu, "get_capabilities", dict)()
    return bool(capabilities.get("amx_bf16") or capabilities.get("avx512_bf16"))
