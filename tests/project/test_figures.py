"""Every figure that the documents quote is that of a committed report."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mer_core.models.store import DEFAULT_ID
from mer_core.training.nets.zoo import zoo
from mer_core.training.report import RELIABILITY, Figure, Report
from mer_core.training.requests import BY_CORPUS, BY_SONG, LEFT_OUT, RECIPES, EvaluateRequest
from mer_core.training.results import results_markdown
from mer_core.training.shipped.recipe import CAVEATS, recipes
from mer_core.training.tried import read_tried
from mer_core.workflows.evaluate import evaluate_all, read_report

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SHIPPED = ROOT / "resources" / "models"
README = (ROOT / "README.md").read_text("utf-8")


def report(recipe: str) -> Report:
    found = read_report(DOCS / "reports" / recipe)
    assert found is not None, recipe
    return found


def figure(corpus: str, label: str, metric: str, protocol: str = BY_SONG) -> Figure:
    found = report(DEFAULT_ID).find(protocol, label, metric, corpus=corpus)
    assert found is not None
    return found


def short(value: float, digits: int = 3) -> str:
    """ ".693", "-.05": as README writes figures."""
    return f"{value:.{digits}f}".replace("0.", ".", 1)


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_reports_table_is_that_of_its_figures(recipe: str) -> None:
    page = (DOCS / "reports" / recipe / "evaluation.md").read_text("utf-8")
    assert page == report(recipe).to_markdown()


def test_the_page_of_results_is_made_of_the_committed_reports() -> None:
    page = (DOCS / "RESULTS.md").read_text("utf-8")
    reports = {recipe: report(recipe) for recipe in RECIPES}
    stale = dict(re.findall(r"^- \*\*(\S+)\*\*: stale \((.+?)\); ", page, re.M))
    stale |= dict(re.findall(r"^### (\S+)\n\n.+ Stale: (.+)\.$", page, re.M))
    assert page == results_markdown(reports, read_tried(DOCS / "ablations.toml"), stale)


def test_a_report_without_hashes_is_stale_on_the_page() -> None:
    page = (DOCS / "RESULTS.md").read_text("utf-8")
    for recipe in zoo():
        if report(recipe).origin is None:
            assert f"| {recipe} (stale) |" in page
    for recipe in recipes():
        if report(recipe).origin is None:
            assert re.search(rf"^### {recipe}\n\n.+ Stale: ", page, re.M)


def test_a_row_says_how_many_folds_were_run() -> None:
    page = (DOCS / "RESULTS.md").read_text("utf-8")
    for recipe in zoo():
        (row,) = re.findall(rf"^\| {recipe}(?: \(stale\))? \|.* of \w+.*$", page, re.M)[:1]
        run = report(recipe).runs[0]
        assert f"| {run.folds_run} of {run.folds} |" in row


@pytest.mark.parametrize("model", recipes())
def test_a_models_card_and_its_report_say_the_same(model: str) -> None:
    kept = Report.from_json((SHIPPED / model / "evaluation.json").read_text("utf-8"))
    assert kept == report(model)
    assert kept.to_markdown() in (SHIPPED / model / "CARD.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        ("film music, mean R2 of eight ratings", [("soundtracks360", "film (mean)", "R2")]),
        ("Emotify, mean R2 of nine felt emotions", [("emotify", "gems (mean)", "R2")]),
        ("sung emotion of six, unweighted recall", [("ravdess_song", "voice", "UAR")]),
        (
            "game music for piano, r valence / arousal",
            [("vgmidi", "plane.valence", "r"), ("vgmidi", "plane.arousal", "r")],
        ),
        (
            "the same, rated curves, mean r per piece, valence / arousal",
            [("vgmidi", "curve.valence", "mean r"), ("vgmidi", "curve.arousal", "mean r")],
        ),
        (
            "six seconds of ten popular genres, r valence / arousal",
            [("grekow", "plane.valence", "r"), ("grekow", "plane.arousal", "r")],
        ),
        (
            "piano covers of pop, AUC valence / arousal",
            [("emopia", "plane.valence", "AUC"), ("emopia", "plane.arousal", "AUC")],
        ),
    ],
)
def test_readme_quotes_the_report(row: str, shown: list[tuple[str, str, str]]) -> None:
    figures = [figure(*key) for key in shown]
    if len(figures) == 1:
        (one,) = figures
        value = f"{short(one.value)} ({short(one.low)} to {short(one.high)})"
        digits = 3 if one.metric == "UAR" else 2
    else:
        value, digits = " / ".join(short(one.value, 2) for one in figures), 2
    constants = [short(one.constant, digits) for one in figures]
    constant = "0" if set(constants) == {".00"} else " / ".join(constants)
    assert f"| {row} | {value} | {constant} |" in README


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        (
            "film music, r valence / arousal",
            [("soundtracks360", "plane.valence", "r"), ("soundtracks360", "plane.arousal", "r")],
        ),
        (
            "game music for piano, r valence / arousal",
            [("vgmidi", "plane.valence", "r"), ("vgmidi", "plane.arousal", "r")],
        ),
        (
            "six seconds of ten popular genres, r valence / arousal",
            [("grekow", "plane.valence", "r"), ("grekow", "plane.arousal", "r")],
        ),
        ("the same, quadrant right", [("grekow", "quadrant", "accuracy")]),
        (
            "piano covers of pop, AUC valence / arousal",
            [("emopia", "plane.valence", "AUC"), ("emopia", "plane.arousal", "AUC")],
        ),
        ("the same covers, quadrant right", [("emopia", "quadrant", "accuracy")]),
        (
            "confidence, expected calibration error (less is better)",
            [("emopia, grekow, soundtracks360, vgmidi", "confidence", "ECE")],
        ),
    ],
)
def test_readme_quotes_what_was_left_out(row: str, shown: list[tuple[str, str, str]]) -> None:
    figures = [figure(*key, BY_CORPUS) for key in shown]
    values = [f"{short(f.value, 2)} ({short(f.low, 2)} to {short(f.high, 2)})" for f in figures]
    (constant,) = {short(one.constant, 2) for one in figures}
    assert f"| {row} | {' / '.join(values)} | {'0' if constant == '.00' else constant} |" in README


def test_every_shipped_recipe_stands_in_the_table_of_what_was_left_out() -> None:
    page = (DOCS / "RESULTS.md").read_text("utf-8")
    _, _, table = page.partition("## Whole corpora and genres left out")
    for recipe in recipes():
        assert set(LEFT_OUT) <= set(report(recipe).protocols)
        assert f"(reports/{recipe}/{RELIABILITY})" in table
        assert (DOCS / "reports" / recipe / RELIABILITY).is_file()


def test_what_flatters_the_figures_stands_beside_them_everywhere() -> None:
    chosen_on = recipes()[DEFAULT_ID].chosen_on
    assert f"\\* {CAVEATS[chosen_on]}" in README
    assert "| left out | figure* |" in README
    for name, recipe in recipes().items():
        for path in (SHIPPED / name / "CARD.md", DOCS / "RESULTS.md"):
            page = path.read_text("utf-8")
            assert f"\\* {CAVEATS[recipe.chosen_on]}" in page
            assert f" {recipe.chosen_on[0]}* |" in page


def test_regenerating_the_page_without_corpora_changes_nothing(tmp_path: Path) -> None:
    import shutil

    from mer_core.jobs import SilentContext

    output = shutil.copytree(DOCS, tmp_path / "docs")
    requests = [EvaluateRequest(recipe=name, corpora=tmp_path) for name in RECIPES]
    evaluate_all(SilentContext(), requests, output=output)
    reports = {recipe: report(recipe) for recipe in RECIPES}
    if all(entry.origin is None for entry in reports.values()):
        assert (output / "RESULTS.md").read_bytes() == (DOCS / "RESULTS.md").read_bytes()
