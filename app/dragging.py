"""Songs, crates and files on their way to a part of the window. A leaf below the views."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QMimeData, QUrl

#: Ids of tracks; the id of a crate.
SONGS, CRATE = "application/x-moodline-songs", "application/x-moodline-crate"


def packed(kind: str, ids: Iterable[int]) -> QMimeData:
    """What a drag carries."""
    data = QMimeData()
    data.setData(kind, json.dumps(list(ids)).encode())
    return data


def unpacked(data: QMimeData, kind: str) -> list[int]:
    """The ids that a drag carries; none where it carries something else."""
    return json.loads(bytes(data.data(kind).data())) if data.hasFormat(kind) else []


def local_path(url: QUrl) -> Path:
    """The file that a dropped URL means. Qt's own answer is text alone, and not all names are."""
    if os.name == "nt":
        return Path(url.toLocalFile())
    path = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
    return Path(os.fsdecode(unquote_to_bytes(path)))
