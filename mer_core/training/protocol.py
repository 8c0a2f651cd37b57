"""What the training process and its supervisor say to each other: one JSON object per line, both
ways.

The supervisor writes one request, and Stop at most; the child answers with Progress, EpochDone and
one last event: a report, Stopped or Failed. No torch here: the window imports this module. The
child's main is in ``mer_core.workflows.training_main``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from mer_core.child import Language, Misunderstood
from mer_core.jobs import Progress
from mer_core.training.report import EpochDone, TrainReport
from mer_core.training.requests import TeachRequest, TrainRequest
from mer_core.training.teaching.verdict import TeachReport


@dataclass(frozen=True, slots=True)
class Stop:
    """End at the next step and keep what can be resumed."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """Stop was obeyed."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Nothing was trained, for a reason the user can understand."""

    message: str


Request: TypeAlias = TrainRequest | TeachRequest
Command: TypeAlias = Request | Stop
Outcome: TypeAlias = TrainReport | TeachReport | Stopped | Failed
Event: TypeAlias = Progress | EpochDone | Outcome | Misunderstood

LANGUAGE = Language(
    "the training process",
    (
        TrainRequest, TeachRequest, Stop,
        Progress, EpochDone, TrainReport, TeachReport, Stopped, Failed,
    ),
)  # fmt: skip
