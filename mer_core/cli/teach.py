"""``mer teach``: the bundled model taught by a user's own ratings."""

from __future__ import annotations

import math
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mer_core.cli.results import path_text, print_json
from mer_core.cli.screen import Screen, make_table, print_table
from mer_core.cli.terminal import request, terminal_job
from mer_core.paths import AppPaths

if TYPE_CHECKING:
    from mer_core.workflows.teach import TeachReport

_NAME = "my-moods"


@click.command()
@click.argument("ratings", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--model", "base", default="", help="The model to teach, if not the bundled one.")
@click.option("--name", default=_NAME, show_default=True, help="What the new model is called.")
@click.option(
    "--scale", default="", help="The lowest and highest rating, such as 1-9; -1 to 1 if not given."
)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="The new model's folder.")
@click.option("--folds", default=10, show_default=True, type=click.IntRange(2))
@click.option("--seed", default=0, show_default=True, help="Start of all randomness.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def teach(
    ratings: Path, base: str, name: str, scale: str, output: Path | None, folds: int,
    seed: int, as_json: bool,
) -> int:  # fmt: skip
    """Teach the model your moods, and see by cross-validation whether it helped.

    RATINGS is a CSV table of songs you rated. Its first line names the columns: path, and valence,
    arousal, moods or some of them. Valence and arousal go from -1 to 1 unless --scale says
    otherwise; several moods are parted by | or ;. Use the result with `mer analyze --model`.
    """
    from mer_core.models.store import find_model
    from mer_core.training.ratings import Scale
    from mer_core.workflows.teach import teach as run

    paths = AppPaths.of_user()
    stderr = Screen(stderr=True)
    with request():
        base_folder = find_model(paths, base).folder
        if scale:
            Scale.parse(scale)
    with terminal_job(stderr) as context:
        report = run(
            context,
            ratings,
            base=base_folder,
            output=output or paths.models / name,
            model_id=name,
            scale=scale,
            seed=seed,
            folds=folds,
            cache=paths.cache / "teaching",
        )
    if as_json:
        values = {**asdict(report), "folder": path_text(report.folder), "verdict": report.verdict}
        print_json(values)
    else:
        _print(report, stderr)
    return 0


def _print(report: TeachReport, stderr: Screen) -> None:
    for path, reason in report.skipped:
        stderr.print(f"{path}: {reason}", style="yellow")
    for note in report.notes:
        stderr.print(note, style="yellow")
    table = make_table("", "Figure", report.base_id, report.model_id, "Change, 95 %", "Constant")
    for score in report.scores:
        table.add_row(
            score.label, score.metric, _number(score.before), _number(score.after),
            f"{_number(score.low, '+')} to {_number(score.high, '+')}", _number(score.constant),
        )  # fmt: skip
    print_table(table)
    stdout = Screen()
    stdout.print(
        f"{report.num_tracks} tracks, {report.num_skipped} skipped; {report.folds} folds by "
        f"{report.grouped_by}, {report.duration_s:.0f} s."
    )
    stdout.print(report.verdict)
    stdout.print(f"Saved in {report.folder}.")


def _number(value: float, sign: str = "") -> str:
    return format(value, f"{sign}.3f") if math.isfinite(value) else "?"
