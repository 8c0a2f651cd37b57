"""Held-out answers as pictures: what was called what, and how training went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from mer_core.errors import TrainingError
from mer_core.models.tasks import TASKS
from mer_core.paths import RESOURCES
from mer_core.training.confidence import Said, bins_of, calibration_error
from mer_core.training.nets.answers import HeldOut, Sample, as_quadrants, samples_of
from mer_core.training.report import ECE, PIECE, RELIABILITY, SONG, EpochDone

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

IntArray = NDArray[np.int64]

_DPI = 120
_INK, _DIM, _LINE, _TRAIN, _VALID = "#1a1d23", "#5b6472", "#dde1e8", "#b97900", "#2f5fe0"
#: From no share of a row to all of it.
_SHARES = ("#ffffff", "#dfe6f6", "#8ea9ee", "#2f5fe0", "#1b3a91")
#: Words on a cell turn white from this share on.
_DARK_FROM = 0.68
#: Names of classes of up to this many letters fit under a column without being turned.
_UPRIGHT = 4
#: Inches that the title needs.
_LEAST_WIDTH = 5.0


def write_pictures(folder: Path, held_out: Sequence[HeldOut]) -> tuple[Path, ...]:
    """Write a confusion matrix per protocol and the learning curves as PNG; returns their paths.

    The files are ``confusion-PROTOCOL.png`` and ``learning.png``; the latter is left out where
    nothing was trained epoch by epoch. Raises TrainingError where ``folder`` cannot be written.
    """
    paths = []
    with _house_style():
        pictures = {f"confusion-{held.protocol}.png": _confusion(held) for held in held_out}
        if any(held.history for held in held_out):
            pictures["learning.png"] = _learning(held_out)
        for name, figure in pictures.items():
            paths.append(_saved(folder / name, figure))
    return tuple(paths)


def write_reliability(folder: Path, recipe: str, said: Mapping[str, Said]) -> None:
    """Draw how often answers are right that are so sure, for every corpus and, under "", for all.

    No picture where nothing was said. Raises TrainingError where ``folder`` cannot be written.
    """
    if not said:
        return
    title = f"{recipe}: how sure, and how often right"
    with picture(folder / RELIABILITY, (1.0 + 2.4 * len(said), 3.4), title) as figure:
        grid = figure.subplots(1, len(said), squeeze=False, sharex=True, sharey=True)[0]
        for axes, (name, one) in zip(grid, said.items(), strict=True):
            sure, right, _ = zip(*bins_of(one.right, one.sure), strict=True)
            axes.plot([0, 1], [0, 1], color=_LINE, linewidth=1.2)
            axes.plot(sure, right, color=_VALID, linewidth=1.6, marker="o", markersize=4)
            error = calibration_error(one.right, one.sure)
            axes.set_title(f"{name or 'all'} ({len(one.right)})\n{ECE} {error:.3f}")
            axes.set(xlim=(0.2, 1.0), ylim=(0.0, 1.0), xlabel="confidence")
        grid[0].set_ylabel("quadrant right")


@contextmanager
def picture(path: Path, size: tuple[float, float], title: str) -> Iterator[Figure]:
    """An empty picture of ``size`` inches in the house's style, written as PNG in the end.

    Raises TrainingError where it cannot be.
    """
    with _house_style():
        figure = _sheet(size, title)
        yield figure
        _saved(path, figure)


def _saved(path: Path, figure: Figure) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, dpi=_DPI)
    except OSError as error:
        raise TrainingError(f"{path} cannot be written ({error.strerror}).") from error
    return path


def confusion_of(sample: Sample) -> IntArray:
    """How often what class was called what: [num_classes, num_classes], a row per true class."""
    num_classes = sample.answers.shape[1]
    cell = sample.truth.astype(np.int64) * num_classes + sample.answers.argmax(axis=1)
    return np.bincount(cell, minlength=num_classes**2).reshape(num_classes, num_classes)


@contextmanager
def _house_style() -> Iterator[None]:
    """The window's type and quiet axes; no display is needed or used."""
    import matplotlib
    from matplotlib import font_manager

    families = ["DejaVu Sans"]
    for file in sorted((RESOURCES / "fonts").glob("*.ttf")):
        font_manager.fontManager.addfont(file)
        families.insert(0, font_manager.FontProperties(fname=file).get_name())
    style = {
        "font.family": list(dict.fromkeys(families)),
        "font.size": 9.0,
        "text.color": _INK,
        "axes.edgecolor": _LINE,
        "axes.labelcolor": _DIM,
        "axes.titlesize": 10.0,
        "axes.titlelocation": "left",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": False,
        "grid.color": _LINE,
        "grid.linewidth": 0.6,
        "xtick.color": _DIM,
        "ytick.color": _DIM,
        "legend.frameon": False,
    }
    with matplotlib.rc_context(style):
        yield


def _sheet(size: tuple[float, float], title: str) -> Figure:
    """An empty picture of ``size`` inches with a title."""
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    figure = Figure(figsize=size, layout=ConstrainedLayoutEngine(w_pad=0.12, h_pad=0.08))
    figure.suptitle(title, x=0.012, ha="left", fontsize=12)
    return figure


def _spelt(protocol: str) -> str:
    return protocol.replace("-", " ")


def _confusion(held: HeldOut) -> Figure:
    task = TASKS[held.task]
    labels = task.labels if task.is_classes else TASKS["quadrants"].labels
    names = [name.replace("_", " ") for name in labels]
    samples = samples_of(held)
    if len(samples[PIECE].truth) == len(samples[SONG].truth):
        del samples[SONG]  # a single piece each: the same matrix again
    side = 1.4 + 0.62 * len(names)
    figure = _sheet(
        (max(len(samples) * (side + 0.4), _LEAST_WIDTH), side + 0.75),
        f"{held.recipe}, {_spelt(held.protocol)}: {held.task} on {', '.join(held.corpora)}",
    )
    grid = figure.subplots(1, len(samples), squeeze=False)
    for axes, (unit, sample) in zip(grid.flat, samples.items(), strict=True):
        counts = confusion_of(sample if task.is_classes else as_quadrants(sample))
        _matrix(axes, counts, names)
        right = 100 * np.trace(counts) / counts.sum()
        what = "pieces" if unit == PIECE else "songs, the mean of their pieces"
        axes.set_title(f"{counts.sum():,} {what}: {right:.1f} % right")
    return figure


def _matrix(axes: Axes, counts: IntArray, names: Sequence[str]) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    colours = LinearSegmentedColormap.from_list("shares", _SHARES)
    axes.imshow(shares, cmap=colours, vmin=0.0, vmax=1.0)
    for row, column in np.ndindex(*counts.shape):
        if counts[row, column]:
            axes.text(
                column, row, f"{100 * shares[row, column]:.0f} %\n{counts[row, column]}",
                ha="center", va="center", fontsize=7.5, linespacing=1.3,
                color="#ffffff" if shares[row, column] > _DARK_FROM else _INK,
            )  # fmt: skip
    axes.set_xticks(range(len(names)), names)
    if max(map(len, names)) > _UPRIGHT:
        for label in axes.get_xticklabels():
            label.set(rotation=40, ha="right", rotation_mode="anchor")
    axes.set_yticks(range(len(names)), names)
    axes.set_xlabel("called")
    axes.set_ylabel("labelled")
    axes.set_xticks(np.arange(1, len(names)) - 0.5, minor=True)
    axes.set_yticks(np.arange(1, len(names)) - 0.5, minor=True)
    axes.grid(which="minor")
    axes.tick_params(which="both", length=0)


def _learning(held_out: Sequence[HeldOut]) -> Figure:
    from matplotlib.ticker import MaxNLocator

    trained = [held for held in held_out if held.history]
    figure = _sheet((9.6, 0.7 + 2.9 * len(trained)), f"{trained[0].recipe}: how training went")
    # One scale for both protocols: what one of them flatters is seen at a glance.
    grid = figure.subplots(len(trained), 2, squeeze=False, sharey="col")
    for held, (left, right) in zip(trained, grid, strict=True):
        _curves(left, held.history, "train_loss", _TRAIN, "training side")
        _curves(left, held.history, "valid_loss", _VALID, "held-out side")
        left.set_title(f"{_spelt(held.protocol)}: loss")
        left.legend(fontsize=8)
        _curves(right, held.history, "score", _VALID, "mean of the folds")
        score = held.history[0].score_name
        right.set_title(f"{_spelt(held.protocol)}: {score} of the held-out side")
        for axes in (left, right):
            axes.set_xlabel("epoch")
            axes.set_xlim(0.5, max(done.epoch for done in held.history) + 1.5)
            axes.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
            axes.grid(axis="y")
    return figure


def _curves(axes: Axes, history: Sequence[EpochDone], field: str, colour: str, name: str) -> None:
    """A thin line per fold, and a thick one through the mean of the folds."""
    points: dict[int, list[float]] = {}
    for fold in sorted({done.fold for done in history}):
        known = [done for done in history if done.fold == fold and getattr(done, field) is not None]
        known.sort(key=lambda done: done.epoch)
        line = [(done.epoch + 1, float(getattr(done, field))) for done in known]
        for epoch, value in line:
            points.setdefault(epoch, []).append(value)
        if line:
            axes.plot(*zip(*line, strict=True), color=colour, linewidth=0.8, alpha=0.4)
    if points:
        epochs = sorted(points)
        means = [float(np.mean(points[epoch])) for epoch in epochs]
        style: dict[str, Any] = {"marker": "o", "markersize": 3.5} if len(epochs) < 30 else {}
        axes.plot(epochs, means, color=colour, linewidth=2.0, label=name, **style)
