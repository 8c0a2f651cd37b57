"""From tiny corpora to a model that can be loaded, and a judgement of it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from mer_core.errors import ModelError, TrainingError
from mer_core.jobs import SilentContext
from mer_core.models.checkpoint import load
from mer_core.models.fusion import Describe, FusionNet
from mer_core.models.store import CARD, SPEC, WEIGHTS
from mer_core.training.augment import altered
from mer_core.training.corpora.labels import LabelledClip, LabelledCurve
from mer_core.training.describing import DescribedClip, load_encoder
from mer_core.training.fit import blank_spec, fit, places
from mer_core.training.recipes import find_recipe
from mer_core.training.session import Session
from mer_core.training.validation import BY_SONG, assign_folds, cross_validate, with_voice
from mer_core.workflows.evaluate import evaluate
from mer_core.workflows.train import train


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where clips are described once for all of these tests."""
    torch.set_num_threads(1)
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def session(corpora: Path, cache: Path) -> Session:
    return Session.open(
        SilentContext(), "moodline-1", corpora=corpora, seed=0, cache=cache, folds=2
    )


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
        clips.append(DescribedClip(clip, values, ()))
    return clips


def test_eight_clips_are_learnt_by_heart_within_seconds() -> None:
    from dataclasses import replace

    recipe = find_recipe("moodline-1")
    recipe = replace(
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
    )
    spec = blank_spec(recipe)
    describe = Describe(spec)
    clips = random_clips(describe.num_features)
    net = fit(clips, recipe, spec, describe)
    with torch.inference_mode():
        for index, entry in enumerate(clips):
            chosen = places(len(entry.features), recipe.rows_per_clip)
            output = net.read(torch.from_numpy(entry.features[chosen])[None])
            assert output.valence.mean() == pytest.approx(index / 4 - 1, abs=0.05)
            assert output.gems.mean() == pytest.approx(index / 8, abs=0.05)
            assert output.voice[0].mean(0).argmax() == index % 6


def test_fitting_twice_gives_the_same_numbers(session: Session) -> None:
    first, second = (
        fit(session.clips, session.recipe, session.spec, session.describe) for _ in range(2)
    )
    assert isinstance(first, FusionNet)
    for name, tensor in first.state_dict().items():
        assert torch.equal(tensor, second.state_dict()[name]), name


def test_training_saves_a_model_that_loads(corpora: Path, tmp_path: Path, cache: Path) -> None:
    context = SilentContext()
    report = train(
        context, corpora=corpora, output=tmp_path / "model", folds=2, rounds=5, cache=cache
    )
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


def test_evaluation_is_written_as_a_table_and_as_json(
    corpora: Path, tmp_path: Path, cache: Path
) -> None:
    context = SilentContext()
    result = evaluate(
        context, corpora=corpora, folds=2, rounds=5, cache=cache, output=tmp_path / "out"
    )
    assert (tmp_path / "out" / "evaluation.md").read_text("utf-8") == result.to_markdown()
    scores = json.loads((tmp_path / "out" / "evaluation.json").read_text("utf-8"))["scores"]
    assert {score["protocol"] for score in scores} == {"by-song", "as-published"}
    labels = {(score["corpus"], score["label"]) for score in scores}
    assert ("emotify", "gems.amazement") in labels
    assert ("soundtracks360", "film.tender") in labels
    assert ("ravdess_song", "voice") in labels
    assert ("vgmidi", "curve.arousal") in labels
    assert any(progress.stage == "Validating" for progress in context.progress)


def test_an_unknown_recipe_is_refused(corpora: Path) -> None:
    with pytest.raises(TrainingError, match="known: moodline-1"):
        evaluate(SilentContext(), "perfect", corpora=corpora)


def test_a_missing_encoder_is_a_model_error(tmp_path: Path) -> None:
    spec = blank_spec(find_recipe("moodline-1"))
    with pytest.raises(ModelError):
        load_encoder(Describe(spec), tmp_path / "none.safetensors")


def test_altered_copies_differ_but_stay_sound() -> None:
    time = np.arange(16000 * 30) / 16000
    samples = (0.3 * np.sin(2 * np.pi * 440 * time)).astype(np.float32)
    copies = [altered(samples, 16000, np.random.default_rng(seed)) for seed in (0, 0, 1)]
    assert np.array_equal(copies[0], copies[1])
    assert len(copies[0]) != len(copies[2])
    for copy in copies:
        assert copy.dtype == np.float32
        assert np.isfinite(copy).all()
        assert 20 < len(copy) / 16000 < 28
        peak = np.abs(np.fft.rfft(copy)).argmax() * 16000 / len(copy)
        assert 440 / 2 ** (2.1 / 12) < peak < 440 * 2 ** (2.1 / 12)


def test_the_voice_net_must_be_judged_on_the_same_folds(session: Session) -> None:
    clips = [entry.clip for entry in session.clips]
    fold = assign_folds(clips, BY_SONG, session.folds, seed=session.seed)
    context = SilentContext()
    guesses = cross_validate(
        context, session.clips, session.recipe, session.spec, session.describe,
        protocol=BY_SONG, folds=session.folds, seed=session.seed,
    )  # fmt: skip
    heard = session.voice.hold_out(context, BY_SONG)
    mixed = with_voice(guesses, heard, fold, 0.25)
    index = next(i for i, entry in enumerate(guesses) if entry.clip.voice is not None)
    expected = 0.75 * guesses[index].voice + 0.25 * heard.answers[heard.song == 0][0]
    np.testing.assert_allclose(mixed[index].voice, expected)
    with pytest.raises(TrainingError, match="other folds"):
        with_voice(guesses, heard, (fold + 1) % session.folds, 0.25)
