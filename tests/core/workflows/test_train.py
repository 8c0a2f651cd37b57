"""Training and judging as the window and the command line ask for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from click.testing import CliRunner, Result

from mer_core.cli.__main__ import mer
from mer_core.errors import MerError, TrainingError
from mer_core.jobs import SilentContext
from mer_core.models.checkpoint import load
from mer_core.training.report import EpochDone, Report, TrainReport
from mer_core.training.requests import (
    FOLDED,
    PROTOCOLS,
    RECIPES,
    EvaluateRequest,
    TrainRequest,
)
from mer_core.workflows.evaluate import AllJudged, RecipeJudged, evaluate, evaluate_all
from mer_core.workflows.train import train
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
    assert isinstance(result.exception, MerError), result.exception
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
    request = TrainRequest(
        recipe="td-cnn-3", corpora=corpora, output=tmp_path / "model", epochs=1, folds=2,
        folds_run=2, rounds=5,
    )  # fmt: skip
    report = train(context, request, cache=tmp_path / "cache")
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
    request = EvaluateRequest(recipe="td-cnn-3", corpora=corpora, epochs=1, folds=2, rounds=5)
    result = evaluate(SilentContext(), request, output=tmp_path)
    assert (tmp_path / "evaluation.md").read_text("utf-8") == result.to_markdown()
    assert Report.from_json((tmp_path / "evaluation.json").read_text("utf-8")) == result
    for name in ("confusion-by-song.png", "confusion-as-published.png", "learning.png"):
        assert (tmp_path / name).read_bytes().startswith(b"\x89PNG")


def judged(context: SilentContext) -> list[RecipeJudged]:
    return [item for item in context.published if isinstance(item, RecipeJudged)]


def judge_all(
    output: Path, corpora: Path, *recipes: str, fresh: bool = False, **changes: int
) -> tuple[AllJudged, SilentContext]:
    context = SilentContext()
    settings = {"epochs": 1, "folds": 2, "rounds": 5} | changes
    requests = [EvaluateRequest(recipe=name, corpora=corpora, **settings) for name in recipes]
    return evaluate_all(context, requests, output=output, fresh=fresh), context


def trained_again(context: SilentContext) -> bool:
    return any(isinstance(item, EpochDone) for item in context.published)


def test_all_recipes_are_judged_once(corpora: Path, tmp_path: Path) -> None:
    done, context = judge_all(tmp_path, corpora, "td-cnn-3", "cnn-lstm")
    assert done.path == tmp_path / "RESULTS.md"
    first, second = judged(context)
    assert first == RecipeJudged("td-cnn-3")
    # Emotify is not there: that is said, and the others are judged.
    assert second.recipe == "cnn-lstm"
    assert "none of the corpora emotify" in second.error
    assert "| td-cnn-3 |" in done.path.read_text("utf-8")
    _, context = judge_all(tmp_path, corpora, "td-cnn-3", "cnn-lstm")
    assert judged(context)[0] == RecipeJudged("td-cnn-3", again=True)
    assert not trained_again(context)
    _, context = judge_all(tmp_path, corpora, "td-cnn-3", seed=1)
    assert judged(context)[0] == RecipeJudged("td-cnn-3")
    assert trained_again(context)
    _, context = judge_all(tmp_path, corpora, "td-cnn-3", seed=1, fresh=True)
    assert judged(context)[0] == RecipeJudged("td-cnn-3")
    assert trained_again(context)


def test_a_report_is_current_only_while_all_that_made_it_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_ravdess(tmp_path / "corpora", actors=2).parent
    output = tmp_path / "out"

    def again() -> bool:
        _, context = judge_all(output, root, "td-cnn-3")
        return judged(context)[0].again

    assert not again()
    assert again()
    with monkeypatch.context() as patch:
        patch.setattr("mer_core.training.session.code_of", lambda _: "other code")
        assert not again()
    assert not again()  # the code is the old one once more
    assert again()
    sound = root / "ravdess_song" / "Actor_01" / "03-02-01-01-01-01-01.wav"
    sound.write_bytes(sound.read_bytes()[:-2000] + bytes(2000))
    assert not again()
    assert again()
    sound.rename(sound.with_name("03-02-02-01-01-02-01.wav"))
    assert not again()


def test_a_report_that_cannot_be_compared_stays_and_is_marked_stale(
    corpora: Path, tmp_path: Path
) -> None:
    judge_all(tmp_path, corpora, "td-cnn-3")
    place = tmp_path / "reports" / "td-cnn-3" / "evaluation.json"
    (tmp_path / "empty").mkdir()

    def page(root: Path) -> str:
        done, _ = judge_all(tmp_path, root, "td-cnn-3")
        return done.path.read_text("utf-8")

    missing = page(tmp_path / "empty")
    assert "| td-cnn-3 (stale) |" in missing
    assert "stale (its corpora were not at hand to compare)" in missing
    old = json.loads(place.read_text("utf-8")) | {"origin": None}
    place.write_text(json.dumps(old), "utf-8")
    assert "made before figures were bound to the code that made them" in page(tmp_path / "empty")
    assert "| td-cnn-3 |" in page(corpora)


def test_a_broken_report_is_told_and_judged_again_where_all_is(
    corpora: Path, tmp_path: Path
) -> None:
    judge_all(tmp_path, corpora, "td-cnn-3")
    place = tmp_path / "reports" / "td-cnn-3" / "evaluation.json"
    place.write_text('{"figures": 3}', "utf-8")
    assert "damaged" in judge_all(tmp_path, corpora, "td-cnn-3")[0].recipes[0].error
    done, _ = judge_all(tmp_path, corpora, "td-cnn-3", fresh=True)
    assert done.recipes == (RecipeJudged("td-cnn-3"),)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"recipe": "best"}, "no recipe 'best'; known: moodline-2"),
        ({"names": ("mine",)}, "no corpus 'mine'; known: ravdess_song"),
        ({"protocols": ("by-luck",)}, "no protocol 'by-luck'; known: by-song"),
        ({"protocols": ()}, "Name a protocol"),
        (
            {"recipe": "td-cnn-1", "protocols": ("by-corpus",)},
            "Name a protocol to judge td-cnn-1 by: by-song or as-published",
        ),
        ({"folds": 1}, "1 folds are too few"),
        ({"folds_run": 0}, "0 folds to run are too few"),
        ({"epochs": 0}, "0 epochs are too few"),
        ({"rounds": 0}, "0 draws of the bootstrap are too few"),
        ({"seed": -1}, "The seed is -1"),
    ],
)
def test_a_request_that_cannot_be_served_is_refused_where_it_is_made(
    changes: dict[str, object], words: str
) -> None:
    with pytest.raises(TrainingError, match=words):
        EvaluateRequest(**({"corpora": Path("x")} | changes))  # type: ignore[arg-type]


def test_a_model_is_not_trained_without_folds_to_calibrate_it_by(tmp_path: Path) -> None:
    asked = {"corpora": tmp_path, "output": tmp_path / "model"}
    with pytest.raises(TrainingError, match="judge it by-song or as-published, too"):
        TrainRequest(**asked, protocols=("by-corpus",))  # type: ignore[arg-type]
    assert TrainRequest(**asked).protocols == PROTOCOLS  # type: ignore[arg-type]
    assert TrainRequest(recipe="td-cnn-1", **asked).protocols == FOLDED  # type: ignore[arg-type]


def test_what_cannot_be_done_is_said_in_a_sentence(corpora: Path) -> None:
    assert "known: moodline-2, moodline-2-open" in refusal("train", "best", "--root", corpora)
    assert "known: moodline-2, moodline-2-open" in refusal("evaluate", "best", "--root", corpora)
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
    assert RECIPES[0] == "moodline-2"
    assert len(RECIPES) == len(set(RECIPES)) == 20


def test_finished_folds_are_not_taken_from_other_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_ravdess(tmp_path / "corpora", actors=2).parent
    request = EvaluateRequest(recipe="td-cnn-3", corpora=root, epochs=1, folds=2, rounds=5)

    def trains(context: SilentContext) -> bool:
        evaluate(context, request, cache=tmp_path / "cache")
        return any(progress.phase == "Training" for progress in context.progress)

    assert trains(SilentContext())
    assert not trains(SilentContext())
    with monkeypatch.context() as patch:
        patch.setattr("mer_core.training.nets.learner.code_of", lambda _: "other code")
        assert trains(SilentContext())
    sound = root / "ravdess_song" / "Actor_01" / "03-02-01-01-01-01-01.wav"
    sound.write_bytes(sound.read_bytes()[:-2000] + bytes(2000))  # as long as before
    assert trains(SilentContext())
