"""What is handed out: the wheel, the source archive, the desktop's files."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

from mer_core.child import as_argument, child_command

ROOT = Path(__file__).resolve().parents[2]
LINUX = ROOT / "packaging" / "linux"
NAME = "org.moodline.moodline"


def needed() -> set[str]:
    """Every file that the programs need: the packages' modules and all resources."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "app", "mer_core", "resources"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return {name for name in listing.stdout.split("\0") if name and (ROOT / name).exists()}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What git tracks, in a folder of its own: building leaves files beside the sources."""
    folder = tmp_path_factory.mktemp("source")
    others = [f"packaging/linux/{path.name}" for path in LINUX.iterdir()]
    for name in (*needed(), *others, "pyproject.toml", "README.md", "LICENSE", "MANIFEST.in"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
    return folder


def build(kind: str, source: Path, target: Path) -> Path:
    """A wheel or a source archive, by the backend alone: nothing is downloaded."""
    call = f"from setuptools.build_meta import build_{kind} as b; b({str(target)!r})"
    done = subprocess.run(
        [sys.executable, "-c", call], cwd=source, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    (found,) = target.iterdir()
    return found


def test_the_wheel_holds_every_module_and_resource(source: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(build("wheel", source, tmp_path)) as wheel:
        names = set(wheel.namelist())
        scripts = [name for name in names if name.endswith("entry_points.txt")]
        entry_points = wheel.read(scripts[0]).decode()
    assert needed() <= names
    assert "mer = " in entry_points
    assert "moodline = " in entry_points
    assert "resources/guide/01-first-steps.md" in names


def test_the_source_archive_builds_the_same(source: Path, tmp_path: Path) -> None:
    with tarfile.open(build("sdist", source, tmp_path)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert needed() <= names
    assert {"pyproject.toml", "README.md", "LICENSE"} <= names
    assert {f"packaging/linux/{path.name}" for path in LINUX.iterdir()} <= names


@pytest.mark.parametrize(
    ("program", "arguments", "file"),
    [
        ("desktop-file-validate", (), f"{NAME}.desktop"),
        ("appstreamcli", ("validate", "--no-net"), f"{NAME}.metainfo.xml"),
    ],
)
def test_the_desktop_takes_our_files(program: str, arguments: tuple[str, ...], file: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    done = subprocess.run(
        [program, *arguments, str(LINUX / file)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_bundle_is_its_own_interpreter(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What its programs begin with takes the command of a child as a frozen build makes it."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    _, *arguments = child_command("mer_core.workflows.training_main")
    start = ROOT / "packaging" / "bundle" / "start.py"
    done = subprocess.run(
        [sys.executable, str(start), *arguments, as_argument(tmp_path)],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, input=b"nothing of ours\n",
        capture_output=True, check=True,
    )  # fmt: skip
    assert b"not a message" in done.stdout


def test_an_appimage_starts_the_window_or_what_it_is_called_by(tmp_path: Path) -> None:
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    for program in ("moodline", "mer"):
        (bundle / program).write_text(f'#!/bin/sh\necho {program} "$@"\n')
        (bundle / program).chmod(0o755)
    spec = importlib.util.spec_from_file_location("installers", ROOT / "packaging/installers.py")
    assert spec is not None
    assert spec.loader is not None
    installers = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(installers)
    appdir = installers.make_appdir(bundle, tmp_path / "App Dir")
    (link := tmp_path / "mer").symlink_to(appdir / "AppRun")

    def said(program: Path, **more: str) -> str:
        environment = {"PATH": os.environ["PATH"], **more}
        return subprocess.check_output([program, "a b", "c"], env=environment, text=True).strip()

    assert said(appdir / "AppRun") == "moodline a b c"
    assert said(appdir / "AppRun", ARGV0="./Moodline-0.1.0-x86_64.AppImage") == "moodline a b c"
    assert said(appdir / "AppRun", ARGV0="/usr/local/bin/mer") == "mer a b c"
    assert said(link) == "mer a b c"
    icon = next(line[5:] for line in (LINUX / f"{NAME}.desktop").read_text("utf-8").splitlines()
                if line.startswith("Icon="))  # fmt: skip
    assert {f"{NAME}.desktop", f"{icon}.svg", ".DirIcon"} <= {p.name for p in appdir.iterdir()}
    assert (appdir / ".DirIcon").read_bytes() == (LINUX / f"{icon}.svg").read_bytes()


@pytest.mark.usefixtures("qapp")
def test_the_desktop_file_names_our_program_and_our_icon() -> None:
    text = (LINUX / f"{NAME}.desktop").read_text("utf-8")
    assert "Exec=moodline %F" in text
    assert f"Icon={NAME}" in text
    assert f'setDesktopFileName("{NAME}")' in (ROOT / "app" / "__main__.py").read_text("utf-8")
    assert not QIcon(str(LINUX / f"{NAME}.svg")).pixmap(QSize(64, 64)).isNull()
