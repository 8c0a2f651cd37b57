"""``mer train`` and ``mer evaluate``: a model from labelled corpora, judged honestly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from mer_core.cli.screen import Screen
from mer_core.cli.streams import put
from mer_core.cli.terminal import TerminalContext, request, terminal_job
from mer_core.jobs import JobCancelled
from mer_core.paths import AppPaths
from mer_core.training.report import EpochDone
from mer_core.training.requests import PROTOCOLS, RECIPES, EvaluateRequest, TrainRequest
from mer_core.workflows.evaluate import RecipeJudged

_ALL = "all"


def _choices(command: Callable[..., int]) -> Callable[..., int]:
    """What both commands can be told: the fields of a request, by their names."""
    options: list[Callable[[Any], Any]] = [
        click.option(
            "--root", "corpora", required=True,
            type=click.Path(path_type=Path, exists=True, file_okay=False),
            help="The folder that holds the corpora's folders.",
        ),
        click.option(
            "--corpus", "names", multiple=True, metavar="NAME",
            help="Learn from this corpus instead of the recipe's own; may be repeated.",
        ),
        click.option(
            "--protocol", "protocols", multiple=True, type=click.Choice(PROTOCOLS),
            default=PROTOCOLS, help="Judge by this protocol instead of all; may be repeated.",
        ),
        click.option("--folds", type=click.IntRange(2), help="Another number of folds."),
        click.option("--folds-run", type=click.IntRange(1), help="Run only so many of the folds."),
        click.option("--epochs", type=click.IntRange(1), help="Another number than the recipe's."),
        click.option(
            "--seed", default=0, show_default=True, type=click.IntRange(0),
            help="Start of all randomness.",
        ),
    ]  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@click.command(epilog=f"Recipes: {', '.join(RECIPES)}.")
@click.argument("recipe", default=RECIPES[0])
@_choices
@click.option("--output", "-o", type=click.Path(path_type=Path), help="The new model's folder.")
def train(recipe: str, output: Path | None, **choices: Any) -> int:
    """Judge RECIPE, then train it on the corpora below --root; use it by `mer analyze --model`."""
    from mer_core.workflows.train import train as run

    paths = AppPaths.of_user()
    with request():
        wanted = TrainRequest(recipe=recipe, output=output or paths.models / recipe, **choices)
    with _resumable(Screen(stderr=True)) as context:
        report = run(context, wanted, cache=paths.cache / "training")
    clips = ", ".join(f"{name} {count}" for name, count in report.num_clips)
    stdout = Screen()
    stdout.print(f"{report.model_id}: {report.num_parameters} parameters from {clips}")
    stdout.print(f"Saved in {report.folder} after {report.duration_s:.0f} s.")
    return 0


@click.command(epilog=f"Recipes: {', '.join(RECIPES)}.")
@click.argument("recipe", default=RECIPES[0])
@_choices
@click.option("--output", "-o", type=click.Path(path_type=Path), help="A folder for the report.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option("--fresh", is_flag=True, help='With "all": judge again what is up to date, too.')
def evaluate(recipe: str, output: Path | None, as_json: bool, fresh: bool, **choices: Any) -> int:
    """Cross-validate RECIPE by song and as published, next to predictors that know nothing.

    What is fitted in closed form is also judged by corpus and by genre: each is left out in turn
    and answered by what learnt from all the others.

    RECIPE "all" judges every recipe in turn and writes RESULTS.md into the folder --output. One
    whose report is there, made by the same code from the same corpora, is not judged again.
    """
    from mer_core.workflows.evaluate import evaluate as run
    from mer_core.workflows.evaluate import evaluate_all

    stderr, cache = Screen(stderr=True), AppPaths.of_user().cache / "training"
    if recipe == _ALL:
        if output is None:
            raise click.UsageError("`mer evaluate all` needs a folder to write into: -o FOLDER.")
        with request():
            requests = [EvaluateRequest(recipe=name, **choices) for name in RECIPES]
        with _resumable(stderr) as context:
            done = evaluate_all(context, requests, output=output, cache=cache, fresh=fresh)
        failed = sum(bool(judged.error) for judged in done.recipes)
        Screen().print(f"{len(done.recipes) - failed} of {len(done.recipes)} recipes: {done.path}")
        return 1 if failed else 0
    with request():
        wanted = EvaluateRequest(recipe=recipe, **choices)
    with _resumable(stderr) as context:
        report = run(context, wanted, cache=cache, output=output)
    if as_json:
        put(report.to_json().encode())
    else:
        stdout = Screen()
        for line in report.to_markdown().splitlines():
            stdout.print(line)
    return 0


@contextmanager
def _resumable(stderr: Screen) -> Iterator[TerminalContext]:
    """A job that says every epoch and, when it is stopped, how to go on."""

    def tell(item: object) -> None:
        if isinstance(item, EpochDone):
            stderr.print(_line(item))
        elif isinstance(item, RecipeJudged):
            good = "its report is up to date." if item.again else "judged."
            stderr.print(f"{item.recipe}: {item.error or good}")

    try:
        with terminal_job(stderr, tell) as context:
            yield context
    except (JobCancelled, KeyboardInterrupt):
        stderr.print("Every finished epoch is kept: the same command goes on from there.")
        raise


def _line(done: EpochDone) -> str:
    """One epoch in words."""
    fold = "" if done.num_folds == 1 else f" fold {done.fold + 1}/{done.num_folds}"
    text = (
        f"{done.recipe} {done.protocol}{fold} epoch {done.epoch + 1}/{done.num_epochs}: "
        f"loss {done.train_loss:.3f}"
    )
    if done.score is not None:
        text += f", held-out {done.score_name} {done.score:.3f}"
    return f"{text} ({done.duration_s:.0f} s)"
