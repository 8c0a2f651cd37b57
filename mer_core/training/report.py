"""What was found by judging: figures beside their companions, as values, Markdown and JSON.

One kind of figure and one kind of table serve every recipe and a user's own ratings; the terminal
prints the Markdown, the window draws the values. No torch.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mer_core.errors import TrainingError
from mer_core.plain import from_plain, to_plain
from mer_core.training.origin import Origin
from mer_core.training.requests import BY_SONG, FOLDED, LEFT_OUT
from mer_core.training.tables import ABOUT_LEFT_OUT, markdown_table, number

PIECE = "piece"
SONG = "song"
MAE = "MAE"
#: The expected calibration error: by how much a confidence misses how often the answer is right.
ECE = "ECE"
#: Of all other metrics, more is better.
LESS_IS_BETTER = frozenset({MAE, "RMSE", ECE})
#: What stands behind a protocol's name where settings were chosen on the folds it reports on.
MARK = "*"
#: Where reports are kept, a folder per recipe, and how the picture of its confidence is called.
REPORTS = "reports"
RELIABILITY = "reliability.png"


@dataclass(frozen=True, slots=True)
class EpochDone:
    """One pass over one fold's training side, judged on its held-out side.

    ``protocol`` is "by-song", "as-published" or "final" (the model that is kept; nothing is held
    out and ``valid_loss`` and ``score`` are None). ``fold`` and ``epoch`` count from 0. ``score``
    is the metric ``score_name`` ("macro-F1", "UAR", "CCC"), higher is better.
    """

    recipe: str
    protocol: str
    fold: int
    num_folds: int
    epoch: int
    num_epochs: int
    train_loss: float
    valid_loss: float | None
    score: float | None
    score_name: str
    learning_rate: float
    duration_s: float


@dataclass(frozen=True, slots=True)
class Change:
    """What teaching changed about a figure: it was ``before``, for the model that was taught.

    ``low`` and ``high`` bound the figure's change with 95 % confidence. ``follows`` tells that the
    taught answers go with the ratings beyond chance, which a constant's never do.
    """

    before: float
    low: float
    high: float
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure and its companions, all in the unit of ``metric``.

    ``corpus`` names the corpus, or all of them. ``unit`` is "piece", or "song" where the answers
    for a song's pieces were averaged; ``num_rows`` is how many of these there were. ``low`` and
    ``high`` are the bootstrap 95 % interval over groups. ``constant`` is what a predictor without
    ears scores; ``probe`` a nearest neighbour on plain statistics of the spectrum, None where none
    was asked; ``ceiling`` what the raters allow, None where they do not say; ``change`` is None but
    for what a user taught.
    """

    protocol: str
    corpus: str
    unit: str
    label: str
    metric: str
    value: float
    low: float
    high: float
    constant: float
    num_rows: int
    probe: float | None = None
    ceiling: float | None = None
    change: Change | None = None

    def __post_init__(self) -> None:
        known = [self.value, self.low, self.high, self.constant, self.probe, self.ceiling]
        if not all(math.isfinite(number) for number in known if number is not None):
            raise ValueError(f"{self.label} {self.metric} is not a finite number")

    @property
    def is_above_ceiling(self) -> bool:
        """Whether the figure, be it by chance, is better than the raters allow."""
        return self.ceiling is not None and self.value > self.ceiling

    @property
    def improved(self) -> bool | None:
        """The change is for the better, or for the worse; None where its interval holds 0."""
        if self.change is None or not (self.change.low > 0.0 or self.change.high < 0.0):
            return None
        return (self.change.low > 0.0) != (self.metric in LESS_IS_BETTER)


@dataclass(frozen=True, slots=True)
class Run:
    """What one protocol's figures rest on: the budget and what was held out.

    ``epochs`` is 0 for what is fitted in closed form; ``device`` is what trained a net, "" if none.
    """

    protocol: str
    num_pieces: int
    num_songs: int
    num_groups: int
    folds_run: int
    folds: int
    epochs: int
    duration_s: float
    device: str = ""

    @property
    def budget(self) -> str:
        """How many of the folds were run."""
        return f"{self.folds_run} of {self.folds} folds"

    def __str__(self) -> str:
        parts = [f"{self.protocol}: {self.budget}"]
        if self.epochs:
            parts.append("1 epoch" if self.epochs == 1 else f"{self.epochs} epochs")
        parts.append(
            f"{self.num_pieces} pieces of {self.num_songs} songs in {self.num_groups} groups"
        )
        if self.duration_s:
            parts.append(f"{self.duration_s:.0f} s{self.device and f' on {self.device}'}")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Report:
    """All figures of one recipe, in the order of the table.

    ``task`` is what it was taught. ``rounds`` is how often the groups were drawn anew for the
    intervals. ``notes`` are sentences that belong to the figures. ``caveat`` says why the figures
    under the protocols ``chosen_on`` are flattered all the same, "" where they are not. ``origin``
    is what made the figures, None where that was not yet recorded.
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
    caveat: str = ""
    origin: Origin | None = None
    chosen_on: tuple[str, ...] = (BY_SONG,)

    @property
    def protocols(self) -> tuple[str, ...]:
        """The protocols that were run, in the order of the table."""
        return tuple(run.protocol for run in self.runs)

    def find(
        self, protocol: str, label: str, metric: str, *, unit: str = SONG, corpus: str = ""
    ) -> Figure | None:
        """One figure; None where it was not run or cannot be stated, as R2 of equal labels."""
        wanted = (protocol, unit, label, metric)
        for figure in self.figures:
            if (figure.protocol, figure.unit, figure.label, figure.metric) == wanted and (
                corpus in ("", figure.corpus)
            ):
                return figure
        return None

    def gap(self, unit: str, label: str, metric: str, corpus: str = "") -> float | None:
        """By how much the published protocol scores higher than by song; None without both."""
        by_song, published = (
            self.find(name, label, metric, unit=unit, corpus=corpus) for name in FOLDED
        )
        return published.value - by_song.value if by_song and published else None

    def to_json(self) -> str:
        """Every field, indented."""
        return json.dumps(to_plain(self), indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Report:
        """The inverse of ``to_json``. Raises TrainingError where ``text`` is no such report."""
        try:
            return from_plain(cls, json.loads(text))
        except (ValueError, RecursionError) as error:
            raise TrainingError(
                "A report of an earlier evaluation is damaged; run `mer evaluate` again."
            ) from error

    def to_markdown(self) -> str:
        """The budget, then a table of the folds and one of what was left out: a row per figure, the
        protocols side by side.
        """
        about = f"{self.task} on {', '.join(self.corpora)}"
        lines = [
            f"**{self.recipe}**: {about}, {self.num_parameters:,} parameters, seed {self.seed}; "
            f"intervals from {self.rounds} draws of whole groups.",
            "",
            *(f"- {run}" for run in self.runs),
            "",
            *([f"\\{MARK} {self.caveat}", ""] if self.caveat else []),
            *self._table(FOLDED),
        ]
        if left_out := self._table(LEFT_OUT):
            lines += ["", ABOUT_LEFT_OUT, "", *left_out]
        if self.notes:
            lines += ["", *self.notes]
        return "\n".join(lines) + "\n"

    def called(self, protocol: str) -> str:
        """The protocol's name over a column, marked where its figures have a caveat."""
        return protocol + (MARK if self.caveat and protocol in self.chosen_on else "")

    def _table(self, protocols: Sequence[str]) -> list[str]:
        """The figures under those of ``protocols`` that were run; nothing where none was.

        Columns that nothing is known of, or that say the same in every row, are left out.
        """
        runs = [run for run in self.runs if run.protocol in protocols]
        figures = [figure for figure in self.figures if figure.protocol in protocols]
        if not runs:
            return []
        by_corpus = len({figure.corpus for figure in figures}) > 1
        by_unit = len({figure.unit for figure in figures}) > 1
        probed = any(figure.probe is not None for figure in figures)
        limited = any(figure.ceiling is not None for figure in figures)
        gaps = [run.protocol for run in runs] == list(FOLDED)
        head = [*(["corpus"] if by_corpus else []), *(["per"] if by_unit else [])]
        head += ["label", "metric"]
        for run in runs:
            part = f", {run.budget}" if run.folds_run < run.folds else ""
            head += [
                self.called(run.protocol) + part,
                "95 %",
                "constant",
                *(["1-NN"] if probed else []),
            ]
        head += [*(["ceiling"] if limited else []), *(["gap"] if gaps else [])]
        head += ["clips"] if by_corpus else []
        keys = dict.fromkeys((f.corpus, f.unit, f.label, f.metric) for f in figures)
        rows = []
        for corpus, unit, label, metric in keys:
            cells = [*([corpus] if by_corpus else []), *([unit] if by_unit else []), label, metric]
            found = [
                self.find(run.protocol, label, metric, unit=unit, corpus=corpus) for run in runs
            ]
            for figure in found:
                cells += _cells(figure, probed=probed)
            known = [figure for figure in found if figure is not None]
            if limited:
                cells.append(number(known[0].ceiling))
            if gaps:
                cells.append(number(self.gap(unit, label, metric, corpus), "+"))
            rows.append([*cells, *([str(known[0].num_rows)] if by_corpus else [])])
        return markdown_table(head, rows)


@dataclass(frozen=True, slots=True)
class TrainReport:
    """What training left: the model's ``folder`` and how many clips of each corpus it saw."""

    folder: Path
    model_id: str
    sha256: str
    num_parameters: int
    num_clips: tuple[tuple[str, int], ...]
    duration_s: float


def _cells(figure: Figure | None, *, probed: bool) -> list[str]:
    if figure is None:
        return [""] * (4 if probed else 3)
    value = number(figure.value)
    if figure.is_above_ceiling:
        value += " (noise)" if figure.protocol == BY_SONG else " (leak)"
    cells = [value, f"{figure.low:.3f} to {figure.high:.3f}", number(figure.constant)]
    return [*cells, *([number(figure.probe)] if probed else [])]
