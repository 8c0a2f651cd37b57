"""What an emotion curve does, in words, for those who do not see it."""

from __future__ import annotations

from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from app.widgets.wording import clock, signed
from mer_core.emotion import EmotionCurve

#: A tenth of the song at either end tells where it begins and ends; less than this is no change.
_ENDS, _CHANGE = 0.1, 0.15


def curve_words(curve: EmotionCurve) -> str:
    """Sentences: "Valence rises from -0.20 to +0.50, highest +0.61 at 1:05, lowest ... Moods: calm
    from 0:00, sad from 0:22."
    """
    if curve.num_steps == 0:
        return ""
    sentences = [
        _line("Valence", curve.valence, curve),
        _line("Arousal", curve.arousal, curve),
    ]
    step, moods = 0, []
    for name, group in groupby(curve.moods):
        moods.append(f"{name} from {clock(curve.start_s + step * curve.step_s)}")
        step += sum(1 for _ in group)
    return " ".join([*sentences, f"Moods: {', '.join(moods)}."])


def _line(name: str, values: NDArray[np.float32], curve: EmotionCurve) -> str:
    number = max(round(_ENDS * len(values)), 1)
    first, last = float(values[:number].mean()), float(values[-number:].mean())
    if abs(last - first) < _CHANGE:
        way = f"{name} begins and ends near {signed(last)}"
    else:
        verb = "rises" if last > first else "falls"
        way = f"{name} {verb} from {signed(first)} to {signed(last)}"
    marks = (("highest", int(values.argmax())), ("lowest", int(values.argmin())))
    return ", ".join(
        [
            way,
            *(
                f"{word} {signed(float(values[at]))} at {clock(curve.start_s + at * curve.step_s)}"
                for word, at in marks
            ),
        ]
    ) + "."  # fmt: skip
