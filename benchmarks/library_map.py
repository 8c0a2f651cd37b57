"""What a frame of the mood map costs at 100,000 songs, beside a pyqtgraph window that is empty and
one that shows as many points: python -m benchmarks.library_map [--songs N].

Every figure is the time one step takes with its painting, the median and the 99th percentile.
Runs offscreen, or on a display with QT_QPA_PLATFORM=xcb.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from app.theme import Theme, apply
from app.widgets.library_map import LibraryMap
from benchmarks.plots import measure, shown
from mer_core.emotion import MOODS
from mer_core.library.map_songs import AXES, MapSongs

WIDTH, HEIGHT = 1232, 480
PAGE = 60.0  # pixels that a step pans at most


def make_songs(number: int) -> MapSongs:
    """Songs that crowd the middle, as real libraries do."""
    rng = np.random.default_rng(0)
    values = {axis: np.clip(rng.normal(0, 0.25, number), -1, 1).astype(np.float32) for axis in AXES}
    names = [f"Song {n}" for n in range(number)]
    return MapSongs(
        np.arange(number), values, rng.integers(0, len(MOODS), number), names, ["Us"] * number,
        ["House"] * number, {"Friday": rng.integers(0, number, 40)},
    )  # fmt: skip


def say(name: str, app: QApplication, step: Callable[[int], object]) -> None:
    """Measure and print one line of the table."""
    median, high = np.percentile(measure(app, lambda frame: step(frame) and None), (50, 99))
    print(f"{name:<58}{median:8.2f} ms {high:8.2f} ms")


def measure_pyqtgraph(app: QApplication, songs: MapSongs) -> None:
    """The same window and the same points in pyqtgraph."""
    plot = pg.PlotWidget()
    plot.setXRange(-1, 1)
    shown(app, plot, WIDTH, HEIGHT)
    pan = lambda frame: plot.setXRange(-1 + frame % 9 / 50, 1 + frame % 9 / 50)  # noqa: E731
    say("pyqtgraph, empty: pan", app, pan)
    few = min(len(songs), 20_000)
    plot.addItem(
        pg.ScatterPlotItem(
            songs.values["valence"][:few], songs.values["arousal"][:few], size=3, pen=None
        )
    )
    say(f"pyqtgraph, a scatter of {few:,} points: pan", app, pan)
    plot.close()


def measure_map(app: QApplication, theme: Theme, songs: MapSongs) -> None:
    """Pan, zoom and point, far out and near."""
    page = LibraryMap(theme)
    shown(app, page, WIDTH, HEIGHT)
    page.set_songs(songs)
    space = page.picture.space

    def pan(frame: int) -> None:
        space.pan(QPointF(PAGE if frame // 8 % 2 else -PAGE, 3.0 if frame % 2 else -3.0))
        page.update()

    def zoom(frame: int) -> None:
        space.zoom(1.25 if frame // 12 % 2 == 0 else 0.8, QPointF(600, 200))
        page.update()

    say("mood map, all songs: pan", app, pan)
    say("mood map, from all to near and back: zoom", app, zoom)
    page.fit()
    say("mood map: point at songs", app, lambda frame: page._point_at(frame * 97 % len(songs)))
    page.set_chosen(songs.ids[::3].tolist())
    say("mood map, a third chosen: pan", app, pan)
    page.fit()
    space.zoom(30.0, QPointF(600, 200))
    say("mood map, near enough for titles: pan", app, pan)
    page.close()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--songs", type=int, default=100_000)
    songs = make_songs(parser.parse_args().songs)
    app = QApplication([])
    theme = Theme.dark()
    apply(app, theme)
    print(f"{f'{len(songs):,} songs':<58}{'median':>11} {'99 %':>11}")
    measure_pyqtgraph(app, songs)
    measure_map(app, theme, songs)


if __name__ == "__main__":
    main()
