"""From tiny corpora to a model that can be loaded, and a judgement of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from mer_core.errors import ModelError, TrainingError
from mer_core.jobs import SilentContext
from mer_core.models.checkpoint import load
from mer_core.models.confidence import Confidence
from mer_core.models.fusion import Describe, FusionNet
from mer_core.models.store import CARD, SPEC, WEIGHTS
from mer_core.training.corpora import JUDGED_ON
from mer_core.training.corpora.grekow import genre_of
from mer_core.training.corpora.labels import LabelledClip, LabelledCurve
from mer_core.training.report import RELIABILITY
from mer_core.training.requests import (
    BY_CORPUS,
    BY_GENRE,
    BY_SONG,
    LEFT_OUT,
    PROTOCOLS,
    EvaluateRequest,
    TrainRequest,
)
from mer_core.training.session import open_session
from mer_core.training.shipped.answers import guess, with_voice
from mer_core.training.shipped.describing import DescribedClip, load_encoder
from mer_core.training.shipped.fit import blank_spec, fit
from mer_core.training.shipped.learner import ShippedLearner
from mer_core.training.shipped.recipe import Recipe, recipes
from mer_core.training.tables import ABOUT_LEFT_OUT
from mer_core.workflows.evaluate import evaluate
from mer_core.workflows.train import train


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where clips are described once for all of these tests."""
    torch.set_num_threads(1)
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def learner(corpora: Path, cache: Path) -> ShippedLearner:
    request = EvaluateRequest(corpora=corpora, folds=2)
    found = open_session(SilentContext(), request, cache=cache).learner
    assert isinstance(found, ShippedLearner)
    return found


def random_clips(num_features: int) -> list[DescribedClip]:
    """Eight clips whose features are noise: only learning by heart can tell them apart."""
    random = np.random.default_rng(5)
    clips = []
    for index in range(8):
        values = random.normal(size=(20, num_features)).astype(np.float32)
        clip = LabelledClip(
            "soundtracks360", str(index), Path("x"), str(index),
            valence=index / 4 - 1, arousal=1 - index / 4, gems=(index / 8,) * 9,
            film=(index / 8,) * 8, voice=index % 6,
            curve=LabelledCurve(
                np.arange(10, dtype=np.float32), np.full(10, index / 4 - 1, np.float32),
                np.full(10, 1 - index / 4, np.float32),
            ),
        )  # fmt: skip
        clips.append(DescribedClip(clip, values))
    return clips


def by_heart() -> Recipe:
    """The recipe with hardly any penalty."""
    recipe = recipes()["moodline-1"]
    return replace(
        recipe,
        heads={
            name: replace(
                head,
                corpora={"soundtracks360": 1.0},
                kernel_ridge=1e-4,
                linear_ridge=1e-3,
                slopes=(),
            )
            for name, head in recipe.heads.items()
        },
        movement=replace(recipe.movement, ridge=1e-3, liveliness=(1.0, 1.0)),
    )


def test_eight_clips_are_learnt_by_heart_within_seconds() -> None:
    recipe = by_heart()
    spec = blank_spec(recipe)
    describe = Describe(spec)
    clips = random_clips(describe.num_features)
    net = fit(clips, recipe, spec, describe)
    with torch.inference_mode():
        for index, entry in enumerate(clips):
            output = net.read(torch.from_numpy(entry.features)[None])
            assert output.valence.mean() == pytest.approx(index / 4 - 1, abs=0.05)
            assert output.gems.mean() == pytest.approx(index / 8, abs=0.05)
            assert output.voice[0].mean(0).argmax() == index % 6


def test_movement_is_learnt_from_curves_and_leaves_the_level_to_the_heads() -> None:
    recipe = replace(by_heart(), delay=2, smoothing=1)
    spec = blank_spec(recipe)
    describe = Describe(spec)
    random = np.random.default_rng(3)
    clips = []
    for entry in random_clips(describe.num_features):
        # Arousal follows one feature two steps later; valence stands still.
        values = random.normal(size=(40, describe.num_features)).astype(np.float32)
        times_s = (np.arange(2, 40, dtype=np.float32) + 0.5) * spec.step_s
        arousal = (0.1 * values[:-2, 7] - 0.3).astype(np.float32)
        curve = LabelledCurve(times_s, np.full(38, 0.2, np.float32), arousal)
        clips.append(DescribedClip(replace(entry.clip, curve=curve), values))
    net = fit(clips, recipe, spec, describe)
    with torch.inference_mode():
        for entry in clips:
            features = torch.from_numpy(entry.features)[None]
            moved = net.read(features).movement[0].numpy()
            louder = features.clone()
            louder[..., -1] += 0.1
            same = net.read(louder).movement[0].numpy()
            assert np.corrcoef(moved[2:, 1], entry.features[:-2, 7])[0, 1] > 0.95
            assert moved[:, 0].std() < 0.01
            assert (same - moved).std(axis=0) == pytest.approx(0, abs=1e-3)


def test_fitting_twice_gives_the_same_numbers(learner: ShippedLearner) -> None:
    first, second = (
        fit(learner.described, learner.recipe, learner.spec, learner.describe) for _ in range(2)
    )
    assert isinstance(first, FusionNet)
    for name, tensor in first.state_dict().items():
        assert torch.equal(tensor, second.state_dict()[name]), name


def test_training_saves_a_model_that_loads(corpora: Path, tmp_path: Path, cache: Path) -> None:
    context = SilentContext()
    request = TrainRequest(corpora=corpora, output=tmp_path / "model", folds=2, rounds=5)
    report = train(context, request, cache=cache)
    assert context.published[-1] == report
    assert dict(report.num_clips) == {
        "emotify": 6,
        "ravdess_song": 18,
        "soundtracks360": 6,
        "vgmidi": 4,
    }
    names = {path.name for path in (tmp_path / "model").iterdir()}
    assert names == {WEIGHTS, SPEC, CARD, "evaluation.json"}
    checkpoint = load(tmp_path / "model")
    assert checkpoint.ref.sha256 == report.sha256
    assert checkpoint.spec.num_parameters == report.num_parameters <= 5_000_000
    assert {"valence", "arousal", "spread", "gems.power", "voice.sad"} <= set(
        checkpoint.spec.calibration
    )
    assert "by-song" in (tmp_path / "model" / CARD).read_text("utf-8")
    stated = Confidence.of_spec(checkpoint.spec)
    assert stated.params().items() <= dict(checkpoint.spec.params).items()


def test_evaluation_is_written_as_a_table_and_as_json(
    corpora: Path, tmp_path: Path, cache: Path
) -> None:
    context = SilentContext()
    request = EvaluateRequest(corpora=corpora, folds=2, rounds=5)
    result = evaluate(context, request, cache=cache, output=tmp_path / "out")
    assert (tmp_path / "out" / "evaluation.md").read_text("utf-8") == result.to_markdown()
    scores = json.loads((tmp_path / "out" / "evaluation.json").read_text("utf-8"))["figures"]
    assert {score["protocol"] for score in scores} == set(PROTOCOLS)
    labels = {(score["corpus"], score["label"]) for score in scores}
    assert ("emotify", "gems.amazement") in labels
    assert ("soundtracks360", "film.tender") in labels
    assert ("ravdess_song", "voice") in labels
    assert ("vgmidi", "curve.arousal") in labels
    assert any(progress.phase == "Validating" for progress in context.progress)
    assert (tmp_path / "out" / RELIABILITY).read_bytes().startswith(b"\x89PNG")
    # Of the folds' figures nothing stands in the table of what was left out, and the reverse.
    folds, left_out = result.to_markdown().split(ABOUT_LEFT_OUT)
    assert "by-song*" in folds
    assert "by-corpus" not in folds.split("| corpus |")[1]
    assert "| grekow | plane.valence | r |" in left_out
    assert "| emopia | plane.arousal | AUC |" in left_out


def test_whoever_is_left_out_was_not_learnt_from(learner: ShippedLearner) -> None:
    held = learner.leave_out(SilentContext(), BY_CORPUS)
    by_name = {(entry.clip.corpus, entry.clip.name): entry for entry in held.guesses}
    assert len(by_name) == len(held.guesses) == 6 + 6 + 4 + 6 + 8
    assert {corpus for corpus, _ in by_name} == set(JUDGED_ON)
    # Film music: by the plane that all others taught. Grekow's: by all that are learnt from.
    for corpus, seen in (
        ("soundtracks360", {"ravdess_song", "emotify", "vgmidi"}),
        ("grekow", {"ravdess_song", "emotify", "vgmidi", "soundtracks360"}),
    ):
        known = [entry for entry in learner.described if entry.clip.corpus in seen]
        net = fit(known, learner.recipe, learner.spec, learner.describe, heads=("plane",))
        rest = [*learner.described, *learner.others]
        for entry in (entry for entry in rest if entry.clip.corpus == corpus):
            expected = guess(net, entry, {}).plane
            np.testing.assert_allclose(by_name[corpus, entry.clip.name].plane, expected)
    assert held is learner.leave_out(SilentContext(), BY_CORPUS)
    assert held.run.folds == held.run.folds_run == 5


def test_genres_are_left_out_of_the_corpus_that_names_them(learner: ShippedLearner) -> None:
    held = learner.leave_out(SilentContext(), BY_GENRE)
    assert [genre_of(entry.clip) for entry in held.guesses] == ["blues"] * 3 + ["pop"] * 3
    bare = replace(learner, others=(), _left={})
    assert bare.leave_out(SilentContext(), BY_GENRE).run.num_pieces == 0


def test_a_corpus_that_alone_has_a_heads_labels_can_be_left_out(learner: ShippedLearner) -> None:
    seen = [entry for entry in learner.described if entry.clip.corpus != "soundtracks360"]
    with pytest.raises(TrainingError, match="'film'"):
        fit(seen, learner.recipe, learner.spec, learner.describe)
    fit(seen, learner.recipe, learner.spec, learner.describe, heads=("plane",))


def test_a_report_without_genres_says_nothing_of_them(
    corpora: Path, tmp_path: Path, cache: Path
) -> None:
    for name in ("ravdess_song", "emotify", "soundtracks360", "vgmidi"):
        (tmp_path / name).symlink_to(corpora / name)
    request = EvaluateRequest(corpora=tmp_path, folds=2, rounds=2, protocols=LEFT_OUT)
    report = evaluate(SilentContext(), request, cache=cache)
    assert report.protocols == ("by-corpus",)
    assert {figure.corpus for figure in report.figures if figure.metric == "r"} == {
        "emotify", "soundtracks360", "vgmidi",
    }  # fmt: skip


def test_an_unknown_recipe_is_refused(corpora: Path) -> None:
    with pytest.raises(TrainingError, match="known: moodline-2"):
        evaluate(SilentContext(), EvaluateRequest(recipe="perfect", corpora=corpora))


def test_a_missing_encoder_is_a_model_error(tmp_path: Path) -> None:
    spec = blank_spec(recipes()["moodline-1"])
    with pytest.raises(ModelError):
        load_encoder(Describe(spec), tmp_path / "none.safetensors")


def test_the_voice_net_must_be_judged_on_the_same_folds(learner: ShippedLearner) -> None:
    context = SilentContext()
    guesses = learner.hold_out_heads(context, BY_SONG)
    heard = learner.voice.hold_out(context, BY_SONG)
    mixed = with_voice(guesses, heard, 0.25)
    index = next(i for i, one in enumerate(guesses.guesses) if one.clip.voice is not None)
    expected = 0.75 * guesses.guesses[index].voice + 0.25 * heard.answers[heard.song == 0][0]
    np.testing.assert_allclose(mixed.guesses[index].voice, expected)
    turned = replace(guesses.deal, fold=(guesses.deal.fold + 1) % guesses.deal.folds)
    with pytest.raises(TrainingError, match="other folds"):
        with_voice(replace(guesses, deal=turned), heard, 0.25)
