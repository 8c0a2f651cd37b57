"""``mer like``: songs with a moment like that of a song."""

from __future__ import annotations

from pathlib import Path

import click

from mer_core.cli.results import print_json
from mer_core.cli.screen import make_table, print_table
from mer_core.cli.terminal import request
from mer_core.exports.table import path_text
from mer_core.imports.typed import read_time
from mer_core.library.database import Library
from mer_core.paths import AppPaths


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--at", "at", help="Where the moment begins (1:05); else what is most like the song.")
@click.option("--for", "length", default="10", show_default=True, help="How long it is (30, 0:30).")
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="How many songs."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per song.")
def like(path: Path, at: str | None, length: str, limit: int, as_json: bool) -> int:
    """Find songs that have a moment like one of the song at PATH, the most alike first.

    Compared are valence and arousal over the passage, and the songs' other feelings and tempo.
    """
    with Library.open(AppPaths.of_user().library) as library, request():
        row = library.find(path)
        if row is None:
            raise click.UsageError(f"{path} is not in the library: run `mer analyze` on it first.")
        found = library.like(
            row.track.id, at_s=None if at is None else read_time(at), for_s=read_time(length),
            limit=limit,
        )  # fmt: skip
        rows = {row.track.id: row for row in library.rows_of(each.track_id for each in found)}
    table = make_table("Title", "Artist", "At", "Distance", right=("At", "Distance"))
    for each in found:
        track = rows[each.track_id].track
        if as_json:
            print_json(
                {
                    "path": path_text(track.path),
                    "title": track.title,
                    "artist": track.artist,
                    "at_s": round(each.at_s, 3),
                    "distance": round(each.distance, 4),
                }
            )
            continue
        minutes, seconds = divmod(int(each.at_s), 60)
        at_text = f"{minutes}:{seconds:02}"
        table.add_row(track.title or track.path.name, track.artist, at_text, f"{each.distance:.3f}")
    if not as_json:
        print_table(table)
    return 0
