"""All connections of the main window: signals go up from the frame's parts, calls go down."""

from __future__ import annotations

from app.connections.desktop import serve_desktop
from app.connections.pages import connect
from app.connections.playing import connect_playing

__all__ = ["connect", "connect_playing", "serve_desktop"]
