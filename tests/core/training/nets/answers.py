"""Held-out answers made by hand: what a system might have said."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mer_core.models.tasks import TASKS
from mer_core.training.judge import judge
from mer_core.training.nets.answers import HeldOut
from mer_core.training.report import EpochDone, Report


def class_answers(
    truth: Sequence[int],
    called: Sequence[int],
    *,
    probe: Sequence[int] | None = None,
    song: Sequence[int] | None = None,
    fold: Sequence[int] | None = None,
    groups: Sequence[str] | None = None,
    shares: Sequence[float] | None = None,
    task: str = "quadrants",
    corpora: tuple[str, ...] = ("soundtracks360",),
    protocol: str = "by-song",
    recipe: str = "td-cnn-1",
) -> HeldOut:
    """A system that is sure of ``called``; a song per piece and a fold per song unless told."""
    num_classes = len(TASKS[task].labels)
    songs = np.arange(len(truth)) if song is None else np.asarray(song, np.int64)
    names = tuple(f"song {index}" for index in range(songs.max() + 1))
    answers = np.full((len(truth), num_classes), 0.1 / num_classes)
    answers[np.arange(len(truth)), list(called)] += 0.9
    constant = np.tile(np.asarray(shares or [1 / num_classes] * num_classes), (len(truth), 1))
    return HeldOut(
        recipe=recipe,
        task=task,
        protocol=protocol,
        corpora=corpora,
        songs=names,
        groups=tuple(groups) if groups is not None else names,
        song=songs.astype(np.int64),
        fold=songs.astype(np.int64) if fold is None else np.asarray(fold, np.int64),
        truth=np.asarray(truth, np.int64),
        answers=answers,
        constant=constant,
        probe=np.asarray(called if probe is None else probe, np.int64),
        history=(),
        epochs=3,
        folds_run=2,
        folds=10,
        duration_s=61.0,
    )


def plane_answers(
    truth: np.ndarray,
    answers: np.ndarray,
    *,
    probe: np.ndarray | None = None,
    corpora: tuple[str, ...] = ("soundtracks360",),
    protocol: str = "by-song",
) -> HeldOut:
    """A system that answers valence and arousal [num_songs, 2] for one piece of each song."""
    number = len(truth)
    songs = tuple(f"song {index}" for index in range(number))
    spreads = np.zeros((number, 2))
    return HeldOut(
        recipe="conv2d-3",
        task="plane",
        protocol=protocol,
        corpora=corpora,
        songs=songs,
        groups=songs,
        song=np.arange(number),
        fold=np.arange(number) % 5,
        truth=truth,
        answers=np.concatenate([answers, spreads], axis=1),
        constant=np.tile(np.append(truth.mean(axis=0), [0.0, 0.0]), (number, 1)),
        probe=answers if probe is None else probe,
        history=(),
        epochs=1,
        folds_run=5,
        folds=5,
        duration_s=1.0,
    )


def report_of(*held: HeldOut, rounds: int) -> Report:
    """What the judge says of them."""
    first = held[0]
    blank = Report(
        first.recipe, first.task, first.corpora, 12345, 0, rounds, runs=(), figures=(), notes=()
    )
    return judge(blank, held)


def history(protocol: str = "by-song", *, folds: int = 2, epochs: int = 4) -> tuple[EpochDone, ...]:
    """Losses that fall and a score that rises."""
    return tuple(
        EpochDone(
            recipe="td-cnn-1",
            protocol=protocol,
            fold=fold,
            num_folds=folds,
            epoch=epoch,
            num_epochs=epochs,
            train_loss=1.5 / (epoch + 1) + 0.1 * fold,
            valid_loss=1.6 / (epoch + 1) ** 0.5 + 0.1 * fold,
            score=0.2 + 0.1 * epoch,
            score_name="UAR",
            learning_rate=1e-3,
            duration_s=1.0,
        )
        for fold in range(folds)
        for epoch in range(epochs)
    )
