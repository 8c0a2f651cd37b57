"""``mer models`` and ``mer doctor``: what is installed, and whether it works."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import platform
import sqlite3
import sys
from collections.abc import Callable

import click
from rich.text import Text

from mer_core.cli.results import print_json
from mer_core.cli.screen import Screen, make_table, print_table
from mer_core.cli.terminal import request
from mer_core.errors import MerError
from mer_core.exports.table import path_text
from mer_core.paths import AppPaths


@click.command()
@click.argument("model_id", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per model.")
def models(model_id: str | None, as_json: bool) -> int:
    """List the models that can be used; with MODEL_ID, show that model's card."""
    from mer_core.models.store import find_model, find_models, read_card

    paths = AppPaths.of_user()
    if model_id is not None:
        with request():
            card = read_card(find_model(paths, model_id).folder)
        stdout = Screen()
        for line in card.splitlines():
            stdout.print(line)
        return 0
    table = make_table("Model", "Version", "SHA-256", "From", "Licence of the weights", "Folder")
    for entry in find_models(paths):
        origin = "bundled" if entry.bundled else "yours"
        if as_json:
            values = {"id": entry.id, "version": entry.version, "sha256": entry.sha256}
            values |= {"from": origin, "licence": entry.licence}
            print_json({**values, "folder": path_text(entry.folder)})
        else:
            row = (entry.id, entry.version, entry.sha256[:12], origin, entry.licence)
            table.add_row(*row, str(entry.folder))
    if not as_json:
        print_table(table)
    return 0


@click.command()
@click.option(
    "--report",
    "wants_report",
    is_flag=True,
    help="Print what whoever helps you has to know; no titles, paths of music or names.",
)
def doctor(wants_report: bool) -> int:
    """Check the installation and say what to mend. Nothing is sent anywhere."""
    console = Screen()
    if wants_report:
        from mer_core.workflows.report import report

        for line in report(AppPaths.of_user()).splitlines():
            console.print(line)
        return 0
    checks: tuple[tuple[str, Callable[[], str]], ...] = (
        ("Moodline", lambda: importlib.metadata.version("moodline")),
        ("System", lambda: f"{platform.system()} {platform.release()} {platform.machine()}"),
        ("Python", lambda: sys.version.split()[0]),
        ("Folders", _folders),
        ("Library", _library),
        ("Tag journal", _journal),
        ("Sound files", _decoders),
        ("Model", _model),
        ("Device", _device),
        ("Window", _window),
    )
    failed = 0
    for name, check in checks:
        try:
            sign, finding = Text("✓", style="green"), check()
        except (MerError, ImportError, OSError) as error:
            failed += 1
            sign, finding = Text("✗", style="red"), str(error)
        console.print(sign, f"{name}: {finding}")
    return 1 if failed else 0


def _folders() -> str:
    paths = AppPaths.of_user()
    return f"data {paths.data}, settings {paths.config}, logs {paths.logs}"


def _library() -> str:
    from mer_core.library.database import Library

    with Library.open(AppPaths.of_user().library) as library:
        return f"{library.count()} tracks (SQLite {sqlite3.sqlite_version})"


def _journal() -> str:
    from mer_core.tags.journal import Journal

    journal = Journal(AppPaths.of_user().journal)
    notes = journal.recover()
    problems = journal.problems()
    if problems:
        raise MerError(" ".join([*notes, *problems]))
    return "; ".join(notes) if notes else "nothing unfinished"


def _decoders() -> str:
    import av

    wanted = ("mp3", "flac", "vorbis", "opus", "aac", "alac", "wmav2", "wavpack", "ape", "mpc7")
    missing = [name for name in wanted if name not in av.codecs_available]
    if missing:
        raise MerError(f"PyAV {av.__version__} lacks {', '.join(missing)}: reinstall the av wheel.")
    return f"all decoders are there (PyAV {av.__version__})"


def _model() -> str:
    from mer_core.models.checkpoint import load
    from mer_core.models.store import find_model

    entry = find_model(AppPaths.of_user())
    load(entry.folder)
    return f"{entry.id} {entry.version}, weights intact ({entry.sha256[:12]})"


def _device() -> str:
    import torch

    from mer_core.inference.device import choose_device

    return (
        f"{choose_device('auto')} (PyTorch {torch.__version__}, {torch.get_num_threads()} threads)"
    )


def _window() -> str:
    missing = [
        n for n in ("PySide6", "pyqtgraph", "sounddevice") if not importlib.util.find_spec(n)
    ]
    if missing:
        raise MerError(f"{', '.join(missing)} is not installed: only the command line will work.")
    return f"PySide6 {importlib.metadata.version('PySide6-Essentials')}"
