"""What figures were made by: hashes that tell whether a report still speaks of what is here."""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.abc import InspectLoader
from pathlib import Path
from typing import TYPE_CHECKING

from mer_core.disk import reason_of
from mer_core.errors import TrainingError
from mer_core.paths import RESOURCES

if TYPE_CHECKING:
    from mer_core.training.corpora.labels import LabelledClip

#: The published weights of the tagger that the shipped model starts from.
ENCODER = RESOURCES / "models" / "encoders" / "musicnn-msd" / "encoder.safetensors"
#: Modules that no figure depends on: how jobs run, where files are, how a result is told.
_SILENT = frozenset(
    f"mer_core.{name}"
    for name in (
        "child", "disk", "errors", "extras", "jobs", "paths", "plain", "settings",
        "models.checkpoint", "models.registry", "models.store", "training.calibrate",
        "training.card",
        "training.corpora", "training.extra", "training.nets.zoo", "training.origin",
        "training.report", "training.requests", "training.shipped.recipe", "training.shipped_card",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Origin:
    """SHA-256 of what made figures, shortened.

    ``code``: the modules between a clip and its figures. ``corpora``: the clips' labels and their
    sound files. ``recipe``: its settings and how it was to be judged. ``weights``: those that
    training starts from; "" where it starts from nothing.
    """

    code: str
    corpora: str
    recipe: str
    weights: str

    def differences(self, other: Origin) -> tuple[str, ...]:
        """What is not the same, in words."""
        words = {"code": "code", "corpora": "corpora", "recipe": "settings", "weights": "weights"}
        return tuple(
            word for name, word in words.items() if getattr(self, name) != getattr(other, name)
        )


def short(*parts: bytes) -> str:
    """A hash of ``parts``."""
    return sha256(b"\0".join(parts)).hexdigest()[:16]


def code_of(modules: Iterable[str]) -> str:
    """The hash of ``modules`` and of all of ours that they import, but for the silent ones.

    Comments, docstrings and blank lines do not count.
    """
    found: set[str] = set()
    waiting = set(modules)
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= set(_imports(name)) - _SILENT - found
    return short(*(f"{name}\n{_statements(name)}".encode() for name in sorted(found)))


def corpora_of(clips: Sequence[LabelledClip]) -> str:
    """The hash of the clips' labels and sound files, in whatever order they come."""
    return short(*sorted(map(_clip_facts, clips)))


def file_hash(path: Path) -> str:
    """The hash of what is in a file. Raises TrainingError where it cannot be read."""
    try:
        status = path.stat()
        return _file_hash(path, status.st_size, status.st_mtime_ns)
    except OSError as error:
        raise TrainingError(f"{path} cannot be read ({reason_of(error)}).") from error


def _clip_facts(clip: LabelledClip) -> bytes:
    curve = clip.curve
    points = [] if curve is None else [curve.times_s, curve.valence, curve.arousal]
    labels = (
        clip.corpus, clip.name, clip.group, clip.valence, clip.arousal, clip.tension, clip.weak,
        clip.gems, clip.film, clip.voice, [short(values.tobytes()) for values in points],
        file_hash(clip.path),
    )  # fmt: skip
    return repr(labels).encode()


@cache
def _file_hash(path: Path, _size: int, _mtime_ns: int) -> str:
    return short(path.read_bytes())


@cache
def _source(module: str) -> str:
    """ "" where a program was built without its sources."""
    found = importlib.util.find_spec(module)
    loader = found.loader if found is not None else None
    return (loader.get_source(module) or "") if isinstance(loader, InspectLoader) else ""


@cache
def _imports(module: str) -> tuple[str, ...]:
    """Our own modules that ``module`` imports, wherever in it."""
    return tuple(_imported(ast.parse(_source(module))))


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("mer_core"):
            module = node.module or ""
            found = importlib.util.find_spec(module)
            is_package = found is not None and found.submodule_search_locations is not None
            for inner in (f"{module}.{alias.name}" for alias in node.names):
                yield inner if is_package and importlib.util.find_spec(inner) else module


@cache
def _statements(module: str) -> str:
    """The source without docstrings, comment lines and blank lines."""
    source = _source(module)
    quiet: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(
            node
        ):
            first = node.body[0]
            quiet |= set(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    lines = enumerate(source.splitlines(), 1)
    return "\n".join(
        line.rstrip()
        for number, line in lines
        if number not in quiet and line.strip() and not line.lstrip().startswith("#")
    )
