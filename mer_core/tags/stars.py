"""Stars in tags, whatever each program counts them in.

POPM is a byte (https://id3.org/id3v2.4.0-frames, 4.17), 0 for unknown; Windows, and after it most
others, write 1, 64, 128, 196 and 255 for one to five stars. FMPS_Rating is a fraction of one
(freedesktop.org, Free Media Player Specifications). RATING in Vorbis comments is 1 to 5, a
percentage or, by Quod Libet, a fraction behind the rater's name. WM/SharedUserRating is 1, 25, 50,
75 or 99 (Microsoft, "WM/SharedUserRating attribute").
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Iterator

_POPM, _ASF = (32, 96, 160, 224), (13, 38, 63, 87)
_MP4 = "----:com.apple.itunes:"
#: From a number in a tag to stars, 0 to 5.
Scale = Callable[[float], int]


def of_popm(data: bytes) -> list[str]:
    """The stars in a POPM frame: who rates, a zero, a byte."""
    rating = data.partition(b"\0")[2][:1]
    return _shown(_step(_POPM, rating[0]) if rating else 0)


def scale_of(key: str) -> Scale | None:
    """How the field of that name counts stars; None where it is no rating."""
    name = key.lower().removeprefix(_MP4)
    if name == "rating" or name.startswith("rating:"):
        return _any
    return {"fmps_rating": _fraction, "wm/shareduserrating": _asf}.get(name)


def on(scale: Scale, values: Iterable[object]) -> Iterator[str]:
    """The stars, "1" to "5", that values stand for; nothing for those that are no rating."""
    for value in values:
        try:
            number = float(value.decode() if isinstance(value, bytes) else str(value))
        except ValueError:
            continue
        if 0.0 < number < 1000.0:
            yield from _shown(scale(number))


def _step(bounds: tuple[int, ...], number: float) -> int:
    return 0 if number <= 0 else 1 + bisect.bisect_right(bounds, number)


def _asf(number: float) -> int:
    return _step(_ASF, number)


def _fraction(number: float) -> int:
    return round(5.0 * min(number, 1.0))


def _any(number: float) -> int:
    if number < 1.0:
        return _fraction(number)
    return round(number if number <= 5.0 else min(number, 100.0) / 20.0)


def _shown(stars: int) -> list[str]:
    return [str(stars)] if stars else []
