"""Training from the window, with real child processes on tiny corpora."""

from __future__ import annotations

import csv
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from app.actions.correcting import TEACH_EVERY
from app.actions.training import RATING_COLUMNS
from app.main_window import MainWindow
from app.views.training.page import TrainingPage
from mer_core.emotion import Correction
from mer_core.library.database import Library
from mer_core.models.store import find_models
from mer_core.training.report import EpochDone
from mer_core.training.requests import RECIPES, TrainRequest
from mer_core.training.session import recipe_of
from mer_core.training.shipped.recipe import Recipe
from mer_core.training.teaching.ratings import read_ratings
from tests.core.training.conftest import make_ravdess
from tests.core.training.teaching.rated_sounds import make_sounds, write_ratings
from tests.fate import TRAINER, Fate
from tests.gui.conftest import MakeWindow, make_song
from tests.gui.test_from_folder_to_tags import analyse, states
from tests.gui.tiny_model import save_tiny_model
from tests.waiting import until

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one corpus of two actors."""
    root = tmp_path_factory.mktemp("corpora")
    make_ravdess(root, actors=2)
    return root


def opened(qtbot: QtBot, window: MainWindow, folder: Path | None = None) -> TrainingPage:
    """The training page, its corpora looked up."""
    window.menus.go("training")
    page = window.frame.training
    assert window.frame.page == "training"
    if folder is not None:
        page.form.folder.set_path(folder)
        qtbot.waitUntil(lambda: bool(page.form.names()) or page.form.problem.isVisible())
    return page


def small(page: TrainingPage, *, epochs: int = 2) -> TrainRequest:
    """Ask for the smallest run there is."""
    page.form.recipe.choose("td-cnn-3")
    page.form.judging.choose(("by-song",))
    page.form.folds.setValue(1)
    page.form.epochs.setValue(epochs)
    request = page.form.request()
    assert request is not None
    return request


def wait_for(qtbot: QtBot, true: Callable[[], bool]) -> None:
    qtbot.waitUntil(true)


def test_the_form_says_what_the_engine_will_run(
    qtbot: QtBot, window: MainWindow, corpora: Path
) -> None:
    form = opened(qtbot, window, corpora).form
    for name in RECIPES:
        form.recipe.choose(name)
        for box in form._boxes.values():
            box.setChecked(True)
        form.folds.setValue(form.folds.minimum())
        assert form.folds.text() == "{} of {}".format(*engine_folds(form.request()))
        form.folds.stepUp()
        run, folds = engine_folds(form.request())
        assert form.folds.text() in (f"{run} of {folds}", f"{run}" if run == folds else "")
        form.folds.stepDown()


def engine_folds(request: TrainRequest | None) -> tuple[int, int]:
    """How many folds the engine runs for ``request``, and of how many."""
    assert request is not None
    recipe = recipe_of(request)
    if isinstance(recipe, Recipe):
        assert request.folds_run is None
        return recipe.folds, recipe.folds
    return recipe.folds_run, recipe.folds


def test_a_run_draws_its_curves_and_its_model_can_be_used(
    qtbot: QtBot, window: MainWindow, corpora: Path
) -> None:
    page = opened(qtbot, window, corpora)
    assert small(page).names == ("ravdess_song",)
    epochs: list[EpochDone] = []
    window.training_actions.process.epoch.connect(epochs.append)
    qtbot.mouseClick(page.form.start_button, LEFT)
    assert page.form.stop_button.isVisible()
    assert not page.teach_form.start_button.isEnabled()
    with qtbot.waitSignal(window.training_actions.finished) as finished:
        pass
    assert [(event.protocol, event.epoch) for event in epochs] == [
        ("by-song", 0), ("by-song", 1), ("final", 0), ("final", 1),
    ]  # fmt: skip
    assert "by song" in page.run.score.read_out.text()
    assert "Saved as td-cnn-3" in page.run.log.toPlainText()
    assert page.run.result.isVisible()

    qtbot.waitUntil(page.run.result.card_button.isEnabled)  # the new model is listed
    qtbot.mouseClick(page.run.result.card_button, LEFT)
    assert page.tab == "models"
    qtbot.waitUntil(lambda: "Chowanda" in page.models.text.toPlainText())
    qtbot.mouseClick(page.models.use_button, LEFT)
    assert window.preferences.settings.model == "td-cnn-3"
    assert window.library_actions.model_sha256 == finished.args[0].sha256
    assert not page.models.use_button.isEnabled()
    assert not page.run.result.use_button.isEnabled()


def test_the_page_is_worked_by_the_keyboard_alone(
    qtbot: QtBot, window: MainWindow, corpora: Path
) -> None:
    window.activateWindow()
    seeks: list[str] = []
    window.commands.forward.triggered.connect(lambda: seeks.append("forward"))
    window.commands.play.triggered.connect(lambda: seeks.append("play"))
    page = opened(qtbot, window)
    assert page.tabs.hasFocus()
    qtbot.keyClick(page.tabs, Qt.Key.Key_Right)
    assert page.tab == "teach"
    qtbot.keyClick(page.tabs, Qt.Key.Key_Left)
    page.form.folder.edit.setFocus()
    qtbot.keyClicks(page.form.folder.edit, str(corpora))
    qtbot.keyClick(page.form.folder.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.form.names()))
    box = page.form.findChild(QCheckBox)
    assert box is not None
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert page.form.names() == ()
    assert not page.form.start_button.isEnabled()
    assert seeks == [], "the keys of a control neither play nor seek"


def test_a_stopped_run_goes_on_where_it_was(
    qtbot: QtBot, window: MainWindow, corpora: Path, fate: Fate
) -> None:
    fate.hold(TRAINER, 3, where=".state")  # in the third epoch
    page = opened(qtbot, window, corpora)
    small(page, epochs=200)
    epochs: list[EpochDone] = []
    window.training_actions.process.epoch.connect(epochs.append)
    qtbot.mouseClick(page.form.start_button, LEFT)
    wait_for(qtbot, lambda: len(epochs) == 2 and fate.is_holding)
    qtbot.mouseClick(page.form.stop_button, LEFT)
    fate.release()
    wait_for(qtbot, lambda: window.training_actions.status.state == "stopped")
    assert 2 <= len(epochs) < 200
    before = list(epochs)
    assert page.form.start_button.text() == "Resume"
    page.form.epochs.setValue(100)
    assert page.form.start_button.text() == "Start", "another training has nothing to resume"
    page.form.epochs.setValue(200)

    epochs.clear()
    qtbot.mouseClick(page.form.start_button, LEFT)
    wait_for(qtbot, lambda: len(epochs) > len(before))
    assert epochs[: len(before)] == before, "what was finished is told again, not trained again"
    assert window.training_actions.history.lines("train_loss")[0].x[: len(before)] == tuple(
        float(number + 1) for number in range(len(before))
    )


def test_a_killed_run_is_told_in_words_and_can_go_on(
    qtbot: QtBot, window: MainWindow, corpora: Path
) -> None:
    page = opened(qtbot, window, corpora)
    small(page)
    qtbot.mouseClick(page.form.start_button, LEFT)
    wait_for(qtbot, lambda: window.training_actions.process.process_id != 0)
    with qtbot.waitSignal(window.training_actions.process.failed) as failed:
        os.kill(window.training_actions.process.process_id, signal.SIGKILL)
    assert "ended from outside" in failed.args[0]
    assert page.run.problem.text() == failed.args[0]
    assert page.form.start_button.text() == "Resume"
    assert page.form.start_button.isEnabled()


def test_closing_the_window_ends_the_run_within_two_seconds(
    qtbot: QtBot, make_window: MakeWindow, corpora: Path, patience_ms: list[int], fate: Fate
) -> None:
    window = make_window()
    page = opened(qtbot, window, corpora)
    small(page)
    fate.hold(TRAINER, where=".state")
    qtbot.mouseClick(page.form.start_button, LEFT)
    wait_for(qtbot, lambda: fate.is_holding)
    pid = window.training_actions.process.process_id
    window.close()
    assert 0 < sum(patience_ms) <= 2000
    until(lambda: not psutil.pid_exists(pid))


def test_a_folder_without_corpora_says_what_is_looked_for(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    page = opened(qtbot, window, tmp_path / "nowhere")
    assert page.form.problem.text() == f"{tmp_path / 'nowhere'} is no folder."
    (tmp_path / "empty").mkdir()
    page.form.folder.set_path(tmp_path / "empty")
    qtbot.waitUntil(lambda: "No corpus in" in page.form.problem.text())
    assert "ravdess_song" in page.form.problem.text()
    assert not page.form.start_button.isEnabled()
    assert page.form.start_button.toolTip()


def test_a_corpus_without_sound_ends_in_a_sentence(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "ravdess_song").mkdir()
    page = opened(qtbot, window, tmp_path)
    small(page)
    qtbot.mouseClick(page.form.start_button, LEFT)
    wait_for(qtbot, lambda: window.training_actions.status.state == "failed")
    assert str(tmp_path) in page.run.problem.text()
    assert page.run.problem.text().endswith(".")
    assert page.form.start_button.isEnabled()


def test_teaching_shows_before_and_after_and_says_whether_it_helped(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    sounds = make_sounds(tmp_path / "sounds", 9, seed=1, duration_s=2.0)
    rows = [
        (path, round(bright, 2), round(-bright, 2), "")
        for path, bright in zip(sounds.paths, sounds.brightness, strict=True)
    ]
    page = opened(qtbot, window)
    page.turn_to("teach")
    qtbot.waitUntil(lambda: page.teach_form.base.count() >= 2)
    assert page.teach_form.base.currentText() == "tiny", "the model in use is offered first"
    assert not page.teach_form.start_button.isEnabled()
    ratings = write_ratings(tmp_path / "mine.csv", [*rows, ("gone.wav", 0.5, 0.5, "")])
    page.teach_form.ratings.set_path(ratings)
    qtbot.mouseClick(page.teach_form.start_button, LEFT)
    with qtbot.waitSignal(window.training_actions.finished) as finished:
        pass
    done = finished.args[0]
    assert done.num_tracks == 9
    assert page.teach.result.text_label.text() == done.verdict
    assert page.teach.table.rowCount() == len(done.figures)
    assert "gone.wav" in page.teach.note.text()
    qtbot.waitUntil(lambda: page.models.list.count() == len(find_models(window.paths)))
    names = [page.teach_form.base.itemText(place) for place in range(2)]
    assert "my-moods" not in names, "what was taught once is not taught again"


def test_bad_ratings_end_in_a_sentence(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    page = opened(qtbot, window)
    page.turn_to("teach")
    qtbot.waitUntil(lambda: page.teach_form.base.count() >= 2)
    (tmp_path / "bad.csv").write_text("song;stars\na.mp3;5\n", "utf-8")
    page.teach_form.ratings.set_path(tmp_path / "bad.csv")
    qtbot.mouseClick(page.teach_form.start_button, LEFT)
    wait_for(qtbot, lambda: window.training_actions.status.state == "failed")
    assert "bad.csv" in page.teach.problem.text()
    assert not page.teach.result.isVisible()


def test_the_template_lists_the_analysed_songs_without_the_models_opinion(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "music"
    folder.mkdir()
    songs = [make_song(folder / f"{seed}.flac", seed=seed, duration_s=2.0) for seed in range(2)]
    analyse(qtbot, window, folder)
    place = tmp_path / "ratings.csv"
    with qtbot.waitSignal(window.training_actions.template_saved) as saved:
        window.training_actions.save_template(place)
    assert saved.args == [place, 2]
    with place.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == RATING_COLUMNS
    assert [Path(row["path"]) for row in rows] == songs
    assert {row["valence"] + row["arousal"] + row["moods"] for row in rows} == {""}


def test_corrections_by_hand_are_taken_as_ratings(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "music"
    folder.mkdir()
    song = make_song(folder / "=1+1.flac", seed=0, duration_s=2.0)
    make_song(folder / "uncorrected.flac", seed=1, duration_s=2.0)
    analyse(qtbot, window, folder)
    page = opened(qtbot, window)
    page.turn_to("teach")
    with qtbot.waitSignal(window.training_actions.failed) as failed:
        page.teach_form.corrections_button.click()
    assert "corrected by hand" in failed.args[0]
    with Library.open(window.paths.library) as library:
        row = library.find(song)
        assert row is not None
        library.correct([row.track.id], Correction(("sad", "calm"), valence=-0.5))
    page.teach_form.scale.choose("1-9")
    with qtbot.waitSignal(window.training_actions.corrections_saved):
        page.teach_form.corrections_button.click()
    table = page.teach_form.ratings.path
    assert table is not None
    assert page.teach_form.scale.currentData() == ""
    (rating,) = read_ratings(table).rated
    assert (rating.path, rating.valence, rating.arousal) == (song, -0.5, None)
    assert rating.moods == ("sad", "calm")


def test_after_twenty_corrections_one_click_teaches_and_shows_the_gain(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    sounds = make_sounds(tmp_path / "sounds", 2 * TEACH_EVERY, seed=1, duration_s=1.0)
    with qtbot.waitSignal(window.library_actions.scanned):
        window.library_actions.add([tmp_path / "sounds"])
    qtbot.waitUntil(lambda: window.track_model.rowCount() == 2 * TEACH_EVERY)
    with Library.open(window.paths.library) as library:
        ids = [row.track.id for row in map(library.find, sounds.paths) if row is not None]
    actions, notices, offered = window.correction_actions, window.frame.notices, []
    actions.ripe.connect(offered.append)

    def correct(some: list[int], correction: Correction) -> None:
        with qtbot.waitSignal(actions.corrected):
            actions.correct(some, correction)

    correct(ids, Correction(energy=5))  # which no model learns
    correct(ids[: TEACH_EVERY - 1], Correction(("calm",)))
    correct(ids[: TEACH_EVERY - 1], Correction(("sad",)))  # the same songs again
    assert not offered
    correct([ids[TEACH_EVERY - 1]], Correction(("dreamy",)))
    qtbot.waitUntil(lambda: offered == [TEACH_EVERY])
    assert f"your {TEACH_EVERY} corrections" in notices.text
    with qtbot.waitSignal(window.training_actions.finished) as finished:
        qtbot.mouseClick(notices.bar.action_button, LEFT)
    done, page = finished.args[0], window.frame.training
    assert (done.num_tracks, done.skipped) == (TEACH_EVERY, ())
    assert (window.frame.page, page.tab) == ("training", "teach")
    assert page.teach.table.rowCount() == len(done.figures)
    assert {figure.label for figure in done.figures} == {"moods"}
    correct(ids, Correction(("dreamy",)))
    qtbot.waitUntil(lambda: offered == [TEACH_EVERY, 2 * TEACH_EVERY])


def test_a_template_that_cannot_be_written_is_told(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    with qtbot.waitSignal(window.training_actions.failed) as failed:
        window.training_actions.save_template(tmp_path / "nowhere" / "ratings.csv")
    assert "could not be written" in failed.args[0]
    qtbot.waitUntil(lambda: "could not be written" in window.frame.notices.text)


def test_another_model_makes_results_stale_and_analyses_again_when_asked(
    qtbot: QtBot, window: MainWindow, songs: Path
) -> None:
    analyse(qtbot, window, songs)
    qtbot.waitUntil(lambda: states(window) == {"staged": 5, "failed": 1})
    window.frame.notices.bar.dismiss()  # what is said of the broken file
    save_tiny_model(window.paths.models / "other", seed=1, id="other")
    page = opened(qtbot, window)
    page.turn_to("models")
    qtbot.waitUntil(lambda: page.models.list.count() == len(find_models(window.paths)))
    page.models.choose(window.paths.models / "other")
    qtbot.mouseClick(page.models.use_button, LEFT)
    qtbot.waitUntil(lambda: states(window) == {"stale": 5, "failed": 1})
    assert "other is used from now on" in window.frame.notices.text
    with qtbot.waitSignal(window.analysis_actions.finished):
        qtbot.mouseClick(window.frame.notices.bar.action_button, LEFT)
    qtbot.waitUntil(lambda: states(window) == {"staged": 5, "failed": 1})
    with Library.open(window.paths.library) as library:
        assert not library.pending(window.library_actions.model_sha256 or "")


def test_a_mistake_of_our_own_names_the_log(
    qtbot: QtBot, window: MainWindow, corpora: Path
) -> None:
    request = small(opened(qtbot, window, corpora))
    child = window.training_actions.process.child
    child.command = [sys.executable, "-c", "raise RuntimeError('a mistake')"]
    with qtbot.waitSignal(window.training_actions.process.failed) as failed:
        window.training_actions.start(request)
    log = window.paths.logs / "training.log"
    assert f"mistake of Moodline's own; {log}" in failed.args[0]
    assert "RuntimeError: a mistake" in log.read_text("utf-8")


def test_a_child_that_cannot_be_started_is_told(
    qtbot: QtBot, window: MainWindow, corpora: Path, tmp_path: Path
) -> None:
    request = small(opened(qtbot, window, corpora))
    window.training_actions.process.child.command = [str(tmp_path / "no python")]
    with qtbot.waitSignal(window.training_actions.process.failed) as failed:
        window.training_actions.start(request)
    assert "The training could not be started" in failed.args[0]


@pytest.mark.parametrize(
    "code",
    ["print('gibberish', flush=True); input()", "import sys; print('{}', flush=True); input()"],
)
def test_a_child_that_speaks_gibberish_ends_the_run_in_a_sentence(
    qtbot: QtBot, window: MainWindow, corpora: Path, code: str
) -> None:
    request = small(opened(qtbot, window, corpora))
    window.training_actions.process.child.command = [sys.executable, "-c", code]
    with qtbot.waitSignal(window.training_actions.process.failed) as failed:
        window.training_actions.start(request)
    assert "disagree: not a message of the training process" in failed.args[0]


def test_a_name_that_no_model_can_have_is_refused_at_the_button(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    page = opened(qtbot, window)
    page.turn_to("teach")
    qtbot.waitUntil(lambda: page.teach_form.base.count() >= 2)
    page.teach_form.ratings.set_path(write_ratings(tmp_path / "mine.csv", [("a.wav", 0, 0, "")]))
    assert page.teach_form.start_button.isEnabled()
    page.teach_form.name.setText("../My Moods")
    assert not page.teach_form.start_button.isEnabled()
    assert "small letters" in page.teach_form.start_button.toolTip()
