"""``mer search`` and ``mer export``: what the library holds."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mer_core.cells import guarded
from mer_core.cli.crates import one_called
from mer_core.cli.results import (
    json_line,
    measures_object,
    path_text,
)
from mer_core.cli.screen import Screen, make_table, print_table
from mer_core.cli.streams import put
from mer_core.cli.terminal import request
from mer_core.disk import reason_of, replaced
from mer_core.errors import InputError
from mer_core.library.database import Library
from mer_core.paths import AppPaths
from mer_core.playlists.writing import Song, m3u8

if TYPE_CHECKING:
    from mer_core.library.tracks import TrackRow


@click.command()
@click.argument("query", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per track.")
@click.option("--paths", "only_paths", is_flag=True, help="Print only paths, one per line.")
def search(query: tuple[str, ...], as_json: bool, only_paths: bool) -> int:
    """Find tracks in the library, such as: mood:happy arousal:>0.3 -artist:abba

    Put `--` before a query that begins with a minus sign.
    """
    rows = _found(query)
    if as_json:
        put(_json(rows))
    elif only_paths:
        return _print_paths(rows)
    else:
        _print_rows(rows)
    return 0


def _print_paths(rows: list[TrackRow]) -> int:
    code = 0
    for row in rows:
        path = os.fsencode(row.track.path)
        if b"\n" in path:
            code = 1
            reason = "its path holds a line break; use --json to see it."
            Screen(stderr=True).print(f"{row.track.path}: {reason}", style="red")
        else:
            put(path + b"\n")
    return code


def _found(query: tuple[str, ...], crate: str | None = None) -> list[TrackRow]:
    with Library.open(AppPaths.of_user().library) as library, request():
        if crate is None:
            return library.rows(" ".join(query))
        tree = library.crates.tree()
        chosen = one_called(tree, crate)
        inside = tree.query_of(chosen)
        asked = f"({inside}) {' '.join(query)}" if inside else " ".join(query)
        return library.rows(asked, order_by=chosen.order)


def _row_object(row: TrackRow) -> dict[str, Any]:
    track = row.track
    return {
        "path": path_text(track.path),
        "title": track.title,
        "artist": track.artist,
        "album": track.album,
        "genre": track.genre,
        "album_artist": track.details.album_artist,
        "year": track.details.year,
        "track": track.details.track,
        "disc": track.details.disc,
        "duration_s": track.duration_s,
        "state": row.state,
        "valence": row.valence,
        "arousal": row.arousal,
        "tension": row.tension,
        "confidence": row.confidence,
        "moods": [{"name": mood.name, "score": mood.score} for mood in row.moods],
        "energy": row.energy,
        **measures_object(row.bpm, row.key),
        "from_file": list(row.from_file),
        "manual": list(row.correction.fields),
        "message": row.message,
    }


def _print_rows(rows: list[TrackRow]) -> None:
    table = make_table("Title", "Artist", "Valence", "Arousal", "Moods", "State")
    for row in rows:
        table.add_row(
            row.track.title or row.track.path.name,
            row.track.artist,
            "—" if row.valence is None else f"{row.valence:+.2f}",
            "—" if row.arousal is None else f"{row.arousal:+.2f}",
            ", ".join(f"{mood.name} {mood.score:.2f}" for mood in row.moods),
            f"{row.state}, manual" if row.correction else row.state,
        )
    console = Screen()
    print_table(table)
    console.print(f"{len(rows)} {'track' if len(rows) == 1 else 'tracks'}", style="dim")


@click.command()
@click.argument("query", nargs=-1)
@click.option(
    "--format", "kind", type=click.Choice(("csv", "json", "m3u8")), default="csv",
    help="A table, one JSON object per line, or a playlist.",
)  # fmt: skip
@click.option("--crate", help="Only the songs of this crate, in its order (see `mer crates`).")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="A file instead of stdout.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@click.option(
    "--relative/--absolute", help="How a playlist names its songs; relative is to its own folder."
)
def export(
    query: tuple[str, ...],
    kind: str,
    crate: str | None,
    output: Path | None,
    force: bool,
    relative: bool,
) -> int:
    """Write the tracks that a search finds (or all) as a table or a playlist."""
    if relative and kind != "m3u8":
        raise click.UsageError("--relative is for playlists: add --format m3u8.")
    rows = _found(query, crate)
    left_out: tuple[tuple[Path, str], ...] = ()
    if kind == "m3u8":
        folder = (output or Path("-")).absolute().parent if relative else None
        playlist = m3u8(map(_song, rows), relative_to=folder)
        data, left_out = playlist.data, playlist.left_out
    else:
        data = _csv(rows) if kind == "csv" else _json(rows)
    _put(data, output, force=force)
    for path, reason in left_out:
        Screen(stderr=True).print(f"{path}: {reason}", style="red")
    return 1 if left_out else 0


def _put(data: bytes, output: Path | None, *, force: bool) -> None:
    if output is None:
        put(data)
        return
    try:
        with replaced(output, must_be_new=not force) as file:
            file.write(data)
    except FileExistsError as error:
        raise InputError(f"{output} exists; add --force to replace it.") from error
    except OSError as error:
        raise InputError(f"{output} could not be written ({reason_of(error)}).") from error


def _csv(rows: list[TrackRow]) -> bytes:
    names = ("path", "title", "artist", "album", "genre", "duration_s", "state", "valence",
             "arousal")  # fmt: skip
    text = io.StringIO(newline="")
    table = csv.writer(text)
    measured = ("bpm", "key", "camelot")
    others = ("tension", "confidence", "moods", "energy", "manual", *measured, "from_file")
    table.writerow((*names, *others))
    for row in rows:
        values = _row_object(row)
        moods = "; ".join(mood.name for mood in row.moods)
        cells = [*(values[name] for name in names), row.tension, row.confidence, moods, row.energy]
        cells.append("; ".join(row.correction.fields))
        cells += [*(values[name] for name in measured), "; ".join(row.from_file)]
        table.writerow(guarded(cell) if isinstance(cell, str) else cell for cell in cells)
    return text.getvalue().encode("utf-8", "surrogateescape")


def _json(rows: list[TrackRow]) -> bytes:
    return "".join(json_line(_row_object(row)) + "\n" for row in rows).encode("ascii")


def _song(row: TrackRow) -> Song:
    track = row.track
    return Song(track.path, track.title, track.artist, track.duration_s)
