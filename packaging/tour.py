"""Takes docs/tour: the real window in every look, size and state that people meet, and writes the
page that shows them: python packaging/tour.py [FOLDER] [--only NAME ...]

The songs are analysed, broken and searched for as anybody's would be; only the hundred thousand of
one map are invented.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication
from screenshot_tracks import make_collection
from screenshots import (
    DOCS,
    is_analysed,
    is_seen_at_work,
    liveliest,
    open_window,
    show_song,
    wait_for,
    write_some,
)

from app.main_window import MainWindow
from benchmarks import library_map
from mer_core.paths import AppPaths
from mer_core.settings import Settings

_USUAL, _SMALLEST, _FOUR_K = (1440, 900), (1024, 640), (3840, 2160)
_MAP_SONGS = 100_000
_APPEARANCE = 3  # of the sections of the settings
#: Every picture, in the order of the page, with what is said under it.
PICTURES = {
    "dark": "The library, and below it the playing song: how it sounds, how it feels.",
    "light": "The same by day.",
    "high-contrast": "The same in high contrast.",
    "chinese": "In Simplified Chinese.",
    "ukrainian": "In Ukrainian.",
    "albums": "Songs under their albums, with the tension of the playing one.",
    "empty": "The first start.",
    "busy": "While songs are analysed.",
    "error": "Files that cannot be heard, with the reason, among those that can.",
    "enlarged": "The playing song alone (F11).",
    "map": "The mood map, with the path of the playing song.",
    "map-100000": "The mood map of a hundred thousand songs.",
    "review": "What would be written, beside what stands in the files.",
    "journey": "A journey from one mood to another.",
    "settings": "The settings.",
    "1024x640": "On the smallest screen.",
    "4k": "On a 4K screen.",
    "twice": "At twice the scale.",
}
#: These need another scale or another library than the rest: each in a process of its own.
APART = {"twice": {"QT_SCALE_FACTOR": "2"}, "map-100000": {}}


class Tour:
    """One walk through the window, into ``folder``; only pictures among ``names`` are kept."""

    def __init__(self, folder: Path, names: set[str]) -> None:
        self._folder, self._names = folder, names

    def take(self, window: MainWindow, name: str) -> None:
        """Save what the window shows now."""
        if name not in self._names:
            return
        window.frame.notices.bar.hide()
        wait_for(lambda: True)
        path = self._folder / f"{name}.png"
        window.grab().save(str(path))
        print(path)

    def walk(self, music: Path) -> None:
        """Every picture of a library of the demo tracks and ``music``."""
        make_collection(music)
        window = opened()
        self.take(window, "empty")
        window.library_actions.add_demo()
        wait_for(lambda: is_analysed(window))
        show_song(window, liveliest(window), 0.3)
        window.menus.open([music])
        wait_for(lambda: is_seen_at_work(window), then_ms=0)
        self.take(window, "busy")
        wait_for(lambda: window.analysis_actions.status.state == "idle", then_ms=1000)
        write_some(window)
        window.close()

        self.look("dark")
        self.look("light", theme="light")
        self.look("high-contrast", theme="high-contrast")
        self.look("chinese", language="zh_CN")
        self.look("ukrainian", theme="light", language="uk")
        self.look("1024x640", size=_SMALLEST)
        self.look("4k", size=_FOUR_K)
        self.pages()
        self.errors(music)

    def look(self, name: str, *, size: tuple[int, int] = _USUAL, **settings: str) -> None:
        """The library with a song below it, under other settings or in another size."""
        if name not in self._names:
            return
        window = opened(size, **settings)
        show_song(window, liveliest(window), 0.41)
        self.take(window, name)
        window.close()

    def pages(self) -> None:
        """What is reached from the library."""
        window = opened()
        show_song(window, liveliest(window), 0.41)
        window.commands.group.trigger()
        window.frame.now_playing.plot.looks.curves["tension"].trigger()
        wait_for(lambda: window.track_model.band_in(0) is not None)
        self.take(window, "albums")
        window.frame.now_playing.plot.looks.curves["tension"].trigger()
        window.commands.group.trigger()
        window.commands.enlarge.trigger()
        self.take(window, "enlarged")
        window.commands.enlarge.trigger()
        window.review.open()
        wait_for(lambda: window.review_model.num_staged > 0)
        self.take(window, "review")
        window.journey.open()
        wait_for(lambda: window.frame.journey.journey is not None)
        self.take(window, "journey")
        window.frame.show_page("map")
        window.now_playing.show_position(window.playing_actions.position_s())
        self.take(window, "map")
        window.settings_page.open()
        window.settings_page.page.sections.setCurrentRow(_APPEARANCE)
        self.take(window, "settings")
        window.close()

    def errors(self, music: Path) -> None:
        """Files that nobody can hear, among those that anybody can."""
        good = min(music.glob("*.flac"))
        (music / "Torn download.flac").write_bytes(good.read_bytes()[:4000])
        (music / "Not music at all.mp3").write_text("<html>404</html>" * 400)
        window = opened()
        window.menus.open([music])
        wait_for(lambda: window.analysis_actions.status.state != "idle")
        wait_for(lambda: window.analysis_actions.status.state == "idle", then_ms=1000)
        window.frame.header.search.set_query("state:failed OR artist:mirel")
        wait_for(lambda: 0 < window.track_model.rowCount() < 10)
        self.take(window, "error")
        window.close()

    def twice(self) -> None:
        """A song below the demo tracks, at the scale of this process."""
        window = opened()
        window.library_actions.add_demo()
        wait_for(lambda: is_analysed(window))
        show_song(window, liveliest(window), 0.41)
        self.take(window, "twice")
        window.close()

    def large_map(self) -> None:
        """The map over a large library that crowds the middle, with a song below it."""
        window = opened()
        window.library_actions.add_demo()
        wait_for(lambda: is_analysed(window))
        show_song(window, liveliest(window), 0.41)
        window.frame.show_page("map")
        window.now_playing.show_position(window.playing_actions.position_s())
        wait_for(lambda: window.frame.map.map.picture.songs is not None)
        window.frame.map.set_songs(library_map.make_songs(_MAP_SONGS))
        self.take(window, "map-100000")
        window.close()


def opened(size: tuple[int, int] = _USUAL, **settings: str) -> MainWindow:
    """A window under the usual settings, but for ``settings``."""
    path = AppPaths.of_user().settings
    chosen = {"theme": "dark", "language": "en", **settings}
    dataclasses.replace(Settings.load(path), **chosen).save(path)  # type: ignore[arg-type]
    window = open_window("")
    window.resize(*size)
    return window


def write_page(folder: Path) -> None:
    """The page that shows the pictures which are there."""
    parts = ["# A tour of Moodline\n\nTaken of the real window by `make tour`.\n"]
    parts += [
        f"\n{said}\n\n![{said}]({name}.png)\n"
        for name, said in PICTURES.items()
        if (folder / f"{name}.png").exists()
    ]
    (folder / "README.md").write_text("".join(parts), encoding="utf-8")


def main() -> None:
    """Take the pictures into docs/tour or the folder that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DOCS / "tour")
    parser.add_argument("--only", nargs="+", choices=PICTURES, default=list(PICTURES))
    given = parser.parse_args()
    names = set(given.only)
    given.folder.mkdir(parents=True, exist_ok=True)
    if names <= APART.keys() and len(names) == 1:
        tour(given.folder, names)
    else:
        for name in sorted(names & APART.keys()):
            again = [sys.executable, *sys.argv[:1], str(given.folder), "--only", name]
            subprocess.run(again, env=os.environ | APART[name], check=True)
        tour(given.folder, names - APART.keys())
    write_page(given.folder)


def tour(folder: Path, names: set[str]) -> None:
    """Take these pictures in this process, over a library of its own."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["MOODLINE_HOME"] = home
        app = QApplication(sys.argv[:1])
        app.setApplicationName("Moodline")
        walk = Tour(folder, names)
        if "twice" in names:
            walk.twice()
        elif "map-100000" in names:
            walk.large_map()
        else:
            walk.walk(Path(home) / "music")


if __name__ == "__main__":
    main()
