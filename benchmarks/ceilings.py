"""How well the raters agree with each other: the ceilings in resources/ceilings.json.

    python benchmarks/ceilings.py CORPORA [--write]

CORPORA holds the corpora's folders in their published layout. Prints every ceiling beside the one
that is committed, and ends with status 1 where they differ; ``--write`` commits what is found. For
Emotify: how often two halves of a song's listeners agree on the top emotion. That takes the single
listeners' answers, which the corpus publishes as ``data.csv``; where that file is not at hand, the
counts per emotion give an estimate that is too high, and the committed ceiling stays. For VGMIDI:
the largest R2 per axis of a piece, and how often two panels of as many raters agree on its
quadrant.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from mer_core.emotion import GEMS
from mer_core.plain import to_plain
from mer_core.training.corpora.labels import rows
from mer_core.training.judge import CEILINGS, Ceiling, ceilings
from mer_core.training.nets.answers import quadrants_of

ROUNDS = 300
LISTENERS = "data.csv"


def agreement_of_halves(answers: list[np.ndarray], *, seed: int, rounds: int) -> float:
    """How often two halves of the raters agree on the label that most of them chose.

    ``answers`` holds for each song an array [num_raters, num_labels] of what each chose, 0 or 1.
    The raters are dealt into halves ``rounds`` times; ties are broken at random.
    """
    random = np.random.default_rng(seed)
    agreed = []
    for chose in answers:
        for _ in range(rounds):
            dealt = random.permutation(chose)
            half = len(dealt) // 2
            agreed.append(_agree(dealt[:half].sum(0), dealt[half : 2 * half].sum(0), random))
    return float(np.mean(agreed))


def agreement_of_counts(
    shares: np.ndarray, num_raters: np.ndarray, *, seed: int, rounds: int
) -> float:
    """The same where it is only known how many chose each label.

    ``shares`` [num_songs, num_labels] is the fraction of a song's ``num_raters`` [num_songs]. Each
    label is dealt by itself, so that raters who chose several labels are not kept together: the
    result is somewhat above what the single raters' answers give.
    """
    random = np.random.default_rng(seed)
    chose = np.rint(shares * num_raters[:, None]).astype(np.int64)
    half = np.broadcast_to((num_raters // 2)[:, None], chose.shape)
    agreed = []
    for _ in range(rounds):
        first = random.hypergeometric(chose, num_raters[:, None] - chose, half)
        agreed.append(_agree(first, chose - first, random).mean())
    return float(np.mean(agreed))


def _agree(first: np.ndarray, second: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Whether two counts of votes [..., num_labels] have the same top."""
    tops = [(votes + random.random(votes.shape) * 0.5).argmax(axis=-1) for votes in (first, second)]
    same: np.ndarray = tops[0] == tops[1]
    return same


def reliability(means: np.ndarray, deviations: np.ndarray, num_raters: np.ndarray) -> float:
    """The largest R2 that mean ratings allow: 1 - their squared standard error / their variance.

    All are [num_clips]: mean and standard deviation of a clip's ratings, and how many there are.
    """
    return 1.0 - float(np.mean(np.square(deviations) / num_raters) / means.var())


def emotify(folder: Path) -> Iterator[Ceiling]:
    """How often two halves of a song's listeners agree, where the single answers are at hand."""
    path = folder / "labels_per_track.csv"
    table = rows(path, ("track_id", "n_raters", *GEMS))
    shares = np.array([[float(row[name]) for name in GEMS] for row in table])
    num_raters = np.array([int(float(row["n_raters"])) for row in table])
    estimate = agreement_of_counts(shares, num_raters, seed=0, rounds=ROUNDS)
    print(f"emotify: from the counts alone {estimate:.3f}, which is too high")
    if not (folder / LISTENERS).is_file():
        print(f"emotify: the ceiling is not reproducible from here: {LISTENERS} is not at hand")
        return
    songs: dict[str, list[list[float]]] = {}
    for row in rows(folder / LISTENERS, ("track id", *GEMS)):
        songs.setdefault(row["track id"], []).append([float(row[name]) for name in GEMS])
    value = agreement_of_halves([np.array(s) for s in songs.values()], seed=0, rounds=ROUNDS)
    yield Ceiling("emotify", "gems", "class", "accuracy", round(value, 3), "")


def vgmidi(folder: Path) -> Iterator[Ceiling]:
    """The largest R2 per axis, and how often two panels agree on the quadrant."""
    path = folder / "dynamic_labels.csv"
    columns = ("valence_mean", "valence_sd", "arousal_mean", "arousal_sd", "n_raters")
    table = rows(path, ("id", *columns))
    measures = np.array([[float(row[name]) for name in columns] for row in table])
    names = np.array([row["id"] for row in table])
    # The same people rated all measures of a piece: their errors do not average out over it.
    pieces = np.array([measures[names == name].mean(0) for name in np.unique(names)])
    for axis, column in (("valence", 0), ("arousal", 2)):
        value = reliability(pieces[:, column], pieces[:, column + 1], pieces[:, 4])
        yield Ceiling("vgmidi", "plane", axis, "R2", round(value, 3), "")
    random = np.random.default_rng(0)
    error = pieces[:, [1, 3]] / np.sqrt(pieces[:, [4, 4]])
    agreed = []
    for _ in range(ROUNDS):
        panels = [pieces[:, [0, 2]] + error * random.normal(size=error.shape) for _ in range(2)]
        agreed.append((quadrants_of(panels[0]) == quadrants_of(panels[1])).mean())
    for task, label in (("quadrants", "class"), ("plane", "quadrant")):
        yield Ceiling("vgmidi", task, label, "accuracy", round(float(np.mean(agreed)), 3), "")


def main() -> int:
    """Print all ceilings beside the committed ones."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--write", action="store_true", help="commit what is found")
    options = parser.parse_args()
    committed = {_key(entry): entry for entry in ceilings()}
    differ = False
    for find, name in ((emotify, "emotify"), (vgmidi, "vgmidi")):
        for found in find(options.corpora / name):
            known = committed[_key(found)]
            differ |= known.value != found.value
            print(f"{' '.join(_key(found))}: {found.value:.3f}, committed {known.value:.3f}")
            committed[_key(found)] = replace(known, value=found.value)
    if options.write:
        CEILINGS.write_text(json.dumps(to_plain(tuple(committed.values())), indent=1) + "\n")
    return int(differ and not options.write)


def _key(ceiling: Ceiling) -> tuple[str, ...]:
    return (ceiling.corpus, ceiling.task, ceiling.label, ceiling.metric)


if __name__ == "__main__":
    sys.exit(main())
