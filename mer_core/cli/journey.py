"""``mer journey``: songs in a row that lead from one mood to another."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from mer_core.cli.results import print_json
from mer_core.cli.screen import Screen, make_table, print_table
from mer_core.cli.terminal import request
from mer_core.errors import InputError
from mer_core.exports.table import path_text
from mer_core.library.database import Library
from mer_core.paths import AppPaths
from mer_core.playlists.choosing import Mixing
from mer_core.playlists.journey import MAX_SONGS, SHAPES, USUAL_MINUTES, Journey, Wish
from mer_core.playlists.sets import ARCS, USUAL_SET_MINUTES, USUAL_TEMPO, SetWish
from mer_core.workflows.journey import plan_journey, read_place

if TYPE_CHECKING:
    from mer_core.library.tracks import TrackRow

_Minutes = tuple[float, float]


@click.command()
@click.argument("query", nargs=-1)
@click.option("--from", "start", help='Where to begin: a mood, or "-0.4 0.2".')
@click.option("--to", "end", help="Where to lead.")
@click.option("--arc", type=click.Choice(tuple(ARCS)), help="A set by how its energy runs instead.")
@click.option(
    "--shape", type=click.Choice(SHAPES, case_sensitive=False), default="straight",
    help="Directly; U: down, then up; L: to the goal's arousal first; J: a dip before the rise.",
)  # fmt: skip
@click.option(
    "--tempo", type=click.FloatRange(0, 100), metavar="PERCENT",
    help="By how much the tempo of neighbours may differ, half and double time allowed [a set: 6].",
)  # fmt: skip
@click.option("--keys", is_flag=True, help="Only keys that go together follow each other.")
@click.option("--songs", type=click.IntRange(2, MAX_SONGS), help="How many songs.")
@click.option(
    "--minutes",
    help="How long all songs last together, as 20-30; with --songs as they come "
    "[default: {:g}-{:g}, a set: {:g}-{:g}].".format(*USUAL_MINUTES, *USUAL_SET_MINUTES),
)  # fmt: skip
@click.option("--save", metavar="NAME", help="Keep it as a crate of this name.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per song.")
def journey(
    query: tuple[str, ...],
    start: str | None,
    end: str | None,
    arc: str | None,
    shape: str,
    tempo: float | None,
    keys: bool,
    songs: int | None,
    minutes: str | None,
    save: str | None,
    as_json: bool,
) -> int:
    """Choose songs that lead from one mood to another in small, even steps, or a set by its energy.

    Only songs that a search finds are taken, as in: mer journey --from sad --to happy year:1990..
    A set: mer journey --arc build --keys genre:house
    """
    if (start is None or end is None) == (arc is None) or (arc and (start or end)):
        raise click.UsageError("Say where it leads: --from and --to, or a set by --arc.")
    with Library.open(AppPaths.of_user().library) as library:
        with request():
            if tempo is not None and math.isnan(tempo):
                raise InputError("The tempo may differ by 0 to 100 %.")
            mixing = Mixing(None if tempo is None else tempo / 100.0, keys)
            length = songs, None if minutes is None else _minutes(minutes)
            wish = _journey(start, end, shape, mixing, *length) if start and end else None
            found = plan_journey(library, wish or _set(arc, mixing, *length), " ".join(query))
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


def _journey(
    start: str, end: str, shape: str, mixing: Mixing, songs: int | None, minutes: _Minutes | None
) -> Wish:
    """Raises InputError."""
    from mer_core.inference.moods import MoodMap

    moods = MoodMap.of_user(AppPaths.of_user())
    ends = read_place(start, moods), read_place(end, moods)
    return Wish(*ends, shape, songs, minutes or USUAL_MINUTES, mixing)


def _set(arc: str | None, mixing: Mixing, songs: int | None, minutes: _Minutes | None) -> SetWish:
    if mixing.tempo is None:
        mixing = replace(mixing, tempo=USUAL_TEMPO)
    return SetWish(arc or "", songs, minutes or USUAL_SET_MINUTES, mixing)


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
                    "energy": row.energy,
                    "bpm": row.track.details.bpm or row.measures.bpm,
                    "words": step.words,
                }
            )
            continue
        place = f"{valence:+.2f}", f"{arousal:+.2f}"
        size = f"{step.size:.2f}" if number > 1 else "—"
        name = track.title or track.path.name
        table.add_row(str(number), name, track.artist, *place, size, step.words)
    if journey.note:
        Screen(stderr=True).print(journey.note)
    if not as_json:
        print_table(table)
        Screen().print(f"{len(rows)} songs, {journey.duration_s / 60.0:.0f} min", style="dim")
