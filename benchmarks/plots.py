"""What a frame of the song plot costs beside an empty pyqtgraph plot: benchmarks/plots.py.

Every figure is the time one step takes with its painting, median and 95th percentile of many.
Runs offscreen, or on a display with QT_QPA_PLATFORM=xcb.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QApplication, QWidget

from app.theme import Theme, apply
from app.widgets.mood_plane import MoodPlane
from app.widgets.song_plot import SongPlot
from mer_core.emotion import MOODS, EmotionCurve

WIDTH, HEIGHT = 1440, 300
DURATION_S = 240.0
NUM_FRAMES = 300


def measure(app: QApplication, step: Callable[[int], None]) -> list[float]:
    """Milliseconds of each of NUM_FRAMES steps, painting included."""
    for frame in range(10):
        step(frame)
        app.processEvents()
    costs = []
    for frame in range(NUM_FRAMES):
        start = time.perf_counter()
        step(frame)
        app.processEvents()
        costs.append((time.perf_counter() - start) * 1000)
    return costs


def say(name: str, costs: list[float]) -> None:
    """Print one line of the table."""
    high = sorted(costs)[int(len(costs) * 0.95)]
    print(f"{name:<58}{statistics.median(costs):8.2f} ms {high:8.2f} ms")


def shown(app: QApplication, widget: QWidget, width: int = WIDTH, height: int = HEIGHT) -> None:
    """Show ``widget`` and let it settle."""
    widget.resize(width, height)
    widget.show()
    for _ in range(5):
        app.processEvents()


def song_plot(theme: Theme) -> SongPlot:
    """A four-minute song: 96 bands x 10,344 columns, a waveform, a curve of 480 steps."""
    rng = np.random.default_rng(0)
    plot = SongPlot(theme)
    plot.set_song(DURATION_S)
    columns = int(DURATION_S / 0.0232)
    plot.set_mel(
        rng.normal(-40, 12, (96, columns)).astype(np.float32),
        0.0232,
        np.geomspace(40, 11_000, 96).astype(np.float32),
    )
    plot.set_waveform(rng.uniform(0, 1, 4800).astype(np.float32))
    walk = np.clip(np.cumsum(rng.normal(0, 0.04, (2, 480)), axis=1), -1, 1).astype(np.float32)
    moods = tuple(MOODS[step // 24 % len(MOODS)] for step in range(480))
    plot.set_curve(EmotionCurve(0.0, 0.5, walk[0], walk[1], moods))
    return plot


def measure_plots(app: QApplication, theme: Theme) -> None:
    """The rows of the table about time."""
    empty = pg.PlotWidget()
    line = pg.InfiniteLine(0)
    empty.addItem(line)
    empty.setXRange(0, DURATION_S)
    shown(app, empty)
    say("empty pyqtgraph plot: move a line", measure(app, lambda i: line.setValue(i / 2)))
    say("empty pyqtgraph plot: repaint", measure(app, lambda _: empty.viewport().update()))
    empty.close()

    plot = song_plot(theme)
    shown(app, plot)
    say("song plot: playhead at 60 Hz", measure(app, lambda i: plot.set_position(20 + i / 60)))
    say("song plot: playhead, whole pixels", measure(app, lambda i: plot.set_position(i / 2)))
    say("song plot: repaint everything", measure(app, lambda _: plot.canvas.viewport().update()))
    pan = measure(app, lambda i: plot.view.setXRange(i / 4, i / 4 + 60, padding=0))
    say("song plot: pan by a quarter second", pan)
    plot.fit()
    plot.view.setXRange(10, 20, padding=0)
    say("song plot: playhead, 10 s shown", measure(app, lambda i: plot.set_position(10 + i / 60)))
    plot.fit()
    fresh = np.full((96, 4), -30, np.float32)
    say("song plot: append 4 columns", measure(app, lambda _: plot.append_mel(fresh)))
    plot.close()


def measure_plane(app: QApplication, theme: Theme) -> None:
    """The rows of the table about the plane."""
    rng = np.random.default_rng(1)
    plane = MoodPlane(theme)
    points = np.clip(rng.normal(0, 0.4, (2, 100_000)), -1, 1)
    moods = rng.integers(0, len(MOODS), 100_000)
    shown(app, plane, 800, 820)
    start = time.perf_counter()
    plane.set_points(points[0], points[1], moods)
    app.processEvents()
    print(
        f"{'plane: 100,000 points, first picture':<58}{(time.perf_counter() - start) * 1e3:8.1f} ms"
    )
    say(
        "plane with 100,000 points: move the current one",
        measure(app, lambda i: plane.set_current(np.sin(i / 50), np.cos(i / 50))),
    )
    plane.close()


def main() -> None:
    """Print the table."""
    app = QApplication([])
    theme = Theme.dark()
    apply(app, theme)
    print(f"{'':<58}{'median':>11} {'95 %':>11}")
    measure_plots(app, theme)
    measure_plane(app, theme)


if __name__ == "__main__":
    main()
