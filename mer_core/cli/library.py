"""``mer show`` and ``mer search``: what the library and the files' tags hold."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mer_core.cli.results import print_json, print_left_out, result_object, results_table
from mer_core.cli.screen import Screen, make_table, print_table
from mer_core.cli.streams import put
from mer_core.cli.terminal import request
from mer_core.emotion import NOT_CORRECTED, Correction
from mer_core.errors import MerError
from mer_core.exports.table import path_text, rows_as_json
from mer_core.library.database import Library
from mer_core.paths import AppPaths

if TYPE_CHECKING:
    from mer_core.emotion import TrackEmotion
    from mer_core.library.tracks import TrackRow
    from mer_core.tags.fields import MoodTags


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
                tags = writer.read(path)
            except MerError as error:
                failed += 1
                Screen(stderr=True).print(str(error), style="red")
                continue
            if as_json:
                print_json(_shown(library, path, row, tags))
            else:
                _print_shown(library, path, row, tags)
    return 1 if failed + print_left_out(left_out) else 0


def _shown(library: Library, path: Path, row: TrackRow | None, tags: MoodTags) -> dict[str, Any]:
    emotion = library.emotion(row.track.id) if row is not None else None
    correction = row.correction if row is not None else NOT_CORRECTED
    result = None
    if emotion is not None:
        now = correction.over(emotion)
        result = result_object(path, now, heads=True, model=emotion.model)
    return {
        "path": path_text(path),
        "state": row.state if row is not None else None,
        "tags": dataclasses.asdict(tags),
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


def _print_shown(library: Library, path: Path, row: TrackRow | None, tags: MoodTags) -> None:
    console = Screen()
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
    if not tags.moods:  # beets writes scores alone
        fields = [f"{score.name} {score.score:.3f}" for score in tags.scores]
    for name in ("valence", "arousal"):
        value = getattr(tags, name)
        if value is not None:
            fields.append(f"{name} {value:.3f}")
    console.print("  in the file: " + (", ".join(fields) or "no mood tags"))


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
        put(rows_as_json(rows))
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


def _found(query: tuple[str, ...]) -> list[TrackRow]:
    with Library.open(AppPaths.of_user().library) as library, request():
        return library.rows(" ".join(query))


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
