"""Lets the analysis wait while the computer runs on its battery, where the user wants that."""

from __future__ import annotations

import psutil
from PySide6.QtCore import QObject

from app.actions.analysis import AnalysisActions
from app.actions.preferences import Preferences
from app.timers import make_timer

#: How often the battery is asked while songs wait.
_LOOK_MS = 5000


def is_on_battery() -> bool:
    """Whether the system says that no mains power is there; without a battery it never is so."""
    battery = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
    return battery is not None and battery.power_plugged is False


class MainsOnly(QObject):
    """Holds ``analysis`` while Settings.analyse_on_mains is on and the computer is not. What the
    user lets go on nevertheless goes on until all is analysed.
    """

    def __init__(
        self, analysis: AnalysisActions, preferences: Preferences, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._analysis, self._preferences = analysis, preferences
        self._holds = self._is_overruled = False
        self._timer = make_timer(self, _LOOK_MS, self._look)
        preferences.changed.connect(lambda _: self._look())
        analysis.status_changed.connect(lambda _: self._follow())

    def _follow(self) -> None:
        state = self._analysis.status.state
        if state == "idle":
            self._holds = self._is_overruled = False
            self._timer.stop()
        elif self._holds and state != "paused":
            self._holds, self._is_overruled = False, True
        elif not self._timer.isActive():
            self._timer.start()
            self._look()

    def _look(self) -> None:
        state = self._analysis.status.state
        must_wait = self._preferences.settings.analyse_on_mains and is_on_battery()
        if self._holds and not must_wait:
            self._holds = False
            self._analysis.release()
        elif must_wait and state not in ("idle", "paused") and not self._is_overruled:
            self._holds = True
            self._analysis.hold()
