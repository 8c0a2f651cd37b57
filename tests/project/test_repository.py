"""The project's own promises: documents true, files small, nothing forbidden."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from mer_core.cli.__main__ import mer

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(
    path
    for folder in ("mer_core", "app", "benchmarks", "packaging")
    for path in (ROOT / folder).rglob("*.py")
)


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _nodes(kind: type[ast.AST]) -> Iterator[tuple[Path, ast.AST]]:
    for path in SOURCES:
        for node in ast.walk(_parsed(path)):
            if isinstance(node, kind):
                yield path, node


@pytest.mark.parametrize("command", sorted(mer.commands))
def test_every_command_is_in_the_readme_and_explains_itself(command: str) -> None:
    assert f"mer {command}" in (ROOT / "README.md").read_text("utf-8")
    assert mer.commands[command].help


def test_no_file_is_longer_than_a_room_may_be() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in SOURCES
        if (lines := len(path.read_text("utf-8").splitlines())) > 400
    }
    assert not long


def test_nothing_evaluates_or_unpickles_foreign_data() -> None:
    forbidden = {"eval", "exec"}
    calls = [
        (path.name, node.func.id)
        for path, node in _nodes(ast.Call)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in forbidden
    ]
    imports = [
        (path.name, alias.name)
        for path, node in _nodes(ast.Import)
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name.split(".")[0] in {"pickle", "marshal", "shelve", "joblib", "dill"}
    ]
    loads = [path.name for path in SOURCES if "torch.load" in path.read_text("utf-8")]
    assert not calls
    assert not imports
    assert not loads


def test_nothing_opens_a_connection() -> None:
    network = {"socket", "urllib", "http", "requests", "ftplib", "smtplib", "QtNetwork"}
    harmless = {"urllib.parse"}  # takes URLs apart and asks nobody
    used = [
        (str(path.relative_to(ROOT)), name)
        for path, node in _nodes(ast.ImportFrom)
        if isinstance(node, ast.ImportFrom)
        and (name := (node.module or "")).split(".")[0] in network
        and name not in harmless
    ]
    used += [
        (str(path.relative_to(ROOT)), alias.name)
        for path, node in _nodes(ast.Import)
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name.split(".")[0] in network
    ]
    assert not used


def test_the_pictures_and_files_that_documents_point_to_exist() -> None:
    for document in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"):
        text = (ROOT / document).read_text("utf-8")
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)\)", text):
            assert (ROOT / target).exists(), f"{document} points to {target}"


def test_the_modules_that_the_architecture_names_are_in_the_tree() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    layers = text.partition("## Layers")[2].partition("## Walks")[0]
    named = set(re.findall(r"(?<![\w./-])[a-z_]+(?:/[a-z_]+)+(?:\.py)?(?![\w/.])", text))
    named |= {
        word.strip() for line in re.findall(r"    .*", layers) for word in re.split("[:>|]", line)
    }
    places = [ROOT, ROOT / "mer_core", ROOT / "app", ROOT / "mer_core" / "training"]
    gone = {
        name
        for name in named - {""}
        if not any((place / name).exists() or (place / f"{name}.py").exists() for place in places)
    }
    assert len(named) > 60
    assert not gone


def test_the_layers_that_the_architecture_shows_are_those_that_are_held() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8").partition("## Layers")[2]
    held = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    for name, contract in zip(("mer_core", "app"), held["contracts"], strict=False):
        block = text.partition(f"    {name}:")[2].partition("    app:")[0].partition("\n\n")[0]
        shown = [{word.strip() for word in layer.split("|")} for layer in block.split(">")]
        layers = [
            {word.strip().removeprefix(f"{name}.") for word in layer.split("|")}
            for layer in contract["layers"]
        ]
        assert shown == layers, name


def test_the_demo_tracks_stay_small_and_carry_their_tags() -> None:
    from mer_core.audio.probe import probe

    tracks = sorted((ROOT / "resources" / "demo").glob("*.*"))
    assert {path.suffix for path in tracks} == {".mp3", ".flac", ".opus", ".m4a"}
    assert sum(path.stat().st_size for path in tracks) <= 3_000_000
    for path in tracks:
        info = probe(path)
        assert info.title in path.stem
        assert info.artist == "Moodline"
        assert info.duration_s is not None
        assert 30 <= info.duration_s <= 60


def test_no_tracked_file_is_large() -> None:
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    names = [name for name in listing.stdout.split("\0") if name]
    large = [
        name for name in names if (ROOT / name).exists() and (ROOT / name).stat().st_size > 20e6
    ]
    assert names
    assert not large
