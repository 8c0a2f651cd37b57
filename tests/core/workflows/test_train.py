"""Training and judging as the window and the command line ask for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from click import UsageError
from click.testing import CliRunner, Result

from mer_core.cli.__main__ import mer
from mer_core.errors import TrainingError
from mer_core.jobs import SilentContext
from mer_core.models.checkpoint import load
from mer_core.training.events import EpochDone
from mer_core.training.figures import Report
from mer_core.workflows.evaluate import AllJudged, RecipeJudged, evaluate, evaluate_all
from mer_core.workflows.train import RECIPES, TrainReport, train
from tests.core.training.conftest import make_ravdess, make_soundtracks


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two small corpora: what is sung and what is rated."""
    torch.set_num_threads(1)
    root = tmp_path_factory.mktemp("corpora")
    make_ravdess(root)
    make_soundtracks(root, clips=9)
    return root


def run(*arguments: object, code: int = 0) -> Result:
    result = CliRunner().invoke(mer, [str(a) for a in arguments], standalone_mode=False)
    exit_code = result.return_value if result.exception is None else result.exception
    assert exit_code == code, (result.output, result.exception)
    return result


def refusal(*arguments: object) -> str:
    result = CliRunner().invoke(mer, [str(a) for a in arguments], standalone_mode=False)
    assert isinstance(result.exception, TrainingError | UsageError), result.exception
    return str(result.exception)


def test_a_founding_system_is_trained_and_then_analyses(corpora: Path) -> None:
    result = run(
        "train", "tang-gru", "--root", corpora, "--corpus", "soundtracks360", "--epochs", 1,
        "--folds", 2, "--folds-run", 2, "--protocol", "by-song",
    )  # fmt: skip
    assert "tang-gru: " in result.stdout
    assert "soundtracks360 9" in result.stdout
    assert "tang-gru by-song fold 2/2 epoch 1/1: loss" in result.stderr
    song = corpora / "soundtracks360" / "audio" / "001.wav"
    (answer,) = (
        json.loads(line)
        for line in run("analyze", "--json", "--model", "tang-gru", song).stdout.splitlines()
    )
    assert answer["error"] is None
    assert -1 <= answer["valence"] <= 1
    assert answer["moods"]


def test_training_publishes_every_epoch_and_its_report(corpora: Path, tmp_path: Path) -> None:
    context = SilentContext()
    report = train(
        context, "td-cnn-3", corpora=corpora, output=tmp_path / "model", epochs=1, folds=2,
        folds_run=2, rounds=5, cache=tmp_path / "cache",
    )  # fmt: skip
    *epochs, last = context.published
    assert last == report
    assert isinstance(last, TrainReport)
    assert report.num_clips == (("ravdess_song", 18),)
    assert [(done.protocol, done.fold) for done in epochs if isinstance(done, EpochDone)] == [
        ("by-song", 0),
        ("by-song", 1),
        ("as-published", 0),
        ("as-published", 1),
        ("final", 0),
    ]
    checkpoint = load(tmp_path / "model")
    assert checkpoint.ref.sha256 == report.sha256
    assert "2 of 2 folds, 1 epoch" in (tmp_path / "model" / "CARD.md").read_text("utf-8")
    kept = (tmp_path / "model" / "evaluation.json").read_text("utf-8")
    assert Report.from_json(kept).recipe == "td-cnn-3"


def test_an_evaluation_writes_tables_and_pictures(corpora: Path, tmp_path: Path) -> None:
    result = evaluate(
        SilentContext(), "td-cnn-3", corpora=corpora, epochs=1, folds=2, rounds=5, output=tmp_path
    )
    assert isinstance(result, Report)
    assert (tmp_path / "evaluation.md").read_text("utf-8") == result.to_markdown()
    assert Report.from_json((tmp_path / "evaluation.json").read_text("utf-8")) == result
    for name in ("confusion-by-song.png", "confusion-as-published.png", "learning.png"):
        assert (tmp_path / name).read_bytes().startswith(b"\x89PNG")


def judged(context: SilentContext) -> list[RecipeJudged]:
    return [item for item in context.published if isinstance(item, RecipeJudged)]


def test_all_recipes_are_judged_once(corpora: Path, tmp_path: Path) -> None:
    def attempt(**changes: object) -> tuple[AllJudged, SilentContext]:
        context = SilentContext()
        settings: dict[str, object] = {"epochs": 1, "folds": 2, "rounds": 5}
        done = evaluate_all(
            context, corpora=corpora, output=tmp_path, recipes=("td-cnn-3", "cnn-lstm"),
            **(settings | changes),  # type: ignore[arg-type]
        )  # fmt: skip
        return done, context

    done, context = attempt()
    assert done.path == tmp_path / "RESULTS.md"
    first, second = judged(context)
    assert first == RecipeJudged("td-cnn-3")
    # Emotify is not there: that is said, and the others are judged.
    assert second.recipe == "cnn-lstm"
    assert "none of the corpora emotify" in second.error
    assert "td-cnn-3" in done.path.read_text("utf-8")
    done, context = attempt()
    assert judged(context)[0] == RecipeJudged("td-cnn-3", again=True)
    assert not any(isinstance(item, EpochDone) for item in context.published)
    _, context = attempt(seed=1)
    assert judged(context)[0] == RecipeJudged("td-cnn-3")


def test_a_broken_report_is_told(corpora: Path, tmp_path: Path) -> None:
    def attempt() -> RecipeJudged:
        return evaluate_all(
            SilentContext(), corpora=corpora, output=tmp_path, recipes=("td-cnn-3",), epochs=1,
            folds=2, rounds=5,
        ).recipes[0]  # fmt: skip

    attempt()
    (tmp_path / "reports" / "td-cnn-3" / "evaluation.json").write_text('{"figures": 3}', "utf-8")
    assert "damaged" in attempt().error


def test_what_cannot_be_done_is_said_in_a_sentence(corpora: Path) -> None:
    assert "known: moodline-1, td-cnn-1" in refusal("train", "best", "--root", corpora)
    assert "known: moodline-1, td-cnn-1" in refusal("evaluate", "best", "--root", corpora)
    assert "no corpus 'x'; known: ravdess_song" in refusal(
        "evaluate", "tang-gru", "--root", corpora, "--corpus", "x"
    )
    assert "rated valence and arousal, which ravdess_song does not give" in refusal(
        "train", "tang-gru", "--root", corpora, "--corpus", "ravdess_song"
    )
    result = CliRunner().invoke(mer, ["evaluate", "all", "--root", str(corpora)])
    assert result.exit_code == 2
    assert "-o FOLDER" in result.output


def test_the_shipped_recipe_comes_first() -> None:
    assert RECIPES[0] == "moodline-1"
    assert len(RECIPES) == len(set(RECIPES)) == 18
