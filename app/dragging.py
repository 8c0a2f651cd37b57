"""Songs and crates on their way from one part of the window to another. A leaf below the views."""

from __future__ import annotations

import json
from collections.abc import Iterable

from PySide6.QtCore import QMimeData

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
