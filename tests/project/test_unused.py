"""Nothing lies about unused: no code, no library."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import get_args

from vulture import Vulture

from app.theme.palette import ColourName

ROOT = Path(__file__).resolve().parents[2]
OURS = ("app", "mer_core")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

#: What others call or read by its name.
CALLED = (
    # Python itself
    "__getattr__",
    # Qt and pyqtgraph
    "*Event", "boundingRect", "columnCount", "createEditor", "focusNextPrevChild",
    "hasHeightForWidth", "headerData", "loadResource", "minimumSizeHint", "paint", "setModelData",
    "startDrag", "tickSpacing",
    # Theme.colour and the style sheet
    *get_args(ColourName),
    # logging, io, mutagen, expat, PyAV, watchdog
    "handleError", "record", "readable", "readinto", "seekable", "writable", "HashKey", "*Handler",
    "thread_count", "on_any_event",
    # D-Bus, by the names of MPRIS
    "Can*", "HasTrackList", "Identity", "DesktopEntry", "Supported*", "Raise", "Quit", "*Status",
    "Shuffle", "*Rate", "Volume", "Position", "Metadata", "Next", "Previous", "Play*", "Pause",
    "Stop", "Seek", "SetPosition", "OpenUri",
    # tests, which end a child by it
    "process_id",
)  # fmt: skip


def test_all_code_is_used() -> None:
    search = Vulture(ignore_names=list(CALLED))
    search.scavenge([ROOT / part for part in (*OURS, "benchmarks", "packaging")])
    unused = [
        item.get_report()
        for item in search.get_unused_code(min_confidence=60)
        if item.filename.relative_to(ROOT).parts[0] in OURS
    ]
    assert unused == []


def distribution(name: str) -> str:
    """A distribution's name, or that at the start of a requirement, as they are compared."""
    found = re.match(r"[\w.-]+", name)
    assert found is not None
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def imported(part: str) -> Iterator[str]:
    """The names of foreign modules that the code below ``part`` imports, early or late."""
    for path in (ROOT / part).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.split(".")[0]
            elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
                yield from (word.value for word in node.args if isinstance(word, ast.Constant))


def needed(*parts: str) -> set[str]:
    """The distributions that ``parts`` of the tree import."""
    modules = {name for part in parts for name in imported(part)}
    modules -= {*sys.stdlib_module_names, *OURS, "resources", "tests"}
    known = packages_distributions()
    return {distribution(owner) for name in modules for owner in known[name]}


def test_every_library_that_is_installed_is_imported_and_the_other_way_round() -> None:
    plain = {distribution(line) for line in PROJECT["dependencies"]}
    extras = PROJECT["optional-dependencies"]
    for_training = {distribution(line) for line in extras["train"]}
    for_exports = {distribution(line) for line in extras["parquet"]}
    for_clusters = {distribution(line) for line in extras["cluster"]}
    by_name = {"s3fs"}  # fsspec imports it for a URL
    assert needed(*OURS) | by_name == plain | for_training | for_exports | for_clusters
    rooms = [room for room in (ROOT / "mer_core").iterdir() if room.name != "training"]
    assert needed("app", *(str(room) for room in rooms)) <= plain | for_exports | for_clusters
