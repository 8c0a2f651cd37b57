"""Teach the bundled model a user's own ratings, and say honestly whether that helped."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mer_core.emotion import MOODS
from mer_core.errors import DecodeError, ModelError, TrainingError
from mer_core.jobs import JobContext, Progress
from mer_core.training.ratings import PLAIN, Rating, Ratings, Scale, read_ratings
from mer_core.training.teach_report import ROUNDS, TeachReport, TeachScore, helped

if TYPE_CHECKING:
    from mer_core.inference.hearing import HeardSong
    from mer_core.inference.moods import MoodMap
    from mer_core.inference.steps import Steps
    from mer_core.models.checkpoint import Checkpoint
    from mer_core.models.fusion import FusionNet
    from mer_core.models.spec import ModelSpec
    from mer_core.training.teach import Judgement, Lessons

__all__ = ["TeachReport", "TeachScore", "teach"]

#: What the specification of a taught model names among its corpora.
OWN_RATINGS = "own-ratings"


@dataclass(slots=True)
class _Tracks:
    """The tracks that could be heard, in step; ``skipped`` are the others with the reasons."""

    ratings: list[Rating]
    songs: list[HeardSong]
    albums: list[str]
    skipped: list[tuple[str, str]]


def teach(
    context: JobContext,
    ratings: Path,
    *,
    base: Path,
    output: Path,
    model_id: str,
    scale: str = "",
    seed: int = 0,
    folds: int = 10,
    rounds: int = ROUNDS,
    cache: Path | None = None,
) -> TeachReport:
    """Teach the model in the folder ``base`` the table ``ratings``; save it in ``output``.

    ``scale`` is that of the table's numbers, such as "1-9"; -1 to 1 where it is empty.

    Only the head for valence and arousal changes, so mood words change with the place on the plane.
    Before that, cross-validation in ``folds`` tells how taught models answer tracks they were not
    taught; the report and the model's card hold the figures. ``cache`` keeps what is computed once
    per track. Raises TrainingError where the table or the base cannot be used, ModelError where a
    model cannot be read or saved, InputError for a mistake in the user's mood map.
    """
    from mer_core.inference.hearing import joined, mean_spread
    from mer_core.inference.moods import MoodMap
    from mer_core.models.checkpoint import save
    from mer_core.paths import AppPaths
    from mer_core.training.teach import album_groups, cross_validate, learn, taught_net
    from mer_core.training.teach_card import write_card

    begun = time.monotonic()
    checkpoint, net = _open(base)
    spec = _new_spec(checkpoint.spec, model_id, output)
    moods = MoodMap.of_user(AppPaths.of_user())
    table = read_ratings(ratings, Scale.parse(scale) if scale else PLAIN)
    tracks = _listen(context, table, checkpoint, net, cache)
    answers = joined([song.answers for song in tracks.songs])
    grouped_by, groups = album_groups([entry.path for entry in tracks.ratings], tracks.albums)
    lessons = _lessons(net, tracks, answers, groups, moods)
    judgement = cross_validate(context, lessons, folds=folds, seed=seed)
    scores = _scores(
        checkpoint.spec, moods, tracks, answers, lessons, judgement, seed=seed, rounds=rounds
    )
    context.report(Progress("Fitting"))
    corrections = learn(lessons, seed=seed)
    taught = taught_net(net, corrections)
    apart = mean_spread(taught, tracks.songs) / max(mean_spread(net, tracks.songs), 1e-6)
    spec = _recalibrated(spec, lessons, judgement, apart)
    report = TeachReport(
        folder=output,
        model_id=model_id,
        base_id=checkpoint.spec.id,
        sha256="",
        num_tracks=len(tracks.ratings),
        num_skipped=len(tracks.skipped),
        skipped=tuple(tracks.skipped),
        notes=table.notes,
        grouped_by=grouped_by,
        num_groups=len(set(groups)),
        folds=min(folds, len(set(groups))),
        changes=tuple(zip(("valence", "arousal"), (c.freedom for c in corrections), strict=True)),
        scores=scores,
        helped=helped(scores),
        duration_s=0.0,
    )
    saved = save(output, spec, taught, write_card(report, lessons, checkpoint.spec, base))
    report = replace(report, sha256=saved.ref.sha256, duration_s=time.monotonic() - begun)
    context.publish(report)
    return report


def _open(base: Path) -> tuple[Checkpoint, FusionNet]:
    """The model to be taught. Raises TrainingError where its kind cannot be."""
    from mer_core.models.checkpoint import load
    from mer_core.models.fusion import FusionNet
    from mer_core.models.store import DEFAULT_ID

    checkpoint = load(base)
    spec = checkpoint.spec
    if not isinstance(checkpoint.module, FusionNet):
        raise TrainingError(
            f"The model {spec.id} is of the kind {spec.architecture!r}, which cannot be taught; "
            f"teach {DEFAULT_ID}."
        )
    if OWN_RATINGS in spec.corpora:
        raise TrainingError(
            f"The model {spec.id} was itself taught by ratings, so it may know these songs. Put "
            f"all ratings into one table and teach {DEFAULT_ID} again: that forgets nothing."
        )
    return checkpoint, checkpoint.module


def _new_spec(base: ModelSpec, model_id: str, output: Path) -> ModelSpec:
    """The specification of the model to be. Raises TrainingError where its name is taken or bad."""
    from mer_core.models.store import SPEC, read_spec

    if model_id == base.id:
        raise TrainingError(f"{model_id} is the model that is taught; choose another name.")
    if (output / SPEC).exists() and OWN_RATINGS not in read_spec(output).corpora:
        raise TrainingError(
            f"{output} holds another model, which would be lost; choose another name."
        )
    try:
        return replace(base, id=model_id, version="1", corpora=(*base.corpora, OWN_RATINGS))
    except ModelError as error:
        raise TrainingError(
            f"{model_id!r} cannot be a model's name; use small letters, digits, dots, hyphens."
        ) from error


def _listen(
    context: JobContext, table: Ratings, checkpoint: Checkpoint, net: FusionNet, cache: Path | None
) -> _Tracks:
    """Hear every rated track once. Raises TrainingError where too few can be used."""
    from mer_core.audio.probe import probe
    from mer_core.inference.hearing import Ear
    from mer_core.training.teach import MIN_TRACKS

    ear = Ear(checkpoint, net, cache)
    tracks = _Tracks([], [], [], list(table.skipped))
    names: dict[str, str] = {}
    for done, rating in enumerate(table.rated):
        context.check_cancelled()
        context.report(Progress("Listening", done, len(table.rated), rating.path.name))
        try:
            song = ear.hear(rating.path, context)
            album = probe(rating.path).album
        except DecodeError as error:
            tracks.skipped.append((str(rating.path), error.reason))
            continue
        if song.sound in names:
            # A copy on the other side of a fold would be a leak.
            reason = f"it is a copy of {names[song.sound]}, which is rated already."
            tracks.skipped.append((str(rating.path), reason))
            continue
        names[song.sound] = rating.path.name
        tracks.ratings.append(rating)
        tracks.songs.append(song)
        tracks.albums.append(album)
    context.report(Progress("Listening", len(table.rated), len(table.rated)))
    if len(tracks.ratings) < MIN_TRACKS:
        reason = " {}: {}".format(*tracks.skipped[0]) if tracks.skipped else ""
        raise TrainingError(
            f"{len(tracks.ratings)} tracks with ratings can be used; at least {MIN_TRACKS} are "
            f"needed, and some dozens to learn much.{reason}"
        )
    return tracks


def _lessons(
    net: FusionNet, tracks: _Tracks, answers: Steps, groups: tuple[str, ...], moods: MoodMap
) -> Lessons:
    """Ratings and songs as numbers. Words speak for an axis that was not rated, more quietly."""
    from mer_core.training.teach import WORD_SHARE, WORD_WEIGHT, Lessons, heard_by_plane

    words = [[float(mood in entry.moods) for mood in MOODS] for entry in tracks.ratings]
    features = np.stack([song.features for song in tracks.songs])
    places = {mood.name: (mood.valence, mood.arousal) for mood in moods.moods}
    goals, weights = np.zeros((2, len(tracks.ratings), 2))
    for row, entry in enumerate(tracks.ratings):
        for axis, rated in enumerate((entry.valence, entry.arousal)):
            if rated is not None:
                goals[row, axis], weights[row, axis] = rated, 1.0
            elif entry.moods:
                place = np.mean([places[mood][axis] for mood in entry.moods])
                goals[row, axis] = WORD_SHARE * place
                weights[row, axis] = WORD_WEIGHT
    return Lessons(
        features=features.astype(np.float64) * heard_by_plane(net),
        answers=np.stack([answers.valence, answers.arousal], axis=1).astype(np.float64),
        goals=goals,
        weights=weights,
        words=np.array(words),
        groups=groups,
    )


def _scores(
    spec: ModelSpec, moods: MoodMap, tracks: _Tracks, answers: Steps, lessons: Lessons,
    judgement: Judgement, *, seed: int, rounds: int,
) -> tuple[TeachScore, ...]:  # fmt: skip
    """Before and after, on what was rated in numbers and on what was given words.

    Raises TrainingError where there is too little of both.
    """
    from mer_core.inference.calibration import Calibration
    from mer_core.training.teach import AXES, MIN_TRACKS
    from mer_core.training.teach_report import axis_scores, mood_scores

    groups = np.asarray(lessons.groups, dtype=object)
    scores: list[TeachScore] = []
    for axis, name in enumerate(AXES):
        own = np.flatnonzero(lessons.weights[:, axis] == 1.0)
        truth = lessons.goals[own, axis]
        if len(own) >= MIN_TRACKS and truth.std() > 0.0:
            scores += axis_scores(
                name, truth, lessons.answers[own, axis], judgement.taught[own, axis],
                judgement.constant[own, axis], groups[own].tolist(), seed=seed, rounds=rounds,
            )  # fmt: skip
    own = np.flatnonzero(lessons.words.any(axis=1))
    if len(own) >= MIN_TRACKS:
        calibration = Calibration(spec, moods)
        valence, arousal = judgement.taught.astype(np.float32).T
        taught = replace(answers, valence=valence, arousal=arousal)
        scores += mood_scores(
            lessons.words[own], calibration.evidence(answers)[own],
            calibration.evidence(taught)[own], judgement.common[own], groups[own].tolist(),
            seed=seed, rounds=rounds,
        )  # fmt: skip
    if not scores:
        raise TrainingError(
            f"At least {MIN_TRACKS} tracks need a rating of the same kind, and not all the same."
        )
    return tuple(scores)


def _recalibrated(
    spec: ModelSpec, lessons: Lessons, judgement: Judgement, apart: float
) -> ModelSpec:
    """``spec`` with the taught model's errors, and its spread on the base model's scale.

    Valence and arousal keep their calibration: they are still compared with the songs that the
    base model learnt from. The spread counts how far the halves of the head lie apart, and all
    that was taught lies in one of them: ``apart`` is by how much they now lie further apart.
    """
    from mer_core.training.teach import AXES

    labels = dict(spec.calibration)
    for axis, name in enumerate(AXES):
        own = lessons.weights[:, axis] == 1.0
        if name in labels and own.sum() >= 10:
            errors = np.abs(lessons.goals[own, axis] - judgement.taught[own, axis])
            labels[name] = replace(labels[name], error_90=float(np.quantile(errors, 0.9)))
    if "spread" in labels:
        old = labels["spread"]
        labels["spread"] = replace(
            old,
            mean=old.mean * apart,
            sd=old.sd * apart,
            quantiles=tuple(value * apart for value in old.quantiles),
        )
    return replace(spec, calibration=labels)
