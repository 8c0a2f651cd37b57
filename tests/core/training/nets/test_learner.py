"""Folds under both protocols: nothing leaks by song, and stopped work goes on."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from mer_core.errors import TrainingError
from mer_core.jobs import JobCancelled, SilentContext
from mer_core.models.checkpoint import load, save
from mer_core.training.corpora import load_corpora
from mer_core.training.nets.answers import HeldOut
from mer_core.training.nets.device import device_name, training_device
from mer_core.training.nets.learner import NetLearner
from mer_core.training.nets.states import fetch, store
from mer_core.training.nets.zoo import NetRecipe, zoo
from mer_core.training.report import EpochDone
from mer_core.training.requests import EvaluateRequest
from mer_core.training.session import Session, find_clips, open_session, recipe_of
from tests.core.training.conftest import make_emotify
from tests.core.training.nets.test_loop import StoppedContext
from tests.core.training.nets.tiny_recipes import tiny_recipe


def opened(corpora: Path, recipe: NetRecipe, cache: Path | None = None) -> NetLearner:
    clips = load_corpora(corpora, recipe.corpora)
    return NetLearner.open(SilentContext(), recipe, clips, seed=1, cache=cache)


def same(left: HeldOut, right: HeldOut) -> bool:
    return all(
        np.array_equal(getattr(left, name), getattr(right, name))
        for name in ("song", "fold", "truth", "answers", "constant", "probe")
    )


def test_by_song_no_group_is_on_both_sides(corpora: Path) -> None:
    learner = opened(corpora, tiny_recipe())
    examples, deal = learner.deal("by-song")
    fold = deal.fold
    groups = np.array([clip.group for clip in learner.pieces.clips])[examples.song]
    assert set(fold) == {0, 1}
    assert not set(groups[fold == 0]) & set(groups[fold == 1])


def test_as_published_pieces_of_a_song_are_on_both_sides(corpora: Path) -> None:
    learner = opened(corpora, tiny_recipe())
    examples, deal = learner.deal("as-published")
    fold = deal.fold
    assert set(examples.song[fold == 0]) & set(examples.song[fold == 1])
    assert np.bincount(fold).tolist() == [18, 18]


def test_smote_comes_before_the_split_as_published_and_after_it_by_song(
    tmp_path: Path,
) -> None:
    make_emotify(tmp_path, songs=12)
    learner = opened(tmp_path, tiny_recipe("gems", "emotify", smote=True, epochs=1))
    real = len(learner.examples)
    dealt, deal = learner.deal("as-published")
    assert len(dealt) == len(deal.fold) > real
    # Made-up rows are held out too: that is how the paper's figure came about.
    assert {0, 1} <= set(deal.fold[real:])
    published = learner.hold_out(SilentContext(), "as-published")
    assert len(published.song) == len(dealt)
    dealt, deal = learner.deal("by-song")
    assert len(dealt) == len(deal.fold) == real
    assert len(learner.hold_out(SilentContext(), "by-song").song) == real


def test_held_out_answers_are_complete(corpora: Path) -> None:
    learner = opened(corpora, tiny_recipe("plane", "soundtracks360", "vgmidi", epochs=1))
    held = learner.hold_out(SilentContext(), "by-song")
    assert held.corpora == ("soundtracks360", "vgmidi")
    assert len(held.songs) == len(held.groups) == 10
    assert sorted(held.song) == sorted(learner.examples.song)
    assert held.truth.shape == held.probe.shape == (len(held.song), 2)
    assert held.answers.shape == held.constant.shape == (len(held.song), 4)
    assert (held.answers[:, 2:] > 0).all()
    assert np.isfinite(held.constant).all()
    by_hand = np.array(
        [[clip.valence, clip.arousal] for clip in learner.pieces.clips], dtype=np.float64
    )
    assert held.truth == pytest.approx(by_hand[held.song])
    assert (held.folds_run, held.folds, held.epochs) == (2, 2, 1)
    assert len(held.history) == 2


def test_all_folds_are_run_unless_fewer_are_asked_for(corpora: Path) -> None:
    recipe = tiny_recipe(folds=3, folds_run=None, epochs=1)
    for protocol in ("by-song", "as-published"):
        held = opened(corpora, recipe).hold_out(SilentContext(), protocol)
        assert (held.folds_run, held.folds) == (3, 3)
        assert set(held.fold) == {0, 1, 2}


def test_folds_that_were_trained_elsewhere_are_read_and_their_device_is_told(
    corpora: Path, tmp_path: Path
) -> None:
    recipe = tiny_recipe(epochs=1)
    elsewhere, here = (opened(corpora, recipe, tmp_path / name) for name in ("there", "here"))
    held = elsewhere.hold_out(SilentContext(), "by-song")
    assert held.device == device_name(training_device())
    assert elsewhere.folder is not None
    assert here.folder is not None
    shutil.copytree(elsewhere.folder, here.folder)
    place = here.folder / "by-song-0.fold"
    found = fetch(place)
    assert found is not None
    store(place, found[0], found[1] | {"device": "Another"})
    read = here.hold_out(StoppedContext(0), "by-song")  # nothing is trained
    assert same(held, read)
    assert read.device == f"Another and {held.device}"
    assert str(read.run).endswith(f" s on {read.device}")


def test_the_constant_and_the_probe_come_from_the_other_side(corpora: Path) -> None:
    learner = opened(corpora, tiny_recipe(epochs=1))
    held = learner.hold_out(SilentContext(), "by-song")
    classes = learner.examples.targets.argmax(axis=1)
    fold = learner.deal("by-song")[1].fold
    for number in (0, 1):
        shares = np.bincount(classes[fold != number], minlength=6) / (fold != number).sum()
        assert held.constant[held.fold == number] == pytest.approx(
            np.tile(shares, ((fold == number).sum(), 1))
        )
    assert held.answers.sum(axis=1) == pytest.approx(1.0)
    assert set(held.probe) <= set(range(6))


def test_a_stopped_evaluation_goes_on_and_ends_alike(corpora: Path, tmp_path: Path) -> None:
    recipe = tiny_recipe()
    straight = opened(corpora, recipe).hold_out(SilentContext(), "by-song")
    cache = tmp_path / "cache"
    for after in (5, 9):
        learner = opened(corpora, recipe, cache)
        with pytest.raises(JobCancelled):
            learner.hold_out(StoppedContext(after), "by-song")
    context = SilentContext()
    learner = opened(corpora, recipe, cache)
    resumed = learner.hold_out(context, "by-song")
    assert same(straight, resumed)
    epochs = [item for item in context.published if isinstance(item, EpochDone)]
    assert [(done.fold, done.epoch) for done in epochs] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    # Once more: nothing is trained.
    assert same(straight, learner.hold_out(StoppedContext(0), "by-song"))
    assert not list(cache.rglob("*.state")) + list(cache.rglob("*.part"))


def test_more_folds_can_follow(corpora: Path, tmp_path: Path) -> None:
    recipe = tiny_recipe(folds=3, folds_run=1, epochs=1)
    first = opened(corpora, recipe, tmp_path).hold_out(SilentContext(), "by-song")
    assert (first.folds_run, first.folds) == (1, 3)
    more = replace(recipe, folds_run=2)
    context = SilentContext()
    second = opened(corpora, more, tmp_path).hold_out(context, "by-song")
    assert (second.folds_run, second.folds) == (2, 3)
    assert np.array_equal(second.answers[: len(first.answers)], first.answers)


def test_other_settings_are_other_results(corpora: Path, tmp_path: Path) -> None:
    folders = {
        opened(corpora, recipe, tmp_path).folder
        for recipe in (tiny_recipe(), tiny_recipe(epochs=3), tiny_recipe(mixup=0.1))
    }
    assert len(folders) == 3


@pytest.mark.parametrize(
    ("task", "corpus", "labels"),
    [
        ("voice", "ravdess_song", {"voice.sad", "voice.calm"}),
        ("gems", "emotify", {"gems.power", "gems.sadness"}),
        ("plane", "vgmidi", set()),
        ("quadrants", "soundtracks360", set()),
    ],
)
def test_the_kept_model_is_calibrated_and_loads(
    corpora: Path, tmp_path: Path, task: str, corpus: str, labels: set[str]
) -> None:
    request = EvaluateRequest(recipe="td-cnn-1", corpora=corpora, rounds=5)
    session = Session(request, opened(corpora, tiny_recipe(task, corpus, epochs=1)))
    report = session.evaluate(SilentContext())
    assert report.protocols == ("by-song", "as-published")
    net, spec, card = session.train(SilentContext())
    save(tmp_path / "model", spec, net, card)
    checkpoint = load(tmp_path / "model")
    assert checkpoint.spec.params["task"] == task
    known = set(checkpoint.spec.calibration)
    assert {"valence", "arousal", "tension", "spread"} | labels <= known
    assert not {name for name in known if name.startswith("film.")}
    assert checkpoint.spec.corpora == (corpus,)
    assert "by-song" in card
    assert "Published: nothing." in card
    assert "None" not in card


def test_errors_are_known_where_songs_were_rated(tmp_path: Path) -> None:
    from tests.core.training.conftest import make_soundtracks

    make_soundtracks(tmp_path, clips=12)
    learner = opened(tmp_path, tiny_recipe("plane", "soundtracks360", epochs=1))
    request = EvaluateRequest(corpora=tmp_path, protocols=("by-song",), rounds=5)
    session = Session(request, learner)
    session.evaluate(SilentContext())
    _, spec, _ = session.train(SilentContext())
    held, clips = session.held["by-song"], learner.clips
    errors = []
    for song in np.unique(held.song):
        said = float(np.clip(held.answers[held.song == song, 0], -1, 1).mean())
        valence = clips[song].valence
        assert valence is not None
        errors.append(abs(said - valence))
    # Nine in ten of twelve songs, counted one more: the last but one.
    assert spec.calibration["valence"].error_90 == pytest.approx(sorted(errors)[11], abs=1e-6)


def test_a_model_is_judged_before_it_is_trained(corpora: Path) -> None:
    with pytest.raises(ValueError, match="judged before"):
        Session(EvaluateRequest(corpora=corpora), opened(corpora, tiny_recipe())).train(
            SilentContext()
        )


def test_a_device_with_too_little_memory_is_told_in_a_sentence(
    corpora: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory")

    request = EvaluateRequest(recipe="td-cnn-1", corpora=corpora, rounds=5)
    session = Session(request, opened(corpora, tiny_recipe()))
    with monkeypatch.context() as patch:
        patch.setattr(NetLearner, "hold_out", full)
        with pytest.raises(TrainingError, match=r"too little memory .* CUDA_VISIBLE_DEVICES"):
            session.evaluate(SilentContext())
    session.evaluate(SilentContext())
    monkeypatch.setattr(NetLearner, "fit", full)
    with pytest.raises(TrainingError, match="too little memory"):
        session.train(SilentContext())


def test_unknown_names_are_refused_in_sentences(corpora: Path) -> None:
    def attempt(recipe: str, *names: str) -> None:
        request = EvaluateRequest(recipe=recipe, corpora=corpora, names=names)
        open_session(SilentContext(), request, cache=None)

    with pytest.raises(
        TrainingError,
        match="no recipe 'best'; known: moodline-2, moodline-2-open",
    ):
        attempt("best")
    with pytest.raises(TrainingError, match="no corpus 'mine'; known: ravdess_song, emotify"):
        attempt("tang-gru", "mine")
    with pytest.raises(TrainingError, match="holds no folder pmemo"):
        attempt("tang-gru", "pmemo")
    with pytest.raises(TrainingError, match="voice's emotion, which emotify does not give"):
        attempt("td-cnn-1", "emotify")


def test_corpora_can_be_replaced(corpora: Path) -> None:
    clips = find_clips(EvaluateRequest(recipe="tang-gru", corpora=corpora, names=("vgmidi",)))
    assert {clip.corpus for clip in clips} == {"vgmidi"}


def test_a_budget_replaces_the_recipes_own_but_runs_no_more_folds_than_there_are(
    corpora: Path,
) -> None:
    def budget(**numbers: int) -> tuple[int, int, int]:
        request = EvaluateRequest(recipe="td-cnn-1", corpora=corpora, **numbers)
        recipe = recipe_of(request)
        assert isinstance(recipe, NetRecipe)
        return recipe.folds, recipe.folds_run, recipe.epochs

    assert budget() == (5, 5, 35)
    assert budget(folds=3, folds_run=7, epochs=2) == (3, 3, 2)


def test_the_zoo_holds_every_founding_system() -> None:
    assert list(zoo()) == [
        *(f"td-cnn-{variant}" for variant in range(1, 9)),
        "cnn-lstm", "conv1d-raw", "conv2d-3", "conv2d-5", "conv2d-7", "conv1d-learned",
        "tang-cnn", "tang-gru", "tang-crnn",
    ]  # fmt: skip
    for name, recipe in zoo().items():
        assert recipe.id == name
        assert recipe.source
        assert recipe.published
        assert recipe.folds_run is None
