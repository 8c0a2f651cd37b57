"""A crash before each call into the system and within each write, in all three ways of writing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.core.tags.samples import BATTERY, TITLE_3, frame, mp3_sound, tag

ROOT = Path(__file__).parents[3]


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["patch", "replace", "rewrite"])
def test_no_crash_point_harms_the_file(mode: str, tmp_path: Path) -> None:
    song = tmp_path / "music" / "song.mp3"
    song.parent.mkdir()
    if mode == "patch":
        # A number of ours before a foreign frame, so that two places are written one by one.
        body = b"\x01" + "MOOD_VALENCE".encode("utf-16") + b"\0\0" + "0.100".encode("utf-16")
        frames = frame("TXXX", body, version=3) + TITLE_3
        song.write_bytes(tag(frames, version=3, padding=20_000) + mp3_sound())
    else:
        song.write_bytes(BATTERY["2.3 without padding"]())
    if mode == "rewrite":
        (song.parent / "link.mp3").hardlink_to(song)
    script = Path(__file__).with_name("crash.py")
    command = [sys.executable, str(script), str(ROOT), str(song), str(tmp_path / "journal")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    num_points, num_mended = map(int, done.stdout.split())
    assert num_points > 30
    assert (num_mended > 0) == (mode != "replace")
