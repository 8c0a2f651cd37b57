"""Takes the pictures in docs/ and in the guide of the real window, with the demo tracks and a
made-up collection.

python packaging/screenshots.py [FOLDER] [--corpora DIR] [--only-training] [--only-guide]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from screenshot_tracks import make_collection

from app.main_window import MainWindow
from app.playback.player import NullPlayer
from app.timers import make_timer
from mer_core.library.database import Library
from mer_core.library.tracks import TrackRow
from mer_core.paths import AppPaths

ROOT = Path(__file__).resolve().parent.parent
DOCS, GUIDE = ROOT / "docs", ROOT / "resources" / "guide"
#: How wide the pictures of the guide are at most: about twice as wide as they are shown.
_GUIDE_WIDTH = 1120
_LIMIT_MS = 600_000
#: Learns fast enough to be watched, and shows what its paper's split flatters.
_WATCHED, _EPOCHS = "td-cnn-3", 10


def wait_for(true: Callable[[], bool], *, then_ms: int = 300) -> None:
    """Let the window live until ``true()``, and a moment longer. Exits after ten minutes."""
    loop = QEventLoop()
    look = make_timer(loop, 20, lambda: loop.quit() if true() else None)
    limit = make_timer(
        loop, _LIMIT_MS, lambda: sys.exit("The window did not get there."), once=True
    )
    look.start()
    limit.start()
    loop.exec()
    look.stop()
    limit.stop()
    QTimer.singleShot(then_ms, loop.quit)
    loop.exec()


def open_window(look: str) -> MainWindow:
    """A window over the library in MOODLINE_HOME."""
    window = MainWindow(AppPaths.of_user(), look=look, player=NullPlayer())
    window.errors.restore()  # what goes wrong here is not for the window's log
    usable: list[bool] = []
    window.usable.connect(lambda: usable.append(True))
    window.show()
    window.resize(1440, 900)
    wait_for(lambda: bool(usable))
    window.welcome.end()
    window.preferences.update(tips=False)
    return window


def take(window: MainWindow, folder: Path, name: str) -> None:
    """Save the window as ``name``."""
    window.frame.notices.bar.hide()
    window.grab().save(str(folder / f"{name}.png"))
    print(folder / f"{name}.png")


def liveliest(window: MainWindow) -> TrackRow:
    """The demo track whose mood changes most often."""

    def num_changes(row: TrackRow) -> int:
        emotion = library.emotion(row.track.id)
        return len(list(groupby(emotion.curve.moods))) if emotion is not None else 0

    with Library.open(window.paths.library) as library:
        return max(library.rows("artist:=moodline"), key=num_changes)


def is_analysed(window: MainWindow) -> bool:
    """Whether the demo tracks are all analysed."""
    status = window.analysis_actions.status
    return status.done >= 4 and status.state == "idle"


def show_song(window: MainWindow, row: TrackRow, share: float) -> None:
    """Bring a song below, its playhead at ``share`` of it."""
    window.frame.library.show_track(row.track.id)
    now = window.frame.now_playing
    playing = window.playing_actions
    wait_for(lambda: playing.row is not None and playing.row.track.id == row.track.id)
    wait_for(lambda: now.is_complete and window.now_playing.emotion is not None)
    window.playing_actions.seek(share * (row.track.duration_s or 0.0))
    window.frame.library.table.scrollToTop()
    wait_for(lambda: True)


def write_some(window: MainWindow) -> None:
    """Let some songs be written already, as in a collection that is in use."""
    with Library.open(window.paths.library) as library:
        ids = [row.track.id for row in library.rows("state:staged")][::3]
    done: list[bool] = []
    window.tag_actions.staged.connect(lambda _: window.review.apply())
    window.tag_actions.applied.connect(lambda _: done.append(True))
    window.review.open(ids)
    wait_for(lambda: bool(done))
    window.tag_actions.staged.disconnect()
    window.tag_actions.staged.connect(window.review.show_staged)


def take_all(folder: Path, music: Path) -> None:
    """One picture after the other."""
    window = open_window("dark")
    take(window, folder, "empty")

    window.library_actions.add_demo()
    wait_for(lambda: is_analysed(window))
    show_song(window, liveliest(window), 0.3)
    window.menus.open([music])
    wait_for(lambda: is_seen_at_work(window), then_ms=0)
    take(window, folder, "analysing")
    wait_for(lambda: window.analysis_actions.status.state == "idle", then_ms=1000)

    write_some(window)
    window.frame.show_page("library")
    show_song(window, liveliest(window), 0.41)
    take(window, folder, "dark")
    window.frame.show_page("map")
    window.now_playing.show_position(window.playing_actions.position_s())
    wait_for(lambda: True)
    take(window, folder, "map")
    window.review.open()
    wait_for(lambda: window.review_model.num_staged > 0)
    take(window, folder, "review")
    window.close()

    window = open_window("light")
    show_song(window, liveliest(window), 0.41)
    take(window, folder, "light")
    window.close()


def take_guide(music: Path) -> None:
    """The pictures of the guide, smaller, in a window that a laptop shows whole."""
    window = open_window("dark")
    window.resize(1280, 800)
    if not window.track_model.rowCount():
        window.library_actions.add_demo()
        wait_for(lambda: is_analysed(window))
        window.menus.open([music])
        wait_for(lambda: window.analysis_actions.status.state != "idle")
        wait_for(lambda: window.analysis_actions.status.state == "idle", then_ms=1000)
        write_some(window)
    window.frame.show_page("library")
    show_song(window, liveliest(window), 0.41)
    take_small(window, "library")
    window.corrections.toggle_quick()
    take_small(window, "correct")
    window.corrections.close_quick()
    window.handover.export()
    wait_for(lambda: window.handover.dialog is not None)
    assert window.handover.dialog is not None
    take_small(window.handover.dialog, "export")
    window.handover.dialog.reject()
    window.frame.show_page("map")
    take_small(window, "map")
    window.review.open()
    wait_for(lambda: window.review_model.num_staged > 0)
    take_small(window, "review")
    window.journey.open()
    wait_for(lambda: window.frame.journey.journey is not None)
    take_small(window, "journey")
    window.training.open()
    window.frame.training.turn_to("teach")
    take_small(window, "teach")
    window.close()


def take_small(shown: QWidget, name: str) -> None:
    """Save what is shown for the guide."""
    if isinstance(shown, MainWindow):
        shown.frame.notices.bar.hide()
    wait_for(lambda: True)
    picture = shown.grab()
    if picture.width() > _GUIDE_WIDTH:
        picture = picture.scaledToWidth(_GUIDE_WIDTH, Qt.TransformationMode.SmoothTransformation)
    picture.save(str(GUIDE / f"{name}.png"))
    print(GUIDE / f"{name}.png")


def take_training(folder: Path, corpora: Path) -> None:
    """The training page in the midst of a real run."""
    window = open_window("dark")
    if not window.track_model.rowCount():
        window.library_actions.add_demo()
        wait_for(lambda: is_analysed(window))
    show_song(window, liveliest(window), 0.41)
    window.training.open()
    window.frame.splitter.setSizes([window.height(), 1])
    form, training = window.frame.training.form, window.training_actions
    form.folder.set_path(corpora)
    wait_for(lambda: bool(form.names()) or bool(form.problem.text()))
    form.recipe.choose(_WATCHED)
    form.epochs.setValue(_EPOCHS)
    form.folds.setValue(2)
    form.start_clicked.emit()

    def is_telling() -> bool:
        latest = training.history.latest
        return not training.status.is_active or (
            latest is not None
            and (latest.protocol, latest.fold) == ("as-published", 1)
            and latest.epoch >= 5
        )

    wait_for(is_telling)
    if training.status.message:
        sys.exit(training.status.message)
    form.folder.edit.setText(f"~/{corpora.name}")  # where they lie is nobody's business
    take(window, folder, "training")
    window.close()


def is_seen_at_work(window: MainWindow) -> bool:
    """A song in view is in the middle of its analysis."""
    status = window.analysis_actions.status
    place = None if status.track_id is None else window.track_model.place_of(status.track_id)
    return place is not None and 4 < place < 12 and 0.1 < status.fraction < 0.95


def main() -> None:
    """Take the pictures into docs/ or the folder that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DOCS)
    parser.add_argument("--corpora", type=Path, help="labelled corpora, for training.png")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--only-training", action="store_true", help="take no other picture")
    only.add_argument("--only-guide", action="store_true", help="take those of the guide alone")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["MOODLINE_HOME"] = home
        music = Path(home) / "music"
        app = QApplication(sys.argv[:1])
        app.setApplicationName("Moodline")
        if not given.only_training:
            make_collection(music)
            if not given.only_guide:
                take_all(given.folder, music)
            take_guide(music)
        if given.corpora is None:
            print("training.png is left as it is: name a folder of corpora with --corpora.")
        else:
            take_training(given.folder, given.corpora.absolute())


if __name__ == "__main__":
    main()
