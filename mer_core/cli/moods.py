"""``mer moods``: the mood words in the files, and others for them."""

from __future__ import annotations

import click

from mer_core.cli.results import print_json
from mer_core.cli.screen import Screen, make_table, print_table
from mer_core.cli.tagging import agreed, print_tag_report, review_table
from mer_core.cli.terminal import request, terminal_job
from mer_core.library.database import Library
from mer_core.paths import AppPaths


@click.command()
@click.option(
    "--rename", "renames", metavar="OLD=NEW", multiple=True,
    help="Put NEW for OLD, in any case, in all files; two words become one where NEW is there too.",
)  # fmt: skip
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--dry-run", is_flag=True, help="Only show what would be written.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per word.")
def moods(renames: tuple[str, ...], yes: bool, dry_run: bool, as_json: bool) -> int:
    """List the mood words that stand in the files of the library, whoever wrote them, or rename
    them: mer moods --rename chill=Calm --rename mellow=Calm

    Renaming shows what would change first, and `mer undo` takes it back.
    """
    from mer_core.tags.journal import Journal
    from mer_core.workflows.tag import StageFailed, apply
    from mer_core.workflows.tidy import mood_words, read_renames, stage_renames

    if renames and as_json:
        raise click.UsageError("--json lists the words; leave --rename out.")
    with request():
        wanted = read_renames(_pair(text) for text in renames)
    app_paths, stderr = AppPaths.of_user(), Screen(stderr=True)
    refused: list[StageFailed] = []
    with Library.open(app_paths.library) as library, terminal_job(stderr) as context:
        context.on_item = lambda item: (
            refused.append(item) if isinstance(item, StageFailed) else None
        )
        found = [] if wanted else mood_words(context, library)
        staged = stage_renames(context, library, wanted) if wanted else []
        for entry in refused:
            stderr.print(entry.message, style="red")
        failed = bool(refused)
        if not wanted:
            _print_words([(each.word, each.num_files) for each in found], as_json=as_json)
        elif not staged:
            stderr.print("No file holds such a word.")
        else:
            print_table(review_table(staged))
            if not dry_run and not yes and not agreed(len(staged)):
                stderr.print("Nothing was written.")
            elif not dry_run:
                report = apply(context, library, Journal(app_paths.journal), staged)
                print_tag_report(report)
                failed |= bool(report.failed)
    return 1 if failed else 0


def _pair(text: str) -> tuple[str, str]:
    old, _, new = text.partition("=")
    return old, new


def _print_words(words: list[tuple[str, int]], *, as_json: bool) -> None:
    table = make_table("Mood", "Files", right=("Files",))
    for word, number in words:
        if as_json:
            print_json({"mood": word, "files": number})
        else:
            table.add_row(word, str(number))
    if not as_json:
        print_table(table)
