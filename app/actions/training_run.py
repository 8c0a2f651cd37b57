"""What the training page knows: the recipes to choose from, and how a run goes. No Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass

from app.i18n import mark, tr
from mer_core.training.nets.zoo import NetRecipe, zoo
from mer_core.training.report import EpochDone
from mer_core.training.requests import RECIPES
from mer_core.training.shipped.recipe import recipes

#: A run's parts in words.
PARTS = {
    "by-song": mark("by song"),
    "as-published": mark("as published"),
    "final": mark("all songs, to be kept"),
}
_SHIPPED = mark("The model that ships")
_PAPERS = {
    "td-cnn": mark("CNN over time, variant {variant}"),
    "cnn-lstm": mark("CNN and LSTM over parts of a song"),
    "conv1d-raw": mark("1-D convolutions on raw sound"),
    "conv2d": mark("2-D convolutions, {kernel} × {kernel}"),
    "conv1d-learned": mark("1-D convolutions on a learnt spectrogram"),
    "tang-cnn": "CNN",
    "tang-gru": "GRU",
    "tang-crnn": mark("CNN and GRU"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A recipe as the form shows it.

    ``group`` is the paper, ``made`` what it is made of. Its own numbers: into how many ``folds``
    songs are dealt, how many are run, and its ``epochs``, 0 where it is fitted in closed form.
    """

    id: str
    group: str
    made: str
    published: str
    corpora: tuple[str, ...]
    folds: int
    folds_run: int
    epochs: int


def choices() -> list[Choice]:
    """Every recipe that can be trained, the shipped model first."""
    nets, shipped = zoo(), recipes()
    found = []
    for name in RECIPES:
        if name in nets:
            found.append(_choice_of(nets[name]))
        elif name in shipped:
            corpora = {corpus for head in shipped[name].heads.values() for corpus in head.corpora}
            found.append(
                Choice(
                    name, tr(_SHIPPED),
                    tr("Statistics of the sound and a tagger's embedding, kernels"),
                    "", tuple(sorted(corpora)), shipped[name].folds, shipped[name].folds, 0,
                )
            )  # fmt: skip
    return found


def _choice_of(recipe: NetRecipe) -> Choice:
    made = tr(_PAPERS.get(recipe.architecture, recipe.architecture)).format(**recipe.params)
    paper = recipe.source.split(",")[0].replace(" and ", " & ")
    return Choice(
        recipe.id, paper, made, recipe.published, recipe.corpora, recipe.folds,
        recipe.folds_run or recipe.folds, recipe.epochs,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One curve over a fold's epochs, or over a protocol's folds where a fold is one epoch.

    ``y`` has NaN where nothing is known. ``is_current``: it still grows.
    """

    part: str
    fold: int
    x: tuple[float, ...]
    y: tuple[float, ...]
    is_current: bool


class RunHistory:
    """All EpochDone of one run, in order; told twice (after a resume), an epoch counts once."""

    def __init__(self, num_protocols: int = 2) -> None:
        self._num_protocols = max(num_protocols, 1)
        self._folds: dict[tuple[str, int], dict[int, EpochDone]] = {}
        self.latest: EpochDone | None = None

    def add(self, event: EpochDone) -> bool:
        """Take the next epoch. Returns whether it was new."""
        fold = self._folds.setdefault((event.protocol, event.fold), {})
        is_new = event.epoch not in fold
        fold[event.epoch] = event
        self.latest = event
        return is_new

    @property
    def is_by_fold(self) -> bool:
        """A fold has one epoch alone: the folds themselves are what goes on."""
        return self.latest is not None and self.latest.num_epochs == 1

    @property
    def length(self) -> int:
        """The last place on the x axis: epochs of a fold, or folds."""
        if self.latest is None:
            return 1
        return self.latest.num_folds if self.is_by_fold else self.latest.num_epochs

    @property
    def parts(self) -> list[str]:
        """The protocols seen so far, in order."""
        return list(dict.fromkeys(part for part, _ in self._folds))

    def lines(self, value: str) -> list[Line]:
        """The curves of ``value``: "train_loss", "valid_loss" or "score"."""
        lines = []
        current = (self.latest.protocol, self.latest.fold) if self.latest else None
        if self.is_by_fold:
            for part in self.parts:
                events = [fold[0] for (of, _), fold in self._folds.items() if of == part]
                growing = current is not None and part == current[0]
                lines.append(_line(part, 0, events, value, by_fold=True, is_current=growing))
        else:
            for (part, fold), epochs in self._folds.items():
                events = [epochs[number] for number in sorted(epochs)]
                growing = (part, fold) == current
                lines.append(_line(part, fold, events, value, by_fold=False, is_current=growing))
        return [line for line in lines if not all(map(math.isnan, line.y))]

    def means(self, value: str) -> list[Line]:
        """One curve for each protocol: the mean over its folds, as far as every fold has come."""
        means = []
        for part in self.parts:
            folds = [line for line in self.lines(value) if line.part == part]
            length = min((len(line.y) for line in folds), default=0)
            if length:
                columns = zip(*(line.y[:length] for line in folds), strict=True)
                y = tuple(sum(column) / len(column) for column in columns)
                means.append(Line(part, 0, folds[0].x[:length], y, is_current=True))
        return means

    def share(self, within: float = 0.0) -> float | None:
        """How much of the run is done, in [0, 1]; None before the first epoch. ``within`` is the
        share of the epoch that is going on.
        """
        if self.latest is None:
            return None
        return min((self._done() + within) / max(self._total(), 1), 1.0)

    def left_s(self) -> float | None:
        """How long the rest takes if it goes on like the last epochs; None before the first."""
        if self.latest is None:
            return None
        last = [event for fold in self._folds.values() for event in fold.values()][-8:]
        pace = sum(event.duration_s for event in last) / len(last)
        return pace * max(self._total() - self._done(), 0)

    def _done(self) -> int:
        latest = self.latest
        assert latest is not None
        done = 0
        for (part, fold), epochs in self._folds.items():
            is_current = (part, fold) == (latest.protocol, latest.fold)
            event = next(iter(epochs.values()))
            done += max(epochs) + 1 if is_current else event.num_epochs
        return done

    def _total(self) -> int:
        """Epochs of every protocol's folds and of the model that is kept."""
        latest = self.latest
        assert latest is not None
        judged = [
            next(iter(fold.values())) for (part, _), fold in self._folds.items() if part != "final"
        ]
        num_folds = judged[-1].num_folds if judged else 0
        seen = len({event.protocol for event in judged})
        return latest.num_epochs * (num_folds * max(self._num_protocols, seen) + 1)


def _line(
    part: str, fold: int, events: list[EpochDone], value: str, *, by_fold: bool, is_current: bool
) -> Line:
    places = [event.fold if by_fold else event.epoch for event in events]
    values = [getattr(event, value) for event in events]
    return Line(
        part,
        fold,
        tuple(float(place + 1) for place in places),
        tuple(math.nan if number is None else float(number) for number in values),
        is_current,
    )
