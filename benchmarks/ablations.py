"""What each part of moodline-1 is worth: by-song figures with it and without it.

    python benchmarks/ablations.py --root CORPORA [--folds 5] [--seed 0]

Prints a line per part, and with that the figures that docs/ablations.toml quotes; then what stands
there and cannot be run any more, for its code is gone. Every line is a whole cross-validation:
about a minute on two idle cores once the clips are described.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from mer_core.cli.screen import Screen
from mer_core.cli.terminal import terminal_job
from mer_core.paths import AppPaths
from mer_core.training.judge import judge
from mer_core.training.requests import BY_SONG, EvaluateRequest
from mer_core.training.session import open_session
from mer_core.training.shipped.answers import with_voice
from mer_core.training.shipped.fit import blank_spec
from mer_core.training.shipped.learner import ShippedLearner
from mer_core.training.shipped.recipe import HeadRecipe, MovementRecipe, Recipe
from mer_core.training.tried import NOT_FROM_HERE, read_tried

#: What docs/ablations.toml calls reproducible was found with this one.
RECIPE = "moodline-1"
TRIED = Path(__file__).resolve().parents[1] / "docs" / "ablations.toml"
FIGURES = {
    "film mean R2": ("soundtracks360", "film (mean)", "R2"),
    "gems mean R2": ("emotify", "gems (mean)", "R2"),
    "film music V R2": ("soundtracks360", "plane.valence", "R2"),
    "film music A R2": ("soundtracks360", "plane.arousal", "R2"),
    "piano V R2": ("vgmidi", "plane.valence", "R2"),
    "piano A R2": ("vgmidi", "plane.arousal", "R2"),
    "voice UAR": ("ravdess_song", "voice", "UAR"),
    "curve V r": ("vgmidi", "curve.valence", "mean r"),
    "curve A r": ("vgmidi", "curve.arousal", "mean r"),
}


def _heads(recipe: Recipe, change: Callable[[HeadRecipe], HeadRecipe]) -> Recipe:
    return replace(recipe, heads={name: change(head) for name, head in recipe.heads.items()})


def _plane(recipe: Recipe, **corpora: float) -> Recipe:
    """The plane's head with other weights of its corpora; 0 leaves one out."""
    head = recipe.heads["plane"]
    changed = replace(head, corpora={**head.corpora, **corpora})
    return replace(recipe, heads={**recipe.heads, "plane": changed})


def _lighter(recipe: Recipe) -> Recipe:
    """The heads as they were while the tagger's embedding weighed less."""
    before = {"plane": {"embedding": 0.7, "kernel_ridge": 0.05}}
    before |= {name: {"embedding": 0.7} for name in ("film", "gems")}
    heads = {name: replace(recipe.heads[name], **old) for name, old in before.items()}
    return replace(recipe, heads={**recipe.heads, **heads})


_STILL = MovementRecipe(liveliness=(0.0, 0.0))
#: The recipe without each part, by the part's name in docs/ablations.toml.
PARTS: Mapping[str, Callable[[Recipe], Recipe]] = {
    "handcrafted statistics": lambda r: _heads(r, lambda h: replace(h, statistics=0.0)),
    "embedding of a music tagger (musicnn)": lambda r: _heads(
        r, lambda h: replace(h, embedding=0.0)
    ),
    "kernel ridge averaged with ridge": lambda r: _heads(r, lambda h: replace(h, mix=1.0)),
    "ridge averaged with kernel ridge": lambda r: _heads(r, lambda h: replace(h, mix=0.0)),
    "weak valence and arousal of Emotify and RAVDESS": lambda r: _plane(
        r, emotify=0.0, ravdess_song=0.0
    ),
    "weights of the corpora": lambda r: _plane(r, vgmidi=1.0, emotify=1.0, ravdess_song=1.0),
    "answering 4 s late, as listeners do": lambda r: replace(r, delay=0, smoothing=1),
    "judging by 23 s instead of one window": lambda r: replace(r, horizon=1),
    "movement within the song, fitted to rated curves": lambda r: replace(r, movement=_STILL),
    "convolutional voice net beside the kernel head": lambda r: replace(r, singing=0.0),
    "twice the weight of the embedding in the plane, half as much again elsewhere": _lighter,
}


def main() -> None:
    """Print the table, then what it cannot hold."""
    parser = argparse.ArgumentParser(description="Print what each part of the model is worth.")
    parser.add_argument("--root", type=Path, required=True, help="the folder of the corpora")
    parser.add_argument("--folds", type=int, default=5, help="by song (5)")
    parser.add_argument("--seed", type=int, default=0, help="start of all randomness (0)")
    options = parser.parse_args()
    request = EvaluateRequest(
        recipe=RECIPE, corpora=options.root, folds=options.folds, seed=options.seed, rounds=2
    )
    cache = AppPaths.of_user().cache / "training"
    print("| without | kernel voice UAR | " + " | ".join(FIGURES) + " |")
    print("|" + "---|" * (len(FIGURES) + 2))
    with terminal_job(Screen(stderr=True)) as context:
        learner = open_session(context, request, cache=cache).learner
        assert isinstance(learner, ShippedLearner)
        blank = learner.blank_report(request.rounds)
        heard = learner.voice.hold_out(context, BY_SONG)
        for name, without in {"nothing": lambda recipe: recipe, **PARTS}.items():
            recipe = without(learner.recipe)
            changed = replace(learner, recipe=recipe, spec=blank_spec(recipe))
            heads = changed.hold_out_heads(context, BY_SONG)
            alone = judge(blank, [heads])
            found = judge(blank, [with_voice(heads, heard, recipe.singing)])
            kernel = alone.find(BY_SONG, "voice", "UAR")
            figures = [
                kernel,
                *(
                    found.find(BY_SONG, label, metric, corpus=corpus)
                    for corpus, label, metric in FIGURES.values()
                ),
            ]
            cells = [f"{figure.value:.3f}" if figure else "" for figure in figures]
            print(f"| {name} | " + " | ".join(cells) + " |", flush=True)
    for entry in read_tried(TRIED).ablations:
        if not entry.again:
            print(f"{entry.name}: {NOT_FROM_HERE}")


if __name__ == "__main__":
    main()
