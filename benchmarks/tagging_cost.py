"""What safety costs: writing tags beside plain mutagen, in one run.

    python benchmarks/tagging_cost.py [--files 2000]

MP3s whose padding has room, and as many whose tag must grow; each is written by Moodline (planned,
proved, journalled, read back) and, another copy of it, by mutagen's own save. Processor seconds of
this process; writing to the disk itself waits for the disk.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import mutagen.id3

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from mer_core.tags import writer  # noqa: E402
from mer_core.tags.fields import MoodTags  # noqa: E402
from mer_core.tags.journal import Journal  # noqa: E402
from tests.core.tags.samples import TITLE_3, mp3_sound, tag  # noqa: E402

SAID = MoodTags(("Happy", "Energetic"), 0.812, 0.633)
#: A minute at 128 kb/s: 2,000 of them are as much as a disk takes without a word.
BYTES = 1_000_000


def songs(folder: Path, count: int, padding: int) -> list[Path]:
    """As many songs with a tag of 2.3 and this much room in it."""
    sound = mp3_sound()
    data = tag(TITLE_3, version=3, padding=padding) + sound * (BYTES // len(sound))
    paths = [folder / f"{number:05d}.mp3" for number in range(count)]
    for path in paths:
        path.write_bytes(data)
    return paths


def by_moodline(paths: list[Path], journal: Path) -> None:
    """As ``mer tag`` does it."""
    changes = [writer.plan(path, SAID) for path in paths]
    with Journal(journal).begin("cost") as run:
        for change in changes:
            writer.write(change, run)


def by_mutagen(paths: list[Path]) -> None:
    """Without a look at what else is in the file, and without a way back."""
    for path in paths:
        tags = mutagen.id3.ID3(path, translate=False)
        for name, values in SAID.texts().items():
            text = "; ".join(values)
            tags.add(mutagen.id3.TXXX(encoding=1, desc=name, text=[text]))
        tags.save(v2_version=3, v23_sep=None, padding=lambda _: 2048)


def timed(act: Callable[[], None]) -> tuple[float, float]:
    """Processor and wall seconds."""
    processor, wall = time.process_time(), time.perf_counter()
    act()
    return time.process_time() - processor, time.perf_counter() - wall


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description="What safe writing costs.")
    parser.add_argument("--files", type=int, default=2000)
    count = parser.parse_args().files
    print("| files | processor, Moodline | mutagen | wall, Moodline | mutagen |")
    print("|---|---|---|---|---|")
    for name, padding in (("the tag has room", 4096), ("the tag must grow", 0)):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            (root / "music").mkdir()
            paths = songs(root / "music", count, padding)
            ours = timed(lambda paths=paths, root=root: by_moodline(paths, root / "journal"))  # type: ignore[misc]
            paths = songs(root / "music", count, padding)
            plain = timed(lambda paths=paths: by_mutagen(paths))  # type: ignore[misc]
        cells = [f"{value:.1f} s" for value in (ours[0], plain[0], ours[1], plain[1])]
        print(f"| {count:,}: {name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
