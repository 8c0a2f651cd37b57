"""What `mer` says and how it ends, whatever locale, shell and disk make of its output."""

from __future__ import annotations

import csv
import json
import os
import shlex
import subprocess
import unicodedata
from pathlib import Path

import pytest

from mer_core.jobs import SilentContext
from mer_core.library.database import Library
from mer_core.paths import AppPaths
from mer_core.workflows.scan import scan
from tests.data.audio_files import make_audio
from tests.data.locales import MER, environment, make_locale

TITLE = "Ğüneş — sığ :fire: [red]x[/red] \u202etxet"
ARTIST = "Back\\[/b] x"
NAME = b"odd \xff \xc5\x9f \x1b[2J [b].flac"
#: Each says something on standard output; FOLDER stands for the song's.
COMMANDS = (
    "search", "search --json", "search --paths", "export", "export --format json",
    "export --format m3u8", "show FOLDER", "show --json FOLDER", "models", "models moodline-1",
    "undo --list", "doctor", "--help", "--version", "analyze --help", "teach --help",
)  # fmt: skip


@pytest.fixture
def folder(home: Path, tmp_path: Path) -> Path:
    """A folder in the library with one song whose name and tags hold everything awkward."""
    music = tmp_path / "music"
    music.mkdir()
    song = make_audio(music / "song.flac", duration_s=0.5, tags={"title": TITLE, "artist": ARTIST})
    song.rename(os.fsdecode(os.fsencode(music) + b"/" + NAME))
    with Library.open(AppPaths.of_user().library) as library:
        assert scan(SilentContext(), library, [music]).added == 1
    return music


def mer(
    command: str, folder: Path, redirection: str = "", **changes: str | None
) -> subprocess.CompletedProcess[bytes]:
    line = shlex.join([*MER, *(command.replace("FOLDER", str(folder)).split())])
    return subprocess.run(
        ["sh", "-c", f"{line} {redirection}"],
        capture_output=True,
        env=environment(**changes),
        check=False,
    )


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("ascii", "??ne? - s?? :fire: [red]x[/red] ?txet"),
        ("latin-1", "?üne? - s?? :fire: [red]x[/red] ?txet"),
        ("cp1252", "?üne? — s?? :fire: [red]x[/red] ?txet"),
        ("iso8859-9", "Ğüneş - sığ :fire: [red]x[/red] ?txet"),
        ("utf-8", "Ğüneş — sığ :fire: [red]x[/red] �txet"),
    ],
)
def test_a_table_replaces_what_the_terminal_cannot_show(
    folder: Path, encoding: str, title: str
) -> None:
    done = mer("search", folder, PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    line = done.stdout.decode(encoding).splitlines()[1]
    assert line.startswith(title + " ")
    assert ARTIST in line
    shown = mer("show FOLDER", folder, PYTHONIOENCODING=encoding).stdout.decode(encoding)
    assert "[2J [b].flac" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-16"])
def test_data_is_utf8_in_every_encoding(folder: Path, encoding: str) -> None:
    path = os.fsencode(folder) + b"/" + NAME

    def out(command: str) -> bytes:
        done = mer(command, folder, PYTHONIOENCODING=encoding)
        assert (done.returncode, done.stderr) == (0, b"")
        return done.stdout

    assert out("search --paths") == path + b"\n"
    assert out("export --format m3u8").splitlines()[2] == path
    for command in ("search --json", "export --format json", "show --json FOLDER"):
        entry = json.loads(out(command))
        assert entry["path"].encode("utf-8", "surrogateescape") == path
        assert entry.get("title", TITLE) == TITLE
    table = out("export").decode("utf-8", "surrogateescape").splitlines()
    assert TITLE in next(csv.reader(table[1:]))


@pytest.mark.parametrize("name", ["tr_TR.UTF-8", "de_DE.ISO-8859-1", "tr_TR.ISO-8859-9"])
def test_a_name_in_data_is_the_same_in_every_locale(
    folder: Path, pytestconfig: pytest.Config, name: str
) -> None:
    locales = make_locale(pytestconfig.cache.mkdir("locales"), name)
    done = mer("search --json", folder, LOCPATH=str(locales), LC_ALL=name)
    assert (done.returncode, done.stderr) == (0, b"")
    path = os.fsencode(folder) + b"/" + NAME
    assert json.loads(done.stdout)["path"].encode("utf-8", "surrogateescape") == path
    assert json.loads(done.stdout)["title"] == TITLE


@pytest.mark.parametrize("name", ["tr_TR.UTF-8", "ku_TR.UTF-8"])
def test_analysis_says_nothing_on_the_side_in_a_turkish_locale(
    folder: Path, pytestconfig: pytest.Config, name: str
) -> None:
    locales = make_locale(pytestconfig.cache.mkdir("locales"), name)
    done = mer("analyze --json FOLDER", folder, LOCPATH=str(locales), LC_ALL=name)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["valence"] is not None


@pytest.mark.parametrize("changes", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}])
def test_the_plain_locale_shows_everything_without_an_error(
    folder: Path, changes: dict[str, str]
) -> None:
    for command in ("search", "show FOLDER", "doctor", "models moodline-1"):
        done = mer(command, folder, **changes)
        assert (done.returncode, done.stderr) == (0, b""), command
        assert done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_output_that_cannot_be_written_is_one_line_and_exit_code_1(
    folder: Path, command: str
) -> None:
    full = mer(command, folder, ">/dev/full")
    assert full.returncode == 1
    assert full.stderr == b"The output could not be written (the disk is full).\n"
    closed = mer(command, folder, ">&-")
    assert closed.returncode == 1
    assert closed.stderr == b"The output could not be written (it is closed).\n"


@pytest.mark.parametrize("command", ["search", "export", "doctor", "--help"])
def test_a_reader_that_leaves_is_no_error(folder: Path, command: str) -> None:
    # The reader is gone before the first byte: `mer` gets a pipe that nobody holds.
    reading, writing = os.pipe()
    os.close(reading)
    words = command.replace("FOLDER", str(folder)).split()
    done = subprocess.run(
        [*MER, *words], stdout=writing, stderr=subprocess.PIPE, env=environment(), check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("away", ["2>&-", "2>/dev/full", "<&- 2>&-"])
def test_nobody_has_to_read_what_goes_wrong(folder: Path, away: str) -> None:
    assert mer("analyze /no/such/file", folder, away).returncode == 2
    assert mer("undo --run none", folder, away).returncode == 2
    assert mer("tag", folder, away).returncode == 0
    assert mer("search", folder, away).stdout.count(b"odd") == 0
    assert mer("search --paths", folder, away).stdout.count(b"odd") == 1


@pytest.mark.parametrize(
    "command", ["analyze FOLDER/\x1b]0;title\x07\u202e", "search mood:\x9b31m"]
)
def test_a_message_never_steers_the_terminal(folder: Path, command: str) -> None:
    done = mer(command, folder, PYTHONIOENCODING="utf-8")
    assert done.returncode in (1, 2)
    for line in done.stderr.decode().splitlines():
        assert not [sign for sign in line if unicodedata.category(sign) == "Cc"]
        assert "\u202e" not in line
