"""The bus on which the desktop's programs talk to each other. A leaf below the actions."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection


def has_session_bus() -> bool:
    """Whether the user has one: asking for it where there is none would try to start one."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return "DBUS_SESSION_BUS_ADDRESS" in os.environ or (
        runtime is not None and os.path.exists(os.path.join(runtime, "bus"))
    )


def session_bus() -> QDBusConnection | None:
    """The user's bus; None where there is none."""
    from PySide6.QtDBus import QDBusConnection

    return QDBusConnection.sessionBus() if has_session_bus() else None
