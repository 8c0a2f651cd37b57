"""``mer correct``: say what is right, in place of the model."""

from __future__ import annotations

from pathlib import Path

import click

from mer_core.cli.results import print_left_out
from mer_core.cli.screen import Screen
from mer_core.cli.terminal import request
from mer_core.emotion import CORRECTABLE, Correction
from mer_core.library.database import Library
from mer_core.paths import AppPaths


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--mood", "moods", multiple=True, help="A mood; give it again for several.")
@click.option("--valence", help="From -1 (unpleasant) to 1 (pleasant).")
@click.option("--arousal", help="From -1 (quiet) to 1 (excited).")
@click.option("--energy", help="From 1 to 10; follows the arousal until it is given.")
@click.option("--clear", is_flag=True, help="Take back first what was said of them before.")
def correct(
    paths: tuple[Path, ...],
    moods: tuple[str, ...],
    valence: str | None,
    arousal: str | None,
    energy: str | None,
    clear: bool,
) -> int:
    """Say by hand what songs feel like, in place of the model.

    What is not given stays as it is. A correction goes with the sound, wherever the file is moved,
    no analysis overwrites it, and `mer tag` writes it; `mer search state:manual` finds it.
    """
    from mer_core.audio.files import LeftOut
    from mer_core.cli.tagging import ids_of

    with request():
        newer = _correction(moods, valence, arousal, energy)
    if not newer and not clear:
        raise click.UsageError("Say what is right, as in --mood happy, or --clear to take it back.")
    stderr, left_out = Screen(stderr=True), LeftOut()
    with Library.open(AppPaths.of_user().library) as library:
        ids = ids_of(library, paths, left_out)
        step = library.correct(ids, newer, without=CORRECTABLE if clear else ())
    num_refused = print_left_out(left_out)
    songs = "1 song" if len(step) == 1 else f"{len(step)} songs"
    stderr.print(f"Corrected: {songs}." if step else "The library says so already.")
    if step.num_unread:
        stderr.print(f"Never read: {step.num_unread}; `mer analyze` says why.", style="red")
    return 1 if num_refused or step.num_unread else 0


def _correction(
    moods: tuple[str, ...], valence: str | None, arousal: str | None, energy: str | None
) -> Correction:
    """What the options say. Raises InputError."""
    from mer_core.imports.typed import read_energy, read_moods, read_value

    return Correction(
        read_moods(*moods),
        None if valence is None else read_value("valence", valence),
        None if arousal is None else read_value("arousal", arousal),
        None if energy is None else read_energy(energy),
    )
