"""What was aimed at with the model that ships and what was tried, from a hand-written file."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mer_core.disk import decoded
from mer_core.errors import TrainingError
from mer_core.plain import from_plain
from mer_core.training.report import Report
from mer_core.training.requests import BY_SONG
from mer_core.training.tables import markdown_table

#: What stands beside figures whose code is gone.
NOT_FROM_HERE = "not reproducible from here"


@dataclass(frozen=True, slots=True)
class Ablation:
    """Something that was tried on the shipped model: ``figure`` without and with it.

    ``again`` where benchmarks/ablations.py still prints it.
    """

    name: str
    figure: str
    without: float
    with_it: float
    kept: bool
    verdict: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    """A score by song that was aimed at, and what was ``tried`` for it, in order.

    ``squared`` where the goal is for the score's square.
    """

    corpus: str
    label: str
    metric: str
    value: float
    tried: str
    squared: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    """All goals and all ablations."""

    goals: tuple[Goal, ...] = ()
    ablations: tuple[Ablation, ...] = ()


def read_tried(path: Path) -> Tried:
    """What stands in ``path``; nothing where there is no such file.

    The file is TOML: a ``[[goal]]`` each with the fields of Goal, an ``[[ablation]]`` each with
    those of Ablation. Raises TrainingError where it is not.
    """
    try:
        entries = tomllib.loads(decoded(path.read_bytes()))
        found = {"goals": entries.get("goal", []), "ablations": entries.get("ablation", [])}
        return from_plain(Tried, found)
    except FileNotFoundError:
        return Tried()
    except (OSError, ValueError) as error:
        raise TrainingError(
            f"{path.name} cannot be used ({error}); every [[goal]] needs corpus, label, metric, "
            "value and tried, every [[ablation]] name, figure, without, with_it, kept and verdict."
        ) from error


def goals_markdown(goals: Sequence[Goal], shipped: Report | None) -> str:
    """Every goal beside what was reached by song, and how far one is from the other."""
    if not goals or shipped is None:
        return "Nothing is recorded yet."
    rows = []
    for goal in goals:
        figure = shipped.find(BY_SONG, goal.label, goal.metric, corpus=goal.corpus)
        if figure is None:
            continue
        reached = figure.value**2 if goal.squared else figure.value
        missed = goal.value - reached
        rows.append([
            goal.corpus, f"{goal.label}, {goal.metric}{' squared' if goal.squared else ''}",
            f"{goal.value:.2f}", f"{reached:.3f}", "" if missed <= 0 else f"{missed:.3f}",
            goal.tried,
        ])  # fmt: skip
    head = ["corpus", "figure", "to reach", shipped.called(BY_SONG), "missed by", "tried"]
    return "\n".join(markdown_table(head, rows))


def ablations_markdown(ablations: Sequence[Ablation]) -> str:
    """What was kept, then what was dropped."""
    if not ablations:
        return "Nothing is recorded yet."
    rows = [
        [
            entry.name, entry.figure, f"{entry.without:.3f}", f"{entry.with_it:.3f}",
            "kept" if entry.kept else "dropped", entry.verdict,
            "`benchmarks/ablations.py`" if entry.again else NOT_FROM_HERE,
        ]
        for entry in sorted(ablations, key=lambda entry: not entry.kept)
    ]  # fmt: skip
    head = ["tried", "figure", "without", "with", "", "verdict", "printed by"]
    return "\n".join(markdown_table(head, rows))
