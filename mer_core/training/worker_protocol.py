"""What the training process and its supervisor say to each other: one JSON object per line, both
ways.

The supervisor writes one request, and Stop at most; the child answers with Progress, EpochDone and
one last event. No torch here: the window imports this module. The child's main function is in
``mer_core.workflows.training_worker``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from mer_core.child import Language
from mer_core.jobs import Progress
from mer_core.training.events import EpochDone
from mer_core.training.teach_report import TeachScore

# --- commands: supervisor to child ---


@dataclass(frozen=True, slots=True)
class TrainRequest:
    """Train ``recipe`` on the corpora ``names`` found under the folder ``corpora``.

    No ``names`` or ``protocols``, and None for the numbers: the recipe's own. ``folds_run`` of
    ``folds`` are run; what is fitted in closed form runs all.
    """

    recipe: str
    corpora: str
    output: str
    names: tuple[str, ...] = ()
    protocols: tuple[str, ...] = ()
    folds: int | None = None
    folds_run: int | None = None
    epochs: int | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True)
class TeachRequest:
    """Teach the model in the folder ``base`` the ratings of a CSV file; save it as ``model_id``.

    ``scale`` is that of the ratings' numbers, such as "1-9"; empty for -1 to 1.
    """

    ratings: str
    base: str
    output: str
    model_id: str
    scale: str = ""
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Stop:
    """End at the next step and keep what can be resumed."""


# --- events: child to supervisor ---


@dataclass(frozen=True, slots=True)
class TrainDone:
    """A model was trained and saved; ``num_clips`` are pairs of a corpus and its clips."""

    folder: str
    model_id: str
    sha256: str
    num_parameters: int
    num_clips: tuple[tuple[str, int], ...]
    duration_s: float


@dataclass(frozen=True, slots=True)
class TeachDone:
    """A model was taught and saved.

    ``rows`` are the scores' values; ``skipped`` are pairs of a path and a reason, ``notes``
    sentences about the table, ``verdict`` whether it helped.
    """

    folder: str
    model_id: str
    sha256: str
    num_tracks: int
    folds: int
    grouped_by: str
    skipped: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    rows: tuple[tuple[str, str, float, float, float, float, float, bool], ...]
    helped: bool
    verdict: str
    duration_s: float

    @property
    def scores(self) -> tuple[TeachScore, ...]:
        """The figures before and after."""
        return tuple(TeachScore(*row) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Stopped:
    """Stop was obeyed."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Nothing was trained, for a reason the user can understand."""

    message: str


Request: TypeAlias = TrainRequest | TeachRequest
Command: TypeAlias = Request | Stop
Event: TypeAlias = Progress | EpochDone | TrainDone | TeachDone | Stopped | Failed

LANGUAGE = Language(
    "the training process",
    (TrainRequest, TeachRequest, Stop, Progress, EpochDone, TrainDone, TeachDone, Stopped, Failed),
)
