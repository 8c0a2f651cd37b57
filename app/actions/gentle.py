"""Lets the analysis wait while the computer runs on its battery, or somebody uses it, where the
user wants that.
"""

from __future__ import annotations

import psutil
from PySide6.QtCore import QObject, QTimer

from app.actions.analysis import AnalysisActions, AnalysisStatus
from app.actions.idle import idle_s
from app.actions.preferences import Preferences
from app.timers import make_timer

#: How often the system is asked while songs wait.
_LOOK_MS = 5000
#: Nobody uses a computer whose keys and mouse have rested for so long.
IDLE_AFTER_S = 120.0


def has_battery() -> bool:
    """Whether this computer can run without the mains."""
    return _battery() is not None


def is_on_battery() -> bool:
    """Whether the system says that no mains power is there; without a battery it never is so."""
    battery = _battery()
    return battery is not None and battery.power_plugged is False


def is_in_use() -> bool:
    """Whether somebody uses the computer; never so where the system does not tell."""
    seconds = idle_s()
    return seconds is not None and seconds < IDLE_AFTER_S


def _battery() -> psutil._common.sbattery | None:
    return psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None


class Gentle(QObject):
    """Holds ``analysis`` for "mains" while Settings.analyse_on_mains is on and the computer is not,
    for "rest" while Settings.analyse_when_idle is on and the computer is used.
    """

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
        settings = self._preferences.settings
        if settings.analyse_on_mains and is_on_battery():
            self._analysis.hold("mains")
        elif settings.analyse_when_idle and is_in_use():
            self._analysis.hold("rest")
        else:
            self._analysis.release()
