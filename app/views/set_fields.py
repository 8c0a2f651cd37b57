"""What is asked of a disc jockey's set: how its energy runs and how its songs are mixed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox, QVBoxLayout, QWidget

from app.i18n import mark, tr
from app.plain import tip
from app.widgets.training.fields import under_name
from mer_core.playlists.choosing import Mixing
from mer_core.playlists.sets import ARCS, USUAL_TEMPO, SetWish

_ARCS = {
    "build": mark("Build: up all the way"),
    "peak": mark("Peak: up, then half-way down"),
    "wave": mark("Wave: up and down twice"),
    "cool-down": mark("Cool down: down all the way"),
}
#: The names of sets.
ARC_WORDS = {
    "build": mark("build"),
    "peak": mark("peak"),
    "wave": mark("wave"),
    "cool-down": mark("cool down"),
}


class SetFields(QWidget):
    """``changed``: another set is wished."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.arc = QComboBox()
        self.arc.setAccessibleName(tr("Energy"))
        for arc in ARCS:
            self.arc.addItem(tr(_ARCS[arc]), arc)
        self.tempo = QSpinBox()
        self.tempo.setRange(0, 50)
        self.tempo.setSuffix(" %")
        self.tempo.setValue(round(100 * USUAL_TEMPO))
        self.tempo.setAccessibleName(tr("Tempo within"))
        self.tempo.setToolTip(
            tip(tr("By how much neighbours may differ in tempo; half and double time are allowed"))
        )
        self.tempo.lineEdit().setTextMargins(8, 0, 0, 0)
        self.keys = QCheckBox(tr("Only keys that mix"))
        self.keys.setToolTip(tip(tr("The same key, its relative, a fifth up or down")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(under_name(tr("Energy"), self.arc))
        column.addWidget(under_name(tr("Tempo within"), self.tempo))
        column.addWidget(self.keys)
        self.arc.activated.connect(self._tell)
        self.tempo.valueChanged.connect(self._tell)
        self.keys.toggled.connect(self._tell)

    def wish(self, num_songs: int | None, minutes: tuple[float, float]) -> SetWish:
        """What the fields say."""
        mixing = Mixing(self.tempo.value() / 100.0, self.keys.isChecked())
        return SetWish(self.arc.currentData(), num_songs, minutes, mixing)

    def _tell(self, *_: object) -> None:
        self.changed.emit()
