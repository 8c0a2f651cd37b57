"""What whoever mends a problem has to know of this computer, and nothing of the music on it.

Only what is our own is told word by word. Of whatever may hold a title, a path or a name (texts in
the settings, messages of errors, files of logs), the report says that it is there, no more.
"""

from __future__ import annotations

import dataclasses
import locale
import os
import platform
import re
import sys
import sysconfig
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata
from pathlib import Path

from mer_core.child import PACKAGE_ROOT
from mer_core.errors import MerError
from mer_core.library.database import Library
from mer_core.library.tracks import STATES
from mer_core.models.store import find_model
from mer_core.paths import AppPaths
from mer_core.settings import Settings

#: The settings whose texts are among those that we offer.
_OUR_WORDS = (
    "theme", "device", "colour_map", "waveform", "code_page", "loudness", "language", "keys",
    "seen", "colours", "motion",
)  # fmt: skip
_MAX_ERRORS = 5
_MAX_LOG_BYTES = 2**20

_BEGIN = "Traceback (most recent call last):"
_STAMP = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
_FRAME = re.compile(r'  File "(.+)", line (\d+), in ([\w<>.]+)')
_KIND = re.compile(r"([A-Za-z_][\w.]*)(:|$)", re.ASCII)


def report(paths: AppPaths, window: Mapping[str, str] | None = None) -> str:
    """The report, a line for each fact. ``window`` holds what the window alone can tell, by names;
    None on the command line.

    Never raises a MerError: a library, settings or a model that cannot be read are facts, too.
    """
    settings = _settings(paths)
    facts = {
        "Moodline": _version("moodline") + (" (built)" if getattr(sys, "frozen", False) else ""),
        "Python": platform.python_version(),
        "System": f"{platform.system()} {platform.release()} {platform.machine()}, "
        f"{os.cpu_count() or 1} cores",
        "Locale": ", ".join(filter(None, (*locale.getlocale(), sys.getfilesystemencoding()))),
        "Libraries": ", ".join(f"{name} {_version(name)}" for name in _libraries()),
        **(window or {"Window": "not running; Help, Copy report… tells of screens and sound"}),
        "Folders": "MOODLINE_HOME" if os.environ.get("MOODLINE_HOME") else "the system's own",
        "Model": _model(paths, settings),
        "Library": _library(paths, settings),
        "Settings": "cannot be read" if settings is None else _changed(settings),
    }
    errors = deque(_errors(paths.logs), _MAX_ERRORS)
    lines = [f"{name}: {text}" for name, text in facts.items()]
    return "\n".join([*lines, "Last errors:" if errors else "Last errors: none", *errors, ""])


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "not installed"


def _libraries() -> Iterator[str]:
    """Those that Moodline needs, and of those that some of it needs the ones that are there."""
    try:
        required = metadata.requires("moodline") or []
    except metadata.PackageNotFoundError:
        return
    for line in dict.fromkeys(required):
        match = re.match(r"[\w.-]+", line)
        if match and "extra ==" not in line:
            yield match[0]


def _settings(paths: AppPaths) -> Settings | None:
    try:
        return Settings.load(paths.settings)
    except MerError:
        return None


def _model(paths: AppPaths, settings: Settings | None) -> str:
    try:
        entry = find_model(paths, settings.model if settings else "")
    except MerError:
        return "cannot be found"
    name = f"{entry.id} {entry.version}" if entry.bundled else "one of the user's own"
    return f"{name} ({entry.sha256[:12]})"


def _library(paths: AppPaths, settings: Settings | None) -> str:
    """How many songs stand in which state."""
    if not paths.library.exists():
        return "none yet"
    try:
        sha256 = find_model(paths, settings.model if settings else "").sha256
    except MerError:
        sha256 = None
    try:
        with Library.open(paths.library) as library:
            counts = library.counts(model_sha256=sha256)
    except MerError as error:
        return f"cannot be opened ({type(error).__name__})"
    states = [f"{getattr(counts, state)} {state}" for state in STATES if getattr(counts, state)]
    return ": ".join(filter(None, (f"{counts.total} songs", ", ".join(states))))


def _changed(settings: Settings) -> str:
    """What differs from the defaults."""
    told = []
    for field in dataclasses.fields(settings):
        value = getattr(settings, field.name)
        if value == field.default:
            continue
        if isinstance(value, str | tuple) and field.name not in _OUR_WORDS:
            value = f"{len(value)} of the user's" if isinstance(value, tuple) else "the user's own"
        told.append(f"{field.name} = {' '.join(value) if isinstance(value, tuple) else value}")
    return ", ".join(told) or "as they come"


# --- errors ---


def _errors(logs: Path) -> list[str]:
    """Every unforeseen error in the logs, oldest file first: when, of what kind, and where in the
    code. What it says is left out, for that may name a song.
    """
    found = []
    for path in sorted(logs.glob("*.log*"), key=_time_of):
        try:
            with path.open("rb") as file:
                file.seek(max(path.stat().st_size - _MAX_LOG_BYTES, 0))
                lines = file.read().decode("utf-8", "replace").splitlines()
        except OSError:
            continue
        found += list(_tracebacks(lines))
    return found


def _time_of(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _tracebacks(lines: Iterable[str]) -> Iterator[str]:
    when = ""
    places: list[str] | None = None
    for line in lines:
        if line == _BEGIN:
            places = []
        elif places is None:
            stamp = _STAMP.match(line)
            when = f"{stamp[0]} " if stamp else ""
        elif frame := _FRAME.fullmatch(line):
            places.append(f"{_place(frame[1])}:{frame[2]} {frame[3]}")
        elif not line.startswith(" "):
            kind = _KIND.match(line)
            yield f"  {when}{kind[1] if kind else 'an error'}: {' > '.join(places) or '?'}"
            when, places = "", None


def _place(file: str) -> str:
    """A file of code below what holds it: the rest of its path is the user's own."""
    path = Path(file)
    known = sysconfig.get_paths()
    roots = (PACKAGE_ROOT, Path(known["purelib"]), Path(known["stdlib"]))
    for root in sorted(roots, key=lambda root: -len(root.parts)):
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return file if path.parts[0] in ("app", "mer_core") else "elsewhere"
