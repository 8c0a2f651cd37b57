"""What was aimed at with the model that ships and what was tried, from a hand-written file."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mer_core.disk import decoded
from mer_core.errors import TrainingError

if TYPE_CHECKING:
    from mer_core.training.reports import Evaluation


@dataclass(frozen=True, slots=True)
class Ablation:
    """Something that was tried on the shipped model: ``figure`` without and with it."""

    name: str
    figure: str
    without: float
    with_it: float
    kept: bool
    verdict: str


@dataclass(frozen=True, slots=True)
class Goal:
    """A score by song that was aimed at, and what was ``tried`` for it, in order.

    ``squared`` where the goal is for the score's square.
    """

    corpus: str
    label: str
    metric: str
    value: float
    squared: bool
    tried: str


@dataclass(frozen=True, slots=True)
class Tried:
    """All goals and all ablations."""

    goals: tuple[Goal, ...] = ()
    ablations: tuple[Ablation, ...] = ()


def read_tried(path: Path) -> Tried:
    """What stands in ``path``; nothing where there is no such file.

    The file is TOML: a ``[[goal]]`` each with corpus, label, metric, goal and tried (and squared),
    an ``[[ablation]]`` each with name, figure, without, with, kept and verdict. Raises
    TrainingError where it is not.
    """
    try:
        entries = tomllib.loads(decoded(path.read_bytes()))
        return Tried(
            tuple(map(_goal, entries.get("goal", []))),
            tuple(map(_ablation, entries.get("ablation", []))),
        )
    except FileNotFoundError:
        return Tried()
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise TrainingError(
            f"{path.name} cannot be used ({error}); every [[goal]] needs corpus, label, metric, "
            "goal and tried, every [[ablation]] name, figure, without, with, kept and verdict."
        ) from error


def _goal(entry: dict[str, Any]) -> Goal:
    return Goal(
        str(entry["corpus"]), str(entry["label"]), str(entry["metric"]), float(entry["goal"]),
        bool(entry.get("squared", False)), str(entry["tried"]),
    )  # fmt: skip


def _ablation(entry: dict[str, Any]) -> Ablation:
    return Ablation(
        str(entry["name"]), str(entry["figure"]), float(entry["without"]), float(entry["with"]),
        bool(entry["kept"]), str(entry["verdict"]),
    )  # fmt: skip


def goals_markdown(goals: Sequence[Goal], shipped: Evaluation | None) -> str:
    """Every goal beside what was reached by song, and how far one is from the other."""
    if not goals or shipped is None:
        return "Nothing is recorded yet."
    lines = ["| corpus | figure | to reach | by song | missed by | tried |", "|" + "---|" * 6]
    for goal in goals:
        try:
            reached = shipped.find("by-song", goal.corpus, goal.label, goal.metric).value
        except KeyError:
            continue
        reached = reached**2 if goal.squared else reached
        missed = goal.value - reached
        figure = f"{goal.label}, {goal.metric}{' squared' if goal.squared else ''}"
        lines.append(
            f"| {goal.corpus} | {figure} | {goal.value:.2f} | {reached:.3f} "
            f"| {'' if missed <= 0 else f'{missed:.3f}'} | {goal.tried} |"
        )
    return "\n".join(lines)


def ablations_markdown(ablations: Sequence[Ablation]) -> str:
    """What was kept, then what was dropped."""
    if not ablations:
        return "Nothing is recorded yet."
    lines = ["| tried | figure | without | with | | verdict |", "|" + "---|" * 6]
    for entry in sorted(ablations, key=lambda entry: not entry.kept):
        kept = "kept" if entry.kept else "dropped"
        lines.append(
            f"| {entry.name} | {entry.figure} | {entry.without:.3f} | {entry.with_it:.3f} "
            f"| {kept} | {entry.verdict} |"
        )
    return "\n".join(lines)
