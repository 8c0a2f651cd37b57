"""``mer tag`` and ``mer undo``: review, write into the files' tags, take back."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.table import Table

from mer_core.cli.profiles import chosen_profile, print_profile, rule_options
from mer_core.cli.results import print_left_out
from mer_core.cli.screen import Screen, make_table, print_table
from mer_core.cli.staged import as_csv, as_json, print_kept
from mer_core.cli.streams import put
from mer_core.cli.terminal import request, terminal_job
from mer_core.library.database import Library
from mer_core.paths import AppPaths

if TYPE_CHECKING:
    from mer_core.audio.files import LeftOut
    from mer_core.tags.fields import MoodTags
    from mer_core.tags.runs import RunSummary
    from mer_core.tags.undoing import Standing
    from mer_core.workflows.tag import StagedChange, TagReport


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--dry-run", is_flag=True, help="Only show what would be written.")
@click.option(
    "--format", "kind", type=click.Choice(("text", "json", "csv")), default="text",
    help="How to show it; json and csv go with --dry-run.",
)  # fmt: skip
@rule_options
@click.option("--explain", is_flag=True, help="Show which fields would be touched, and write none.")
def tag(
    paths: tuple[Path, ...],
    yes: bool,
    dry_run: bool,
    kind: str,
    name: str | None,
    existing: str | None,
    min_confidence: float | None,
    explain: bool,
) -> int:
    """Show what would change in the files' tags and, when you agree, write it.

    Without PATHS: every analysed file that was not yet written; with --profile, also those that
    were. `mer undo` brings the old bytes back.
    """
    from mer_core.audio.files import LeftOut
    from mer_core.tags.journal import Journal
    from mer_core.workflows.tag import ANALYSED, UNWRITTEN, StageFailed, apply, stage

    if kind != "text" and not dry_run:
        raise click.UsageError(f"--format {kind} shows what would be written: add --dry-run.")
    app_paths = AppPaths.of_user()
    profile = chosen_profile(app_paths, name, existing, min_confidence)
    if explain:
        print_profile(profile)
        return 0
    stderr = Screen(stderr=True)
    with Library.open(app_paths.library) as library, terminal_job(stderr) as context:
        left_out = LeftOut()
        ids = ids_of(library, paths, left_out) if paths else None
        num_refused = print_left_out(left_out)
        refused: list[StageFailed] = []
        context.on_item = lambda item: (
            refused.append(item) if isinstance(item, StageFailed) else None
        )
        query = UNWRITTEN if name is None else ANALYSED
        staged = stage(context, library, ids, profile=profile, query=query)
        for entry in refused:
            stderr.print(entry.message, style="red")
        changed = [entry for entry in staged if entry.change.changed]
        if dry_run and kind != "text":
            put((as_json if kind == "json" else as_csv)(staged))
            return 1 if num_refused or refused else 0
        print_kept(stderr, staged)
        if not changed:
            stderr.print("Nothing to write: the tags of all analysed files are up to date.")
            return 1 if refused or num_refused else 0
        print_table(review_table(changed))
        if dry_run:
            return 1 if num_refused else 0
        if not yes and not agreed(len(changed)):
            stderr.print("Nothing was written.")
            return 1 if num_refused else 0
        report = apply(context, library, Journal(app_paths.journal), changed)
    print_tag_report(report)
    return 1 if report.failed or refused or num_refused else 0


def agreed(num_files: int) -> bool:
    """Ask whether to write. Raises UsageError where nobody can be asked."""
    if not sys.stdin.isatty():
        raise click.UsageError("Add --yes to write when nobody can be asked, or --dry-run to look.")
    files = "1 file" if num_files == 1 else f"{num_files} files"
    return click.confirm(f"Write into {files}?", err=True)


def ids_of(library: Library, paths: tuple[Path, ...], left_out: LeftOut) -> list[int]:
    """The library's ids of the music that ``paths`` mean. Raises UsageError for unknown ones."""
    from mer_core.workflows.finding import find_music

    with request():
        files = find_music(paths, left_out)
    rows = [(path, library.find(path.absolute())) for path in files]
    unknown = [path for path, row in rows if row is None]
    if unknown:
        raise click.UsageError(
            f"{unknown[0]} is not in the library: run `mer analyze` on it first."
        )
    return [row.track.id for _, row in rows if row is not None]


def review_table(staged: list[StagedChange]) -> Table:
    """Each file with what it says now and what it would say."""
    from mer_core.tags.table import kinds_of

    table = make_table("File", "Now", "New")
    for entry in staged:
        change = entry.change
        old, new = _summary(change.old), _summary(change.new)
        if old == new:  # what differs is not in sight
            new = f"the same, but for: {kinds_of(change.fields)}"
        table.add_row(change.path.name, old, new)
    return table


def _summary(tags: MoodTags) -> str:
    if not tags.moods and tags.valence is None and tags.arousal is None:
        return "—"
    numbers = [
        f"{letter} {value:.3f}"
        for letter, value in (("V", tags.valence), ("A", tags.arousal))
        if value is not None
    ]
    return "; ".join(tags.moods) + "  " + "  ".join(numbers)


def print_tag_report(report: TagReport) -> None:
    """Say on stderr what was written, what was not and why."""
    stderr = Screen(stderr=True)
    stderr.print(f"Written: {report.written}, unchanged: {report.unchanged}.")
    for path, reason in report.failed:
        stderr.print(f"{path.name}: {reason}", style="red")
    if report.written:
        stderr.print("`mer undo` takes this back.")


@click.command()
@click.argument("target", required=False, metavar="[RUN|PATH]")
@click.option("--run", "run_id", default=None, help="Another run than the last one.")
@click.option(
    "--list",
    "list_runs",
    is_flag=True,
    help="Show the runs that can be undone; with RUN, its files.",
)
def undo(target: str | None, run_id: str | None, list_runs: bool) -> int:
    """Take back what the last write put into tags: every file as it was, byte for byte.

    Another RUN (see --list), or the last change of the file at PATH, or of every file below that
    folder. Files that were moved are followed.
    """
    from mer_core.tags.journal import Journal
    from mer_core.workflows import undo as workflow

    if target is not None and run_id is not None:
        raise click.UsageError("Name the run once: mer undo RUN.")
    app_paths = AppPaths.of_user()
    journal = Journal(app_paths.journal)
    if list_runs:
        named = run_id or target
        if named is None:
            _print_runs(journal.runs())
        else:
            _print_standing(journal.standing(named))
        return 0
    if run_id is not None and not journal.holds(run_id):
        raise click.UsageError(f"There is no run {run_id!r} in the journal; see `mer undo --list`.")
    stderr = Screen(stderr=True)
    with Library.open(app_paths.library) as library, terminal_job(stderr) as context:
        if target is None or journal.holds(target):
            report = workflow.undo(context, library, journal, run_id or target)
        else:
            is_there = os.path.lexists(target)
            with contextlib.nullcontext() if is_there else request():
                report = workflow.undo_below(context, library, journal, Path(target))
    stderr.print(f"Brought back: {report.restored}.")
    for path, reason in report.failed:
        stderr.print(f"{path.name}: {reason}", style="red")
    return 1 if report.failed else 0


def _print_runs(runs: list[RunSummary]) -> None:
    table = make_table("Run", "When", "Files", "State")
    for run in runs:
        table.add_row(run.id, str(run.when), str(run.num_files), _state(run))
    print_table(table)


def _print_standing(files: list[Standing]) -> None:
    table = make_table("File", "State")
    for file in files:
        state = "can be undone" if file.can_be_undone else f"cannot be undone: {file.reason}"
        table.add_row(str(file.path), state)
    print_table(table)


def _state(run: RunSummary) -> str:
    if run.undone:
        return "undone"
    if run.num_undone:
        return f"{run.num_files - run.num_undone} of {run.num_files} can still be undone"
    return "can be undone"
