"""The desktop's media keys and controls."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from app.dragging import local_path
from app.session_bus import session_bus

if TYPE_CHECKING:
    from app.actions.mpris import Mpris
    from app.main_window import MainWindow


def serve_desktop(window: MainWindow) -> Mpris | None:
    """Media keys and the desktop's controls, on Linux; None where there are none."""
    if not sys.platform.startswith("linux"):
        return None
    from app.actions.mpris import Mpris

    bus = session_bus()
    if bus is None:
        return None
    preferences = window.preferences
    mpris = Mpris(
        bus,
        window.playing_actions,
        lambda: preferences.settings.volume,
        lambda volume: preferences.update(volume=volume),
        window,
    )
    mpris.raised.connect(window.activateWindow)
    mpris.quitted.connect(window.close)
    mpris.opened.connect(lambda url: window.menus.open([local_path(url)]))
    preferences.changed.connect(lambda _: mpris.tell("Volume"))
    return mpris
