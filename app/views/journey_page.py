"""A journey over the mood plane, or a set by its energy: what is wished at the left, the songs at
the right.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.actions.journey import Others, Planned
from app.i18n import mark, tr
from app.plain import menu_text, tip
from app.theme import Theme, mood_word
from app.timers import make_timer
from app.views.set_fields import SetFields
from app.views.training.form import FormPane
from app.widgets.empty_state import EmptyState
from app.widgets.journey_plane import JourneyPlane
from app.widgets.journey_table import JourneyTable
from app.widgets.keys import keep_own_keys
from app.widgets.labels import ElidedLabel, Label
from app.widgets.pages import Beside, Pages
from app.widgets.training.fields import sentence, under_name
from app.widgets.turning_bar import TurningBar
from mer_core.library.tracks import TrackRow
from mer_core.playlists.journey import (
    MAX_SONGS,
    SHAPES,
    USUAL_MINUTES,
    Journey,
    Place,
    Wish,
)
from mer_core.playlists.sets import USUAL_SET_MINUTES

_SHAPES = {
    "straight": mark("Straight"),
    "U": mark("U: down first, then up"),
    "L": mark("L: to the goal's energy first"),
    "J": mark("J: a short dip, then up"),
}
_ON_MAP = mark("On the map")
_WAIT_MS = 120
_PLANE = 300


class JourneyPage(QWidget):
    """``wished`` carries a Wish or SetWish; ``kept`` the shown Journey; ``played`` the row of its
    chosen song; ``others_asked`` a Journey and a step of it; ``replaced`` another Journey.
    """

    wished = Signal(object)
    kept = Signal(object)
    played = Signal(object)
    others_asked = Signal(object, int)
    replaced = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "ground")
        self.journey: Journey | None = None
        self.rows: list[TrackRow] = []
        self._places: Mapping[str, Place] = {}
        self.plane = JourneyPlane(theme)
        self.form = FormPane(theme, tr("Keep as a crate"))
        self.kind = QComboBox()
        self.kind.setAccessibleName(tr("What is to be made"))
        self.kind.addItems([tr("Journey over the mood map"), tr("DJ set by its energy")])
        self.set_fields = SetFields()
        self.start, self.end = self._moods(tr("From")), self._moods(tr("To"))
        self.shape = QComboBox()
        self.shape.setAccessibleName(tr("Shape"))
        for shape in SHAPES:
            self.shape.addItem(tr(_SHAPES[shape]), shape)
        self.songs = self._spin(
            tr("Songs"), 1, MAX_SONGS, tr("How many songs; Auto makes even steps")
        )
        self.songs.setSpecialValueText(tr("Auto"))
        self.least = self._spin(
            tr("At least"), 1, 600, tr("How long all songs last at least, in minutes")
        )
        self.most = self._spin(
            tr("At most"), 1, 600, tr("How long all songs last at most, in minutes")
        )
        self._show_minutes(USUAL_MINUTES)
        self.told = sentence("faint")
        self.told.setText(
            tr("Only songs that the search above finds are taken; come back here after it.")
        )
        self.table = JourneyTable(theme)
        self.nothing = EmptyState(theme)
        self._stack = Pages(self.table, self.nothing)
        self._summary = ElidedLabel()
        self._summary.setProperty("role", "dim")
        self.note = sentence("dim")
        self.note.setContentsMargins(16, 0, 16, 10)
        self.note.hide()
        self.play_button = QPushButton(tr("Play this song"))
        self.other_button = QPushButton(tr("Other song…"))
        self.session_button = QPushButton(tr("Session sheet…"))
        self._lay_out(theme)
        self._connect()
        self.show_problem(tr("Choose where to begin and where to lead."))

    def _moods(self, name: str) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        return combo

    def _spin(self, name: str, low: int, high: int, hint: str) -> QSpinBox:
        spin = QSpinBox()
        spin.setRange(low, high)
        spin.setMinimumWidth(40)
        spin.lineEdit().setTextMargins(8, 0, 0, 0)
        spin.setAccessibleName(name)
        spin.setToolTip(tip(hint))
        return spin

    def _lay_out(self, theme: Theme) -> None:
        self.plane.setFixedHeight(theme.px(_PLANE))
        ends, length = QWidget(), QWidget()
        for place, fields in (
            (ends, ((tr("From"), self.start), (tr("To"), self.end))),
            (
                length,
                ((tr("Songs"), self.songs), (tr("Minutes"), self.least), (tr("to"), self.most)),
            ),
        ):
            row = QHBoxLayout(place)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(10)
            for name, field in fields:
                row.addWidget(under_name(name, field), 1)
        shape = under_name(tr("Shape"), self.shape)
        self._of_journeys = (ends, self.plane, shape)
        kind = under_name(tr("Make a"), self.kind)
        for widget in (kind, self.set_fields, *self._of_journeys, length, self.told):
            self.form.column.addWidget(widget)
        self.set_fields.hide()
        self.form.column.addStretch(1)
        keep_own_keys(self.form)
        title = Label(tr("Journey"))
        title.setProperty("role", "heading")
        place = QWidget()
        words = QVBoxLayout(place)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(self._summary)
        buttons = (self.session_button, self.other_button, self.play_button)
        for button in buttons:
            button.setProperty("kind", "quiet")
        head = TurningBar((place,), *((None, button) for button in buttons), spacing=8)
        made = QWidget()
        right = QVBoxLayout(made)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(head)
        right.addWidget(self.note)
        right.addWidget(self._stack, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(Beside(self.form, made))
        self.set_theme(theme)

    def _connect(self) -> None:
        self._soon = make_timer(self, _WAIT_MS, self._wish, once=True)
        self.kind.activated.connect(self._on_kind)
        self.set_fields.changed.connect(self.ask)
        self.start.activated.connect(self._on_mood)
        self.end.activated.connect(self._on_mood)
        self.plane.ends_moved.connect(self._on_moved)
        self.shape.activated.connect(self.ask)
        self.songs.valueChanged.connect(self.ask)
        self.least.valueChanged.connect(lambda value: self.most.setMinimum(value))
        for spin in (self.least, self.most):
            spin.valueChanged.connect(self.ask)
        self.form.start_clicked.connect(lambda: self.kept.emit(self.journey))
        self.play_button.clicked.connect(self._play)
        self.other_button.clicked.connect(self._ask_others)
        self.table.activated.connect(lambda _: self._ask_others())
        self.table.customContextMenuRequested.connect(lambda _: self._ask_others())
        self.table.itemSelectionChanged.connect(self._show_buttons)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self.table.set_theme(theme)
        self.form.set_theme(theme)
        self.plane.set_theme(theme)
        self.plane.setFixedHeight(theme.px(_PLANE))
        self.nothing.set_theme(theme)

    # --- the wish ---

    def set_moods(self, places: Mapping[str, Place]) -> None:
        """Offer these moods as ends; the first time, lead from sad to happy."""
        first = not self._places
        self._places = places
        chosen = ("sad", "happy") if first else (self.start.currentData(), self.end.currentData())
        for combo, name in zip((self.start, self.end), chosen, strict=True):
            combo.clear()
            for mood in places:
                combo.addItem(mood_word(mood), mood)
            combo.addItem(tr(_ON_MAP), None)
            place = combo.findData(name) if name else combo.count() - 1
            combo.setCurrentIndex(max(place, 0))
        if first:
            self._on_mood()
        else:
            self.ask()

    def ask(self, *_: object) -> None:
        """Wish for what the fields say, once they are still."""
        self._soon.start()

    def _wish(self) -> None:
        if self._places:
            songs = None if self.songs.value() == 1 else self.songs.value()
            minutes = float(self.least.value()), float(self.most.value())
            if self.is_set:
                self.wished.emit(self.set_fields.wish(songs, minutes))
            else:
                shape = self.shape.currentData()
                self.wished.emit(Wish(*self.plane.ends, shape, songs, minutes))

    @property
    def is_set(self) -> bool:
        """Whether a set is wished and not a journey over the plane."""
        return self.kind.currentIndex() == 1

    def _on_kind(self, *_: object) -> None:
        self.set_fields.setVisible(self.is_set)
        for widget in self._of_journeys:
            widget.setVisible(not self.is_set)
        self._show_minutes(USUAL_SET_MINUTES if self.is_set else USUAL_MINUTES)
        self.ask()

    def _show_minutes(self, minutes: tuple[float, float]) -> None:
        self.most.setMinimum(1)
        self.least.setValue(round(minutes[0]))
        self.most.setValue(round(minutes[1]))

    def _on_mood(self, *_: object) -> None:
        ends = list(self.plane.ends)
        for number, combo in enumerate((self.start, self.end)):
            ends[number] = self._places.get(combo.currentData() or "", ends[number])
        self.plane.set_ends(*ends)
        self.ask()

    def _on_moved(self, start: Place, end: Place) -> None:
        for combo, place in ((self.start, start), (self.end, end)):
            if self._places.get(combo.currentData() or "") != place:
                combo.setCurrentIndex(combo.count() - 1)  # on the map
        self.ask()

    # --- the songs ---

    def show_journey(self, planned: Planned) -> None:
        """Show a journey's songs."""
        self.journey, self.rows = planned.journey, planned.rows
        steps = planned.journey.steps
        self.plane.set_journey(planned.journey.way, [step.place for step in steps])
        self.table.show_songs(steps, planned.rows)
        longest = max((step.size for step in steps), default=0.0)
        minutes = planned.journey.duration_s / 60.0
        parts = [tr("%n song(s)", "", len(steps)), tr("{number} min").format(number=round(minutes))]
        if not self.is_set:
            parts.append(tr("longest step {size}").format(size=f"{longest:.2f}"))
        self._summary.setText(" · ".join(parts))
        self._show_note(planned.journey.note)
        self._stack.setCurrentWidget(self.table)
        self._show_buttons()

    def show_problem(self, text: str) -> None:
        """Say why there is no journey."""
        self.journey, self.rows = None, []
        self.plane.set_journey((), ())
        self._summary.setText("")
        self._show_note("")
        self.nothing.set_words(
            text, tr("Songs are chosen so that each leads into the next."), buttons=False
        )
        self._stack.setCurrentWidget(self.nothing)
        self._show_buttons()

    def _show_note(self, text: str) -> None:
        """What had to give way, if anything."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def _show_buttons(self) -> None:
        there = self.journey is not None
        why_not = "" if there else tr("There is no journey yet.")
        self.form.show_run((), active=False, stopping=False, why_not=why_not)
        for button in (self.play_button, self.other_button):
            button.setEnabled(there and self.table.currentRow() >= 0)

    def _play(self) -> None:
        if self.rows and self.table.currentRow() >= 0:
            self.played.emit(self.rows[self.table.currentRow()])

    def _ask_others(self) -> None:
        if self.journey is not None and self.table.currentRow() >= 0:
            self.others_asked.emit(self.journey, self.table.currentRow())

    def show_others(self, others: Others) -> QMenu:
        """Offer other songs for a step, in a menu at its row."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for journey, row in others.choices:
            name = " – ".join(filter(None, (row.track.artist, row.track.title)))
            words = journey.steps[others.step].words
            text = menu_text(name or row.track.path.name) + (f"   ({words})" if words else "")
            action = menu.addAction(text)
            action.triggered.connect(
                lambda _checked=False, journey=journey: self.replaced.emit(journey)
            )
        if not others.choices:
            menu.addAction(tr("No other song fits here")).setEnabled(False)
        rect = self.table.visualRect(self.table.model().index(others.step, 1))
        menu.popup(self.table.viewport().mapToGlobal(rect.bottomLeft() + QPoint(0, 2)))
        return menu
