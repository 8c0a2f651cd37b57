"""What the heads said of corpora and genres that they were fitted without."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from mer_core.training.confidence import Placed, Said, confidence_exams, pooled, said_of
from mer_core.training.judge import Exam
from mer_core.training.leave_out import plane_exams, rated, sides
from mer_core.training.requests import BY_CORPUS
from mer_core.training.shipped.answers import Guess, Guesses, by_corpus, said_of_plane


@dataclass(frozen=True, slots=True, eq=False)
class LeftOut(Guesses):
    """A guess for every clip that was left out; of its heads only the plane was fitted."""

    def exams(self) -> Iterator[Exam]:
        """What is judged: places, quadrants, and of whole corpora how sure these answers were."""
        for own in by_corpus(self.guesses).values():
            clips, said = [entry.clip for entry in own], said_of_plane(own)
            # What does not change with the clip has no order: any constant will do.
            yield from plane_exams(self.protocol, clips, said, np.zeros_like(said))
        if self.protocol == BY_CORPUS:
            yield from confidence_exams(placed(self.guesses))

    def said(self) -> dict[str, Said]:
        """How sure the answers to each corpus were, and to all of them under ""; empty where they
        cannot be compared.
        """
        known = said_of(placed(self.guesses))
        return known | {"": pooled(known)} if len(known) > 1 else {}


def placed(guesses: Sequence[Guess]) -> dict[str, Placed]:
    """The answers to every corpus whose sides listeners rated, by its name."""
    result = {}
    for corpus, own in by_corpus(guesses).items():
        clips = [entry.clip for entry in own]
        truth = sides(clips)
        if truth is not None:
            groups = tuple(clip.group for clip in clips)
            result[corpus] = Placed(said_of_plane(own), truth, rated(clips) is not None, groups)
    return result
