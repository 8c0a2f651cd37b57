"""Prints how soon the window is there: first paint and first answer, beside an empty window.

    python benchmarks/startup.py [NUMBER_OF_TRACKS]

Each figure is the median of five fresh processes, measured from the process's own start.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

_RUNS = 5
_EMPTY = """
import time, psutil
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1440, 900)
window.show()
def painted():
    print(time.time() - psutil.Process().create_time())
    app.quit()
QTimer.singleShot(0, lambda: QTimer.singleShot(0, painted))
app.exec()
"""
_MOODLINE = """
import time, sys, psutil
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.main_window import MainWindow
from mer_core.paths import AppPaths
app = QApplication([])
window = MainWindow(AppPaths.of_user(), look="dark")
since = psutil.Process().create_time()
painted = []
original = window.paintEvent
def paint(event):
    original(event)
    if not painted:
        painted.append(time.time() - since)
window.paintEvent = paint
def usable():
    print(painted[0], time.time() - since, "torch" in sys.modules)
    window.close()
    app.quit()
window.usable.connect(usable)
window.show()
app.exec()
"""


def measure(code: str) -> list[str]:
    """What a fresh process prints."""
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    return result.stdout.split()


def fill(number: int) -> None:
    """A library of entries as a scan leaves them."""
    from mer_core.library.database import Library
    from mer_core.library.tracks import ScannedFile
    from mer_core.paths import AppPaths

    files = (
        ScannedFile(
            path=Path(f"/music/{place:06d}.flac"),
            size=1,
            mtime_ns=1,
            audio_hash=f"{place:064x}",
            title=f"Title {place}",
            artist=f"Artist {place % 997}",
            duration_s=200.0,
            codec="FLAC",
            sample_rate=44100,
            num_channels=2,
        )
        for place in range(number)
    )
    with Library.open(AppPaths.of_user().library) as library:
        library.add(files)


def main() -> None:
    """Measure both windows in turn and print the medians."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["MOODLINE_HOME"] = home
        fill(number)
        empty, first, usable = [], [], []
        for _ in range(_RUNS):
            empty.append(float(measure(_EMPTY)[0]))
            paint, answer, torch = measure(_MOODLINE)
            assert torch == "False", "the window loaded torch"
            first.append(float(paint))
            usable.append(float(answer))
    print(f"empty PySide6 window, first paint    {statistics.median(empty):6.2f} s")
    print(f"Moodline, first paint                {statistics.median(first):6.2f} s")
    print(f"Moodline, {number:,} tracks listed  {statistics.median(usable):10.2f} s")


if __name__ == "__main__":
    main()
