"""Whether the timeline says what its passages are: excerpts of unseen albums put end to end.

    python benchmarks/timeline.py --root CORPORA [--model moodline-1] [-o docs]

Chains of contrasting film excerpts are heard as the product hears a file. A recipe is fitted anew
without the albums that it is asked about; any other model is taken as it is, with what it knows.
Prints how far the curve goes from one passage to the next beside how far apart it puts the passages
alone, when it is half way there, how true the boundaries are that it shows, and how it goes with
listeners' own curves. With ``-o`` a picture of some chains is drawn.
"""

from __future__ import annotations

import argparse
import tempfile
import wave
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mer_core.audio.decode import read
from mer_core.changes import changes
from mer_core.cli.screen import Screen
from mer_core.cli.terminal import terminal_job
from mer_core.emotion import EmotionCurve, ModelRef
from mer_core.inference.predictor import Predictor
from mer_core.jobs import JobContext, SilentContext, track
from mer_core.models.checkpoint import Checkpoint, load
from mer_core.models.store import find_model
from mer_core.paths import AppPaths
from mer_core.training.corpora import LOADERS
from mer_core.training.corpora.labels import LabelledClip
from mer_core.training.held_out import deal_clips, folds_of
from mer_core.training.pictures import picture
from mer_core.training.requests import BY_SONG, RECIPES, EvaluateRequest
from mer_core.training.session import open_session
from mer_core.training.shipped.fit import fit
from mer_core.training.shipped.learner import ShippedLearner
from mer_core.training.shipped.recipe import recipes

Array = NDArray[np.float64]

FILM = "soundtracks360"
PASSAGE_S, NUM_PASSAGES, NUM_CHAINS = 15.0, 8, 2  # chains of so many passages in each fold
CONTRAST = 0.6  # of the listeners' ratings, on either axis
FAR_ENOUGH = 0.25  # of the model's own answers: the ratio of smaller differences is noise
TOLERANCE_S = 3.0
AXES = ("valence", "arousal")


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """Passages end to end: the curve heard, by how much it follows the music, where each passage
    begins, what each is by itself ([num_passages, 2]), and each pair heard as a song of its own.
    """

    names: tuple[str, ...]
    curve: EmotionCurve
    late_s: float
    starts_s: tuple[float, ...]
    alone: Array
    pairs: tuple[EmotionCurve, ...]


def chains_of(
    clips: Sequence[LabelledClip], rng: np.random.Generator
) -> Iterator[list[LabelledClip]]:
    """Clips of which neighbours contrast and come from two albums; each is used once."""
    free = [clips[index] for index in rng.permutation(len(clips))]
    for _ in range(NUM_CHAINS):
        chain: list[LabelledClip] = []
        while len(chain) < NUM_PASSAGES:
            fits = [clip for clip in free if not chain or _contrast(chain[-1], clip)]
            if not fits:
                break
            chain.append(fits[0])
            free.remove(fits[0])
        if len(chain) > 1:
            yield chain


def _contrast(one: LabelledClip, other: LabelledClip) -> bool:
    apart = np.abs(np.subtract(_place(one), _place(other)))
    return one.group != other.group and bool(apart.max() >= CONTRAST)


def _place(clip: LabelledClip) -> tuple[float, float]:
    assert clip.valence is not None
    assert clip.arousal is not None
    return clip.valence, clip.arousal


def hear_chain(predictor: Predictor, clips: Sequence[LabelledClip]) -> Chain:
    """The passages alone, in pairs, and all in one."""
    rate = predictor.spec.sample_rate
    sounds = [
        read(clip.path, sample_rate=rate).samples[: round(PASSAGE_S * rate)] for clip in clips
    ]
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "passages.wav"

        def heard(parts: Sequence[NDArray[np.float32]]) -> EmotionCurve:
            _write(path, np.concatenate(parts), rate)
            return predictor.predict(path, SilentContext()).curve

        alone = [heard([sound]) for sound in sounds]
        pairs = tuple(heard(sounds[n : n + 2]) for n in range(0, len(sounds) - 1, 2))
        whole = heard(sounds)
    lengths = np.array([len(sound) / rate for sound in sounds])
    return Chain(
        tuple(clip.name for clip in clips), whole,
        int(predictor.spec.params.get("delay", 0)) * predictor.spec.step_s,
        tuple((lengths.cumsum() - lengths).tolist()),
        np.array([[curve.valence.mean(), curve.arousal.mean()] for curve in alone]), pairs,
    )  # fmt: skip


def _write(path: Path, samples: NDArray[np.float32], rate: int) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())


def steps_of(chains: Sequence[Chain]) -> Iterator[tuple[Array, Array, Array]]:
    """For each pair: how far apart its passages are alone and in the curve, [2] each, and when the
    curve is half way, seconds after the splice, [2].
    """
    for chain in chains:
        for number, curve in enumerate(chain.pairs):
            first = 2 * number
            splice_s = chain.starts_s[first + 1] - chain.starts_s[first]
            values = np.stack([curve.valence, curve.arousal], axis=1).astype(np.float64)
            times = curve.start_s + curve.step_s * (np.arange(len(values)) + 0.5)
            # The halves away from the splice: what is near it is on its way.
            before = values[times < splice_s / 2].mean(axis=0)
            after = values[times > (splice_s + times[-1]) / 2].mean(axis=0)
            share = (values - before) / np.where(after == before, 1e-9, after - before)
            near = times > splice_s - TOLERANCE_S
            half = [times[near][(share[near, axis] >= 0.5).argmax()] - splice_s for axis in (0, 1)]
            yield chain.alone[first + 1] - chain.alone[first], after - before, np.array(half)


def boundaries(chains: Sequence[Chain]) -> tuple[float, float, float]:
    """Precision, recall and F of the boundaries between passages, within TOLERANCE_S."""
    found = right = wanted = 0
    for chain in chains:
        left = list(chain.starts_s[1:])
        wanted += len(left)
        for time_s in changes(chain.curve, late_s=chain.late_s):
            found += 1
            hits = [start for start in left if abs(start - time_s) <= TOLERANCE_S]
            if hits:
                right += 1
                left.remove(min(hits, key=lambda start: abs(start - time_s)))
    precision, recall = right / max(found, 1), right / max(wanted, 1)
    return precision, recall, 2 * right / max(found + wanted, 1)


def of_recipe(context: JobContext, name: str, root: Path) -> tuple[list[Chain], dict[str, float]]:
    """Chains heard by nets that had not seen their albums, and how the curves of held-out songs go
    with their listeners'.
    """
    request = EvaluateRequest(recipe=name, corpora=root, protocols=(BY_SONG,))
    learner = open_session(context, request, cache=AppPaths.of_user().cache / "training").learner
    assert isinstance(learner, ShippedLearner)
    exams = learner.hold_out_heads(context, BY_SONG).exams()
    rated = {exam.label: float(exam.answers.mean()) for exam in exams}
    chains: list[Chain] = []
    rng = np.random.default_rng(request.seed)
    for fold in track(context, list(folds_of(learner.deal(BY_SONG))), phase="Fitting"):
        seen = [learner.described[index] for index in fold.seen.tolist()]
        net = fit(seen, learner.recipe, learner.spec, learner.describe, heads=("plane",))
        ref = ModelRef(name, learner.recipe.version, "0" * 64)
        predictor = Predictor(Checkpoint(net.spec, net, ref), device="cpu")
        held = [learner.described[index].clip for index in fold.held.tolist()]
        film = [clip for clip in held if clip.corpus == FILM]
        chains += [hear_chain(predictor, chain) for chain in chains_of(film, rng)]
    return chains, rated


def of_model(context: JobContext, name: str, root: Path) -> list[Chain]:
    """Chains heard by an installed model; it may have learnt from their albums."""
    predictor = Predictor(load(find_model(AppPaths.of_user(), name).folder), device="cpu")
    clips, rng = LOADERS[FILM](root / FILM), np.random.default_rng(0)
    deal = deal_clips(clips, BY_SONG, 5, None, seed=0)
    folds = track(context, list(folds_of(deal)), phase="Listening")
    parts = [[clips[index] for index in fold.held.tolist()] for fold in folds]
    return [hear_chain(predictor, chain) for part in parts for chain in chains_of(part, rng)]


def draw(path: Path, name: str, chains: Sequence[Chain]) -> None:
    """The curves of two chains over the answers to each passage alone."""
    title = f"{name}: passages alone (bars), in the curve, and the boundaries that it shows"
    with picture(path, (11.0, 5.0), title) as figure:
        shown = chains[:: max(1, len(chains) // 2)][:2]
        grid = figure.subplots(len(AXES), len(shown), sharex=True, squeeze=False)
        for chain, column in zip(shown, grid.T, strict=True):
            curve = chain.curve
            ends = [*chain.starts_s[1:], curve.num_steps * curve.step_s]
            times = curve.start_s + curve.step_s * (np.arange(curve.num_steps) + 0.5)
            for axis, (label, axes) in enumerate(zip(AXES, column, strict=True)):
                axes.hlines(chain.alone[:, axis], chain.starts_s, ends, color="#b97900", lw=3)
                axes.plot(times, getattr(curve, label), color="#2f5fe0", lw=1.6)
                for time_s in changes(curve, late_s=chain.late_s):
                    axes.axvline(time_s, color="#5b6472", lw=0.8, ls=":")
                axes.set(ylabel=label, ylim=(-1, 1))
            column[-1].set_xlabel("seconds")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description="Print whether a curve says what its passages are."
    )
    parser.add_argument("--root", type=Path, required=True, help="the folder of the corpora")
    parser.add_argument("--model", default=RECIPES[0], help=f"a recipe or a model ({RECIPES[0]})")
    parser.add_argument("-o", "--output", type=Path, help="a folder for a picture")
    options = parser.parse_args()
    rated: dict[str, float] = {}
    with terminal_job(Screen(stderr=True)) as context:
        if options.model in recipes():
            chains, rated = of_recipe(context, options.model, options.root)
        else:
            chains = of_model(context, options.model, options.root)
    alone, curve, half = (np.array(values) for values in zip(*steps_of(chains), strict=True))
    print("| axis | pairs | curve / alone, median [quartiles] | half way | rated curves, mean r |")
    print("|---|---|---|---|---|")
    for axis, label in enumerate(AXES):
        far = np.abs(alone[:, axis]) > FAR_ENOUGH
        low, middle, high = np.percentile(curve[far, axis] / alone[far, axis], (25, 50, 75))
        r = f"{rated[f'curve.{label}']:.3f}" if rated else ""
        print(
            f"| {label} | {far.sum()} | {middle:.2f} [{low:.2f} to {high:.2f}] "
            f"| {np.median(half[far, axis]):.1f} s | {r} |"
        )
    precision, recall, f = boundaries(chains)
    print(
        f"\nBoundaries of {len(chains)} chains within {TOLERANCE_S:g} s: F {f:.2f} "
        f"(precision {precision:.2f}, recall {recall:.2f})"
    )
    if options.output is not None:
        draw(options.output / f"timeline-{options.model}.png", options.model, chains)


if __name__ == "__main__":
    main()
