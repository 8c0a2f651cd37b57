"""Analyse on a Dask cluster: songs by their URLs, results as Parquet.

This process hands out songs, a few more at a time than there are workers, and writes what comes
back; the workers hear (see ``cluster_worker``). A song whose worker is lost goes to another one, at
most three times. What the Parquet files hold already is not heard again. What failed for another
reason than the song's own (a share that is away, a worker out of memory) is told and not written:
the next run tries it again.
"""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from mer_core.audio.files import AUDIO_SUFFIXES, VIDEO_SUFFIXES
from mer_core.errors import InputError, ModelError
from mer_core.exports.heard import packed
from mer_core.extras import how_to_install
from mer_core.jobs import JobContext, Progress
from mer_core.models.store import ModelEntry
from mer_core.workflows.cluster_worker import hear

if TYPE_CHECKING:
    from distributed import Client

PHASE = "Analysing"
#: Rows are written once there are so many, or after so many seconds.
PART_ROWS, PART_S = 500, 10.0
#: Songs handed out for each thread of the workers: one is heard, one waits.
_AHEAD = 2
#: Workers that a song may take with it.
MAX_LOST = 3


@dataclass(frozen=True, slots=True)
class ClusterReport:
    """How many songs were heard now, and had been before; what failed, with its reason."""

    num_heard: int
    num_known: int
    failed: tuple[tuple[str, str], ...]


def analyse_on_cluster(
    context: JobContext,
    scheduler: str,
    inputs: Iterable[str],
    target: str,
    model: ModelEntry,
    *,
    device: str = "auto",
) -> ClusterReport:
    """Hear the songs that ``inputs`` name on the workers of ``scheduler``, into Parquet files in
    the folder ``target``.

    ``device`` "cuda" asks for workers that declare the resource GPU. Raises InputError where an
    extra is missing, the scheduler does not answer or an input or the target cannot be read,
    ModelError where a worker has another model of that name.
    """
    try:
        import fsspec
        from distributed import Client
    except ImportError as error:
        raise InputError(f"A cluster needs distributed; {how_to_install('cluster')}") from error
    try:
        files, folder = fsspec.core.url_to_fs(target)
        files.makedirs(folder, exist_ok=True)
        known = _known(files, folder, model.sha256)
        urls = list(dict.fromkeys(_listed(inputs)))
        unknown = [url for url in urls if url not in known]
    except (OSError, ValueError, ImportError) as error:
        raise InputError(f"An input or the output cannot be read ({error}).") from error
    try:
        client = Client(scheduler, timeout=30)
    except (OSError, ValueError) as error:
        raise InputError(f"No scheduler answers at {scheduler} ({error}).") from error
    output = _Output(files, folder)
    with client:
        try:
            for url, song in _results(context, client, unknown, model, device):
                row, is_final = _row(url, song)
                output.add(url, row, is_final=is_final)
        finally:
            output.flush()
    failed = tuple(output.failed)
    return ClusterReport(output.num_rows - len(failed), len(urls) - len(unknown), failed)


def _results(
    context: JobContext, client: Client, urls: list[str], model: ModelEntry, device: str
) -> Iterator[tuple[str, Any]]:
    from distributed import as_completed

    waiting = iter(urls)
    needs = {"GPU": 1} if device == "cuda" else None

    def hand_out(number: int) -> list[Any]:
        return [
            client.submit(
                hear, url, model.id, model.sha256, device, key=f"hear-{url}", resources=needs
            )
            for url in islice(waiting, number)
        ]

    num_threads = max(1, sum(client.nthreads().values()))
    songs = as_completed(hand_out(_AHEAD * num_threads))
    for done, song in enumerate(songs, 1):
        context.check_cancelled()
        url = song.key.removeprefix("hear-")
        yield url, song
        context.report(Progress(PHASE, done, len(urls), os.path.basename(url)))
        song.release()
        for another in hand_out(1):
            songs.add(another)


def _row(url: str, song: Any) -> tuple[dict[str, Any], bool]:
    """What came of a song, and whether that is the last word. Raises ModelError."""
    if song.status == "finished":
        return song.result(), True
    error = song.exception()
    if isinstance(error, ModelError):
        raise error
    name = type(error).__name__
    if name == "KilledWorker":
        reason = f"it ended {MAX_LOST + 1} workers one after the other."
        return {"url": url, "reason": reason}, True
    return {"url": url, "reason": f"it could not be heard now ({name}: {error})."}, False


def _listed(inputs: Iterable[str]) -> Iterator[str]:
    """The URLs of all songs: of files, of those in folders, of those that manifests (.txt, one a
    line) name.
    """
    import fsspec

    for name in inputs:
        files, path = fsspec.core.url_to_fs(name)
        if path.endswith(".txt"):
            lines = files.cat_file(path).decode("utf-8-sig").splitlines()
            for line in filter(None, map(str.strip, lines)):
                files, path = fsspec.core.url_to_fs(line)
                yield files.unstrip_protocol(path)
            continue
        found = files.find(path) if files.isdir(path) else files.glob(path) or [path]
        for each in sorted(found):
            if os.path.splitext(each)[1].lower() in AUDIO_SUFFIXES | VIDEO_SUFFIXES:
                yield files.unstrip_protocol(each)


def _known(files: Any, folder: str, sha256: str) -> set[str]:
    """What the Parquet files hold of this model, and what could not be read."""
    from pyarrow import parquet

    known: set[str] = set()
    for part in files.glob(f"{folder}/*.parquet"):
        with files.open(part, "rb") as file:
            table = parquet.read_table(file, columns=["url", "reason", "model"])
        for row in table.to_pylist():
            if row["reason"] is not None or row["model"]["sha256"] == sha256:
                known.add(row["url"])
    return known


@dataclass
class _Output:
    """Rows that wait to be written, and where."""

    files: Any
    folder: str
    num_rows: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    _rows: list[dict[str, Any]] = field(default_factory=list)
    _flushed: float = field(default_factory=time.monotonic)

    def add(self, url: str, row: dict[str, Any], *, is_final: bool) -> None:
        """Take a row, to be written if it ``is_final``; write where it is time."""
        self.num_rows += 1
        if row.get("reason") is not None:
            self.failed.append((url, row["reason"]))
        if is_final:
            self._rows.append(row)
        if len(self._rows) >= PART_ROWS or time.monotonic() - self._flushed > PART_S:
            self.flush()

    def flush(self) -> None:
        """Write what there is, whole or not at all."""
        if self._rows:
            name = f"{self.folder}/part-{uuid.uuid4().hex}"
            self.files.pipe_file(f"{name}.tmp", packed(self._rows))
            self.files.mv(f"{name}.tmp", f"{name}.parquet")
            self._rows = []
        self._flushed = time.monotonic()
