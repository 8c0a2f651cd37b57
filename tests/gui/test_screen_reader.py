"""The real window on a real display, met as a screen reader meets it: over AT-SPI."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.models.columns import Column
from mer_core.jobs import SilentContext
from mer_core.library.database import Library
from mer_core.paths import AppPaths
from mer_core.workflows.scan import scan
from tests.core.library.samples import make_curve, make_emotion
from tests.gui.conftest import make_song
from tests.gui.desktop import desktop, give_keyboard, press
from tests.gui.screen_reader import Reader
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[2]
#: The way through the pages: what is given the keyboard, the key, and what is met only there.
STEPS = (
    ("Places and crates", "Home", "Songs"),
    ("Places and crates", "Down", "Fit"),  # the map
    ("", "ctrl+s", "Changes to review"),
    ("Changes to review", "F2", "Where it stands on the mood plane"),
    ("", "ctrl+j", "Journey over the mood plane"),
    ("", "ctrl+t", "Recipe"),
    ("", "Right", "Your ratings"),
    ("", "Right", "The model's card"),
    ("", "ctrl+comma", "Folders of music"),
    ("", "Down", "Sound output"),
    ("", "Down", "Device"),
    ("", "Down", "Text size"),
    ("", "Down", "Commands and their keys"),
    ("", "Down", "Delete everything…"),
    ("", "F1", "Pages of the guide"),
    ("", "ctrl+u", "Songs to come"),
    ("", "ctrl+e", "Correct while listening"),
)


@dataclass
class Program:
    """The window's process, and the reader of it."""

    environment: Mapping[str, str]
    reader: Reader
    process: subprocess.Popen[bytes]

    def press(self, *keys: str) -> None:
        press(self.environment, *keys)


@pytest.fixture
def program(paths: AppPaths, tmp_path: Path) -> Iterator[Program]:
    """Moodline with three analysed songs, on a display where a screen reader runs."""
    with Library.open(paths.library) as library:
        for seed in (1, 2, 3):
            song = make_song(tmp_path / f"song {seed}.flac", seed=seed)
            scan(SilentContext(), library, [song])
            curve = make_curve([-0.4] * 3 + [0.6] * 3, [0.2] * 6, ["sad"] * 3 + ["happy"] * 3)
            emotion = make_emotion(curve=curve, duration_s=6.0)
            library.save_emotion(library.rows()[-1].track.id, emotion)
    command = [sys.executable, "-m", "app", "--size", "1440x900"]
    with (
        desktop() as environment,
        Reader(environment) as reader,
        subprocess.Popen(command, cwd=ROOT, env=environment) as process,
    ):
        reader.wait_for_program()
        reader.wait_for("Songs", "table")
        reader.wait_for("Song 1", "label")  # below, where it is loaded
        give_keyboard(environment, "Moodline")
        yield Program(environment, reader, process)
        process.terminate()


def test_all_that_is_shown_has_a_name_and_a_role(program: Program) -> None:
    reader = program.reader
    wrong: list[str] = []
    for place, key, landmark in STEPS:
        if place:
            reader.focus(reader.wait_for(place))
        program.press(key)
        reader.wait_for(landmark)
        things = reader.walk()
        assert len([thing for thing in things if "focusable" in thing.states]) > 20
        wrong += [f"{landmark}: {t.role} {t.name!r} {t.fault}" for t in things if t.fault]
    assert not wrong, "\n".join(dict.fromkeys(wrong))


def test_songs_plots_and_messages_are_told(program: Program) -> None:
    reader = program.reader
    table = reader.wait_for("Songs", "table")
    for row in range(3):
        said = [reader.cell(table, row, c) for c in (Column.TITLE, Column.ARTIST, Column.MOOD)]
        assert said == [f"Song {row + 1}", "Us", "happy, calm"]
    song = reader.wait_for("Song timeline", "chart")
    assert "Valence rises from −0.40 to +0.60" in song.description
    assert "Moods: sad from 0:00" in song.description
    assert reader.wait_for("Mood map", "chart").description == "3 tracks by valence and arousal"
    reader.wait_for("Moods: happy 0.80, calm 0.30", "label")
    reader.wait_for("Confidence 0.90", "label")
    rating = reader.wait_for("Rating", "slider")
    assert (reader.value(rating.path, "Value", "MaximumValue"), rating.description) == (
        5.0, "Not rated",
    )  # fmt: skip
    reader.set_number(rating.path, 4.0)
    until(lambda: reader.wait_for("Rating", "slider").description == "4 stars")
    assert "new" in reader.announced(lambda: program.press("F5"))
    program.press("ctrl+q")
    assert program.process.wait() == 0
