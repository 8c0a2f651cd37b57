"""The page of results says what the figures say, and invents nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mer_core.errors import TrainingError
from mer_core.training.nets.zoo import zoo
from mer_core.training.report import Figure, Report, Run
from mer_core.training.requests import RECIPES
from mer_core.training.results import meaning, results_markdown
from mer_core.training.tried import Ablation, Goal, Tried, read_tried


def _figure(
    protocol: str, unit: str, value: float, *, probe: float, metric: str = "accuracy",
    label: str = "class", ceiling: float | None = None, width: float = 0.03,
) -> Figure:  # fmt: skip
    return Figure(
        protocol, "emotify", unit, label, metric, value, value - width, value + width, 0.25, 32,
        None if metric.startswith("top") else probe, ceiling,
    )  # fmt: skip


def _report(
    published: float, by_song: float, *, probes: tuple[float, float], width: float = 0.03,
    task: str = "gems", ceiling: float | None = None,
) -> Report:  # fmt: skip
    label = "quadrant" if task == "plane" else "class"
    figures = [
        _figure(
            protocol, unit, value, probe=probe, metric=metric, label=label, width=width,
            ceiling=ceiling if metric == "accuracy" else None,
        )
        for protocol, value, probe in (
            ("by-song", by_song, probes[1]), ("as-published", published, probes[0]),
        )
        for unit in ("piece", "song")
        for metric in ("accuracy", "macro-F1", "top-3")
    ]  # fmt: skip
    runs = tuple(Run(name, 640, 32, 32, 2, 5, 6, 90.0) for name in ("by-song", "as-published"))
    return Report("cnn-lstm", task, ("emotify",), 1234567, 0, 300, runs, tuple(figures), ())


def _row(page: str, start: str) -> list[str]:
    (line,) = (line for line in page.splitlines() if line.startswith(f"| {start} |"))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_every_founding_system_has_a_row_and_a_sentence_before_it_ran() -> None:
    page = results_markdown({}, Tried())
    assert len(zoo()) == 17
    for name, recipe in zoo().items():
        row = _row(page, name)
        assert row[1] == recipe.published
        assert row[3] == "not run yet"
        assert not any(row[4:])
        assert f"- **{name}**: not run yet." in page
    assert "mer evaluate all --root DIR -o docs" in page


def test_a_row_holds_both_protocols_beside_the_published_figure() -> None:
    report = _report(0.956, 0.31, probes=(0.95, 0.26), ceiling=0.409)
    page = results_markdown({"cnn-lstm": report}, Tried())
    row = dict(zip(_row(page, "system"), _row(page, "cnn-lstm"), strict=True))
    assert row == {
        "system": "cnn-lstm",
        "published": zoo()["cnn-lstm"].published,
        "learns": "gems of emotify",
        "folds run": "2 of 5",
        "as published, per piece": "0.956 / 0.956 (leak)",
        "by song, per piece": "0.310 / 0.310",
        "by song, per song": "0.310 / 0.310",
        "95 %": "0.280 to 0.340",
        "constant": "0.250",
        "constant top-3": "0.250",
        "1-NN as published": "0.950",
        "1-NN by song": "0.260",
        "ceiling": "0.409",
        "gap": "+0.646",
    }
    assert "1,234,567 parameters, seed 0; by-song: 2 of 5 folds, 6 epochs, 640 pieces" in page


def test_a_gap_that_the_probe_explains_is_recognising_the_recording() -> None:
    said = meaning(_report(0.95, 0.30, probes=(0.95, 0.26), ceiling=0.409))
    assert (
        "The random split flatters by +0.65, about what the 1-NN probe gains (+0.69), so it "
        "measures recognising the recording rather than emotion." in said
    )
    assert "lies above the ceiling of 0.409: that is a leak" in said


@pytest.mark.parametrize(
    ("published", "by_song", "probes", "words"),
    [
        (0.90, 0.70, (0.95, 0.30), "the 1-NN probe gains +0.65 by it, so all of that may be"),
        (0.90, 0.60, (0.50, 0.35), "a good part of it is recognising the recording"),
        (0.90, 0.60, (0.40, 0.39), "plain spectra do not explain (1-NN +0.01)"),
        (0.62, 0.60, (0.35, 0.30), "The gap of +0.02 is within chance. By song"),
        (0.599, 0.60, (0.90, 0.30), "The gap of +0.00 is within chance. The split leaks all the"),
        (0.40, 0.60, (0.90, 0.30), "By song it does better (gap -0.20)"),
    ],
)
def test_the_sentence_follows_the_figures(
    published: float, by_song: float, probes: tuple[float, float], words: str
) -> None:
    said = meaning(_report(published, by_song, probes=probes))
    assert words in said
    assert "a leak" not in said


@pytest.mark.parametrize(
    ("by_song", "probe", "words"),
    [
        (0.60, 0.40, "above the constant predictor's 0.25 and above the nearest neighbour's 0.40"),
        (0.26, 0.27, "not beyond chance from the constant predictor's 0.25 and about the nearest"),
        (0.10, 0.40, "below the constant predictor's 0.25 and below the nearest neighbour's 0.40"),
    ],
)
def test_the_standing_by_song_is_told_beside_both(by_song: float, probe: float, words: str) -> None:
    assert words in meaning(_report(0.9, by_song, probes=(0.9, probe)))


def test_one_protocol_alone_is_said_to_be_alone() -> None:
    both = _report(0.9, 0.5, probes=(0.9, 0.3))
    alone = replace(both, runs=both.runs[:1], figures=both.figures[:6])
    assert meaning(alone) == "only by song was run, so there is no gap to read."
    row = _row(results_markdown({"cnn-lstm": alone}, Tried()), "cnn-lstm")
    assert row[3:6] == ["2 of 5", "", "0.500 / 0.500"]


def test_three_of_four_quadrants_are_counted_beside_a_constant() -> None:
    report = _report(0.5, 0.5, probes=(0.5, 0.4), task="plane")
    axes = tuple(
        _figure("by-song", unit, value, probe=0.1, metric="R2", label=axis)
        for unit in ("piece", "song")
        for axis, value in (("valence", 0.4), ("arousal", 0.6))
    )
    report = replace(report, figures=report.figures + axes)
    said = meaning(report)
    assert "among the 3 likeliest of 4 quadrants it scores 0.50, and so counted a constant" in said
    page = results_markdown({"cnn-lstm": report}, Tried())
    assert (
        "| cnn-lstm | 2 of 5 | 0.400 / 0.600 | 0.400 / 0.600 | 0.250 / 0.250 | 0.100 / 0.100 |  |"
        in page
    )


def _shipped() -> Report:
    figures = (
        Figure("by-song", "emotify", "song", "gems.power", "R2", 0.466, 0.39, 0.55, -0.004, 320),
        Figure("by-song", "vgmidi", "song", "plane.valence", "r", 0.7, 0.6, 0.8, 0.0, 160),
    )
    runs = (Run("by-song", 480, 480, 360, 5, 5, 0, 0.0),)
    caveat = "Its settings were chosen on these same folds."
    return Report(
        "moodline-1", "all heads", ("emotify", "vgmidi"), 7, 0, 300, runs, figures, (), caveat
    )


def test_what_flatters_the_shipped_model_is_said_beside_its_figures() -> None:
    page = results_markdown({"moodline-1": _shipped()}, Tried())
    assert "\\* Its settings were chosen on these same folds." in page
    assert "| corpus | label | metric | by-song* | 95 % | constant | clips |" in page
    assert "| emotify | gems.power | R2 | 0.466 | 0.390 to 0.550 | -0.004 | 320 |" in page


def _left_out(value: float, chosen_on: tuple[str, ...] = ("by-song",)) -> Report:
    figures = (
        Figure("by-corpus", "grekow", "song", "plane.valence", "r", value, 0.4, 0.7, 0.0, 259),
        Figure("by-corpus", "a, b", "song", "confidence", "ECE", 0.05, 0.04, 0.1, 0.15, 500),
        Figure("by-genre", "grekow", "song", "plane.valence", "r", 0.6, 0.5, 0.7, 0.0, 259),
    )
    runs = tuple(Run(name, 259, 259, 259, 5, 5, 0, 0.0) for name in ("by-corpus", "by-genre"))
    shipped = _shipped()
    return replace(
        shipped, runs=shipped.runs + runs, figures=shipped.figures + figures, chosen_on=chosen_on
    )


def test_what_was_left_out_has_a_table_of_its_own_on_the_page_and_in_the_report() -> None:
    report = _left_out(0.564)
    page = results_markdown({"moodline-1": report}, Tried())
    assert "| left out | corpus | label | metric | moodline-1 | constant |" in page
    assert "| by-corpus | grekow | plane.valence | r | 0.564 (0.400 to 0.700) | 0.000 |" in page
    assert "(reports/moodline-1/reliability.png)" in page
    unsure = replace(report, figures=tuple(f for f in report.figures if f.metric != "ECE"))
    assert "reliability.png" not in results_markdown({"moodline-1": unsure}, Tried())
    table = report.to_markdown()
    assert "| label | metric | by-corpus | 95 % | constant | by-genre | 95 % | constant |" in table
    assert "| plane.valence | r | 0.564 | 0.400 to 0.700 | 0.000 | 0.600 |" in table
    # Folds and what was left out are not mixed: neither's columns are in the other's table.
    assert "| corpus | label | metric | by-song* | 95 % | constant | clips |" in table
    assert "## Whole corpora and genres left out\n\nNot run yet." in results_markdown(
        {"moodline-1": _shipped()}, Tried()
    )


def test_settings_chosen_by_leaving_out_are_said_beside_what_was_left_out() -> None:
    report = _left_out(0.665, ("by-corpus", "by-genre"))
    page = results_markdown({"moodline-1": report}, Tried())
    assert "| moodline-1* | constant |" in page
    assert "\\* moodline-1: Its settings were chosen on these same folds." in page
    table = report.to_markdown()
    assert "| by-corpus* | 95 % | constant | by-genre* |" in table
    assert "| by-song |" in table
    assert Report.from_json(report.to_json()) == report


def test_a_stale_row_says_so_and_why() -> None:
    report = _report(0.956, 0.31, probes=(0.95, 0.26))
    stale = {"cnn-lstm": "since it was made, other code", "moodline-1": "no hashes"}
    page = results_markdown({"cnn-lstm": report, "moodline-1": _shipped()}, Tried(), stale)
    assert "| cnn-lstm (stale) |" in page
    assert "- **cnn-lstm**: stale (since it was made, other code); 1,234,567 parameters" in page
    assert "Stale: no hashes." in page


def test_the_shipped_models_table_and_what_was_tried_are_on_the_page() -> None:
    shipped = _shipped()
    tried = Tried(
        (
            Goal("emotify", "gems.power", "R2", 0.4, "smoothing"),
            Goal("vgmidi", "plane.valence", "r", 0.55, "weights", squared=True),
            Goal("pmemo", "plane.valence", "R2", 0.5, "not judged, so no row"),
        ),
        (
            Ablation("mixup", "R2 of valence", 0.5, 0.49, False, "no gain"),
            Ablation("own curves", "R2 of valence", 0.5, 0.55, True, "twice the rows", True),
        ),
    )
    page = results_markdown({RECIPES[0]: shipped}, tried)
    assert shipped.to_markdown().strip() in page
    assert "| emotify | gems.power, R2 | 0.40 | 0.466 |  | smoothing |" in page
    assert "| vgmidi | plane.valence, r squared | 0.55 | 0.490 | 0.060 | weights |" in page
    assert "pmemo" not in page
    assert (
        "| own curves | R2 of valence | 0.500 | 0.550 | kept | twice the rows "
        "| `benchmarks/ablations.py` |" in page
    )
    assert "| dropped | no gain | not reproducible from here |" in page
    assert page.index("own curves") < page.index("| mixup |")
    assert "Nothing is recorded yet" not in page
    assert "Nothing is recorded yet" in results_markdown({"moodline-1": shipped}, Tried())


def test_goals_and_ablations_are_read_from_their_file(tmp_path: Path) -> None:
    path = tmp_path / "ablations.toml"
    assert read_tried(path) == Tried()
    path.write_text(
        '[[ablation]]\nname = "a"\nfigure = "R2"\nwithout = 0.5\nwith_it = 1\nkept = true\n'
        'verdict = "better"\n[[goal]]\ncorpus = "c"\nlabel = "l"\nmetric = "r"\nvalue = 1\n'
        'squared = true\ntried = "t"\n',
        "utf-8",
    )
    assert read_tried(path) == Tried(
        (Goal("c", "l", "r", 1.0, "t", squared=True),),
        (Ablation("a", "R2", 0.5, 1.0, True, "better"),),
    )


@pytest.mark.parametrize(
    "text", ["[[ablation]]\nname = 'a'", "[[goal]]\ngoal = 'x'", "ablation = 3", "no toml", "\xff"]
)
def test_a_damaged_file_of_ablations_is_a_clear_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "ablations.toml"
    path.write_text(text, "latin-1")
    with pytest.raises(TrainingError, match=r"ablations\.toml cannot be used"):
        read_tried(path)


def test_the_projects_own_file_of_ablations_can_be_read() -> None:
    from benchmarks.ablations import PARTS, TRIED

    tried = read_tried(TRIED)
    assert {entry.name for entry in tried.ablations if entry.again} == set(PARTS)
    assert all(entry.verdict for entry in tried.ablations)
    assert all(goal.tried for goal in tried.goals)
