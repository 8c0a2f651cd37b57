"""Judge recipes by cross-validation, by song and as published, and say so in tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mer_core.disk import decoded, reason_of, replaced
from mer_core.errors import MerError, TrainingError
from mer_core.jobs import JobContext, Progress
from mer_core.training.report import REPORTS, Report
from mer_core.training.requests import EvaluateRequest

RESULTS = "RESULTS.md"
EVALUATION = "evaluation.json"
ABLATIONS = "ablations.toml"
_MARKDOWN = "evaluation.md"


def evaluate(
    context: JobContext, request: EvaluateRequest, *, cache: Path | None = None,
    output: Path | None = None,
) -> Report:  # fmt: skip
    """Cross-validate the recipe that is asked for; nothing is kept of it.

    With ``output``, ``evaluation.md`` and ``.json`` and pictures are written there. ``cache`` lets
    a stopped evaluation go on. Raises TrainingError where a corpus is not there or of no use, or a
    group leaks; DecodeError where a clip cannot be read.
    """
    from mer_core.training.extra import require
    from mer_core.training.pictures import write_pictures, write_reliability
    from mer_core.training.session import open_session

    if output is not None:
        require("matplotlib")
    session = open_session(context, request, cache=cache)
    report = session.evaluate(context)
    if output is not None:
        write(output / _MARKDOWN, report.to_markdown())
        write_pictures(output, list(session.pictured()))
        write_reliability(output, request.recipe, session.said())
        # Written last: without it the folder counts as unfinished.
        write(output / EVALUATION, report.to_json())
    return report


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
    context: JobContext, requests: Sequence[EvaluateRequest], *, output: Path,
    cache: Path | None = None, fresh: bool = False,
) -> AllJudged:  # fmt: skip
    """Serve ``requests``, a report each into ``output/reports/RECIPE``, and write RESULTS.md.

    A recipe is not judged again where its report was made by the same code from the same corpora,
    settings and weights, so a stopped call goes on where it was; ``fresh`` judges all again, from
    the sound files on. One that cannot be judged, as its corpora are not there, is passed over: a
    report that it has stays on the page, marked as stale. ``output/ablations.toml`` may tell what
    was aimed at and tried with the shipped model. Publishes RecipeJudged. Raises TrainingError
    where the folder cannot be written.
    """
    from mer_core.training.results import results_markdown
    from mer_core.training.tried import read_tried

    reports: dict[str, Report] = {}
    stale: dict[str, str] = {}
    judged = []
    kept = None if fresh else cache
    for done, request in enumerate(requests):
        context.report(Progress("Judging", done, len(requests), request.recipe))
        folder = output / REPORTS / request.recipe
        outcome, report, reason = _judged(context, request, folder, kept, fresh=fresh)
        judged.append(outcome)
        if report is not None:
            reports[request.recipe] = report
        if reason:
            stale[request.recipe] = reason
        context.publish(outcome)
    context.report(Progress("Judging", len(requests), len(requests)))
    tried = read_tried(output / ABLATIONS)
    write(output / RESULTS, results_markdown(reports, tried, stale))
    return AllJudged(output / RESULTS, tuple(judged))


def read_report(folder: Path) -> Report | None:
    """The report in ``folder``, None where there is none. Raises TrainingError if it is damaged."""
    try:
        return Report.from_json(decoded((folder / EVALUATION).read_bytes()))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise TrainingError(f"{folder / EVALUATION} cannot be read ({error}).") from error


def _judged(
    context: JobContext, request: EvaluateRequest, folder: Path, cache: Path | None, *, fresh: bool
) -> tuple[RecipeJudged, Report | None, str]:
    """What became of a recipe, its report, and why that is stale, "" where it is not."""
    known: Report | None = None
    reason = ""
    try:
        known = _known(folder, fresh=fresh)
        reason = _why_stale(known, request) if known is not None else ""
        if known is not None and not reason and not fresh:
            return RecipeJudged(request.recipe, again=True), known, ""
        report = evaluate(context, request, cache=cache, output=folder)
    except MerError as error:
        return RecipeJudged(request.recipe, error=str(error)), known, reason
    return RecipeJudged(request.recipe), report, ""


def _known(folder: Path, *, fresh: bool) -> Report | None:
    """An earlier report; a damaged one is told, unless all is judged anew."""
    try:
        return read_report(folder)
    except TrainingError:
        if fresh:
            return None
        raise


def _why_stale(known: Report, request: EvaluateRequest) -> str:
    """Why ``known`` may not be what ``request`` would give today, "" where it is."""
    from mer_core.training.session import origin_of

    if known.origin is None:
        return "made before figures were bound to the code that made them"
    try:
        changed = known.origin.differences(origin_of(request))
    except TrainingError:
        return "its corpora were not at hand to compare"
    return f"since it was made, other {' and '.join(changed)}" if changed else ""


def write(path: Path, text: str) -> None:
    """Write a text whole or not at all. Raises TrainingError where the disk refuses."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replaced(path) as file:
            file.write(text.encode("utf-8"))
    except OSError as error:
        raise TrainingError(f"{path} cannot be written ({reason_of(error)}).") from error
