"""Times the library with 200,000 analysed tracks, next to a bare SQLite query in the same run.

    python benchmarks/library_scale.py [--tracks 200000] [--repeats 20] [--keep FILE]

The library is built in a temporary folder (about 2.5 GB for 200,000 tracks) and thrown away, or
kept as FILE and taken from there the next time. Times are in milliseconds: of the first call on a
library that was just opened, the median and the 95th percentile of the calls after it, and the
processor's median, which other programs disturb less.
"""

from __future__ import annotations

import argparse
import functools
import os
import platform
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.synthetic_library import MODEL, build, grow, make_emotion  # noqa: E402
from mer_core.library.database import Library  # noqa: E402
from mer_core.library.tracks import ScannedFile  # noqa: E402
from mer_core.library.writings import stamp_of  # noqa: E402
from mer_core.workflows.scan import scan  # noqa: E402

#: Every kind of search that the language has.
QUERIES = (
    "kana", "ba ko", "zyxwv", '"kana ba"', "-kana", "/^ka.*ta$/", "artist:ma", "artist:=kana",
    "title:ka", "album:/^ka[lmn]/", "genre:house", 'genre:""', "albumartist:ma", "path:music/ka",
    "format:flac", "valence:>0.6", "arousal:..0.4", "~valence:0.7", "conf:<0.5", "spread:>0.3",
    "energy:7-10", "time:3:00-4:00", "year:1990..1999", "track:3", "bpm:120..130", "~key:8A",
    "added:<7d", "added:2024-05..", "rating:>=4", "plays:0", "played:never",
    "played:<7d", "mood:happy", "mood:=happy", "happy:>0.5",
    "at:0:00-0:30 mood:calm", "at:0:00-0:30 mood:=calm", "at:0:00-0:30 valence:>0.3",
    "at:1:00-2:00 arousal:-0.2..0.2", "at:0:07-0:19 valence:>0.3", "at:0:30.. energy:7-10",
    "at:2:00-2:10 (valence:>0.2 arousal:>0.2)", "rise:arousal", "fall:valence peak:>0.9",
    "state:written", "state:staged|changed", "state:manual", "missing:mood", "is:copy",
    'crate:"Warm up"', "ba valence:>0.3 -mood:calm",
    "(mood:happy | mood:tender) energy:7-10 time:2:00-4:00", "#(valence > 0.5, energy <= 7)",
    "/(ka|ta)[bdf]o/ at:0:00-0:30 arousal:>0",
)  # fmt: skip
ORDERS = (
    "path", "title", "artist", "album", "valence", "-arousal", "mood", "duration", "energy", "bpm",
    "key", "genre", "added", "rating", "-plays", "-played", "artist -valence", "release",
    "release -valence",
)  # fmt: skip
WIDTH = 56
#: Opens the window on a library; prints seconds from the process's start until the first search was
#: answered, and what memory it holds once all it reads at the start is there.
_WINDOW = """
import time, psutil
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.main_window import MainWindow
from mer_core.paths import AppPaths
app = QApplication([])
process = psutil.Process()
window = MainWindow(AppPaths.of_user(), look="dark")
answered = []
def settled():
    memory = process.memory_full_info()
    print(answered[0], memory.uss / 1e6, memory.rss / 1e6)
    window.close()
    app.quit()
def usable():
    answered.append(time.time() - process.create_time())
    window.library_actions.points_read.connect(lambda _: QTimer.singleShot(2000, settled))
    window.library_actions.search("at:0:00-0:30 valence:>0.3")
window.usable.connect(usable)
window.show()
app.exec()
"""


def main() -> None:
    """Build, time, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tracks", type=int, default=200_000)
    parser.add_argument("--repeats", type=int, default=20)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="moodline-benchmark-") as folder:
        path = options.keep or Path(folder) / "library.sqlite"
        if not path.exists():
            started = time.perf_counter()
            build(path, options.tracks)
            print(f"built in {time.perf_counter() - started:.0f} s")
        print(f"{options.tracks:,} tracks, {path.stat().st_size / 1e6:,.0f} MB")
        print(
            f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version},"
            f" {os.cpu_count()} cores, {platform.machine()}\n"
        )
        print(f"{'':{WIDTH}}{'found':>8}{'first':>9}{'median':>9}{'p95':>9}{'cpu':>9}")
        time_reading(path, options.repeats)
        time_bare(path, options.repeats)
        time_writing(path)
        time_second_look(Path(folder), options.tracks // 2)
        for times in (1, 5):
            home = Path(folder) / f"home-{times}"
            home.mkdir()
            shutil.copyfile(path, home / "library.sqlite")
            grow(home / "library.sqlite", times - 1)
            show_window(home, options.tracks * times)
            shutil.rmtree(home)


def show(name: str, call: Callable[[], int], repeats: int) -> None:
    """Print how long the first call takes, and how long the next ones."""
    times, cpu_times = [], []
    for _ in range(repeats + 1):
        started, cpu_started = time.perf_counter(), time.process_time()
        found = call()
        times.append((time.perf_counter() - started) * 1e3)
        cpu_times.append((time.process_time() - cpu_started) * 1e3)
    median, p95 = np.percentile(times[1:], [50, 95])
    cpu = np.median(cpu_times[1:])
    print(f"{name:{WIDTH}}{found:8}{times[0]:9.1f}{median:9.1f}{p95:9.1f}{cpu:9.1f}", flush=True)


def time_reading(path: Path, repeats: int) -> None:
    """What the window asks of the library."""
    started = time.perf_counter()
    with Library.open(path) as library:
        rows = library.rows_of(library.row_ids(order_by="artist")[:200])
        took = (time.perf_counter() - started) * 1e3
        print(f"{'open, sort by artist, first rows':{WIDTH}}{len(rows):8}{took:9.1f}")
        if not library.crates.tree().called("Warm up", whole=True):
            chosen = library.row_ids("energy:4-6")[:500]
            library.crates.add_songs(library.crates.create("Warm up", "plain").id, chosen)
        time_searches(library, repeats)
        show("count mood:happy", lambda: library.count("mood:happy"), repeats)
        show("counts of states", lambda: library.counts(model_sha256=MODEL.sha256).total, repeats)
        show("points of the map", lambda: len(library.points()), repeats)
        ids = library.row_ids(order_by="title")
        middle = ids[len(ids) // 2 :][:200]
        show("a page of 200 rows", lambda: len(library.rows_of(middle)), repeats)
        show("one curve", lambda: library.emotion(ids[0]) is not None, repeats)
        analysed = library.row_ids("valence:>0.3")[0]
        for number in (10.0, 30.0):
            show(
                f"20 songs like {number:.0f} s of a song",
                lambda n=number: len(library.like(analysed, at_s=60.0, for_s=n)),
                repeats,
            )
        show("paths, sizes and times for a scan", lambda: len(library.known_files()), repeats)
        show("all rows as objects", lambda: len(library.rows()), 1)


def time_searches(library: Library, repeats: int) -> None:
    """Every kind of search and order, as the window asks for it: with the state by the model."""
    for order in ORDERS:
        show(f"sort by {order}", lambda o=order: len(library.row_ids(order_by=o)), repeats)
    ids = library.row_ids(order_by="release")
    show("where albums begin", lambda: len(library.albums(ids).starts), repeats)
    for query in QUERIES:
        search = functools.partial(
            library.row_ids, query, order_by="artist", model_sha256=MODEL.sha256
        )
        show(f"search {query}", lambda f=search: len(f()), repeats)


def time_bare(path: Path, repeats: int) -> None:
    """The same machine and file without Moodline: what SQLite and Python need by themselves."""
    bare = sqlite3.connect(path)
    for sql in (
        "SELECT id FROM tracks",
        "SELECT id FROM tracks WHERE words LIKE '%kana%'",
        "SELECT id FROM tracks NOT INDEXED WHERE valence > 0.6 ORDER BY artist_key",
        "SELECT id, title, artist, album, valence, arousal, moods FROM tracks",
    ):
        show(f"bare: {sql[:48]}", lambda s=sql: len(bare.execute(s).fetchall()), repeats)
    bare.close()


class _Silent:
    """The context of a job that nobody watches."""

    def report(self, progress: object) -> None:
        """Nothing."""

    def publish(self, item: object) -> None:
        """Nothing."""

    def check_cancelled(self) -> None:
        """Never."""


def time_second_look(folder: Path, num_files: int) -> None:
    """A scan of files that are all as they were."""
    music = folder / "music"
    with Library.open(folder / "looked.sqlite") as library:
        files = []
        for number in range(num_files):
            path = music / f"{number // 100:05}" / f"{number % 100:02}.flac"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
            size, mtime_ns, ctime_ns = stamp_of(path)
            files.append(
                ScannedFile(path, size, mtime_ns, f"{number:064x}", path.name, ctime_ns=ctime_ns)
            )
        library.add(files)
        started = time.perf_counter()
        report = scan(_Silent(), library, [music])
        took = time.perf_counter() - started
    print(f"\n{report.unchanged:,} unchanged files: known to be so after {took:.1f} s")


def show_window(home: Path, num_tracks: int) -> None:
    """How soon a fresh window lists a library, and what memory it holds after a search."""
    result = subprocess.run(
        [sys.executable, "-c", _WINDOW],
        env={**os.environ, "MOODLINE_HOME": str(home), "QT_QPA_PLATFORM": "offscreen",
             "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    answered, own, resident = map(float, result.stdout.split())
    print(
        f"window with {num_tracks:,} tracks: listed after {answered:.2f} s,"
        f" {own:.0f} MB of its own, {resident:.0f} MB resident"
    )


def time_writing(path: Path) -> None:
    """One result after the other, each in its own commit, as the analysis saves them."""
    chance = random.Random(7)
    emotions = [make_emotion(chance) for _ in range(50)]
    with Library.open(path) as library:
        ids = library.row_ids("state:queued")[:200]
        started = time.perf_counter()
        for number, track_id in enumerate(ids):
            library.save_emotion(track_id, emotions[number % 50])
        took = time.perf_counter() - started
    print(
        f"\n{len(ids)} results saved, each committed: {took / max(len(ids), 1) * 1e3:.2f} ms each"
    )


if __name__ == "__main__":
    main()
