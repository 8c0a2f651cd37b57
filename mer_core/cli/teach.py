"""``mer teach``: the bundled model taught by a user's own ratings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from mer_core.cli.results import print_json
from mer_core.cli.screen import Screen, make_table, print_table
from mer_core.cli.terminal import request, terminal_job
from mer_core.exports.table import path_text
from mer_core.paths import AppPaths
from mer_core.plain import to_plain
from mer_core.training.requests import TeachRequest
from mer_core.training.teaching.verdict import TeachReport, changed

_NAME = "my-moods"


@click.command()
@click.argument(
    "ratings", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option("--model", "base", default="", help="The model to teach, if not the bundled one.")
@click.option("--name", default=_NAME, show_default=True, help="What the new model is called.")
@click.option(
    "--scale", default="", help="The lowest and highest rating, such as 1-9; -1 to 1 if not given."
)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="The new model's folder.")
@click.option("--folds", default=10, show_default=True, type=click.IntRange(2))
@click.option(
    "--seed", default=0, show_default=True, type=click.IntRange(0), help="Start of all randomness."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def teach(
    ratings: Path | None,
    base: str,
    name: str,
    output: Path | None,
    as_json: bool,
    **choices: Any,
) -> int:
    """Teach the model your moods, and see by cross-validation whether it helped.

    RATINGS is a CSV table of songs you rated. Its first line names the columns: path, and valence,
    arousal, moods or some of them. Valence and arousal go from -1 to 1 unless --scale says
    otherwise; several moods are parted by | or ;. Without RATINGS, what you corrected by hand in
    the library is taught. Use the result with `mer analyze --model`.
    """
    from mer_core.models.store import find_model
    from mer_core.workflows.teach import teach as run

    paths = AppPaths.of_user()
    stderr = Screen(stderr=True)
    if ratings is None and choices["scale"]:
        raise click.UsageError("--scale is of a table of RATINGS; corrections go from -1 to 1.")
    with request():
        wanted = TeachRequest(
            ratings=ratings or _corrections(paths), base=find_model(paths, base).folder,
            output=output or paths.models / name, model_id=name, **choices,
        )  # fmt: skip
    with terminal_job(stderr) as context:
        report = run(context, wanted, cache=paths.cache / "teaching")
    if as_json:
        print_json(_as_object(report))
    else:
        _print(report, stderr)
    return 0


def _as_object(report: TeachReport) -> dict[str, object]:
    """What ``--json`` prints: the report, each figure with its change on one level."""
    scores = [
        {
            "label": figure.label, "metric": figure.metric, "before": change.before,
            "after": figure.value, "low": change.low, "high": change.high,
            "constant": figure.constant, "follows": change.follows,
        }
        for figure, change in changed(report.figures)
    ]  # fmt: skip
    rest = {name: value for name, value in to_plain(report).items() if name != "figures"}
    counted = {"num_skipped": len(report.skipped), "scores": scores}
    rest["folder"] = path_text(report.folder)
    return {**rest, **counted, "helped": report.helped, "verdict": report.verdict}


def _corrections(paths: AppPaths) -> Path:
    """What the library has corrected by hand, as a table. Raises InputError where that is none."""
    from mer_core.library.database import Library
    from mer_core.workflows.correct import corrections_table, save_ratings

    with Library.open(paths.library) as library:
        return save_ratings(library, corrections_table(paths))


def _print(report: TeachReport, stderr: Screen) -> None:
    for path, reason in report.skipped:
        stderr.print(f"{path}: {reason}", style="yellow")
    for note in report.notes:
        stderr.print(note, style="yellow")
    _, *rows = report.rows()
    table = make_table("", "Figure", report.base_id, report.model_id, "Change, 95 %", "Constant")
    for row in rows:
        table.add_row(*row)
    print_table(table)
    stdout = Screen()
    stdout.print(
        f"{report.num_tracks} tracks, {len(report.skipped)} skipped; {report.folds} folds by "
        f"{report.grouped_by}, {report.duration_s:.0f} s."
    )
    stdout.print(report.verdict)
    stdout.print(f"Saved in {report.folder}.")
