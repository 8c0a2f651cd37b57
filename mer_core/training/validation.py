"""Predictions for clips that the fitted heads have not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray

from mer_core.errors import TrainingError
from mer_core.jobs import JobContext, Progress
from mer_core.models.fusion import Describe, FusionNet
from mer_core.models.net import NetOutput
from mer_core.models.spec import ModelSpec
from mer_core.training.corpora.labels import LabelledClip
from mer_core.training.describing import DescribedClip
from mer_core.training.fit import fit, target
from mer_core.training.outcomes import HeldOut
from mer_core.training.recipes import Recipe
from mer_core.training.splits import check_no_leak, group_folds, random_folds

Array = NDArray[np.float64]

BY_SONG = "by-song"
AS_PUBLISHED = "as-published"
#: "by-song": nothing of a song, actor, album or game on both sides. "as-published": random clips.
PROTOCOLS = (BY_SONG, AS_PUBLISHED)


@dataclass(frozen=True, slots=True, eq=False)
class Guess:
    """What was predicted for one clip by heads that had not seen it.

    ``plane`` [2], ``film`` [8], ``gems`` [9], ``voice`` [6] and ``spread`` are means over the clip;
    ``curve`` is [num_steps, 2], the movement within the clip included. ``constant`` holds the
    training clips' mean label per head.
    """

    clip: LabelledClip
    plane: Array
    film: Array
    gems: Array
    voice: Array
    spread: float
    curve: Array
    constant: dict[str, Array]


def cross_validate(
    context: JobContext,
    clips: Sequence[DescribedClip],
    recipe: Recipe,
    spec: ModelSpec,
    describe: Describe,
    *,
    protocol: str,
    folds: int,
    seed: int,
) -> list[Guess]:
    """A guess for every clip, in the order of ``clips``. Raises TrainingError on a leak."""
    fold = assign_folds([entry.clip for entry in clips], protocol, folds, seed=seed)
    guesses: dict[int, Guess] = {}
    for number in range(folds):
        context.check_cancelled()
        context.report(Progress("Validating", number, folds, protocol))
        seen = [entry for entry, own in zip(clips, fold, strict=True) if own != number]
        held = np.flatnonzero(fold == number).tolist()
        if protocol == BY_SONG:
            require_disjoint([entry.clip for entry in seen], [clips[index].clip for index in held])
        net = fit(seen, recipe, spec, describe)
        constant = _constants(seen)
        for index in held:
            guesses[index] = guess(net, clips[index], constant)
    context.report(Progress("Validating", folds, folds, protocol))
    return [guesses[index] for index in range(len(clips))]


def assign_folds(
    clips: Sequence[LabelledClip], protocol: str, folds: int, *, seed: int
) -> NDArray[np.int64]:
    """The fold of every clip; each corpus is dealt out by itself."""
    if protocol not in PROTOCOLS:
        raise TrainingError(
            f"There is no protocol {protocol!r}; choose one of {', '.join(PROTOCOLS)}."
        )
    corpora = np.asarray([clip.corpus for clip in clips])
    fold = np.zeros(len(clips), dtype=np.int64)
    for name in np.unique(corpora):
        own = np.flatnonzero(corpora == name).tolist()
        if protocol == BY_SONG:
            fold[own] = group_folds([clips[i].group for i in own], folds, seed=seed)
        else:
            fold[own] = random_folds(len(own), folds, seed=seed)
    if protocol == BY_SONG:
        check_no_leak([_group(clip) for clip in clips], fold)
    return fold


def _group(clip: LabelledClip) -> str:
    return f"{clip.corpus} / {clip.group}"


def require_disjoint(seen: Sequence[LabelledClip], held: Sequence[LabelledClip]) -> None:
    """Raises TrainingError where a group is trained and tested on."""
    shared = {_group(clip) for clip in seen} & {_group(clip) for clip in held}
    if shared:
        raise TrainingError(f"{sorted(shared)[0]} would be trained and tested on: a leak.")


def guess(net: FusionNet, entry: DescribedClip, constant: dict[str, Array]) -> Guess:
    """What ``net`` says of a clip, as the mean over its steps."""
    with torch.inference_mode():
        output: NetOutput = net.read(torch.from_numpy(entry.features)[None])
    mean = {
        name: values[0].double().mean(dim=0).numpy() for name, values in output._asdict().items()
    }
    plane = torch.stack([output.valence[0], output.arousal[0]], dim=1).double().numpy()
    curve = plane + output.movement[0].double().numpy() - mean["movement"]
    return Guess(
        entry.clip, plane.mean(axis=0), mean["film"], mean["gems"], mean["voice"],
        float(mean["spread"]), curve, constant,
    )  # fmt: skip


def with_voice(
    guesses: Sequence[Guess], heard: HeldOut, fold: NDArray[np.int64], share: float
) -> list[Guess]:
    """``guesses`` with the held-out answers of the voice net mixed in, as the model does.

    ``fold`` [num_guesses] is how the guesses were dealt. Raises TrainingError where the net was
    dealt otherwise: half an answer would come from a clip that the other half was trained on.
    """
    voices = [index for index, entry in enumerate(guesses) if entry.clip.voice is not None]
    result = list(guesses)
    for song, own, answers in zip(heard.song, heard.fold, heard.answers, strict=True):
        entry = result[voices[song]]
        name = f"{entry.clip.corpus} / {entry.clip.name}"
        if heard.songs[song] != name or fold[voices[song]] != own:
            raise TrainingError(f"The voice net was judged on other folds than {name}: a leak.")
        result[voices[song]] = replace(entry, voice=(1 - share) * entry.voice + share * answers)
    return result


def _constants(clips: Sequence[DescribedClip]) -> dict[str, Array]:
    """The mean label per corpus and head: what a predictor without ears would say."""
    result = {}
    for head in ("plane", "film", "gems", "voice"):
        for corpus in {entry.clip.corpus for entry in clips}:
            labels = [target(entry.clip, head) for entry in clips if entry.clip.corpus == corpus]
            known = [label for label in labels if label is not None]
            if known:
                result[f"{corpus}.{head}"] = np.mean(known, axis=0)
    return result
