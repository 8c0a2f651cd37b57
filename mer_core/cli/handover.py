"""``mer export`` and ``mer import``: songs and what is known of them, for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mer_core.cli.crates import one_called
from mer_core.cli.screen import Screen
from mer_core.cli.streams import put
from mer_core.cli.terminal import request, terminal_job
from mer_core.exports.formats import FORMATS, format_of
from mer_core.library.database import Library
from mer_core.paths import AppPaths

if TYPE_CHECKING:
    from mer_core.exports.request import Exported
    from mer_core.workflows.importing import ImportReport


@click.command()
@click.argument("query", nargs=-1)
@click.option(
    "--format", "kind", type=click.Choice([each.name for each in FORMATS]), default="csv",
    help="What for: see below.",
)  # fmt: skip
@click.option("--crate", help="Only the songs of this crate, in its order (see `mer crates`).")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="A file instead of stdout.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@click.option(
    "--relative/--absolute", help="How a playlist names its songs; relative is to its own folder."
)
@click.option("--cues", is_flag=True, help="Cues at markers and where the emotion changes (DJ).")
@click.option("--analyses", is_flag=True, help="The same as --format analyses.")
def export(
    query: tuple[str, ...],
    kind: str,
    crate: str | None,
    output: Path | None,
    force: bool,
    relative: bool,
    cues: bool,
    analyses: bool,
) -> int:
    """Hand the songs that a search finds (or all) over to another program."""
    from mer_core.workflows.export import ExportWish, save
    from mer_core.workflows.export import export as exported_by

    chosen = format_of("analyses" if analyses else kind)
    if relative and not chosen.can_be_relative:
        raise click.UsageError("--relative is for playlists: add --format m3u8.")
    if cues and not chosen.can_have_cues:
        raise click.UsageError("--cues is for DJ programs: add --format rekordbox or traktor.")
    with (
        Library.open(AppPaths.of_user().library) as library,
        terminal_job(Screen(stderr=True)) as context,
        request(),
    ):
        crate_id = None if crate is None else one_called(library.crates.tree(), crate).id
        wish = ExportWish(
            chosen.name, " ".join(query), crate_id=crate_id, target=output, relative=relative,
            with_cues=cues,
        )  # fmt: skip
        exported = exported_by(context, library, wish)
    if output is None:
        put(exported.data)
    else:
        save(exported.data, output, force=force)
    return _tell(exported)


assert export.help is not None
export.help += "\n\n\b\n" + "\n".join(f"{each.name:10} {each.title}" for each in FORMATS)


def _tell(exported: Exported) -> int:
    stderr = Screen(stderr=True)
    for note in exported.notes:
        stderr.print(note)
    for path, reason in exported.left_out:
        stderr.print(f"{path}: {reason}", style="red")
    return 1 if exported.left_out else 0


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def import_(file: Path) -> int:
    """Take in corrections or analyses from FILE.

    FILE is a table (CSV) or JSON Lines with the columns path or audio_hash, and moods, valence,
    arousal, energy or some of them; or what `mer export` wrote. Of Moodline's own tables only what
    was corrected by hand is taken; of an export of analyses, or of the Parquet files of a cluster,
    what this library lacks.
    """
    from mer_core.workflows.importing import import_file

    with (
        Library.open(AppPaths.of_user().library) as library,
        terminal_job(Screen(stderr=True)) as context,
        request(),
    ):
        report = import_file(context, library, file)
    return _tell_import(report)


def _tell_import(report: ImportReport) -> int:
    stderr = Screen(stderr=True)
    stderr.print(report.summary)
    for where, reason in report.skipped:
        stderr.print(f"{where}: {reason}", style="red")
    return 1 if report.skipped else 0
