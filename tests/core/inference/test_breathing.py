"""What may come between two parts of the net: a pause, the end, a question about another song."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from mer_core.inference.predictor import Predictor
from mer_core.jobs import JobCancelled, SilentContext
from mer_core.models.store import DEFAULT_ID
from mer_core.paths import RESOURCES

SONG, OTHER = sorted((RESOURCES / "demo").glob("*.*"))[:2]


class Breaths(SilentContext):
    """Counts how often it is asked, and acts at some of those."""

    def __init__(self, act: Callable[[int], None] = lambda number: None) -> None:
        super().__init__()
        self.num = 0
        self._act = act

    def check_cancelled(self) -> None:
        self.num += 1
        self._act(self.num)


@pytest.fixture(scope="module")
def predictor() -> Predictor:
    return Predictor.load(RESOURCES / "models" / DEFAULT_ID, device="cpu")


def test_a_pause_need_not_wait_for_a_segment(predictor: Predictor) -> None:
    context = Breaths()
    predictor.hear(SONG, context)
    # Nine blocks are decoded, one segment is heard, and that goes through many parts.
    assert context.num > 40


def test_the_end_comes_in_the_midst_of_the_net_and_leaves_it_whole(predictor: Predictor) -> None:
    def end(number: int) -> None:
        if number == 30:
            raise JobCancelled

    before = predictor.predict(SONG, SilentContext())
    with pytest.raises(JobCancelled):
        predictor.predict(SONG, Breaths(end))
    assert np.array_equal(
        predictor.predict(SONG, SilentContext()).curve.valence, before.curve.valence
    )


def test_a_song_heard_in_the_midst_of_another_changes_neither(predictor: Predictor) -> None:
    alone, other_alone = (predictor.hear(path, SilentContext()) for path in (SONG, OTHER))
    asked: list[object] = []

    def ask(number: int) -> None:
        if number % 20 == 0:
            with predictor.beside() as beside:
                asked.append(beside.hear(OTHER, SilentContext()).why)

    heard = predictor.hear(SONG, Breaths(ask))
    assert len(asked) > 1
    assert all(why == other_alone.why for why in asked)
    assert heard.why == alone.why
    assert np.array_equal(heard.emotion.curve.valence, alone.emotion.curve.valence)
