"""Frame times of the live song plot, beside an empty pyqtgraph plot, while every core is at work:
python -m benchmarks.live_view [--busy N].

Each core is kept busy by a process of lowered priority, as the analysis is, that multiplies
matrices. Every figure is the time one step takes with its painting, the median and the 99th
percentile. Runs offscreen, or on a display with QT_QPA_PLATFORM=xcb.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
from collections.abc import Callable

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QApplication, QWidget

from app.theme import Theme, apply
from benchmarks.plots import DURATION_S, measure, shown, song_plot

#: As large as the plot is when the playing song has a window of 1440 x 900.
WIDTH, HEIGHT = 900, 860
_LOWERED = 10


def work() -> None:
    """Multiply matrices until the end."""
    os.nice(_LOWERED)
    matrix = np.random.default_rng(0).normal(size=(400, 400))
    while True:
        matrix = matrix @ matrix
        matrix /= np.abs(matrix).max()


def report(app: QApplication, theme: Theme, load: str) -> None:
    """Print what a moving playhead and a growing picture cost."""
    empty = pg.PlotWidget()
    line = pg.InfiniteLine(0)
    empty.addItem(line)
    empty.setXRange(0, DURATION_S)
    plot = song_plot(theme)
    fresh = np.full((96, 4), -30, np.float32)
    steps: tuple[tuple[str, QWidget, Callable[[int], None]], ...] = (
        ("empty pyqtgraph plot: move a line", empty, lambda i: line.setValue(i / 2)),
        ("song plot: playhead at 60 Hz", plot, lambda i: plot.set_position(20 + i / 60)),
        ("song plot: append 4 columns", plot, lambda _: plot.append_mel(fresh)),
    )
    for name, widget, step in steps:
        shown(app, widget, WIDTH, HEIGHT)
        median, high = np.percentile(measure(app, step), (50, 99))
        print(f"{f'{name}, {load}':<58}{median:8.2f} ms {high:8.2f} ms")
        widget.hide()


def main() -> None:
    """Print the table, first at rest, then at work."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--busy", type=int, default=os.cpu_count() or 1, help="processes at work")
    number = parser.parse_args().busy
    app = QApplication([])
    theme = Theme.dark()
    apply(app, theme)
    print(f"{'':<58}{'median':>11} {'99 %':>11}")
    report(app, theme, "at rest")
    workers = [multiprocessing.Process(target=work, daemon=True) for _ in range(number)]
    for worker in workers:
        worker.start()
    report(app, theme, f"{number} at work")
    for worker in workers:
        worker.terminate()


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    main()
