"""The figures of a judged founding system, and the table and JSON made of them. No torch."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass

from mer_core.errors import TrainingError

PIECE = "piece"
SONG = "song"
BY_SONG = "by-song"
AS_PUBLISHED = "as-published"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure and its companions, all in the unit of ``metric``.

    ``unit`` is "piece", or "song" where the answers for a song's pieces were averaged. ``label`` is
    "class", "valence", "arousal", or "quadrant" where that follows from valence and arousal.
    ``low`` and ``high`` are the bootstrap 95 % interval over groups. ``constant`` is what a
    predictor without ears scores; ``probe`` a nearest neighbour on plain statistics of the
    spectrum, None for a metric that one answer does not have; ``ceiling`` what the raters allow,
    None where they do not say.
    """

    protocol: str
    unit: str
    label: str
    metric: str
    value: float
    low: float
    high: float
    constant: float
    probe: float | None
    ceiling: float | None

    def __post_init__(self) -> None:
        known = [self.value, self.low, self.high, self.constant, self.probe, self.ceiling]
        if not all(math.isfinite(number) for number in known if number is not None):
            raise ValueError(f"{self.label} {self.metric} is not a finite number")

    @property
    def is_above_ceiling(self) -> bool:
        """Whether the figure, be it by chance, is better than the raters allow."""
        return self.ceiling is not None and self.value > self.ceiling


@dataclass(frozen=True, slots=True)
class Run:
    """What one protocol's figures rest on: the budget and what was held out."""

    protocol: str
    num_pieces: int
    num_songs: int
    num_groups: int
    folds_run: int
    folds: int
    epochs: int
    duration_s: float

    def __str__(self) -> str:
        epochs = "1 epoch" if self.epochs == 1 else f"{self.epochs} epochs"
        return (
            f"{self.protocol}: {self.folds_run} of {self.folds} folds, {epochs}, "
            f"{self.num_pieces} pieces of {self.num_songs} songs in {self.num_groups} groups, "
            f"{self.duration_s:.0f} s"
        )


@dataclass(frozen=True, slots=True)
class Report:
    """All figures of one recipe, in the order of the table.

    ``notes`` are sentences on where the ceilings come from; ``rounds`` is how often the groups were
    drawn anew for the intervals.
    """

    recipe: str
    task: str
    corpora: tuple[str, ...]
    num_parameters: int
    seed: int
    rounds: int
    runs: tuple[Run, ...]
    figures: tuple[Figure, ...]
    notes: tuple[str, ...]

    @property
    def protocols(self) -> tuple[str, ...]:
        """The protocols that were run, in the order of the table."""
        return tuple(run.protocol for run in self.runs)

    def find(self, protocol: str, unit: str, label: str, metric: str) -> Figure | None:
        """One figure; None where it was not run or cannot be stated, as R2 of equal labels."""
        wanted = (protocol, unit, label, metric)
        for figure in self.figures:
            if (figure.protocol, figure.unit, figure.label, figure.metric) == wanted:
                return figure
        return None

    def gap(self, unit: str, label: str, metric: str) -> float | None:
        """By how much the published protocol scores higher than by song; None without both."""
        if len(self.protocols) != 2:
            return None
        by_song, published = (self.find(name, unit, label, metric) for name in self.protocols)
        return published.value - by_song.value if by_song and published else None

    def to_json(self) -> str:
        """Every field, indented."""
        return json.dumps(asdict(self), indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Report:
        """The inverse of ``to_json``. Raises TrainingError where ``text`` is no such report."""
        try:
            fields = json.loads(text)
            fields["runs"] = tuple(Run(**run) for run in fields["runs"])
            fields["figures"] = tuple(Figure(**figure) for figure in fields["figures"])
            for name in ("corpora", "notes"):
                fields[name] = tuple(fields[name])
            return cls(**fields)
        except (KeyError, TypeError, ValueError) as error:
            raise TrainingError(
                "A report of an earlier evaluation is damaged; run `mer evaluate` again."
            ) from error

    def to_markdown(self) -> str:
        """The budget, then one table: a row per unit, label and metric, both protocols beside."""
        head = ["per", "label", "metric"]
        for protocol in self.protocols:
            head += [protocol, "95 %", "constant", "1-NN"]
        head += ["ceiling", *(["gap"] if len(self.protocols) == 2 else [])]
        lines = [
            f"**{self.recipe}**: {self.task} on {', '.join(self.corpora)}, {self.num_parameters:,} "
            f"parameters, seed {self.seed}; intervals from {self.rounds} draws of whole groups.",
            "",
            *(f"- {run}" for run in self.runs),
            "",
            "| " + " | ".join(head) + " |",
            "|" + "---|" * len(head),
        ]
        keys = dict.fromkeys((figure.unit, figure.label, figure.metric) for figure in self.figures)
        lines += [self._line(*key) for key in keys]
        if self.notes:
            lines += ["", *self.notes]
        return "\n".join(lines) + "\n"

    def _line(self, unit: str, label: str, metric: str) -> str:
        cells = [unit, label, metric]
        found = [self.find(protocol, unit, label, metric) for protocol in self.protocols]
        for figure in found:
            cells += _cells(figure) if figure else [""] * 4
        ceilings = [figure.ceiling for figure in found if figure and figure.ceiling is not None]
        cells.append(f"{ceilings[0]:.3f}" if ceilings else "")
        if len(self.protocols) == 2:
            gap = self.gap(unit, label, metric)
            cells.append("" if gap is None else f"{gap:+.3f}")
        return "| " + " | ".join(cells) + " |"


def _cells(figure: Figure) -> list[str]:
    value = f"{figure.value:.3f}"
    if figure.is_above_ceiling:
        value += " (noise)" if figure.protocol == BY_SONG else " (leak)"
    return [
        value,
        f"{figure.low:.3f} to {figure.high:.3f}",
        f"{figure.constant:.3f}",
        "" if figure.probe is None else f"{figure.probe:.3f}",
    ]
