"""What is asked of a disc jockey's set: how its energy runs and how its songs are mixed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from app.plain import tip
from app.widgets.training.fields import under_name
from mer_core.playlists.choosing import Mixing
from mer_core.playlists.sets import ARCS, USUAL_TEMPO, SetWish

_ARCS = {
    "build": "Build: up all the way",
    "peak": "Peak: up, then half-way down",
    "wave": "Wave: up and down twice",
    "cool-down": "Cool down: down all the way",
}


class SetFields(QWidget):
    """``changed``: another set is wished."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.arc = QComboBox()
        self.arc.setAccessibleName("Energy")
        for arc in ARCS:
            self.arc.addItem(_ARCS[arc], arc)
        self.tempo = QSpinBox()
        self.tempo.setRange(0, 50)
        self.tempo.setSuffix(" %")
        self.tempo.setValue(round(100 * USUAL_TEMPO))
        self.tempo.setAccessibleName("Tempo within")
        self.tempo.setToolTip(
            tip("By how much neighbours may differ in tempo; half and double time are allowed")
        )
        self.tempo.lineEdit().setTextMargins(8, 0, 0, 0)
        self.keys = QCheckBox("Only keys that mix")
        self.keys.setToolTip(tip("The same key, its relative, a fifth up or down"))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(under_name("Tempo within", self.tempo), 1)
        row.addWidget(self.keys, 2, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(under_name("Energy", self.arc))
        column.addLayout(row)
        self.arc.activated.connect(self._tell)
        self.tempo.valueChanged.connect(self._tell)
        self.keys.toggled.connect(self._tell)

    def wish(self, num_songs: int | None, minutes: tuple[float, float]) -> SetWish:
        """What the fields say."""
        mixing = Mixing(self.tempo.value() / 100.0, self.keys.isChecked())
        return SetWish(self.arc.currentData(), num_songs, minutes, mixing)

    def _tell(self, *_: object) -> None:
        self.changed.emit()
