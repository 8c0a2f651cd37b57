"""``mer show``, ``mer search`` and ``mer export``: what the library and the files' tags hold."""

from __future__ import annotations

import csv
import dataclasses
import os
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from mer_core.cli.results import (
    escaped,
    json_line,
    print_table,
    printable_name,
    result_object,
    results_table,
)
from mer_core.errors import InputError, MerError
from mer_core.library.database import Library
from mer_core.paths import AppPaths

if TYPE_CHECKING:
    from mer_core.library.tracks import TrackRow
    from mer_core.tags.fields import MoodTags


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per file.")
def show(paths: tuple[Path, ...], as_json: bool) -> int:
    """Show what is known of files: the library's result and the mood tags in the file itself."""
    from mer_core.audio.files import find_audio
    from mer_core.tags import writer

    failed = 0
    with Library.open(AppPaths.of_user().library) as library:
        for path in find_audio(paths):
            row = library.find(path.absolute())
            try:
                tags = writer.read(path)
            except MerError as error:
                failed += 1
                click.echo(escaped(str(error)), err=True)
                continue
            if as_json:
                click.echo(json_line(_shown(library, path, row, tags)))
            else:
                _print_shown(library, path, row, tags)
    return 1 if failed else 0


def _shown(library: Library, path: Path, row: TrackRow | None, tags: MoodTags) -> dict[str, Any]:
    emotion = library.emotion(row.track.id) if row is not None else None
    result = None
    if emotion is not None:
        result = result_object(path, emotion, heads=True, model=emotion.model)
    state = row.state if row is not None else None
    in_file = dataclasses.asdict(tags)
    return {"path": os.fspath(path), "state": state, "tags": in_file, "result": result}


def _print_shown(library: Library, path: Path, row: TrackRow | None, tags: MoodTags) -> None:
    console = Console(highlight=False, soft_wrap=True)
    emotion = library.emotion(row.track.id) if row is not None else None
    if emotion is None:
        console.print(f"{printable_name(path)}: not analysed yet; run `mer analyze` on it.")
    else:
        result = result_object(path, emotion, heads=False, model=emotion.model)
        print_table(results_table([result]))
    fields = [f"mood {'; '.join(tags.moods)}"] if tags.moods else []
    for name in ("valence", "arousal"):
        value = getattr(tags, name)
        if value is not None:
            fields.append(f"{name} {value:.3f}")
    console.print("  in the file: " + escaped(", ".join(fields) or "no mood tags"))


@click.command()
@click.argument("query", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per track.")
@click.option("--paths", "only_paths", is_flag=True, help="Print only paths, one per line.")
def search(query: tuple[str, ...], as_json: bool, only_paths: bool) -> int:
    """Find tracks in the library, such as: mood:happy arousal:>0.3 -artist:abba

    Put `--` before a query that begins with a minus sign.
    """
    with Library.open(AppPaths.of_user().library) as library:
        rows = library.rows(" ".join(query))
    if as_json:
        for row in rows:
            click.echo(json_line(_row_object(row)))
    elif only_paths:
        for row in rows:
            sys.stdout.buffer.write(os.fsencode(row.track.path) + b"\n")
    else:
        _print_rows(rows)
    return 0


def _row_object(row: TrackRow) -> dict[str, Any]:
    track = row.track
    return {
        "path": os.fspath(track.path),
        "title": track.title,
        "artist": track.artist,
        "album": track.album,
        "duration_s": track.duration_s,
        "state": row.state,
        "valence": row.valence,
        "arousal": row.arousal,
        "tension": row.tension,
        "confidence": row.confidence,
        "moods": [{"name": mood.name, "score": mood.score} for mood in row.moods],
        "message": row.message,
    }


def _print_rows(rows: list[TrackRow]) -> None:
    table = Table(box=None, header_style="dim", pad_edge=False)
    for name in ("Title", "Artist", "Valence", "Arousal", "Moods", "State"):
        table.add_column(name)
    for row in rows:
        table.add_row(
            escaped(row.track.title) or printable_name(row.track.path),
            escaped(row.track.artist),
            "—" if row.valence is None else f"{row.valence:+.2f}",
            "—" if row.arousal is None else f"{row.arousal:+.2f}",
            ", ".join(f"{mood.name} {mood.score:.2f}" for mood in row.moods),
            row.state,
        )
    console = Console(highlight=False, soft_wrap=True)
    print_table(table)
    console.print(f"{len(rows)} {'track' if len(rows) == 1 else 'tracks'}", style="dim")


@click.command()
@click.argument("query", nargs=-1)
@click.option(
    "--format", "kind", type=click.Choice(("csv", "json", "m3u8")), default="csv",
    help="A table, one JSON object per line, or a playlist.",
)  # fmt: skip
@click.option("--output", "-o", type=click.Path(path_type=Path), help="A file instead of stdout.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
def export(query: tuple[str, ...], kind: str, output: Path | None, force: bool) -> int:
    """Write the tracks that a search finds (or all) as a table or a playlist."""
    with Library.open(AppPaths.of_user().library) as library:
        rows = library.rows(" ".join(query))
    writers = {"csv": _write_csv, "json": _write_json, "m3u8": _write_m3u8}
    if output is None:
        sys.stdout.reconfigure(errors="surrogateescape")  # type: ignore[union-attr]
        writers[kind](sys.stdout, rows)
        return 0
    try:
        mode = "w" if force else "x"
        with output.open(mode, encoding="utf-8", errors="surrogateescape", newline="") as file:
            writers[kind](file, rows)
    except FileExistsError as error:
        raise InputError(f"{output} exists; add --force to replace it.") from error
    except OSError as error:
        raise InputError(f"{output} could not be written ({error.strerror}).") from error
    return 0


def _write_csv(file: IO[str], rows: list[TrackRow]) -> None:
    names = ("path", "title", "artist", "album", "duration_s", "state", "valence", "arousal")
    table = csv.writer(file)
    table.writerow((*names, "tension", "confidence", "moods"))
    for row in rows:
        values = _row_object(row)
        moods = "; ".join(mood.name for mood in row.moods)
        table.writerow([*(values[n] for n in names), row.tension, row.confidence, moods])


def _write_json(file: IO[str], rows: list[TrackRow]) -> None:
    for row in rows:
        file.write(json_line(_row_object(row)) + "\n")


def _write_m3u8(file: IO[str], rows: list[TrackRow]) -> None:
    file.write("#EXTM3U\n")
    for row in rows:
        track = row.track
        seconds = -1 if track.duration_s is None else round(track.duration_s)
        name = " - ".join(part for part in (track.artist, track.title) if part) or track.path.stem
        file.write(f"#EXTINF:{seconds},{' '.join(name.split())}\n{os.fspath(track.path)}\n")
