"""Lets the analysis wait while the computer runs on its battery, where the user wants that."""

from __future__ import annotations

import psutil
from PySide6.QtCore import QObject, QTimer

from app.actions.analysis import AnalysisActions, AnalysisStatus
from app.actions.preferences import Preferences
from app.timers import make_timer

#: How often the battery is asked while songs wait.
_LOOK_MS = 5000


def is_on_battery() -> bool:
    """Whether the system says that no mains power is there; without a battery it never is so."""
    battery = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
    return battery is not None and battery.power_plugged is False


class MainsOnly(QObject):
    """Holds ``analysis`` while Settings.analyse_on_mains is on and the computer is not."""

    def __init__(
        self, analysis: AnalysisActions, preferences: Preferences, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._analysis, self._preferences = analysis, preferences
        self._timer = make_timer(self, _LOOK_MS, self._look)
        preferences.changed.connect(lambda _: self._look())
        analysis.status_changed.connect(self._follow)

    def _follow(self, status: AnalysisStatus) -> None:
        """Look while there is something to hold; at once, but not amid what others are told."""
        if status.state == "idle":
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()
            QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        if self._preferences.settings.analyse_on_mains and is_on_battery():
            self._analysis.hold()
        else:
            self._analysis.release()
