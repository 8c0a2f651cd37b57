"""Review before write: old beside new, ticks, one Apply, Undo."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QVBoxLayout, QWidget

from app.engine_words import engine_word
from app.i18n import tr
from app.models.review import ReviewModel
from app.models.review_cells import KINDS
from app.theme import Theme
from app.views.correction_panel import CorrectionPanel, Song
from app.views.review_table import ReviewTable
from app.widgets.buttons import ActionButton
from app.widgets.empty_state import EmptyState
from app.widgets.history_panel import HistoryPanel
from app.widgets.keys import keep_own_keys
from app.widgets.labels import ElidedLabel, Label
from app.widgets.pages import Pages
from app.widgets.profile_panel import ProfilePanel
from app.widgets.turning_bar import TurningBar
from app.widgets.wording import count
from mer_core.tags.profiles import Profile

_EDGE, _GAP, _LOW = 16, 4, 440


class ReviewPage(QWidget):
    """``apply_clicked``: write what is ticked; ``undo_clicked``: take the last run back;
    ``profile_chosen``: write by the profile of this name.
    """

    apply_clicked = Signal()
    undo_clicked = Signal()
    profile_chosen = Signal(str)

    def __init__(self, theme: Theme, model: ReviewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "ground")
        self._model = model
        self._busy = False
        self._title = Label(tr("Review before writing"))
        self._title.setProperty("role", "heading")
        self._counts = ElidedLabel()
        self._counts.setProperty("role", "dim")
        self.changed_only = QCheckBox(tr("Changed only"))
        self.changed_only.setChecked(True)
        self.least_sure = QCheckBox(tr("Least sure first"))
        self.kind = QComboBox()
        self.kind.setAccessibleName(tr("Kind of change"))
        self.kind.setToolTip(tr("Kind of change"))
        for kind, words in KINDS.items():
            self.kind.addItem(tr(words), kind)
        self.edit_button = QPushButton(tr("Correct"))
        self.edit_button.setCheckable(True)
        self.edit_button.setProperty("kind", "quiet")
        self.edit_button.setToolTip(tr("Correct the chosen songs (F2)"))
        self._all = QPushButton(tr("Tick all"))
        self._none = QPushButton(tr("Tick none"))
        self.undo_button = QPushButton(tr("Undo last write"))
        for button in (self._all, self._none, self.undo_button):
            button.setProperty("kind", "quiet")
        self.profile_box = QComboBox()
        self.profile_box.setAccessibleName(tr("Profile: what is written"))
        self.profile_box.setToolTip(tr("Profile: what is written"))
        self.fields_button = QPushButton(tr("Fields"))
        self.fields_button.setCheckable(True)
        self.fields_button.setProperty("kind", "quiet")
        self.panel = ProfilePanel()
        self.panel.hide()
        self.history_button = QPushButton(tr("History"))
        self.history_button.setCheckable(True)
        self.history_button.setProperty("kind", "quiet")
        self.history = HistoryPanel()
        self.history.hide()
        self.apply_button = ActionButton(theme, tr("Apply"), "Ctrl+S", primary=True)
        self.table = ReviewTable(theme, model)
        self.editor = CorrectionPanel(theme, self)
        self.nothing = EmptyState(theme)
        self.nothing.set_words(
            tr("Nothing to review"),
            tr("Analysed songs wait here until you write them."),
            buttons=False,
        )
        self._stack = Pages(self.table, self.nothing)
        self._lay_out()
        self._connect()
        self._show_counts()

    def _lay_out(self) -> None:
        filters = (self.changed_only, self.least_sure, self._all, self._none)
        bar = TurningBar(
            (self._title, self._counts, None),
            (
                self.kind,
                self.profile_box,
                None,
            ),
            (self.edit_button, self.fields_button, self.history_button, None),
            (*filters, None),
            (None, self.undo_button, self.apply_button),
        )
        # In the table Space plays, so that one can listen while reviewing; Return ticks.
        keep_own_keys(bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self.panel, 1)
        layout.addWidget(self.history, 1)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        for box in (self.changed_only, self.least_sure):
            box.toggled.connect(self._filter)
        self._all.clicked.connect(lambda: self._model.tick_all(True))
        self._none.clicked.connect(lambda: self._model.tick_all(False))
        self.apply_button.clicked.connect(self.apply_clicked)
        self.undo_button.clicked.connect(self.undo_clicked)
        self.profile_box.activated.connect(
            lambda place: self.profile_chosen.emit(self.profile_box.itemData(place))
        )
        self.fields_button.toggled.connect(self.panel.setVisible)
        self.history_button.toggled.connect(self.history.setVisible)
        self._model.ticked_changed.connect(self._show_counts)
        self.kind.activated.connect(self._filter)
        self.edit_button.toggled.connect(self._show_editor)
        self.table.edit_requested.connect(lambda: self.edit_button.setChecked(True))
        self.table.edit_requested.connect(self.editor.plane.setFocus)
        self.table.chosen.connect(self._show_chosen)
        self._model.dataChanged.connect(self._show_chosen)
        self._model.modelReset.connect(self._show_chosen)
        self.editor.resized.connect(self._place_editor)
        self.editor.closed.connect(lambda: self.edit_button.setChecked(False))

    # --- correcting ---

    def _show_editor(self, shown: bool) -> None:
        self.editor.setVisible(shown)
        self._show_chosen()
        if not shown:
            self.table.setFocus()

    def _show_chosen(self) -> None:
        if self.editor.isVisibleTo(self):
            songs = self._model.songs_at(self.table.chosen_places())
            self.editor.show_songs([Song(row, words) for row, words in songs])
            self._place_editor()

    def _place_editor(self) -> None:
        """Below the row of the cursor, or above it; where neither has room, at the bottom."""
        self.editor.set_low(self.height() < _LOW)
        size, row = self.editor.size(), self.table.visualRect(self.table.currentIndex())
        below = self.table.viewport().mapTo(self, row.bottomLeft()).y() + _GAP
        above = below - row.height() - size.height() - 2 * _GAP
        last = self.height() - size.height() - _GAP
        top = below if below <= last or above < _GAP else above
        top = max(min(top, last), _GAP)
        self.editor.move(max(self.width() - size.width() - _EDGE, 0), top)
        self.editor.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.editor.isVisibleTo(self):
            self._place_editor()

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        for widget in (self.table, self.editor, self.apply_button, self.nothing):
            widget.set_theme(theme)

    def show_profiles(self, names: Sequence[str], chosen: Profile) -> None:
        """Offer these profiles; the panel lists what the chosen one writes."""
        self.profile_box.clear()
        for name in names:
            self.profile_box.addItem(engine_word(name), name)
        self.profile_box.setCurrentIndex(self.profile_box.findData(chosen.name))
        self.panel.show_profile(chosen)

    def set_busy(self, busy: bool) -> None:
        """Files are being written: nothing else can be started."""
        self._busy = busy
        self.undo_button.setEnabled(not busy)
        self.profile_box.setEnabled(not busy)
        self._show_counts()

    def say(self, text: str) -> None:
        """What stands in place of the table while there is nothing to review."""
        self.nothing.set_words(
            text, tr("Analysed songs wait here until you write them."), buttons=False
        )

    def _filter(self) -> None:
        self._model.set_filter(
            changed_only=self.changed_only.isChecked(),
            least_sure_first=self.least_sure.isChecked(),
            kind=self.kind.currentData(),
        )

    def _show_counts(self) -> None:
        ticked = len(self._model.ticked)
        changed, staged = self._model.num_changed, self._model.num_staged
        same = staged - changed
        words = [tr("{number} songs").format(number=count(staged))]
        words.append(tr("{number} to change").format(number=count(changed)))
        words += [tr("{number} already so").format(number=count(same))] if same else []
        told = tr("{counts} · {number} ticked").format(
            counts=", ".join(words), number=count(ticked)
        )
        self._counts.setText(told if staged else "")
        apply = tr("Apply {number}").format(number=count(ticked))
        self.apply_button.setText(apply if ticked else tr("Apply"))
        self.apply_button.setEnabled(ticked > 0 and not self._busy)
        for widget in (self.kind, self.least_sure, self._all, self._none, self.edit_button):
            widget.setEnabled(staged > 0)
        self.changed_only.setEnabled(staged > 0 and not self.kind.currentData())
        for place, number in enumerate(self._model.counts_by_kind()):
            self.kind.setItemText(place, f"{tr(list(KINDS.values())[place])} · {count(number)}")
        self._stack.setCurrentWidget(self.table if staged else self.nothing)
