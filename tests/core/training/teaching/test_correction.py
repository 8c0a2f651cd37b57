"""The bundled model taught by raters of tiny sounds: what it learns, and what it admits."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from mer_core.emotion import MOODS, UNCERTAIN
from mer_core.errors import TrainingError
from mer_core.inference.hearing import Ear
from mer_core.inference.predictor import Predictor
from mer_core.jobs import JobCancelled, Progress, SilentContext
from mer_core.models.checkpoint import load, save
from mer_core.models.fusion import FusionNet
from mer_core.models.store import CARD, DEFAULT_ID
from mer_core.paths import RESOURCES
from mer_core.training.requests import TeachRequest
from mer_core.training.teaching.albums import album_groups
from mer_core.training.teaching.correction import (
    Correction,
    Lessons,
    judge_teaching,
    learn,
    taught_net,
)
from mer_core.training.teaching.verdict import TeachReport, changed
from mer_core.training.teaching.words import unchanged
from mer_core.workflows.teach import teach
from tests.core.models.founding import SMALL
from tests.core.training.teaching.rated_sounds import (
    RatedSounds,
    make_sounds,
    write_ratings,
    write_wave,
)

BASE, OLDER = (RESOURCES / "models" / name for name in (DEFAULT_ID, "moodline-1"))
#: Sounds that are rated; the others are only analysed.
NUM_RATED = 26

Teach = Callable[..., TeachReport]


@pytest.fixture(scope="module")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> RatedSounds:
    return make_sounds(tmp_path_factory.mktemp("sounds"), NUM_RATED + 4, seed=3)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the sounds are heard once for all of these tests."""
    torch.set_num_threads(1)
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def teach_rows(tmp_path: Path, cache: Path) -> Teach:
    """Teach the bundled model rows of (path, valence, arousal, moods)."""

    def run(rows: object, **options: object) -> TeachReport:
        table = write_ratings(tmp_path / "ratings.csv", rows)  # type: ignore[arg-type]
        context = options.pop("context", SilentContext())
        given = {"base": BASE, "output": tmp_path / "model", "model_id": "mine"}
        given |= {"folds": 5, "rounds": 200} | options
        request = TeachRequest(ratings=table, **given)  # type: ignore[arg-type]
        return teach(context, request, cache=cache)  # type: ignore[arg-type]

    return run


def bright_rows(sounds: RatedSounds) -> list[tuple[object, ...]]:
    """A rater who likes what is bright, and does not rate arousal."""
    pairs = zip(sounds.paths[:NUM_RATED], sounds.brightness, strict=False)
    return [(path, f"{0.8 * bright:.2f}", "", "") for path, bright in pairs]


def test_a_systematic_rater_is_learnt_and_heard_in_the_analysis(
    sounds: RatedSounds, teach_rows: Teach
) -> None:
    context = SilentContext()
    report = teach_rows(bright_rows(sounds), context=context)
    assert context.published == [report]
    assert {"Listening", "Validating", "Fitting"} <= {p.phase for p in context.progress}
    assert report.helped
    assert "It helped" in report.verdict
    assert report.num_tracks == NUM_RATED
    assert {figure.label for figure in report.figures} == {"valence"}
    error, change = next(f for f in changed(report.figures) if f[0].metric == "MAE")
    assert error.value < 0.6 * change.before
    assert change.low <= error.value - change.before <= change.high < 0
    assert error.low <= error.value <= error.high
    assert dict(report.changes) == {
        "valence": "taught from the sound", "arousal": "unchanged", "moods": "unchanged",
    }  # fmt: skip

    shipped, taught = Predictor.load(BASE), Predictor.load(report.folder)
    assert taught.ref.id == "mine"
    assert taught.ref.sha256 == report.sha256
    errors, confidence = [], []
    for path, bright in list(zip(sounds.paths, sounds.brightness, strict=True))[NUM_RATED:]:
        before = shipped.predict(path, SilentContext())
        after = taught.predict(path, SilentContext())
        errors.append((abs(before.valence - 0.8 * bright), abs(after.valence - 0.8 * bright)))
        confidence.append((before.confidence, after.confidence))
        assert after.arousal == pytest.approx(before.arousal, abs=1e-5)
        assert after.heads == before.heads
    assert np.mean(errors, axis=0)[1] < np.mean(errors, axis=0)[0]
    # What was taught lies in one half of the head; that is no disagreement to be punished.
    assert abs(np.diff(np.mean(confidence, axis=0))[0]) < 0.1


def test_random_ratings_do_not_help_and_the_card_says_so(
    sounds: RatedSounds, teach_rows: Teach
) -> None:
    random = np.random.default_rng(8)
    # Nearly all above what the model says: its mean can be learnt, nothing else.
    rows = [(p, *random.uniform(-0.2, 1, 2).round(2), "") for p in sounds.paths[:NUM_RATED]]
    report = teach_rows(rows)
    assert not report.helped
    assert "did not help" in report.verdict
    assert f"{DEFAULT_ID} is the better model" in report.verdict
    card = (report.folder / CARD).read_text("utf-8")
    assert report.verdict in card
    assert "CC BY-NC-SA 4.0" in card
    assert f"{NUM_RATED} tracks rated in arousal" in card
    assert load(report.folder).ref.sha256 == report.sha256


def test_ratings_that_agree_with_the_model_change_nothing(
    sounds: RatedSounds, teach_rows: Teach, cache: Path
) -> None:
    base = load(BASE)
    assert isinstance(base.module, FusionNet)
    ear = Ear(base, base.module, cache)
    rows = []
    for path in sounds.paths[:NUM_RATED]:
        answers = ear.hear(path, SilentContext()).answers
        rows.append((path, f"{answers.valence[0]:.4f}", f"{answers.arousal[0]:.4f}", ""))
    report = teach_rows(rows)
    assert not report.helped
    assert set(dict(report.changes).values()) == {"unchanged"}
    # The same weights: everything that was analysed with the shipped model stays valid.
    assert report.sha256 == base.ref.sha256


def test_words_are_judged_by_the_moods_they_name(sounds: RatedSounds, teach_rows: Teach) -> None:
    rows = [
        (path, "", "", "angry|tense" if bright > 0 else "calm")
        for path, bright in zip(sounds.paths[:NUM_RATED], sounds.brightness, strict=False)
    ]
    report = teach_rows(rows)
    (first, _), (precision, change) = changed(report.figures)
    assert (first.label, first.metric) == ("moods", "first word")
    assert (precision.label, precision.metric) == ("moods", "average precision")
    assert all(
        0 <= value <= 1
        for figure, old in changed(report.figures)
        for value in (old.before, figure.value, figure.constant)
    )
    assert precision.value > change.before
    shipped, taught = Predictor.load(BASE), Predictor.load(report.folder)
    darkest = sounds.paths[int(np.argmin(sounds.brightness))]
    before, after = (p.predict(darkest, SilentContext()).arousal for p in (shipped, taught))
    assert after < before


@pytest.mark.parametrize("base", [BASE, OLDER], ids=["default", "older"])
def test_a_users_own_words_are_said_in_the_analysis(
    sounds: RatedSounds, teach_rows: Teach, base: Path
) -> None:
    """Whoever calls everything nostalgic or solemn is told so, though no number was rated."""
    rows = [
        (path, "", "", "nostalgic" if bright > 0 else "solemn")
        for path, bright in zip(sounds.paths[:NUM_RATED], sounds.brightness, strict=False)
    ]
    report = teach_rows(rows, base=base)
    assert dict(report.changes)["moods"] != "unchanged"
    precision, change = next(p for p in changed(report.figures) if "precision" in p[0].metric)
    assert precision.value > change.before + 0.1
    taught, new = Predictor.load(report.folder, device="cpu"), sounds.paths[NUM_RATED:]
    moods = [taught.predict(path, SilentContext()).moods[0].name for path in new]
    assert set(moods) - {UNCERTAIN} <= {"nostalgic", "solemn"}
    assert set(moods) != {UNCERTAIN}
    assert report.sha256 != load(base).ref.sha256
    assert f"is said: {dict(report.changes)['moods']}" in (report.folder / CARD).read_text("utf-8")


def test_what_cannot_be_heard_is_skipped_with_its_reason(
    sounds: RatedSounds, teach_rows: Teach, tmp_path: Path
) -> None:
    shutil.copy(sounds.paths[0], tmp_path / "copy.wav")
    (tmp_path / "noise.mp3").write_bytes(b"this is no music" * 40)
    write_wave(tmp_path / "silence.wav", np.zeros(16000))
    rows: list[tuple[object, ...]] = bright_rows(sounds)
    rows += [(name, 0, 0, "") for name in ("copy.wav", "noise.mp3", "silence.wav", "gone.wav")]
    report = teach_rows(rows)
    assert report.num_tracks == NUM_RATED
    assert len(report.skipped) == 4
    reasons = {Path(path).name: reason for path, reason in report.skipped}
    assert "copy of sound 00.wav" in reasons["copy.wav"]
    assert "silence" in reasons["silence.wav"]
    assert "no such file" in reasons["gone.wav"]
    assert reasons["noise.mp3"]


def test_too_few_tracks_are_refused(sounds: RatedSounds, teach_rows: Teach, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=r"7 tracks .* at least 8"):
        teach_rows(bright_rows(sounds)[:7])
    with pytest.raises(TrainingError, match="not all the same"):
        teach_rows([(path, 0.5, "", "") for path in sounds.paths[:9]])
    assert not (tmp_path / "model").exists()


def test_a_model_that_cannot_be_taught_is_refused(
    sounds: RatedSounds, teach_rows: Teach, tmp_path: Path
) -> None:
    report = teach_rows(bright_rows(sounds))
    with pytest.raises(TrainingError, match="itself taught"):
        teach_rows(bright_rows(sounds), base=report.folder, output=tmp_path / "b", model_id="b")
    founding = SMALL["conv2d-3"].net()
    save(tmp_path / "conv", founding.spec, founding, "A card.")
    with pytest.raises(TrainingError, match=f"'conv2d', which .* teach {DEFAULT_ID}"):
        teach_rows(bright_rows(sounds), base=tmp_path / "conv")
    with pytest.raises(TrainingError, match="choose another name"):
        teach_rows(bright_rows(sounds), model_id=DEFAULT_ID)
    with pytest.raises(TrainingError, match="small letters"):
        teach_rows(bright_rows(sounds), model_id="My Moods")
    base = load(BASE)
    save(tmp_path / "other", replace(base.spec, id="other"), base.module, "A card.")
    with pytest.raises(TrainingError, match="would be lost"):
        teach_rows(bright_rows(sounds), output=tmp_path / "other")
    # One's own taught model may be taught anew.
    assert teach_rows(bright_rows(sounds)).sha256 == report.sha256


def test_a_damaged_cache_is_heard_anew(sounds: RatedSounds, teach_rows: Teach, cache: Path) -> None:
    first = teach_rows(bright_rows(sounds)[:10])
    for number, path in enumerate(sorted(cache.iterdir())):
        path.write_bytes((b"", b"PK\x03\x04 no archive")[number % 2])
    assert teach_rows(bright_rows(sounds)[:10]).figures == first.figures


def test_a_cancelled_run_leaves_no_model(
    sounds: RatedSounds, teach_rows: Teach, tmp_path: Path
) -> None:
    class Impatient(SilentContext):
        def report(self, progress: Progress) -> None:
            super().report(progress)
            if progress.phase == "Validating":
                raise JobCancelled

    with pytest.raises(JobCancelled):
        teach_rows(bright_rows(sounds), context=Impatient())
    assert not (tmp_path / "model").exists()


def test_the_taught_head_gives_the_corrected_answers(sounds: RatedSounds, cache: Path) -> None:
    base = load(BASE)
    net = base.module
    assert isinstance(net, FusionNet)
    windows = Ear(base, net, cache).hear(sounds.paths[0], SilentContext()).windows
    features = torch.from_numpy(windows)[None]
    rows = net.late(net.standardise(net.around(features)))[0].double().numpy()
    slopes = np.random.default_rng(2).normal(0, 0.001, rows.shape[1])
    corrections = (
        Correction("taught", 0.1, 0.7, slopes),
        Correction("taught", -0.05, 1.2, 0 * slopes),
    )
    with torch.inference_mode():
        before, after = (
            net.read(features),
            taught_net(net, corrections, unchanged(len(MOODS))).read(features),
        )
    for axis, correction in zip(("valence", "arousal"), corrections, strict=True):
        wanted = correction.apply(getattr(before, axis)[0].double().numpy(), rows)
        assert getattr(after, axis)[0].numpy() == pytest.approx(wanted, abs=1e-4)
        assert np.abs(wanted).max() < 1  # nothing was hidden by the limits of the plane
    assert torch.equal(before.gems, after.gems)


def lessons(num_tracks: int = 40, *, seed: int = 0) -> Lessons:
    """Made-up tracks in groups of two whose goals the features explain, but for some noise."""
    random = np.random.default_rng(seed)
    features = random.normal(size=(num_tracks, 12))
    answers = random.normal(0, 0.2, (num_tracks, 2))
    goals = np.clip(answers + 0.3 * features[:, :2] + random.normal(0, 0.1, answers.shape), -1, 1)
    words = np.zeros((num_tracks, len(MOODS)))
    groups = tuple(f"album {index // 2}" for index in range(num_tracks))
    return Lessons(features, answers, goals, np.ones_like(goals), words, groups)


def no_moods(rows: np.ndarray, places: np.ndarray) -> np.ndarray:
    return np.zeros((len(places), len(MOODS)))


def test_no_answer_depends_on_the_own_rating() -> None:
    given = lessons()
    before = judge_teaching(SilentContext(), given, no_moods, folds=5, seed=0).taught
    errors = np.abs(given.goals - before).mean(axis=0)
    assert (errors < np.abs(given.goals - given.answers).mean(axis=0)).all()
    for album in (0, 7):
        own = slice(2 * album, 2 * album + 2)
        goals = given.goals.copy()
        goals[own] = -goals[own]
        turned = judge_teaching(
            SilentContext(), replace(given, goals=goals), no_moods, folds=5, seed=0
        )
        assert np.array_equal(turned.taught[own], before[own])
        assert not np.array_equal(turned.taught, before)


def test_a_rater_who_only_uses_the_scale_otherwise_is_answered_by_shift_and_stretch() -> None:
    given = lessons()
    noise = np.random.default_rng(1).normal(0, 0.02, given.goals.shape)
    goals = np.stack([given.answers[:, 0] + 0.3, 0.4 * given.answers[:, 1]], axis=1) + noise
    shifted, stretched = learn(replace(given, goals=goals), seed=0)
    assert shifted.freedom == "shifted"
    assert shifted.offset == pytest.approx(0.3, abs=0.03)
    assert stretched.freedom == "shifted and stretched"
    assert stretched.scale == pytest.approx(0.4, abs=0.2)
    assert not shifted.slopes.any()
    assert not stretched.slopes.any()


def test_a_heavy_rating_counts_more_than_a_light_one() -> None:
    given = lessons()
    goals = given.answers + np.where(np.arange(40) < 20, 0.4, -0.4)[:, None]
    for heavy, sign in ((slice(0, 20), 1), (slice(20, 40), -1)):
        weights = np.full_like(goals, 0.05)
        weights[heavy] = 1.0
        correction, _ = learn(replace(given, goals=goals, weights=weights), seed=0)
        assert sign * (correction.apply(given.answers[:, 0], given.features)).mean() > 0.1


def test_few_tracks_and_many_are_fitted_alike() -> None:
    """With more features than tracks another system of equations is solved, to the same end."""
    given = lessons()
    wide = replace(given, features=np.pad(given.features, ((0, 0), (0, 90))))
    for narrow, other in zip(learn(given, seed=0), learn(wide, seed=0), strict=True):
        assert narrow.freedom == other.freedom == "taught from the sound"
        assert other.offset == pytest.approx(narrow.offset)
        assert other.scale == pytest.approx(narrow.scale)
        assert other.slopes[:12] == pytest.approx(narrow.slopes)
        assert not other.slopes[12:].any()


def test_albums_stay_together() -> None:
    paths = [Path(f"/music/{album}/{track}.mp3") for album in "abcdef" for track in range(2)]
    by, names = album_groups(paths, [""] * 12)
    assert by == "album"
    assert len(set(names)) == 6
    # A name in the tags outweighs the folder, in every spelling.
    by, names = album_groups(paths, ["The Hits", "hits", *[""] * 10])
    assert names[0] == names[1]
    by, names = album_groups(paths, ["Hits", "", "Hits", *[""] * 9])
    assert names[0] == names[2] != names[1]


def test_a_folder_of_loose_tracks_is_no_album() -> None:
    paths = [Path(f"/music/{track}.mp3") for track in range(30)]
    by, names = album_groups(paths, [""] * 30)
    assert by == "track"
    assert len(set(names)) == 30
    by, names = album_groups(paths, ["One", "One", *[""] * 28])
    assert by == "album"
    assert len(set(names)) == 29
    by, names = album_groups(paths, ["One"] * 15 + ["Two"] * 15)
    assert by == "track"
    assert len(set(names)) == 30
