"""The cluster over an object store: moto's S3 server, in a process of its own, holds the songs and
takes the results, and one worker is killed in the middle.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mer_core.imports.heard import read_heard
from mer_core.jobs import SilentContext
from mer_core.library.database import Library
from mer_core.paths import AppPaths
from mer_core.workflows.importing import import_file
from mer_core.workflows.scan import scan
from tests.core.workflows.test_cluster import analyse, music, scheduler
from tests.waiting import PATIENCE_S, until

distributed = pytest.importorskip("distributed")
s3fs = pytest.importorskip("s3fs")
pytest.importorskip("moto.server")
__all__ = ["music", "scheduler"]
SERVER = """
import sys
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print(*server.get_host_and_port(), flush=True)
sys.stdin.read()
server.stop()
"""


@pytest.fixture(autouse=True)
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty bucket; the test and every child of it find its store by the environment."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    host, port = process.stdout.readline().split()
    for name, value in (
        ("AWS_ENDPOINT_URL", f"http://{host}:{port}"), ("AWS_ACCESS_KEY_ID", "somebody"),
        ("AWS_SECRET_ACCESS_KEY", "nobody's"), ("AWS_DEFAULT_REGION", "us-east-1"),
    ):  # fmt: skip
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    s3fs.S3FileSystem().mkdir("music")
    yield "music"
    s3fs.S3FileSystem.clear_instance_cache()
    process.communicate(timeout=PATIENCE_S)


@pytest.mark.slow
def test_a_killed_worker_costs_no_song_of_a_bucket(
    bucket: str, scheduler: str, music: Path, tmp_path: Path
) -> None:
    store = s3fs.S3FileSystem()
    store.put([str(path) for path in sorted(music.iterdir())], f"{bucket}/in/")
    command = ("-o", f"s3://{bucket}/heard", f"s3://{bucket}/in")
    first = analyse(scheduler, *command)
    with distributed.Client(scheduler) as client:
        until(lambda: any(client.processing().values()))
        busy = next(worker for worker, songs in client.processing().items() if songs)
        os.kill(client.run(os.getpid, workers=[busy])[busy], signal.SIGKILL)
    told = first.communicate(timeout=PATIENCE_S)[1]
    assert "8 songs heard; known before: 0." in told
    assert "s3://music/in/broken.flac: " in told
    assert first.returncode == 1
    second = analyse(scheduler, *command).communicate(timeout=PATIENCE_S)[1]
    assert "0 songs heard; known before: 9." in second

    heard = tmp_path / "heard"
    store.get(f"{bucket}/heard/", str(heard), recursive=True)
    rows = list(read_heard(heard))
    names = {f"s3://{bucket}/in/{path.name}" for path in music.iterdir()}
    assert {url for url, _ in rows} == names
    assert len(rows) == len(names)
    with Library.open(AppPaths.of_user().library) as library:
        scan(SilentContext(), library, [music])
        report = import_file(SilentContext(), library, heard)
        assert (report.num_analyses, report.num_known) == (4, 4)  # each sound is there twice
