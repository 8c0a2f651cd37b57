"""A real Dask cluster of several processes: one is killed in the middle, and what they heard is
merged into a library.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from mer_core.cli.terminal import RequestError
from mer_core.errors import InputError
from mer_core.imports.heard import read_heard
from mer_core.jobs import SilentContext
from mer_core.library.database import Library
from mer_core.paths import RESOURCES, AppPaths
from mer_core.workflows.importing import import_file
from mer_core.workflows.scan import scan
from tests.core.cli.test_commands import run, run_strictly
from tests.waiting import PATIENCE_S, until

distributed = pytest.importorskip("distributed")
ROOT = Path(__file__).parents[3]
CLUSTER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[str]:
    script = tmp_path / "cluster.py"
    script.write_text(CLUSTER)
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    process = subprocess.Popen(
        [sys.executable, script], cwd=tmp_path, env={**os.environ, "PYTHONPATH": path},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    yield process.stdout.readline().strip()
    process.communicate(timeout=PATIENCE_S)


@pytest.fixture
def music(tmp_path: Path) -> Path:
    folder = tmp_path / "Music"
    folder.mkdir()
    for number in range(2):
        for source in sorted((RESOURCES / "demo").iterdir()):
            shutil.copy(source, folder / f"{number} {source.name}")
    (folder / "broken.flac").write_bytes(b"no sound at all")
    return folder


def analyse(scheduler: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "mer_core.cli", "analyze", "--cluster", scheduler,
         *map(str, arguments)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.slow
def test_a_killed_worker_costs_no_song_and_a_library_takes_in_what_was_heard(
    scheduler: str, music: Path, tmp_path: Path
) -> None:
    heard = tmp_path / "heard"
    manifest = tmp_path / "first.txt"
    manifest.write_text("\n".join(map(str, sorted(music.iterdir())[:3])))
    first = analyse(scheduler, "-o", heard, manifest)
    assert "3 songs heard" in first.communicate(timeout=PATIENCE_S)[1]
    assert first.returncode == 0

    second = analyse(scheduler, "-o", heard, music)
    with distributed.Client(scheduler) as client:
        until(lambda: any(client.processing().values()))
        busy = next(worker for worker, songs in client.processing().items() if songs)
        os.kill(client.run(os.getpid, workers=[busy])[busy], signal.SIGKILL)
    told = second.communicate(timeout=PATIENCE_S)[1]
    assert second.returncode == 1, told
    assert "5 songs heard" in told
    assert "known before: 3" in told
    rows = list(read_heard(heard))
    assert sorted(Path(url).name for url, _ in rows) == sorted(p.name for p in music.iterdir())
    (reason,) = [row for _, row in rows if isinstance(row, str)]
    assert reason.endswith(".")
    third = run("analyze", "--cluster", scheduler, "-o", heard, music)
    assert "0 songs heard; known before: 9." in third.stderr

    manifest.write_text(str(music / "away.flac"))  # as on a share that is not there
    for _ in range(2):  # it is no row, and asked for again
        fourth = analyse(scheduler, "-o", heard, manifest)
        told = fourth.communicate(timeout=PATIENCE_S)[1]
        assert "0 songs heard; known before: 0." in told
        assert "could not be heard now (FileNotFoundError" in " ".join(told.split())
        assert fourth.returncode == 1
    assert len(list(read_heard(heard))) == 9

    with Library.open(AppPaths.of_user().library) as library:
        scan(SilentContext(), library, [music])
        report = import_file(SilentContext(), library, heard)
        assert (report.num_analyses, report.num_known) == (4, 4)  # each sound is there twice
        assert len(report.skipped) == 1
        assert library.counts().staged + library.counts().uncertain == 8


def test_what_is_no_cluster_and_no_parquet_is_told_in_a_sentence(
    tmp_path: Path,
) -> None:
    (tmp_path / "foreign.parquet").write_bytes(b"PAR1 of nothing")
    with Library.open(tmp_path / "library.sqlite") as library, pytest.raises(InputError):
        import_file(SilentContext(), library, tmp_path / "foreign.parquet")
    for wrong in (("--cluster", "tcp://127.0.0.1:1"), ("-o", "x")):
        with pytest.raises(click.UsageError, match="--output"):
            run_strictly("analyze", *wrong, tmp_path)
    for option in ("--json", "--write"):
        with pytest.raises(click.UsageError, match=f"{option} does not go with --cluster"):
            run_strictly("analyze", "--cluster", "tcp://x:1", "-o", "o", option, tmp_path)
    with pytest.raises(RequestError, match="No scheduler answers"):
        run_strictly(
            "analyze", "--cluster", "tcp://127.0.0.1:nowhere", "-o", tmp_path / "o", tmp_path
        )
