"""Stars in tags, whatever each program counts them in.

POPM is a byte (https://id3.org/id3v2.4.0-frames, 4.17), 0 for unknown; Windows, and after it most
others, write 1, 64, 128, 196 and 255 for one to five stars. FMPS_Rating is a fraction of one
(freedesktop.org, Free Media Player Specifications). RATING in Vorbis comments is 1 to 5, a
percentage or, by Quod Libet, a fraction behind the rater's name. WM/SharedUserRating is 1, 25, 50,
75 or 99 (Microsoft, "WM/SharedUserRating attribute").
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator

_POPM, _ASF = (32, 96, 160, 224), (13, 38, 63, 87)
_MP4 = "----:com.apple.itunes:"


def of_popm(data: bytes) -> list[str]:
    """The stars in a POPM frame: who rates, a zero, a byte."""
    rating = data.partition(b"\0")[2][:1]
    return _shown(_step(_POPM, rating[0]) if rating else 0)


def of_tag(key: str, values: Iterable[object]) -> list[str]:
    """The stars in a field of a tag, none where it is no rating."""
    name = key.lower().removeprefix(_MP4)
    scales = {"fmps_rating": _fraction, "wm/shareduserrating": _asf, "rate": _percentage}
    scale = _any if name == "rating" or name.startswith("rating:") else scales.get(name)
    return [] if scale is None else list(_all(scale, values))


def _all(scale: object, values: Iterable[object]) -> Iterator[str]:
    assert callable(scale)
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


def _percentage(number: float) -> int:
    return round(min(number, 100.0) / 20.0)


def _any(number: float) -> int:
    if number < 1.0:
        return _fraction(number)
    return round(number) if number <= 5.0 else _percentage(number)


def _shown(stars: int) -> list[str]:
    return [str(stars)] if stars else []
