"""The ways to look at the song plot, as keys while it has the focus and as its menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.i18n import tr
from app.widgets.curve_lane import CurveLane
from app.widgets.mel_lane import MelLane
from app.widgets.wording import hertz
from mer_core.settings import Settings

_STEP_DB, _RANGE_STEP_DB = 3.0, 6.0
_ZOOM, _PAN = 0.75, 0.25


class PlotActions(QObject):
    """Shows and hides curves, brightens the spectrogram, widens its range, zooms its frequencies.

    ``changed``: something looks otherwise. ``freeze`` is checked while the picture stands still.
    """

    changed = Signal()

    def __init__(self, mel: MelLane, curves: CurveLane, plot: QWidget) -> None:
        super().__init__(plot)
        self._mel = mel
        self._curves = curves
        self._plot = plot
        hidden = frozenset(Settings().hidden_curves)
        words = {
            "valence": (tr("Show valence"), "V"), "arousal": (tr("Show arousal"), "A"),
            "tension": (tr("Show tension"), "T"),
        }  # fmt: skip
        self.curves = {
            axis: self._make(*text_and_key, self._show_curves, checked=axis not in hidden)
            for axis, text_and_key in words.items()
        }
        curves.hide_axes(hidden)
        self.freeze = self._make(tr("Freeze the picture"), "F", lambda: None, checked=False)
        self.freeze.toggled.connect(lambda _: self.changed.emit())
        self.pin = self._make(tr("Pin the values at the playhead"), "P", lambda: None)
        self.unpin = self._make(tr("Take all pins away"), "Shift+P", lambda: None)
        self.spectrogram = [
            self._make(tr("Brighter"), "Ctrl+Up", lambda: self.brighten(1)),
            self._make(tr("Darker"), "Ctrl+Down", lambda: self.brighten(-1)),
            self._make(tr("Show quieter sounds"), "Shift+Down", lambda: self.widen(1)),
            self._make(tr("Hide quiet sounds"), "Shift+Up", lambda: self.widen(-1)),
            self._make(tr("Zoom in on frequencies"), "PgUp", lambda: self.zoom(_ZOOM)),
            self._make(tr("Zoom out of frequencies"), "PgDown", lambda: self.zoom(1 / _ZOOM)),
            self._make(tr("Higher frequencies"), "Up", lambda: mel.pan(_PAN)),
            self._make(tr("Lower frequencies"), "Down", lambda: mel.pan(-_PAN)),
            self._make(tr("Usual spectrogram"), "R", mel.reset),
        ]

    def brighten(self, steps: float) -> None:
        """Brighten the spectrogram by steps of 3 dB."""
        self._mel.grade(gain_db=steps * _STEP_DB)
        self.changed.emit()

    def widen(self, steps: float) -> None:
        """Show quieter sounds, by steps of 6 dB."""
        self._mel.grade(range_db=steps * _RANGE_STEP_DB)
        self.changed.emit()

    def turn(self, y: float, notches: float) -> None:
        """The wheel over the frequencies: zoom at the one at ``y``."""
        box = self._mel.box
        if box.top() <= y <= box.bottom():
            self.zoom(_ZOOM**notches, (box.bottom() - y) / box.height())

    def zoom(self, factor: float, share: float = 0.5) -> None:
        """See MelLane."""
        self._mel.zoom(factor, share)
        self.changed.emit()

    def reset(self) -> None:
        """The picture goes on, if it stood still; else it looks as usual."""
        if self.freeze.isChecked():
            self.freeze.trigger()
        else:
            self._mel.reset()
            self.changed.emit()

    def look_like(self, other: PlotActions) -> None:
        """Grade and zoom the spectrogram as another's, so that both can be compared."""
        if (mine := self._mel).grading != (its := other._mel).grading:
            mine.look_like(its)
            self.changed.emit()

    @property
    def kept(self) -> dict[str, object]:
        """What is worth remembering, as fields of Settings."""
        return {
            "gain_db": self._mel.gain_db, "range_db": self._mel.widened_db,
            "hidden_curves": tuple(sorted(self._curves.hidden)),
        }  # fmt: skip

    def recall(self, settings: Settings) -> None:
        """Look as ``settings`` remember it."""
        if all(getattr(settings, name) == value for name, value in self.kept.items()):
            return
        gain_db, range_db = settings.gain_db, settings.range_db
        self._mel.grade(
            gain_db=gain_db - self._mel.gain_db, range_db=range_db - self._mel.widened_db
        )
        for axis, action in self.curves.items():
            action.setChecked(axis not in settings.hidden_curves)
        self._show_curves()
        self.changed.emit()

    def words(self) -> str:
        """What is not as usual, in short; empty where all is."""
        said = [tr("Frozen")] if self.freeze.isChecked() else []
        if self._mel.gain_db:
            said.append(f"{self._mel.gain_db:+.0f} dB".replace("-", "−"))
        if self._mel.widened_db:
            low, high = self._mel.levels
            said.append(tr("range {number} dB").format(number=round(high - low)))
        if self._mel.is_zoomed and self._mel.store is not None:
            first, last = self._mel.bands
            ends = (hertz(self._mel.store.frequency_of(band)) for band in (first, last - 1))
            said.append(" – ".join(ends))
        return " · ".join(said)

    def _show_curves(self) -> None:
        hidden = (axis for axis, action in self.curves.items() if not action.isChecked())
        self._curves.hide_axes(frozenset(hidden))

    def _make(
        self, text: str, key: str, act: Callable[[], None], *, checked: bool | None = None
    ) -> QAction:
        action = QAction(text, self._plot)
        action.setCheckable(checked is not None)
        action.setChecked(bool(checked))
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _=False: act())
        action.triggered.connect(lambda _=False: self.changed.emit())
        self._plot.addAction(action)
        return action
