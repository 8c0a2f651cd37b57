"""How long nobody has touched the computer, where the system tells."""

from __future__ import annotations

import ctypes
import os
import sys
from typing import TYPE_CHECKING

from app.session_bus import session_bus_address

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

#: Who tells a Linux desktop's programs: service, object, interface, method. Both count
#: milliseconds, of keys and mouse in whichever program.
_TELLERS = (
    ("org.gnome.Mutter.IdleMonitor", "/org/gnome/Mutter/IdleMonitor/Core",
     "org.gnome.Mutter.IdleMonitor", "GetIdletime"),
    ("org.kde.screensaver", "/ScreenSaver", "org.freedesktop.ScreenSaver", "GetSessionIdleTime"),
)  # fmt: skip
_PATIENCE_MS = 200
_NAME = "moodline-idle"


def idle_s() -> float | None:
    """Seconds since the last key or movement of the mouse; None where the system does not tell."""
    if sys.platform == "win32":
        return _by_windows()
    if sys.platform == "darwin":
        return _by_quartz()
    seconds = _by_desktop()
    return _by_x11() if seconds is None else seconds


def _by_desktop() -> float | None:
    from PySide6.QtDBus import QDBusConnection

    address = session_bus_address()
    if address is None:
        return None
    # Not Qt's own connection: that would be kept, though the bus may have gone.
    bus = QDBusConnection.connectToBus(address, _NAME)
    try:
        return _told(bus) if bus.isConnected() else None
    finally:
        QDBusConnection.disconnectFromBus(_NAME)


def _told(bus: QDBusConnection) -> float | None:
    from PySide6.QtDBus import QDBusMessage

    for service, place, interface, method in _TELLERS:
        call = QDBusMessage.createMethodCall(service, place, interface, method)
        call.setAutoStartService(False)
        answer = bus.call(call, timeout=_PATIENCE_MS)
        told = (*answer.arguments(), None)[0]
        if answer.type() == QDBusMessage.MessageType.ReplyMessage and isinstance(told, int):
            return told / 1000.0
    return None


class _ScreenSaverInfo(ctypes.Structure):
    """XScreenSaverInfo of the MIT-SCREEN-SAVER extension."""

    _fields_ = (
        ("window", ctypes.c_ulong), ("state", ctypes.c_int), ("kind", ctypes.c_int),
        ("til_or_since", ctypes.c_ulong), ("idle", ctypes.c_ulong), ("event_mask", ctypes.c_ulong),
    )  # fmt: skip


def _by_x11() -> float | None:
    """The X server's count. Within Wayland it knows of X programs alone, and is not asked."""
    if "DISPLAY" not in os.environ or "WAYLAND_DISPLAY" in os.environ:
        return None
    try:
        x11, saver = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXss.so.1")
    except OSError:
        return None
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XDefaultRootWindow.restype = ctypes.c_ulong
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    if not display:
        return None
    try:
        info, first_event, first_error = _ScreenSaverInfo(), ctypes.c_int(), ctypes.c_int()
        if not saver.XScreenSaverQueryExtension(
            display, ctypes.byref(first_event), ctypes.byref(first_error)
        ):
            return None
        root = ctypes.c_ulong(x11.XDefaultRootWindow(display))
        told = saver.XScreenSaverQueryInfo(display, root, ctypes.byref(info))
        return float(info.idle) / 1000.0 if told else None
    finally:
        x11.XCloseDisplay(display)


class _LastInputInfo(ctypes.Structure):
    """LASTINPUTINFO of winuser.h."""

    _fields_ = (("size", ctypes.c_uint), ("tick", ctypes.c_uint))


def _by_windows() -> float | None:
    library = ctypes.CDLL("user32")
    info = _LastInputInfo(ctypes.sizeof(_LastInputInfo), 0)
    if not library.GetLastInputInfo(ctypes.byref(info)):
        return None
    now: int = ctypes.CDLL("kernel32").GetTickCount()
    milliseconds: int = (now - info.tick) % 2**32  # both begin anew after 49 days
    return milliseconds / 1000.0


def _by_quartz() -> float | None:
    services = "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"
    ask = ctypes.CDLL(services).CGEventSourceSecondsSinceLastEventType
    ask.restype = ctypes.c_double
    of_the_hardware, any_event = 1, 0xFFFFFFFF
    return float(ask(ctypes.c_int(of_the_hardware), ctypes.c_uint(any_event)))
