"""``mer search``: what the library holds."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from mer_core.cli.screen import Screen, make_table, print_table
from mer_core.cli.streams import put
from mer_core.cli.terminal import request
from mer_core.exports.table import rows_as_json
from mer_core.library.database import Library
from mer_core.paths import AppPaths

if TYPE_CHECKING:
    from mer_core.library.tracks import TrackRow


@click.command()
@click.argument("query", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per track.")
@click.option("--explain", is_flag=True, help="Only tell in words what is asked for.")
@click.option("--paths", "only_paths", is_flag=True, help="Print only paths, one per line.")
def search(query: tuple[str, ...], as_json: bool, explain: bool, only_paths: bool) -> int:
    """Find tracks in the library, such as: mood:happy arousal:>0.3 -artist:abba

    Put `--` before a query that begins with a minus sign.
    """
    text = " ".join(query)
    with Library.open(AppPaths.of_user().library) as library, request(text):
        if explain:
            words = library.explain(text)
            Screen().print(f"{words[0].upper()}{words[1:]}: {library.count(text):,} found.")
            return 0
        rows = library.rows(text)
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
