"""Judge recipes by cross-validation, by song and as published, and say so in tables."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mer_core.errors import MerError, TrainingError
from mer_core.jobs import JobContext, Progress
from mer_core.training.figures import Report
from mer_core.workflows.train import RECIPES

if TYPE_CHECKING:
    from mer_core.training.reports import Evaluation

#: "by-song": nothing of a song, actor, album or game on both sides. "as-published": random clips.
PROTOCOLS = ("by-song", "as-published")
RESULTS = "RESULTS.md"
ABLATIONS = "ablations.toml"
_MARKDOWN, _JSON, _SETTINGS = "evaluation.md", "evaluation.json", "settings.json"


def evaluate(
    context: JobContext,
    recipe: str = "moodline-1",
    *,
    corpora: Path,
    names: tuple[str, ...] = (),
    protocols: tuple[str, ...] = (),
    epochs: int | None = None,
    folds: int | None = None,
    folds_run: int | None = None,
    seed: int = 0,
    rounds: int = 300,
    cache: Path | None = None,
    output: Path | None = None,
) -> Evaluation | Report:
    """Cross-validate ``recipe`` on the corpora ``names`` under ``corpora``; nothing is kept of it.

    No ``names`` means the recipe's own, no ``protocols`` both; ``epochs``, ``folds`` and
    ``folds_run`` replace the recipe's budget. With ``output``, ``evaluation.md`` and ``.json`` and
    pictures are written there. ``rounds`` is how often the bootstrap draws the groups anew.
    ``cache`` lets a stopped evaluation go on. Raises TrainingError where the recipe or a corpus is
    unknown or unusable, or a group leaks; DecodeError where a clip cannot be read.
    """
    from mer_core.training.extra import require
    from mer_core.training.session import open_session

    if output is not None:
        require("matplotlib")
    session = open_session(
        context, recipe, corpora=corpora, names=names, seed=seed, epochs=epochs, folds=folds,
        folds_run=folds_run, cache=cache,
    )  # fmt: skip
    result = session.evaluate(context, protocols=protocols or PROTOCOLS, rounds=rounds)
    if output is not None:
        _write(output / _MARKDOWN, result.to_markdown())
        session.picture(output)
        _write(output / _JSON, result.to_json())
    return result


@dataclass(frozen=True, slots=True)
class RecipeJudged:
    """One recipe of ``evaluate_all`` is done: ``again`` where an earlier report was still good,
    ``error`` why it could not be judged, empty where it could.
    """

    recipe: str
    again: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class AllJudged:
    """The page of results and what became of each recipe."""

    path: Path
    recipes: tuple[RecipeJudged, ...]


def evaluate_all(
    context: JobContext,
    *,
    corpora: Path,
    output: Path,
    names: tuple[str, ...] = (),
    protocols: tuple[str, ...] = (),
    epochs: int | None = None,
    folds: int | None = None,
    folds_run: int | None = None,
    seed: int = 0,
    rounds: int = 300,
    cache: Path | None = None,
    recipes: tuple[str, ...] = RECIPES,
) -> AllJudged:
    """Judge every recipe, each into ``output/reports/RECIPE``, and write ``output/RESULTS.md``.

    A recipe whose report was written with the same settings is not judged again, so a stopped call
    goes on where it was. One that cannot be judged, as its corpora are not there, is passed over.
    ``output/ablations.toml`` may tell what was aimed at and tried with the shipped model.
    Publishes RecipeJudged. Raises TrainingError where the folder cannot be written.
    """
    from mer_core.training.results import results_markdown
    from mer_core.training.tried import read_tried
    from mer_core.training.zoo import zoo

    reports: dict[str, Report] = {}
    shipped: Evaluation | None = None
    judged = []
    for done, recipe in enumerate(recipes):
        context.report(Progress("Judging", done, len(recipes), recipe))
        folder = output / "reports" / recipe
        settings = _settings(recipe, names, protocols, epochs, folds, folds_run, seed, rounds)
        try:
            known = _reported(folder, settings)
            result = known or evaluate(
                context, recipe, corpora=corpora, names=names, protocols=protocols, epochs=epochs,
                folds=folds, folds_run=folds_run, seed=seed, rounds=rounds, cache=cache,
                output=folder,
            )  # fmt: skip
            # Written last: without it the folder counts as unfinished.
            _write(folder / _SETTINGS, settings)
        except MerError as error:
            judged.append(RecipeJudged(recipe, error=str(error)))
        else:
            judged.append(RecipeJudged(recipe, again=known is not None))
            if isinstance(result, Report):
                reports[recipe] = result
            else:
                shipped = result
        context.publish(judged[-1])
    context.report(Progress("Judging", len(recipes), len(recipes)))
    tried = read_tried(output / ABLATIONS)
    _write(output / RESULTS, results_markdown(reports, shipped, zoo(), tried))
    return AllJudged(output / RESULTS, tuple(judged))


def _settings(recipe: str, *choices: object) -> str:
    """What a report depends on, as JSON; a recipe that was changed is another one."""
    from mer_core.training.recipes import recipes
    from mer_core.training.zoo import zoo

    known: dict[str, object] = {**recipes(), **zoo()}
    return json.dumps({"recipe": repr(known[recipe]), "choices": choices}, indent=1) + "\n"


def _reported(folder: Path, settings: str) -> Evaluation | Report | None:
    """The report in ``folder`` where it was made with ``settings``."""
    try:
        if (folder / _SETTINGS).read_text("utf-8") != settings:
            return None
        text = (folder / _JSON).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return Report.from_json(text) if "figures" in text else _evaluation(text)


def _evaluation(text: str) -> Evaluation:
    from mer_core.training.reports import Evaluation, Score

    try:
        fields = json.loads(text)
        scores = tuple(Score(**score) for score in fields.pop("scores"))
        return Evaluation(scores=scores, **fields)
    except (KeyError, TypeError, ValueError) as error:
        raise TrainingError(
            "A report of an earlier evaluation is damaged; delete it and evaluate again."
        ) from error


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    except OSError as error:
        raise TrainingError(f"{path} cannot be written ({error.strerror}).") from error
