"""Who reads what Moodline writes: other people's programs, asked in turn.

    python -m benchmarks.readers [--write]

A file of each kind is written by the profile Everything, and every program that is installed shows
what it sees in it. ``--write`` puts the table, and the tables of fields, profiles and stars, into
docs/TAGS.md.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mer_core.tags import stars, writer
from mer_core.tags.fields import MoodTags
from mer_core.tags.journal import Journal
from mer_core.tags.merging import Saying
from mer_core.tags.profiles import BUILT_IN
from mer_core.tags.table import FAMILIES, GROUPS, TABLE
from tests.core.tags.rare_containers import dsf, ogg_flac
from tests.core.tags.samples import BATTERY
from tests.data.audio_files import make_audio

#: Ratings that are read: the field, where it stands, what it counts from and to in which steps,
#: and who says so.
_STARS = (
    ("POPM", "ID3v2", 1, 255, 1, "id3.org, ID3v2.4 4.17; 1, 64, 128, 196, 255 as Windows writes"),
    ("FMPS_RATING", "any", 0.01, 1, 0.01, "freedesktop.org, Free Media Player Specifications"),
    ("RATING:*", "Vorbis comment", 0.01, 0.99, 0.01, "Quod Libet, `quodlibet/formats/xiph.py`"),
    ("RATING", "any", 1, 5, 1, "stars as they are, by custom"),
    ("RATING", "any", 6, 100, 1, "per cent, by custom"),
    ("WM/SharedUserRating", "ASF", 1, 99, 1, "Microsoft, WM/SharedUserRating attribute"),
)
PAGE = Path(__file__).resolve().parents[1] / "docs" / "TAGS.md"
_MODEL = "moodline/mood@1.0 abcdef12 2026-07-01 auto"
SAID = Saying(
    MoodTags(("Happy", "Energetic"), 0.812, 0.633, model=_MODEL),
    energy=7, bpm=128, key="F#m",
    timeline="v=1;t0=0.0;dt=1.0;n=1;ch=valence:u8,arousal:u8,class:u8;cls=happy;enc=b64;d=/gAA",
)  # fmt: skip
BLOCK = "[MOOD: Happy; Energetic]"
#: Everything, but for the second place of the block.
WRITTEN = replace(BUILT_IN[-1], groups=tuple(group for group in GROUPS if group != "grouping"))


def _mp3(kind: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / f"{kind[:3]}.mp3"
        path.write_bytes(BATTERY[kind]())
        return path

    return make


def _encoded(suffix: str) -> Callable[[Path], Path]:
    return lambda folder: make_audio(folder / f"song{suffix}", tags={"title": "Song"})


FILES: Mapping[str, Callable[[Path], Path]] = {
    "MP3 2.3": _mp3("2.3 without padding"),
    "MP3 2.4": _mp3("2.4"),
    "FLAC": _encoded(".flac"),
    "Ogg": _encoded(".ogg"),
    "Opus": _encoded(".opus"),
    "Ogg FLAC": ogg_flac,
    "M4A": _encoded(".m4a"),
    "WMA": _encoded(".wma"),
    "WavPack": _encoded(".wv"),
    "WAV": _encoded(".wav"),
    "AIFF": _encoded(".aiff"),
    "DSF": dsf,
}


@dataclass(frozen=True, slots=True)
class Reader:
    """A program: its name, how it is asked about a file, and which kinds it is for (all: none)."""

    name: str
    command: Callable[[Path], Sequence[str]]
    only: tuple[str, ...] = ()
    before: Callable[[Path], Sequence[str]] | None = None


def _beets(*rest: str) -> Callable[[Path], Sequence[str]]:
    def command(path: Path) -> Sequence[str]:
        base = ("beet", "-l", str(path.with_suffix(".db")), "-d", str(path.parent / "beets"))
        return (*base, *(str(path.parent) if word == "PATH" else word for word in rest))

    return command


READERS = (
    Reader("ffprobe", lambda path: (
        "ffprobe", "-v", "error", "-show_entries", "format_tags:stream_tags", str(path))),
    Reader("kid3-cli", lambda path: ("kid3-cli", "-c", "get all", str(path))),
    Reader("exiftool", lambda path: ("exiftool", "-a", "-s", str(path))),
    Reader("mediainfo", lambda path: ("mediainfo", str(path))),
    Reader("metaflac", lambda path: ("metaflac", "--export-tags-to=-", str(path)), ("FLAC",)),
    Reader("vorbiscomment", lambda path: ("vorbiscomment", "-l", str(path)), ("Ogg",)),
    Reader("eyeD3", lambda path: ("eyeD3", "-P", "classic", str(path)), ("MP3 2.3", "MP3 2.4")),
    Reader("operon", lambda path: ("operon", "list", "-t", str(path))),
    Reader(
        "beet",
        _beets("ls", "-f", "$mood $bpm $initial_key $comments $grouping"),
        before=_beets("import", "-q", "-A", "-C", "-W", "PATH"),
    ),
)  # fmt: skip
#: What is looked for, with its letter in the table.
SIGNS = {
    "M": "both mood words", "m": "the first mood word alone", "V": "valence", "E": "energy",
    "B": "BPM", "K": "key", "C": "the block in the comment", "T": "the timeline",
}  # fmt: skip


def seen(text: str) -> str:
    """The letters of what a program's answer shows."""
    text = text.replace("\\", "")
    has_block = BLOCK in text
    text = text.replace(BLOCK, "")
    happy, energetic = ("Happy" in text, "Energetic" in text)
    found = {
        "M": happy and energetic, "m": happy and not energetic, "V": "0.812" in text,
        "E": re.search(r"(?i)energy\s*level\W*7\b", text) is not None,
        "B": re.search(r"\b128\b(?! kb)", text) is not None, "K": "F#m" in text, "C": has_block,
        "T": "v=1;t0=0.0" in text,
    }  # fmt: skip
    return "".join(letter for letter, there in found.items() if there)


def answers(readers: Sequence[Reader] = READERS) -> dict[str, dict[str, str]]:
    """By program and kind of file the letters of what it sees; programs that are not installed are
    left out, and so are kinds that they are not for.
    """
    table: dict[str, dict[str, str]] = {}
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        environment = {"HOME": name, "BEETSDIR": name, "LC_ALL": "C.UTF-8", "TERM": "dumb",
                       "QT_QPA_PLATFORM": "offscreen", "PATH": _path()}  # fmt: skip
        for kind, make in FILES.items():
            folder = root / kind
            folder.mkdir()
            path = make(folder)
            change = writer.plan(path, SAID, WRITTEN)
            with Journal(root / "journal").begin(kind) as run:
                writer.write(change, run)
            for reader in readers:
                if shutil.which(reader.command(path)[0], path=environment["PATH"]) is None:
                    continue
                if not reader.only or kind in reader.only:
                    if reader.before is not None:
                        _said(reader.before(path), environment)
                    text = _said(reader.command(path), environment)
                    table.setdefault(reader.name, {})[kind] = seen(text)
    return table


def _path() -> str:
    """Without a virtual environment of ours: the programs have their own Python."""
    venv = os.environ.get("VIRTUAL_ENV", "/nowhere")
    parts = os.environ.get("PATH", "").split(os.pathsep)
    system = [part for part in parts if not part.startswith(venv) and "pyenv" not in part]
    return os.pathsep.join([*system, "/usr/bin", "/bin"])


def _said(command: Sequence[str], environment: Mapping[str, str]) -> str:
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=120
    )  # fmt: skip
    return done.stdout.decode("utf-8", "replace")


def readers_table(found: Mapping[str, Mapping[str, str]]) -> str:
    """The table of who sees what, for people."""
    lines = [_row("", *FILES), _row(*["---"] * (len(FILES) + 1))]
    for reader in READERS:
        cells = found.get(reader.name)
        if cells is None:
            lines.append(_row(reader.name, "not installed", *[""] * (len(FILES) - 1)))
        else:
            lines.append(_row(reader.name, *(cells.get(kind, "") or "–" for kind in FILES)))
    letters = ", ".join(f"{letter} {sign}" for letter, sign in SIGNS.items())
    return "\n".join([*lines, "", f"{letters}; – nothing."])


def fields_table() -> str:
    """The table of fields, as the code has it."""
    lines = [_row("field", *FAMILIES), _row(*["---"] * (len(FAMILIES) + 1))]
    for row in TABLE:
        lines.append(_row(row.name, *(f"`{native}`" if native else "" for native in row.natives)))
    return "\n".join(lines)


def profiles_table() -> str:
    """What each profile writes."""
    names = [profile.name for profile in BUILT_IN]
    lines = [_row("", "", *names), _row(*["---"] * (len(names) + 2))]
    for group, about in GROUPS.items():
        marks = ["yes" if group in profile.groups else "" for profile in BUILT_IN]
        lines.append(_row(f"`{group}`", about, *marks))
    rules = {
        "`existing`": ("mood words that are there", [p.existing for p in BUILT_IN]),
        "`times`": ("the file's time", [p.times for p in BUILT_IN]),
        "`sidecar`": ("a file beside", ["yes" if p.sidecar else "" for p in BUILT_IN]),
    }
    lines += [_row(name, about, *values) for name, (about, values) in rules.items()]
    return "\n".join(lines)


def stars_table() -> str:
    """Which values of which field are how many stars, as the code reads them."""
    names = [f"{number} ★" for number in range(1, 6)]
    lines = [_row("field", "tags", *names, "source"), _row(*["---"] * 8)]
    for field, tags, first, last, step, source in _STARS:
        found: dict[str, list[str]] = {}
        for place in range(round((last - first) / step) + 1):
            value = round(first + place * step, 2)
            for stars_read in _stars_of(field, value):
                found.setdefault(stars_read, []).append(f"{value:g}")
        spans = (found.get(str(number), []) for number in range(1, 6))
        cells = ["–".join(dict.fromkeys((span[0], span[-1]))) if span else "" for span in spans]
        lines.append(_row(f"`{field}`", tags, *cells, source))
    return "\n".join(lines)


def _stars_of(field: str, value: float) -> list[str]:
    if field == "POPM":
        return stars.of_popm(b"who\0" + bytes([round(value)]))
    scale = stars.scale_of(field)
    assert scale is not None
    return list(stars.on(scale, [value]))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def section(page: str, name: str) -> str:
    """What stands in a generated part of the page."""
    found = re.search(rf"<!-- {name} -->\n(.*?)\n?<!-- end -->", page, re.DOTALL)
    assert found is not None, f"docs/TAGS.md has no part {name}"
    return found[1]


def main() -> None:
    """Print the table, or put all four into the page."""
    parser = argparse.ArgumentParser(description="Who reads what Moodline writes.")
    parser.add_argument("--write", action="store_true", help="into docs/TAGS.md")
    arguments = parser.parse_args()
    table = readers_table(answers())
    print(table)
    if arguments.write:
        page = PAGE.read_text("utf-8")
        parts = {
            "fields": fields_table(), "profiles": profiles_table(), "stars": stars_table(),
            "readers": table,
        }  # fmt: skip
        for name, text in parts.items():
            head, _, rest = page.partition(f"<!-- {name} -->\n")
            page = f"{head}<!-- {name} -->\n{text}\n{rest[rest.index('<!-- end -->') :]}"
        PAGE.write_text(page, "utf-8")


if __name__ == "__main__":
    main()
