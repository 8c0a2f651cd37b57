"""Songs, crates and files on their way to a part of the window. A leaf below the views."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote_from_bytes, unquote_to_bytes

from PySide6.QtCore import QMimeData, QUrl

#: Ids of tracks; the id of a crate.
SONGS, CRATE = "application/x-moodline-songs", "application/x-moodline-crate"


def packed(kind: str, ids: Iterable[int], files: Iterable[Path] = ()) -> QMimeData:
    """What a drag carries; ``files`` are for other programs."""
    data = QMimeData()
    data.setData(kind, json.dumps(list(ids)).encode())
    urls = [_url(file) for file in files]
    if urls:
        data.setUrls(urls)
    return data


def dropped_files(data: QMimeData) -> list[Path]:
    """The files and folders that another program's drag carries; none where it is our own."""
    if data.hasFormat(SONGS):
        return []
    return [local_path(url) for url in data.urls() if url.isLocalFile()]


def _url(file: Path) -> QUrl:
    """The URL of a file, of whatever bytes its name is made."""
    if os.name == "nt":
        return QUrl.fromLocalFile(str(file))
    return QUrl.fromEncoded(b"file://" + quote_from_bytes(os.fsencode(file)).encode())


def unpacked(data: QMimeData, kind: str) -> list[int]:
    """The ids that a drag carries; none where it carries something else."""
    return json.loads(bytes(data.data(kind).data())) if data.hasFormat(kind) else []


def local_path(url: QUrl) -> Path:
    """The file that a dropped URL means. Qt's own answer is text alone, and not all names are."""
    if os.name == "nt":
        return Path(url.toLocalFile())
    path = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
    return Path(os.fsdecode(unquote_to_bytes(path)))
