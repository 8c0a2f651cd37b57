"""``mer show``, ``mer search`` and ``mer export``: what the library and the files' tags hold."""

from __future__ import annotations

import csv
import dataclasses
import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mer_core.cells import guarded
from mer_core.cli.crates import one_called
from mer_core.cli.results import (
    json_line,
    path_text,
    print_json,
    print_left_out,
    result_object,
    results_table,
)
from mer_core.cli.screen import Screen, make_table, print_table
from mer_core.cli.streams import put
from mer_core.cli.terminal import request
from mer_core.disk import reason_of, replaced
from mer_core.emotion import NOT_CORRECTED, Correction
from mer_core.errors import InputError, MerError
from mer_core.library.database import Library
from mer_core.paths import AppPaths
from mer_core.playlists.writing import Song, m3u8

if TYPE_CHECKING:
    from mer_core.emotion import TrackEmotion
    from mer_core.library.tracks import TrackRow
    from mer_core.tags.fields import Texts


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per file.")
def show(paths: tuple[Path, ...], as_json: bool) -> int:
    """Show what is known of files: the library's result and the mood tags in the file itself."""
    from mer_core.audio.files import LeftOut
    from mer_core.tags import writer
    from mer_core.workflows.finding import find_music

    failed, left_out = 0, LeftOut()
    with Library.open(AppPaths.of_user().library) as library:
        with request():
            files = find_music(paths, left_out)
        for path in files:
            row = library.find(path.absolute())
            try:
                said = writer.said_by(path)
            except MerError as error:
                failed += 1
                Screen(stderr=True).print(str(error), style="red")
                continue
            if as_json:
                print_json(_shown(library, path, row, said))
            else:
                _print_shown(library, path, row, said)
    return 1 if failed + print_left_out(left_out) else 0


def _shown(library: Library, path: Path, row: TrackRow | None, said: Texts) -> dict[str, Any]:
    from mer_core.tags.fields import MoodTags

    emotion = library.emotion(row.track.id) if row is not None else None
    correction = row.correction if row is not None else NOT_CORRECTED
    result = None
    if emotion is not None:
        now = correction.over(emotion)
        result = result_object(path, now, heads=True, model=emotion.model)
    return {
        "path": path_text(path),
        "state": row.state if row is not None else None,
        "tags": dataclasses.asdict(MoodTags.from_texts(said)),
        "fields": {name: list(values) for name, values in said.items()},
        "result": result,
        "correction": _correction_object(correction, emotion),
    }


def _correction_object(
    correction: Correction, emotion: TrackEmotion | None
) -> dict[str, Any] | None:
    """What was said by hand, None where nothing was; with what the model says of the same."""
    if not correction:
        return None
    said = {name: getattr(correction, name) for name in correction.fields}
    model: dict[str, Any] = {}
    if emotion is not None:
        own = {"valence": emotion.valence, "arousal": emotion.arousal}
        model = {name: round(own[name], 4) for name in own if name in said}
        if "moods" in said:
            model["moods"] = [mood.name for mood in emotion.moods]
    return {**said, "model": model}


def _print_shown(library: Library, path: Path, row: TrackRow | None, said: Texts) -> None:
    from mer_core.tags import timeline
    from mer_core.tags.fields import MoodTags, is_foreign
    from mer_core.tags.table import TIMELINE

    console, tags = Screen(), MoodTags.from_texts(said)
    emotion = library.emotion(row.track.id) if row is not None else None
    if emotion is None:
        console.print(f"{path.name}: not analysed yet; run `mer analyze` on it.")
    else:
        now = row.correction.over(emotion) if row is not None else emotion
        result = result_object(path, now, heads=False, model=emotion.model)
        print_table(results_table([result]))
    if row is not None and row.correction:
        console.print("  by hand: " + str(row.correction))
    fields = [f"mood {'; '.join(tags.moods)}"] if tags.moods else []
    for name in ("valence", "arousal"):
        value = getattr(tags, name)
        if value is not None:
            fields.append(f"{name} {value:.3f}")
    curve = timeline.read(said.get(TIMELINE, ("",))[0])
    if curve is not None:
        fields.append(f"{curve.num_steps} values over time, one every {curve.step_s:g} s")
    console.print("  in the file: " + (", ".join(fields) or "no mood tags"))
    others = [f"{name} {'; '.join(said[name])}" for name in said if is_foreign(name)]
    if others:
        console.print("  by other programs: " + ", ".join(others))


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
    table.writerow((*names, "tension", "confidence", "moods", "energy", "manual"))
    for row in rows:
        values = _row_object(row)
        moods = "; ".join(mood.name for mood in row.moods)
        cells = [*(values[name] for name in names), row.tension, row.confidence, moods, row.energy]
        cells.append("; ".join(row.correction.fields))
        table.writerow(guarded(cell) if isinstance(cell, str) else cell for cell in cells)
    return text.getvalue().encode("utf-8", "surrogateescape")


def _json(rows: list[TrackRow]) -> bytes:
    return "".join(json_line(_row_object(row)) + "\n" for row in rows).encode("ascii")


def _song(row: TrackRow) -> Song:
    track = row.track
    return Song(track.path, track.title, track.artist, track.duration_s)
