"""Every way in which a disk can fail the writer, and what became of the file.

    python -m benchmarks.faults [--step N]

A shim (faults.c, by LD_PRELOAD) lets the n-th call that changes a disk fail, or ends the program
before, within or after it: for every n (every N-th), every way of writing, writing and undoing.
Besides, a file system without room and a limit on file sizes, at every size. After each fault, and
the look at the journal that the next start takes, the file must be the old or the new one, bit for
bit, and the journal must know which: what it offers to undo brings the old one back.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import errno
import functools
import itertools
import json
import mmap
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mer_core.errors import MerError
from mer_core.jobs import SilentContext
from mer_core.tags import sidecar, writer
from mer_core.tags.journal import Journal
from mer_core.tags.profiles import BUILT_IN
from tests.core.tags.samples import BATTERY, LONG, SAD, TITLE_3, frame, mp3_sound, tag
from tests.data.small_disk import mounted

ROOT = Path(__file__).resolve().parents[1]
STRATEGIES = ("in place", "padded", "whole file replaced", "written over itself", "new side-car")
ACTIONS = ("write", "undo")
#: By the name in the table: the number of the shim's way, and the error it gives.
FAULTS = {
    "fails once": (1, errno.EIO),
    "no room once": (1, errno.ENOSPC),
    "fails from then on": (2, errno.EIO),
    "no room from then on": (2, errno.ENOSPC),
    "killed before": (3, 0),
    "killed within": (4, 0),
    "killed after": (5, 0),
}
_MTIME_NS = 1_234_567_890_123_456_789


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: ``call`` is the one that failed; ``state`` is "old" or "new", and
    ``problem`` is empty, where all is well.
    """

    strategy: str
    action: str
    fault: str
    call: str
    state: str
    problem: str


class Stage:
    """One way of writing, in a folder: the song as it was, and as it is to become."""

    def __init__(self, strategy: str, folder: Path) -> None:
        self.strategy = strategy
        self.music, self.journal = folder / "music", folder / "journal"
        self.song = self.music / ("song.mp3" if strategy != STRATEGIES[4] else "song.aac")
        self.target = sidecar.path_of(self.song) if strategy == STRATEGIES[4] else self.song
        self.before = _content(strategy)
        self.set_up("write")
        self.old = self._now()
        self.write()
        self.new = self._now()
        assert self.old != self.new

    def set_up(self, action: str) -> None:
        """The song as it is before ``action``."""
        for folder in (self.music, self.journal):
            shutil.rmtree(folder, ignore_errors=True)
        self.music.mkdir(parents=True)
        self.song.write_bytes(self.before)
        os.utime(self.song, ns=(_MTIME_NS, _MTIME_NS))
        if self.strategy == STRATEGIES[3]:
            (self.music / "link.mp3").hardlink_to(self.song)
        if action == "undo":
            self.write()

    def write(self) -> None:
        """Write the tags, in a run of its own."""
        profile = BUILT_IN[-1] if self.strategy == STRATEGIES[4] else BUILT_IN[0]
        said = SAD if self.strategy == STRATEGIES[1] else LONG
        change = writer.plan(self.song, said, profile)
        with Journal(self.journal).begin("write") as run:
            writer.write(change, run)

    def undo(self) -> None:
        """Take it back."""
        journal = Journal(self.journal)
        journal.undo(journal.runs()[0].id, SilentContext())

    def _now(self) -> bytes | None:
        try:
            return self.target.read_bytes()
        except FileNotFoundError:
            return None

    def judged(self, *, was_killed: bool = False, call: str = "") -> tuple[str, str]:
        """The state of the file after the next start, and what is wrong with it or the journal.

        Where the ``call`` that sets a time has failed, the time is another one.
        """
        if not was_killed and self._now() not in (self.old, self.new):
            return "torn", "it was left half-written by a living program"
        journal = Journal(self.journal)
        journal.recover()
        now = self._now()
        if now not in (self.old, self.new):
            return "torn", "it is neither the old nor the new one"
        state = "new" if now == self.new else "old"
        names = {self.song.name, self.target.name} if now is not None else {self.song.name}
        names |= {"link.mp3"} if self.strategy == STRATEGIES[3] else set()
        left = set(os.listdir(self.music)) - names
        if left:
            return state, f"{left} was left beside it"
        keeps_time = call != "utimensat" and self.target == self.song
        if keeps_time and self.song.stat().st_mtime_ns != _MTIME_NS:
            return state, "its time is another one"
        runs = [run for run in journal.runs() if not run.undone]
        if bool(runs) != (state == "new"):
            return state, "the journal takes it for the other one"
        for run in runs:
            journal.undo(run.id, SilentContext())
        if self._now() != self.old:
            return state, "what the journal kept does not bring the old one back"
        return state, ""


def _content(strategy: str) -> bytes:
    body = b"\x01" + "MOOD_VALENCE".encode("utf-16") + b"\0\0" + "0.900".encode("utf-16")
    mine = frame("TXXX", body, version=3)
    if strategy == "in place":  # two places, a foreign frame between them
        return tag(mine + TITLE_3, version=3, padding=20_000) + mp3_sound()
    if strategy == "padded":
        return tag(TITLE_3 + mine, version=3, padding=2000) + mp3_sound()
    if strategy == "new side-car":
        return b"\xff\xf1" + bytes(4000)
    return BATTERY["2.3 without padding"]()


def _child(*acts: Callable[[], object]) -> bool:
    """Let a child do it; whether it was killed."""
    child = os.fork()
    if child == 0:
        with contextlib.suppress(MerError, OSError):
            for act in acts:
                act()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _by_shim(stage: Stage, step: int) -> Iterator[Outcome]:
    """Needs the shim in this process."""
    shim = ctypes.CDLL(None)
    shared = mmap.mmap(-1, 64)
    told = ctypes.addressof(ctypes.c_char.from_buffer(shared))
    for action, (fault, (how, error)) in itertools.product(ACTIONS, FAULTS.items()):
        for number in itertools.count(1, step):
            stage.set_up(action)
            shared[:] = bytes(64)

            arm = functools.partial(shim.fate_arm, number, how, error, ctypes.c_void_p(told))
            was_killed = _child(arm, getattr(stage, action))
            if not shared[32]:
                break
            call = bytes(shared[:32]).rstrip(b"\0").decode()
            # Where everything fails from some call on, nobody can mend: the next start does.
            state, problem = stage.judged(was_killed=was_killed or how == 2, call=call)
            yield Outcome(stage.strategy, action, fault, call, state, problem)


def _by_limit(stage: Stage, step: int) -> Iterator[Outcome]:
    largest = max(len(content or b"") for content in (stage.old, stage.new)) + 2000
    for action in ACTIONS:
        for limit in range(0, largest, max(step * largest // 60, 1)):
            stage.set_up(action)

            least = functools.partial(resource.setrlimit, resource.RLIMIT_FSIZE, (limit, limit))
            _child(least, getattr(stage, action))
            state, problem = stage.judged(was_killed=True)
            yield Outcome(stage.strategy, action, "files may not grow", "", state, problem)


def _on_full_disk(strategy: str, folder: Path, step: int) -> Iterator[Outcome]:
    folder.mkdir()
    with mounted(folder) as disk:
        if disk is None:
            return
        stage = Stage(strategy, folder)
        for action, pages in itertools.product(ACTIONS, range(0, 40, step)):
            stage.set_up(action)
            disk.fill()
            filler = folder / ".filler"
            os.truncate(filler, max(filler.stat().st_size - pages * 4096, 0))
            _child(getattr(stage, action))
            disk.empty()
            state, problem = stage.judged()
            yield Outcome(strategy, action, "the disk is full", "", state, problem)


def outcomes(step: int = 1, strategies: Iterable[str] = STRATEGIES) -> list[Outcome]:
    """What became of the file at every ``step``-th fault. Raises FileNotFoundError where there is
    no C compiler.
    """
    with tempfile.TemporaryDirectory() as folder:
        shim = Path(folder) / "faults.so"
        source = Path(__file__).with_suffix(".c")
        subprocess.run(
            ["cc", "-shared", "-fPIC", "-O1", "-o", shim, source, "-ldl"], check=True
        )  # fmt: skip
        environment = os.environ | {
            "LD_PRELOAD": str(shim), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        command = [sys.executable, "-m", "benchmarks.faults", "--inside", folder,
                   "--step", str(step), *strategies]  # fmt: skip
        done = subprocess.run(
            command, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE
        )
    return [Outcome(**json.loads(line)) for line in done.stdout.splitlines()]


def _inside(folder: Path, step: int, strategies: Iterable[str]) -> None:
    for strategy in strategies:
        stage = Stage(strategy, folder / "stage")
        full = _on_full_disk(strategy, folder / f"disk {strategy}", step)
        for found in itertools.chain(_by_shim(stage, step), _by_limit(stage, step), full):
            line = {name: getattr(found, name) for name in Outcome.__slots__}
            os.write(1, json.dumps(line).encode() + b"\n")


def table(found: Iterable[Outcome]) -> str:
    """Strategy, action, fault and call, how often it was tried, and what became of the file."""
    rows: dict[tuple[str, ...], list[Outcome]] = {}
    for one in found:
        rows.setdefault((one.strategy, one.action, one.fault, one.call), []).append(one)
    lines = ["| strategy | action | fault | call | tried | old | new | harmed |",
             "|---|---|---|---|---|---|---|---|"]  # fmt: skip
    for key, group in rows.items():
        counts = [sum(one.state == state for one in group) for state in ("old", "new")]
        harmed = sum(bool(one.problem) for one in group)
        lines.append(f"| {' | '.join((*key, *map(str, (len(group), *counts, harmed))))} |")
    return "\n".join(lines)


def main() -> None:
    """Print the table and, below it, everything that is not as it should be."""
    parser = argparse.ArgumentParser(description="Fault injection into the tag writer.")
    parser.add_argument("strategies", nargs="*", default=STRATEGIES)
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside is not None:
        _inside(arguments.inside, arguments.step, arguments.strategies)
        return
    found = outcomes(arguments.step, arguments.strategies)
    print(table(found))
    for one in found:
        if one.problem:
            print(one)
    print(f"\n{len(found)} faults, {sum(bool(one.problem) for one in found)} files harmed")


if __name__ == "__main__":
    main()
