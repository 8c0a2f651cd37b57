"""A write that was cut off is mended when the window starts next."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from mer_core.paths import AppPaths

#: Writes the new tags into a song, all but a byte, then dies.
CUT_OFF = """
import os, sys
from pathlib import Path
from mer_core.tags import durable, writer
from mer_core.tags.journal import Journal
from tests.core.tags.samples import LONG

whole = durable.write_all
def torn(file, data):
    if os.path.commonpath([file.name, song.parent]) != str(song.parent):
        return whole(file, data)
    file.write(data[:-1])
    file.flush()
    os._exit(9)

durable.write_all = torn
song, journal = map(Path, sys.argv[1:])
change = writer.plan(song, LONG)
with Journal(journal).begin("Write") as run:
    writer.write(change, run)
"""


def test_a_write_that_was_cut_off_is_mended_at_the_next_start(
    make_window: Callable[[], MainWindow], paths: AppPaths, songs: Path, qtbot: QtBot
) -> None:
    def held() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in songs.iterdir()}

    song, before = next(songs.glob("*.flac")), held()
    command = [sys.executable, "-c", CUT_OFF, str(song), str(paths.journal)]
    assert subprocess.run(command, check=False).returncode == 9
    assert held() != before
    window = make_window()
    qtbot.waitUntil(lambda: song.name in window.frame.notices.text)
    assert held() == before
