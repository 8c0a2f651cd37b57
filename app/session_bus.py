"""The bus on which the desktop's programs talk to each other. A leaf below the actions."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection


def session_bus_address() -> str | None:
    """Where the user's bus is; None where there is none: asking for it would try to start one."""
    address = os.environ.get("DBUS_SESSION_BUS_ADDRESS")
    if address or "XDG_RUNTIME_DIR" not in os.environ:
        return address or None
    socket = os.path.join(os.environ["XDG_RUNTIME_DIR"], "bus")
    return f"unix:path={socket}" if os.path.exists(socket) else None


def session_bus() -> QDBusConnection | None:
    """The user's bus; None where there is none."""
    from PySide6.QtDBus import QDBusConnection

    return None if session_bus_address() is None else QDBusConnection.sessionBus()
