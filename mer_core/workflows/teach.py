"""Teach the bundled model a user's own ratings, and say honestly whether that helped."""

from __future__ import annotations

import time
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mer_core.emotion import MOODS
from mer_core.errors import DecodeError, TrainingError
from mer_core.jobs import JobContext, Progress
from mer_core.training.requests import TeachRequest
from mer_core.training.teaching.ratings import Rating, Ratings, read_ratings
from mer_core.training.teaching.verdict import OWN_RATINGS, TeachReport, words_of_use

if TYPE_CHECKING:
    from mer_core.inference.hearing import HeardSong
    from mer_core.inference.moods import MoodMap
    from mer_core.inference.steps import Steps
    from mer_core.models.checkpoint import Checkpoint
    from mer_core.models.fusion import FusionNet
    from mer_core.models.spec import ModelSpec
    from mer_core.training.report import Figure
    from mer_core.training.teaching.correction import Judgement, Lessons, Moods
    from mer_core.training.teaching.words import WordCorrection


@dataclass(slots=True)
class _Tracks:
    """The tracks that could be heard, in step; ``skipped`` are the others with the reasons."""

    ratings: list[Rating]
    songs: list[HeardSong]
    albums: list[str]
    skipped: list[tuple[str, str]]


def teach(context: JobContext, request: TeachRequest, *, cache: Path | None = None) -> TeachReport:
    """Teach the model that is asked for, and save the new one.

    Valence and arousal change, the mood words with the place on the plane, and how readily each of
    them is said; that only where cross-validation finds it of use. It also tells how taught models
    answer tracks they were not taught; the report and the model's card hold the figures. ``cache``
    keeps what is computed once per track.
    Raises TrainingError where the table or the base cannot be used, ModelError where a model cannot
    be read or saved, InputError for a mistake in the user's mood map.
    """
    from mer_core.inference.hearing import joined, mean_spread
    from mer_core.inference.moods import MoodMap
    from mer_core.models.checkpoint import save
    from mer_core.paths import AppPaths
    from mer_core.training.card import write_taught_card
    from mer_core.training.teaching.albums import album_groups
    from mer_core.training.teaching.correction import (
        AXES,
        judge_teaching,
        learn,
        learn_moods,
        taught_net,
    )
    from mer_core.training.teaching.words import unchanged

    begun = time.monotonic()
    checkpoint, net = _open(request.base)
    spec = _new_spec(checkpoint.spec, request)
    moods = MoodMap.of_user(AppPaths.of_user())
    table = read_ratings(request.ratings, request.rated_on())
    tracks = _listen(context, table, checkpoint, net, cache)
    answers = joined([song.answers for song in tracks.songs])
    grouped_by, groups = album_groups([entry.path for entry in tracks.ratings], tracks.albums)
    lessons = _lessons(net, tracks, answers, groups, moods)
    heard = _moods_of(checkpoint.spec, moods, answers)
    judgement = judge_teaching(context, lessons, heard, folds=request.folds, seed=request.seed)
    judgement, of_use = words_of_use(judgement, lessons)
    figures = _figures(heard, lessons, judgement, request)
    context.report(Progress("Fitting"))
    corrections = learn(lessons, seed=request.seed)
    words = unchanged(len(MOODS))
    if of_use:
        words = learn_moods(lessons, corrections, heard, seed=request.seed)
    taught = taught_net(net, corrections, words)
    apart = mean_spread(taught, tracks.songs) / max(mean_spread(net, tracks.songs), 1e-6)
    report = TeachReport(
        folder=request.output,
        model_id=request.model_id,
        base_id=checkpoint.spec.id,
        sha256="",
        num_tracks=len(tracks.ratings),
        skipped=tuple(tracks.skipped),
        notes=table.notes,
        grouped_by=grouped_by,
        num_groups=len(set(groups)),
        folds=min(request.folds, len(set(groups))),
        changes=tuple(
            zip((*AXES, "moods"), (c.freedom for c in (*corrections, words)), strict=True)
        ),
        figures=figures,
        duration_s=0.0,
    )
    card = write_taught_card(report, lessons, checkpoint.spec, request.base)
    spec = _recalibrated(spec, lessons, judgement, apart, words)
    saved = save(request.output, spec, taught, card)
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


def _new_spec(base: ModelSpec, request: TeachRequest) -> ModelSpec:
    """The specification of the model to be. Raises TrainingError where its name is taken."""
    from mer_core.models.store import SPEC, read_spec

    output, model_id = request.output, request.model_id
    if model_id == base.id:
        raise TrainingError(f"{model_id} is the model that is taught; choose another name.")
    if (output / SPEC).exists() and OWN_RATINGS not in read_spec(output).corpora:
        raise TrainingError(
            f"{output} holds another model, which would be lost; choose another name."
        )
    return replace(base, id=model_id, version="1", corpora=(*base.corpora, OWN_RATINGS))


def _listen(
    context: JobContext, table: Ratings, checkpoint: Checkpoint, net: FusionNet, cache: Path | None
) -> _Tracks:
    """Hear every rated track once. Raises TrainingError where too few can be used."""
    from mer_core.audio.probe import probe
    from mer_core.inference.hearing import Ear
    from mer_core.training.teaching.correction import MIN_TRACKS

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
    from mer_core.training.teaching.correction import (
        WORD_SHARE,
        WORD_WEIGHT,
        Lessons,
        heard_by_plane,
    )

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


def _moods_of(spec: ModelSpec, moods: MoodMap, answers: Steps) -> Moods:
    """The moods' evidence of ``answers``, one step a track, at other places on the plane."""
    from mer_core.inference.calibration import Calibration
    from mer_core.inference.steps import Steps

    calibration = Calibration(spec, moods)

    def evidence(rows: NDArray[np.int64], places: NDArray[np.float64]) -> NDArray[np.float64]:
        own = Steps(**{each.name: getattr(answers, each.name)[rows] for each in fields(Steps)})
        valence, arousal = places.astype(np.float32).T
        return calibration.evidence(replace(own, valence=valence, arousal=arousal))

    return evidence


def _figures(
    moods: Moods, lessons: Lessons, judgement: Judgement, request: TeachRequest
) -> tuple[Figure, ...]:
    """Before and after, on what was rated in numbers and on what was given words.

    Raises TrainingError where there is too little of both.
    """
    from mer_core.training.teaching.correction import AXES, MIN_TRACKS
    from mer_core.training.teaching.verdict import axis_figures, mood_figures

    groups = np.asarray(lessons.groups, dtype=object)
    figures: list[Figure] = []
    for axis, name in enumerate(AXES):
        own = np.flatnonzero(lessons.weights[:, axis] == 1.0)
        truth = lessons.goals[own, axis]
        if len(own) >= MIN_TRACKS and truth.std() > 0.0:
            figures += axis_figures(
                name, truth, lessons.answers[own, axis], judgement.taught[own, axis],
                judgement.constant[own, axis], groups[own].tolist(), seed=request.seed,
                rounds=request.rounds,
            )  # fmt: skip
    own = np.flatnonzero(lessons.words.any(axis=1))
    if len(own) >= MIN_TRACKS:
        figures += mood_figures(
            lessons.words[own], moods(own, lessons.answers[own]), judgement.worded[own],
            judgement.common[own], groups[own].tolist(), seed=request.seed, rounds=request.rounds,
        )  # fmt: skip
    if not figures:
        raise TrainingError(
            f"At least {MIN_TRACKS} tracks need a rating of the same kind, and not all the same."
        )
    return tuple(figures)


def _recalibrated(
    spec: ModelSpec, lessons: Lessons, judgement: Judgement, apart: float, words: WordCorrection
) -> ModelSpec:
    """``spec`` with the taught model's errors and words, its spread on the base model's scale.

    Valence and arousal keep their calibration: they are still compared with the songs that the
    base model learnt from. The spread counts how far the halves of the head lie apart, and all
    that was taught lies in one of them: ``apart`` is by how much they now lie further apart.
    """
    from mer_core.training.calibrate import error_90
    from mer_core.training.teaching.correction import AXES

    labels = dict(spec.calibration) | dict(words.labels(MOODS))
    for axis, name in enumerate(AXES):
        own = lessons.weights[:, axis] == 1.0
        errors = np.abs(lessons.goals[own, axis] - judgement.taught[own, axis])
        if name in labels and (error := error_90(errors)) is not None:
            labels[name] = replace(labels[name], error_90=error)
    if "spread" in labels:
        old = labels["spread"]
        labels["spread"] = replace(
            old,
            mean=old.mean * apart,
            sd=old.sd * apart,
            quantiles=tuple(value * apart for value in old.quantiles),
        )
    return replace(spec, calibration=labels)
