"""The window in the languages of its users: Turkish has two letters i, German a decimal comma."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from mer_core.library.database import Library
from mer_core.paths import AppPaths
from tests.data.locales import environment, make_locale
from tests.gui.conftest import make_song

LOCALES = ("tr_TR.UTF-8", "az_AZ.UTF-8", "ku_TR.UTF-8", "de_DE.UTF-8")
#: Turns to every page and fills every menu.
VISIT = """
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from app.main_window import MainWindow
from app.playback.player import NullPlayer
from mer_core.paths import AppPaths
app = QApplication([])
assert "İ" == QLocale().toUpper("i"), QLocale().name()
window = MainWindow(AppPaths.of_user(), look="light", player=NullPlayer())
def visit():
    for place in ("map", "review", "training", "library"):
        window.menus.go(place)
    for tab in ("train", "teach", "models"):
        window.frame.training.turn_to(tab)
    window.menus.fill_columns_menu()
    window.commands.track_menu()
    window.frame.notices.note("note", "act")
    window.preferences.update(volume=0.25, theme="dark")
    assert window.grab().width() > 0
    window.close()
    app.exit()
window.usable.connect(visit)
window.show()
app.exec()
"""


def run(paths: AppPaths, cache: Path, locale: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words],
        env=environment(
            LOCPATH=str(make_locale(cache, locale)),
            LC_ALL=locale,
            QT_QPA_PLATFORM="offscreen",
            QT_LOGGING_RULES="default.warning=false",  # of the offscreen platform
        ),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_a_folder_is_scanned_analysed_and_drawn(
    paths: AppPaths, tmp_path: Path, pytestconfig: pytest.Config, locale: str
) -> None:
    song = make_song(tmp_path / "Işık İçin.flac", seed=1, duration_s=3.0)
    picture = tmp_path / "window.png"
    cache = pytestconfig.cache.mkdir("locales")
    done = run(paths, cache, locale, "-m", "app", "--screenshot", str(picture), str(song))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Scanned 1 files, 1 new, 0 unreadable." in done.stdout
    assert not QImage(str(picture)).isNull()
    with Library.open(paths.library) as library:
        (row,) = library.rows()
    assert row.valence is not None
    assert f"{row.valence:+.2f}" in done.stdout


def test_every_page_and_menu_opens_in_turkish(paths: AppPaths, pytestconfig: pytest.Config) -> None:
    cache = pytestconfig.cache.mkdir("locales")
    done = run(paths, cache, "tr_TR.UTF-8", "-c", VISIT)
    assert (done.returncode, done.stderr) == (0, "")
    assert "volume = 0.25" in paths.settings.read_text("utf-8")
