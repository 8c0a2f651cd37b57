"""What each part of the model that ships is worth: by-song figures with it and without it.

    python benchmarks/ablations.py --root CORPORA [--folds 10] [--seed 0]

Prints a line per part, and the figures that docs/ablations.toml quotes. Every line is a whole
cross-validation: about a minute on two idle cores once the clips are described.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from mer_core.cli.screen import Screen
from mer_core.cli.terminal import terminal_job
from mer_core.paths import AppPaths
from mer_core.training.fit import blank_spec
from mer_core.training.recipes import HeadRecipe, MovementRecipe, Recipe
from mer_core.training.reports import Evaluation, scores_of
from mer_core.training.session import Session
from mer_core.training.validation import BY_SONG, cross_validate

FIGURES = {
    "film mean R2": ("soundtracks360", "film (mean)", "R2"),
    "gems mean R2": ("emotify", "gems (mean)", "R2"),
    "film music V R2": ("soundtracks360", "plane.valence", "R2"),
    "film music A R2": ("soundtracks360", "plane.arousal", "R2"),
    "piano V R2": ("vgmidi", "plane.valence", "R2"),
    "piano A R2": ("vgmidi", "plane.arousal", "R2"),
    "kernel voice UAR": ("ravdess_song", "voice", "UAR"),
    "curve V r": ("vgmidi", "curve.valence", "mean r"),
    "curve A r": ("vgmidi", "curve.arousal", "mean r"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """Something the recipe could do without."""

    name: str
    without: Callable[[Recipe], Recipe]


def _heads(recipe: Recipe, change: Callable[[HeadRecipe], HeadRecipe]) -> Recipe:
    return replace(recipe, heads={name: change(head) for name, head in recipe.heads.items()})


def _plane(recipe: Recipe, **corpora: float) -> Recipe:
    """The plane's head with other weights of its corpora; 0 leaves one out."""
    head = recipe.heads["plane"]
    changed = replace(head, corpora={**head.corpora, **corpora})
    return replace(recipe, heads={**recipe.heads, "plane": changed})


_STILL = MovementRecipe(liveliness=0.0)
PARTS = (
    Part("nothing left out", lambda recipe: recipe),
    Part("handcrafted statistics", lambda r: _heads(r, lambda h: replace(h, statistics=0.0))),
    Part("musicnn embedding", lambda r: _heads(r, lambda h: replace(h, embedding=0.0))),
    Part("kernel ridge in the average", lambda r: _heads(r, lambda h: replace(h, mix=1.0))),
    Part("ridge in the average", lambda r: _heads(r, lambda h: replace(h, mix=0.0))),
    Part("weak V-A of Emotify and RAVDESS", lambda r: _plane(r, emotify=0.0, ravdess_song=0.0)),
    Part("label weights", lambda r: _plane(r, vgmidi=1.0, emotify=1.0, ravdess_song=1.0)),
    Part("listeners' delay", lambda r: replace(r, delay=0, smoothing=1)),
    Part("horizon of half a minute", lambda r: replace(r, horizon=1)),
    Part("movement within the song", lambda r: replace(r, movement=_STILL)),
)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Print what each part of the model is worth.")
    parser.add_argument("--root", type=Path, required=True, help="the folder of the corpora")
    parser.add_argument("--folds", type=int, default=10, help="by song (10)")
    parser.add_argument("--seed", type=int, default=0, help="start of all randomness (0)")
    options = parser.parse_args()
    cache = AppPaths.of_user().cache / "training"
    print("| without | " + " | ".join(FIGURES) + " |\n|" + "---|" * (len(FIGURES) + 1))
    with terminal_job(Screen(stderr=True)) as context:
        session = Session.open(
            context, "moodline-1", corpora=options.root, names=(), seed=options.seed,
            folds=options.folds, cache=cache,
        )  # fmt: skip
        for part in PARTS:
            recipe = part.without(session.recipe)
            guesses = cross_validate(
                context, session.clips, recipe, blank_spec(recipe), session.describe,
                protocol=BY_SONG, folds=options.folds, seed=options.seed,
            )  # fmt: skip
            scores = tuple(scores_of(guesses, BY_SONG, seed=options.seed, rounds=2))
            found = Evaluation(recipe.id, options.folds, options.seed, scores)
            cells = [f"{found.find(BY_SONG, *key).value:.3f}" for key in FIGURES.values()]
            print(f"| {part.name} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
