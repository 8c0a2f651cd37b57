"""Mood words as chips: the cross takes one away, the plus adds another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QMenu, QPushButton, QWidget

from app.i18n import tr
from app.theme import Theme, mood_word
from app.widgets.key_cap import KeyCap
from app.widgets.labels import Label
from mer_core.emotion import MOODS

_COLUMNS = 3


class MoodEditor(QWidget):
    """``added`` and ``removed`` carry a word."""

    added = Signal(str)
    removed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips = {
            word: KeyCap(theme, f"{mood_word(word)}  ×", "", mood=word) for word in MOODS
        }
        self.various = Label(tr("(various)"))
        self.various.setProperty("role", "dim")
        self.add_button = QPushButton(tr("+ Mood"))
        self.add_button.setAccessibleName(tr("Add a mood"))
        self.add_button.setProperty("kind", "quiet")
        self._menu = QMenu(self)
        self.add_button.setMenu(self._menu)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self._grid.setColumnStretch(_COLUMNS, 1)
        for word, chip in self._chips.items():
            chip.light(guess=False, said=True)
            chip.setParent(self)
            chip.hide()
            chip.clicked.connect(lambda _=False, word=word: self.removed.emit(word))

    def chip(self, word: str) -> KeyCap:
        """The chip of a word."""
        return self._chips[word]

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        for chip in self._chips.values():
            chip.set_theme(theme)

    def show_words(self, words: Sequence[str], *, various: bool, removable: bool) -> None:
        """Show the words that all songs have; ``various``: some have others too. ``removable``:
        each has another one that stays.
        """
        for widget in (*self._chips.values(), self.various, self.add_button):
            self._grid.removeWidget(widget)
        shown: list[QWidget] = [self._chips[word] for word in words]
        shown += [self.various] if various else []
        left = Qt.AlignmentFlag.AlignLeft
        for place, widget in enumerate((*shown, self.add_button)):
            self._grid.addWidget(widget, place // _COLUMNS, place % _COLUMNS, left)
        self.various.setVisible(various)
        for word, chip in self._chips.items():
            chip.setVisible(word in words)
            chip.setEnabled(removable)
            name = tr("Take {mood} away") if removable else tr("{mood}: the only mood")
            chip.set_name(name.format(mood=mood_word(word)))
        self._menu.clear()
        for word in MOODS:
            if word not in words:
                self._menu.addAction(mood_word(word)).triggered.connect(
                    lambda _=False, word=word: self.added.emit(word)
                )
        self.add_button.setEnabled(not self._menu.isEmpty())
