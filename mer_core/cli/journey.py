"""``mer journey``: songs in a row that lead from one mood to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mer_core.cli.results import print_json
from mer_core.cli.screen import Screen, make_table, print_table
from mer_core.cli.terminal import request
from mer_core.errors import InputError
from mer_core.exports.table import path_text
from mer_core.library.database import Library
from mer_core.paths import AppPaths
from mer_core.playlists.journey import MAX_SONGS, SHAPES, USUAL_MINUTES, Journey, Wish, words_of

if TYPE_CHECKING:
    from mer_core.library.tracks import TrackRow


@click.command()
@click.argument("query", nargs=-1)
@click.option("--from", "start", required=True, help='Where to begin: a mood, or "-0.4 0.2".')
@click.option("--to", "end", required=True, help="Where to lead.")
@click.option(
    "--shape", type=click.Choice(SHAPES, case_sensitive=False), default="straight",
    help="Directly; U: down, then up; L: to the goal's arousal first; J: a dip before the rise.",
)  # fmt: skip
@click.option("--songs", type=click.IntRange(2, MAX_SONGS), help="How many songs.")
@click.option(
    "--minutes", default="{:g}-{:g}".format(*USUAL_MINUTES), show_default=True,
    help="How long all songs last together, as 20-30; with --songs as they come.",
)  # fmt: skip
@click.option("--save", metavar="NAME", help="Keep it as a crate of this name.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per song.")
def journey(
    query: tuple[str, ...],
    start: str,
    end: str,
    shape: str,
    songs: int | None,
    minutes: str,
    save: str | None,
    as_json: bool,
) -> int:
    """Choose songs that lead from one mood to another in small, even steps.

    Only songs that a search finds are taken, as in: mer journey --from sad --to happy year:1990..
    """
    with Library.open(AppPaths.of_user().library) as library:
        with request():
            found = _planned(library, " ".join(query), start, end, shape, songs, minutes)
        rows = library.rows_of(found.ids)
        if save is not None:
            with request():
                crate = library.crates.create(save, "plain")
            library.crates.add_songs(crate.id, found.ids)
    _print(found, rows, as_json=as_json)
    if save is not None:
        Screen(stderr=True).print(
            f"Kept as the crate “{crate.name}”; `mer export --crate` writes it as a playlist."
        )
    return 0


def _planned(
    library: Library, query: str, start: str, end: str, shape: str, songs: int | None, minutes: str
) -> Journey:
    """Raises InputError."""
    from mer_core.inference.moods import MoodMap
    from mer_core.workflows.journey import plan_journey, read_place

    moods = MoodMap.of_user(AppPaths.of_user())
    ends = read_place(start, moods), read_place(end, moods)
    return plan_journey(library, Wish(*ends, shape, songs, _minutes(minutes)), query)


def _minutes(text: str) -> tuple[float, float]:
    least, _, most = text.partition("-")
    try:
        values = float(least), float(most or least)
    except ValueError:
        values = (0.0, 0.0)
    if not 0.0 < values[0] <= values[1] < 24 * 60:
        raise InputError(f'"{text}" is no length in minutes; write it as in 20-30.')
    return values


def _print(journey: Journey, rows: list[TrackRow], *, as_json: bool) -> None:
    table = make_table("", "Title", "Artist", "Valence", "Arousal", "Step", "After the song before")
    for number, (step, row) in enumerate(zip(journey.steps, rows, strict=True), 1):
        (valence, arousal), track = step.place, row.track
        if as_json:
            print_json(
                {
                    "path": path_text(track.path),
                    "title": track.title,
                    "artist": track.artist,
                    "duration_s": track.duration_s,
                    "valence": round(valence, 4),
                    "arousal": round(arousal, 4),
                    "step": round(step.size, 4),
                    "off": round(step.off, 4),
                }
            )
            continue
        place = f"{valence:+.2f}", f"{arousal:+.2f}"
        size = f"{step.size:.2f}" if number > 1 else "—"
        name = track.title or track.path.name
        table.add_row(str(number), name, track.artist, *place, size, words_of(step))
    if not as_json:
        print_table(table)
        Screen().print(f"{len(rows)} songs, {journey.duration_s / 60.0:.0f} min", style="dim")
