"""``mer train`` and ``mer evaluate``: a model from labelled corpora, judged honestly."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from mer_core.cli.terminal import terminal_job
from mer_core.paths import AppPaths

_RECIPE = "moodline-1"
_ROOT = click.option(
    "--root", required=True, type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The folder that holds the corpora's folders.",
)  # fmt: skip
_SEED = click.option("--seed", default=0, show_default=True, help="Start of all randomness.")


@click.command()
@click.argument("recipe", default=_RECIPE)
@_ROOT
@_SEED
@click.option("--epochs", type=click.IntRange(1), help="Another number than the recipe's.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="The new model's folder.")
def train(recipe: str, root: Path, seed: int, epochs: int | None, output: Path | None) -> int:
    """Train RECIPE on the corpora below --root; use the result with `mer analyze --model`."""
    from mer_core.workflows.train import train as run

    paths = AppPaths.of_user()
    stderr = Console(stderr=True, highlight=False)
    with terminal_job(stderr) as context:
        report = run(
            context,
            recipe,
            corpora=root,
            output=output or paths.models / recipe,
            seed=seed,
            epochs=epochs,
            cache=paths.cache / "training",
        )
    clips = ", ".join(f"{name} {count}" for name, count in report.num_clips)
    click.echo(f"{report.model_id}: {report.num_parameters} parameters from {clips}")
    click.echo(f"Saved in {report.folder} after {report.duration_s:.0f} s.")
    return 0


@click.command()
@click.argument("recipe", default=_RECIPE)
@_ROOT
@_SEED
@click.option("--folds", default=5, show_default=True, type=click.IntRange(2))
@click.option(
    "--protocol",
    "protocols",
    multiple=True,
    type=click.Choice(("by-song", "as-published")),
    help="One protocol instead of both.",
)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="A folder for the report.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def evaluate(
    recipe: str,
    root: Path,
    seed: int,
    folds: int,
    protocols: tuple[str, ...],
    output: Path | None,
    as_json: bool,
) -> int:
    """Cross-validate RECIPE by song and as published, next to the constant predictor."""
    from mer_core.workflows.evaluate import PROTOCOLS
    from mer_core.workflows.evaluate import evaluate as run

    stderr = Console(stderr=True, highlight=False)
    with terminal_job(stderr) as context:
        evaluation = run(
            context,
            recipe,
            corpora=root,
            protocols=protocols or PROTOCOLS,
            folds=folds,
            seed=seed,
            cache=AppPaths.of_user().cache / "training",
            output=output,
        )
    click.echo(evaluation.to_json() if as_json else evaluation.to_markdown())
    return 0
