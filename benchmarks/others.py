"""What ``mer analyze`` costs beside other programs that hear emotions or describe music.

    python benchmarks/others.py [--songs 20] [--minutes 1] [--vibenet PROGRAM] [--essentia PYTHON]

Three of five songs, in the formats that all of them read (MP3, FLAC, Vorbis), in the same run,
every program cold and one after the other: VibeNet's command line (`pip install vibenet` in an
environment of its own), Essentia's MusicExtractor (`pip install essentia`, likewise), and what
tutorials build: librosa's mel-spectrogram and a small 2-D convolutional net in the manner of Keras.
Its weights are random, for it is its cost that is asked for. A program that is not there is said to
be missing. The best wall time of the repeats counts; memory is the largest proportional share of
all of a program's processes.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.throughput import (  # noqa: E402
    Cost,
    MemoryWatch,
    analyse_all,
    children_cpu_s,
    machine,
    make_songs,
)

READ_BY_ALL = (".mp3", ".flac", ".ogg")
#: Hears files one after the other as librosa's own tutorials read them.
_LIBROSA = """
import sys, librosa, numpy, torch
from torch import nn
layers, wide = [], 1
for channels in (32, 64, 128, 128):
    layers += [nn.Conv2d(wide, channels, 3, padding=1), nn.ReLU(), nn.BatchNorm2d(channels),
               nn.MaxPool2d(2)]
    wide = channels
net = nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(wide, 2)).eval()
for path in sys.argv[1:]:
    sound, rate = librosa.load(path, sr=22050)
    mel = librosa.power_to_db(librosa.feature.melspectrogram(y=sound, sr=rate, n_mels=128))
    pieces = [mel[:, at : at + 1292] for at in range(0, mel.shape[1], 1292)]  # 30 s each
    with torch.inference_mode():
        found = [net(torch.from_numpy(piece)[None, None].float()) for piece in pieces]
    print(path, torch.cat(found).mean(0).tolist())
"""
_ESSENTIA = """
import sys, essentia
essentia.log.infoActive = essentia.log.warningActive = False
from essentia.standard import MusicExtractor
for path in sys.argv[1:]:
    found, _ = MusicExtractor()(path)
    print(path, found["rhythm.bpm"])
"""


def cost_of(command: list[str], paths: list[Path]) -> Cost:
    """One cold run over all files. Raises CalledProcessError where the program fails."""
    start, start_cpu = time.perf_counter(), children_cpu_s()
    process = subprocess.Popen(
        [*command, *map(str, paths)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": ""},
    )  # fmt: skip
    watch = MemoryWatch(process.pid)
    said, complained = process.communicate()
    wall_s = time.perf_counter() - start
    watch.stop()
    unheard = [path.name for path in paths if path.name not in said]
    if process.returncode or unheard:
        print(complained[-2000:], file=sys.stderr)
        print(f"not heard: {unheard}", file=sys.stderr)
        raise subprocess.CalledProcessError(process.returncode, command[0])
    return Cost(wall_s, children_cpu_s() - start_cpu, peak_mib=watch.peak_mib)


def others(options: argparse.Namespace) -> dict[str, list[str] | str]:
    """Each program's command, or why there is none."""
    found: dict[str, list[str] | str] = {
        "VibeNet": "not given (--vibenet)",
        "librosa, a Keras-style CNN": "librosa is not installed",
        "Essentia's MusicExtractor": "not given (--essentia)",
    }
    if options.vibenet:
        found["VibeNet"] = [str(options.vibenet), "--quiet", "--format", "json"]
    if find_spec("librosa"):
        found["librosa, a Keras-style CNN"] = [sys.executable, "-c", _LIBROSA]
    if options.essentia:
        found["Essentia's MusicExtractor"] = [str(options.essentia), "-c", _ESSENTIA]
    return found


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--songs", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--repeats", type=int, default=2)
    parser.add_argument("--folder", type=Path, help="Keep the songs there.")
    parser.add_argument("--vibenet", type=Path, help="VibeNet's program.")
    parser.add_argument("--essentia", type=Path, help="A Python that has Essentia.")
    options = parser.parse_args()
    commands = others(options)
    costs: dict[str, Cost] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        paths = make_songs(folder, options.songs, options.minutes)
        paths = [path for path in paths if path.suffix in READ_BY_ALL]
        for _ in range(options.repeats):
            costs["mer analyze"] = analyse_all(paths).best(costs.get("mer analyze"))
            for name, command in commands.items():
                if isinstance(command, str):
                    continue
                try:
                    costs[name] = cost_of(command, paths).best(costs.get(name))
                except subprocess.CalledProcessError as error:
                    commands[name] = f"it failed ({error})"
    show(costs, commands, f"{len(paths)} songs of {options.minutes:g} min; {machine()}")


def show(costs: dict[str, Cost], commands: dict[str, list[str] | str], about: str) -> None:
    """The table; ratios are those of Moodline to the other."""
    ours = costs["mer analyze"]
    print(f"{about}\n\n| | wall | processor | memory | Moodline's wall | Moodline's memory |")
    print("|---|---|---|---|---|---|")
    for name in ("mer analyze", *commands):
        if isinstance(commands.get(name), str):
            print(f"| {name} | {commands[name]} | | | | |")
            continue
        cost = costs[name]
        wall, memory = ours.wall_s / cost.wall_s, ours.peak_mib / cost.peak_mib
        print(
            f"| {name} | {cost.wall_s:.1f} s | {cost.cpu_s:.1f} s | {cost.peak_mib:.0f} MiB"
            f" | {wall:.2f} x | {memory:.2f} x |"
        )


if __name__ == "__main__":
    main()
