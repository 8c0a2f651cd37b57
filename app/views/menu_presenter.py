"""What the window asks the user or the system for: folders, files, menus, pages."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from app.actions.library import LibraryActions
from app.actions.playing import PlayingActions
from app.actions.preferences import Preferences
from app.i18n import tr
from app.models.columns import Column
from app.views.commands import Commands
from app.views.compare_presenter import ComparePresenter
from app.views.correction_presenter import CorrectionPresenter
from app.views.crates_presenter import CratesPresenter
from app.views.frame import Frame
from app.views.handover_presenter import HandoverPresenter
from app.views.journey_presenter import JourneyPresenter
from app.views.library_presenter import LibraryPresenter
from app.views.like_presenter import LikePresenter
from app.views.now_playing_presenter import NowPlayingPresenter
from app.views.queue_presenter import QueuePresenter
from app.views.review_presenter import ReviewPresenter
from app.views.training.presenter import TrainingPresenter


class MenuPresenter(QObject):
    """Runs them between the presenters."""

    def __init__(
        self,
        frame: Frame,
        commands: Commands,
        preferences: Preferences,
        library: LibraryActions,
        playing: PlayingActions,
        library_presenter: LibraryPresenter,
        now_playing: NowPlayingPresenter,
        review: ReviewPresenter,
        training: TrainingPresenter,
        corrections: CorrectionPresenter,
        crates: CratesPresenter,
        handover: HandoverPresenter,
        journey: JourneyPresenter,
        like: LikePresenter,
        queue: QueuePresenter,
        compare: ComparePresenter,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._frame = frame
        self._commands = commands
        self._preferences = preferences
        self._library = library
        self._playing = playing
        self._library_presenter = library_presenter
        self._now_playing = now_playing
        self._review = review
        self._training = training
        self._corrections = corrections
        self._crates = crates
        self._handover = handover
        self._journey = journey
        self._like = like
        self._queue = queue
        self._compare = compare

    def open(self, paths: Iterable[Path]) -> None:
        """Add files and folders; folders are remembered for the next look around."""
        given = [path.absolute() for path in paths]
        folders = self._preferences.settings.folders
        new = [str(path) for path in given if os.path.isdir(path) and str(path) not in folders]
        self._preferences.update(folders=(*folders, *new))
        self._library_presenter.add(given)

    def choose_folder(self) -> None:
        """Ask for a folder and add it."""
        folder = QFileDialog.getExistingDirectory(self._frame, tr("Add a folder of music"))
        if folder:
            self.open([Path(folder)])

    def choose_files(self) -> None:
        """Ask for files and add them."""
        files, _ = QFileDialog.getOpenFileNames(self._frame, tr("Add music"))
        if files:
            self.open(map(Path, files))

    def rescan(self, *, again: bool = False) -> None:
        """Look through the folders again (``again``: read even what looks unchanged); those that
        are not there are named.
        """
        folders = self._preferences.settings.folders
        for folder in folders:
            if not os.path.isdir(folder):
                shown = os.fsencode(folder).decode("utf-8", "replace")
                text = tr("{folder} is not there; connect its disk, look again.")
                self._frame.notices.problem(text.format(folder=shown))
        there = [Path(folder) for folder in folders if os.path.isdir(folder)]
        self._library_presenter.add(there, again=again)

    def focus_search(self) -> None:
        """Put the keyboard into the search field."""
        self._frame.header.search.setFocus()
        self._frame.header.search.edit.selectAll()

    def go(self, place: str) -> None:
        """Turn to a page of the sidebar."""
        if place == "review":
            self._review.open()
        elif place == "training":
            self._training.open()
        elif place == "journey":
            self._journey.open()
        elif place == "library":
            self._library_presenter.leave_search()
        else:
            self._frame.show_page(place)
            self._now_playing.show_position(self._playing.position_s())

    def track_menu(self, place: QPoint) -> None:
        """The menu of the chosen songs."""
        ids = self._frame.library.selected_ids()
        row = self._frame.library.current_row()
        if row is None:
            return
        folder = QUrl(row.track.path.parent.as_uri())
        menu, actions = self._commands.track_menu()
        acts: dict[str, Callable[[], object]] = {
            "play": lambda: self._playing.play(row),
            "next": lambda: self._queue.add(first=True),
            "queue": self._queue.add,
            "like": lambda: self._like.like_song(row),
            "compare": lambda: self._compare.compare(row),
            "correct": lambda: self._corrections.edit(Column.MOOD),
            "uncorrect": lambda: self._corrections.take_back(ids),
            "review": lambda: self._review.open(ids),
            "export": self._handover.export_chosen,
            "analyse": lambda: self._library.forget(ids),
            "retry": lambda: self._library.retry(ids),
            "remove": lambda: self._library.remove(ids),
            "show": lambda: QDesktopServices.openUrl(folder),
        }
        for name, act in acts.items():
            actions[name].triggered.connect(lambda _checked=False, act=act: act())
        actions["uncorrect"].setEnabled(self._corrections.can_take_back(ids))
        self._crates.fill_song_menu(menu, ids)
        menu.popup(place)

    def fill_columns_menu(self) -> None:
        """The table's columns, as they are now."""
        self._commands.columns_menu.clear()
        self._commands.columns_menu.addActions(self._frame.library.table.column_menu().actions())

    def show_devices(self, names: list[str]) -> None:
        """List the sound outputs."""
        self._commands.set_devices(names, self._preferences.settings.output_device)
