"""Correcting while listening: one key for every mood, digits for the energy."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.accessible import GROUP
from app.i18n import mark, tr
from app.theme import Theme, mood_word
from app.widgets.buttons import RoundButton
from app.widgets.key_cap import KeyCap
from app.widgets.keys import keep_own_keys
from app.widgets.labels import ElidedLabel, Label
from mer_core.emotion import MOODS, MOST_ENERGY
from mer_core.library.tracks import TrackRow

#: One letter of each word, in the order of the plane's legend.
MOOD_KEYS = dict(zip(MOODS, "hetasnocrd", strict=True))
_HINT = mark("Shift keeps the song")


class QuickBar(QWidget):
    """Its keys work wherever the keyboard is, as long as it can be seen and nobody types.

    ``mood_chosen`` carries the word and whether to stay with the song; ``energy_chosen`` 1 to 10.
    """

    accessible_role = GROUP

    mood_chosen = Signal(str, bool)
    energy_chosen = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        self.setProperty("edge", "top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Correct while listening"))
        self.song = ElidedLabel()
        self.moods = {
            word: KeyCap(theme, mood_word(word), key, mood=word) for word, key in MOOD_KEYS.items()
        }
        self.energies = {
            energy: KeyCap(theme, str(energy), str(energy % MOST_ENERGY))
            for energy in range(1, MOST_ENERGY + 1)
        }
        self.close_button = RoundButton(theme, "close", tr("Close"), diameter=24)
        self.close_button.clicked.connect(self.closed)
        self._lay_out()
        self._connect_keys()
        keep_own_keys(self)
        self.set_song(None)
        self.hide()

    def _lay_out(self) -> None:
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.setSpacing(4)
        bottom.setSpacing(2)
        top.addWidget(self.song, 1)
        energy, hint = Label(tr("Energy")), ElidedLabel(tr(_HINT))
        hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for label in (energy, hint):
            label.setProperty("role", "dim")
        top.addWidget(energy)
        top.addSpacing(4)
        for cap in self.energies.values():
            top.addWidget(cap)
        top.addSpacing(4)
        top.addWidget(self.close_button)
        for cap in self.moods.values():
            bottom.addWidget(cap)
        bottom.addWidget(hint, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addLayout(top)
        column.addLayout(bottom)

    def _connect_keys(self) -> None:
        for word, cap in self.moods.items():
            cap.set_name(mood_word(word).capitalize())
            cap.clicked.connect(lambda _=False, word=word: self.mood_chosen.emit(word, False))
            for shift, stays in (("", False), ("Shift+", True)):
                key = QShortcut(QKeySequence(shift + cap.key.upper()), self)
                key.activated.connect(
                    lambda word=word, stays=stays: self.mood_chosen.emit(word, stays)
                )
        for energy, cap in self.energies.items():
            cap.set_name(tr("Energy {energy}").format(energy=energy))
            cap.clicked.connect(lambda _=False, energy=energy: self.energy_chosen.emit(energy))
            key = QShortcut(QKeySequence(cap.key), self)
            key.activated.connect(lambda energy=energy: self.energy_chosen.emit(energy))

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        for cap in (*self.moods.values(), *self.energies.values()):
            cap.set_theme(theme)
        self.close_button.set_theme(theme)

    def set_song(self, row: TrackRow | None, title: str = "") -> None:
        """The song that the keys speak of, with what is known of it lit."""
        words = tr("Correct: {title}") if row is not None else tr("No song to correct")
        self.song.setText(words.format(title=title))
        known = [mood.name for mood in row.moods] if row is not None else []
        said = row.correction if row is not None else None
        by_hand = said.moods if said is not None else ()
        for word, cap in self.moods.items():
            cap.light(guess=known[:1] == [word], said=word in by_hand)
            cap.setEnabled(row is not None)
        for energy, cap in self.energies.items():
            is_it = row is not None and row.energy == energy
            cap.light(guess=is_it, said=is_it and said is not None and said.energy is not None)
            cap.setEnabled(row is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
