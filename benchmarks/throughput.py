"""How many songs a minute ``mer analyze`` takes, beside FFmpeg decoding the same files.

    python benchmarks/throughput.py [--songs 40] [--minutes 1] [--repeats 3] [--folder DIR]

Makes songs from the demo tracks, each its own mixture, in five formats. Then `mer analyze` takes
them all, in a new home, and FFmpeg decodes them, as many at a time as there are cores; in turn, so
that both see the machine in the same mood. The best of the repeats counts. Memory is the
proportional share of all the command's processes together, looked at every tenth of a second.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import psutil

from mer_core.arrays import FloatArray
from mer_core.audio.decode import AudioReader
from mer_core.paths import RESOURCES

RATE = 48_000
FORMATS = {
    ".mp3": ("libmp3lame", "192k"),
    ".flac": ("flac", "0"),
    ".opus": ("libopus", "96k"),
    ".m4a": ("aac", "128k"),
    ".ogg": ("libvorbis", "128k"),
}
_LOOK_EVERY_S = 0.1


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took: seconds by the clock, of all processors, and until its first line; MiB."""

    wall_s: float
    cpu_s: float
    first_s: float = 0.0
    peak_mib: float = 0.0

    def best(self, other: Cost | None) -> Cost:
        """The smaller of each; of the memory the greater."""
        if other is None:
            return self
        return Cost(
            min(self.wall_s, other.wall_s),
            min(self.cpu_s, other.cpu_s),
            min(self.first_s, other.first_s),
            max(self.peak_mib, other.peak_mib),
        )


def make_songs(folder: Path, number: int, minutes: float) -> list[Path]:
    """``number`` songs in ``folder``; those that are there already are kept."""
    suffixes = list(FORMATS)
    paths = [folder / f"song {i:04d}{suffixes[i % len(suffixes)]}" for i in range(number)]
    missing = [(index, path) for index, path in enumerate(paths) if not path.is_file()]
    if missing:
        demo = [_samples(path) for path in sorted((RESOURCES / "demo").glob("*.*"))]
        sound, size = np.concatenate(demo), int(minutes * 60 * RATE)
        for index, path in missing:
            # Each begins elsewhere and hears another passage softly below: no two sound alike.
            loud, soft = (np.roll(sound, -int(s * index * RATE), axis=0) for s in (3.7, 11.3))
            _encode(np.resize(0.8 * loud + 0.2 * soft, (size, 2)), path)
    return paths


def _samples(path: Path) -> FloatArray:
    with AudioReader(path, sample_rate=RATE, num_channels=2) as reader:
        return np.concatenate(list(reader))


def _encode(samples: FloatArray, path: Path) -> None:
    """Write [num_samples, 2] as the suffix says."""
    codec, bit_rate = FORMATS[path.suffix]
    command = [
        "ffmpeg",
        "-v",
        "error",
        "-y",
        "-f",
        "f32le",
        "-ar",
        str(RATE),
        "-ac",
        "2",
        "-i",
        "-",
    ]
    subprocess.run(
        [*command, "-c:a", codec, "-b:a", bit_rate, str(path)],
        input=samples.astype("<f4").tobytes(),
        check=True,
    )


def children_cpu_s() -> float:
    """Processor seconds of all children that were waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def decode_all(paths: list[Path]) -> None:
    """Decode with one FFmpeg a core: what no analysis can do without."""

    def decode(path: Path) -> None:
        command = ["ffmpeg", "-v", "error", "-threads", "1", "-i", str(path)]
        subprocess.run([*command, "-ac", "1", "-ar", "16000", "-f", "null", "-"], check=True)

    with ThreadPoolExecutor(num_cores()) as pool:
        list(pool.map(decode, paths))


def num_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0))


class MemoryWatch:
    """The most MiB that a process and its children took together, shared pages counted once."""

    def __init__(self, process_id: int) -> None:
        self.peak_mib = 0.0
        self._process = psutil.Process(process_id)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(_LOOK_EVERY_S):
            total = 0.0
            with suppress(psutil.Error, OSError):
                for process in (self._process, *self._process.children(recursive=True)):
                    total += _share_kib(process.pid) / 2**10
            self.peak_mib = max(self.peak_mib, total)

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
        self._thread.join()


def _share_kib(process_id: int) -> int:
    """What the system says at once; psutil would add up every page."""
    lines = Path(f"/proc/{process_id}/smaps_rollup").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("Pss:")))


def analyse_all(paths: list[Path], options: tuple[str, ...] = ()) -> Cost:
    """``mer analyze`` over all, cold: a new process, a new library."""
    with tempfile.TemporaryDirectory() as home:
        start, start_cpu = time.perf_counter(), children_cpu_s()
        process = subprocess.Popen(
            [sys.executable, "-m", "mer_core.cli", "analyze", "--json", *options, *map(str, paths)],
            env={**os.environ, "MOODLINE_HOME": home},
            stdout=subprocess.PIPE,
        )
        watch = MemoryWatch(process.pid)
        assert process.stdout is not None
        first_s, num_lines = 0.0, 0
        for _line in process.stdout:
            first_s = first_s or time.perf_counter() - start
            num_lines += 1
        process.wait()
        wall_s = time.perf_counter() - start
        watch.stop()
    if process.returncode or num_lines != len(paths):
        sys.exit(f"mer analyze ended with {process.returncode}, {num_lines} of {len(paths)} told")
    return Cost(wall_s, children_cpu_s() - start_cpu, first_s, watch.peak_mib)


def measured(action: Callable[[], object]) -> Cost:
    """Run once."""
    start, start_cpu = time.perf_counter(), children_cpu_s()
    action()
    return Cost(time.perf_counter() - start, children_cpu_s() - start_cpu)


def machine() -> str:
    """The machine in words."""
    model = platform.processor() or platform.machine()
    with suppress(OSError, StopIteration):
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    gib = psutil.virtual_memory().total / 2**30
    return f"{num_cores()} cores of {model}, {gib:.0f} GiB, {platform.system()}"


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--songs", type=int, default=40)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="Keep the songs there.")
    options = parser.parse_args()
    ours = theirs = None
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        paths = make_songs(folder, options.songs, options.minutes)
        for _ in range(options.repeats):
            theirs = measured(partial(decode_all, paths)).best(theirs)
            ours = analyse_all(paths).best(ours)
    assert ours is not None
    assert theirs is not None
    print(
        f"{options.songs} songs of {options.minutes:g} min in {len(FORMATS)} formats; {machine()}\n"
    )
    print("| | wall | processor | first result | memory | songs a minute | x real time |")
    print("|---|---|---|---|---|---|---|")
    for name, cost in (("mer analyze", ours), (f"FFmpeg, {num_cores()} at a time", theirs)):
        told = f"{cost.first_s:.1f} s | {cost.peak_mib:.0f} MiB" if cost.first_s else "| "
        per_minute = 60 * options.songs / cost.wall_s
        print(
            f"| {name} | {cost.wall_s:.1f} s | {cost.cpu_s:.1f} s | {told}"
            f" | {per_minute:.0f} | {per_minute * options.minutes:.0f} |"
        )
    wall, cpu = ours.wall_s / theirs.wall_s, ours.cpu_s / theirs.cpu_s
    print(f"| ratio | {wall:.1f} x | {cpu:.1f} x | | | | |")


if __name__ == "__main__":
    main()
