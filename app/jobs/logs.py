"""Where what a child process says of its troubles goes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QProcess

_LIMIT_BYTES = 1_000_000


def ready_log(path: Path) -> str:
    """The file for a child's standard error, begun anew where it has grown too long; or nowhere,
    where the disk refuses: no work waits for a log.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        too_long = path.exists() and path.stat().st_size > _LIMIT_BYTES
        path.open("wb" if too_long else "ab").close()
        str(path).encode("utf-8")  # Qt knows no other names
    except (OSError, UnicodeEncodeError):
        return QProcess.nullDevice()
    return str(path)
