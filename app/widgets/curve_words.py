"""What an emotion curve does, in words, for those who do not see it."""

from __future__ import annotations

from collections.abc import Container
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from app.i18n import tr
from app.theme import mood_word
from app.widgets.wording import clock, signed
from mer_core.arrays import FloatArray
from mer_core.emotion import EmotionCurve

#: A tenth of the song at either end tells where it begins and ends; less than this is no change.
_ENDS, _CHANGE = 0.1, 0.15


def curve_words(
    curve: EmotionCurve, hidden: Container[str] = (), tension: FloatArray | None = None
) -> str:
    """Sentences: "Valence rises from -0.20 to +0.50, highest +0.61 at 1:05, lowest ... Moods: calm
    from 0:00, sad from 0:22." Nothing of axes that are ``hidden``.
    """
    if curve.num_steps == 0:
        return ""
    lines = {"valence": (tr("Valence"), curve.valence), "arousal": (tr("Arousal"), curve.arousal)}
    if tension is not None:
        lines["tension"] = (tr("Tension"), tension)
    sentences = [
        _line(name, values, curve) for axis, (name, values) in lines.items() if axis not in hidden
    ]
    step, moods = 0, []
    for name, group in groupby(curve.moods):
        since = clock(curve.start_s + step * curve.step_s)
        moods.append(tr("{mood} from {time}").format(mood=mood_word(name), time=since))
        step += sum(1 for _ in group)
    return " ".join([*sentences, tr("Moods: {moods}.").format(moods=", ".join(moods))])


def _line(name: str, values: NDArray[np.float32], curve: EmotionCurve) -> str:
    number = max(round(_ENDS * len(values)), 1)
    first, last = float(values[:number].mean()), float(values[-number:].mean())
    if abs(last - first) < _CHANGE:
        way = tr("{name} begins and ends near {last}")
    elif last > first:
        way = tr("{name} rises from {first} to {last}")
    else:
        way = tr("{name} falls from {first} to {last}")
    way = way.format(name=name, first=signed(first), last=signed(last))
    highest, lowest = int(values.argmax()), int(values.argmin())
    line = tr("{way}, highest {highest} at {highest_at}, lowest {lowest} at {lowest_at}.")
    return line.format(
        way=way,
        highest=signed(float(values[highest])),
        highest_at=clock(curve.start_s + highest * curve.step_s),
        lowest=signed(float(values[lowest])),
        lowest_at=clock(curve.start_s + lowest * curve.step_s),
    )
