"""How numbers and times are written on the screen."""

from __future__ import annotations

from app.i18n import tr
from app.widgets.painting import DASH


def clock(seconds: float | None, *, tenths: bool = False) -> str:
    """A time as 0:56, 1:02:03 or, with ``tenths``, 0:56.4; a dash for None; never negative."""
    if seconds is None:
        return DASH
    seconds = max(seconds, 0.0)
    whole = int(seconds)
    hours, minutes = whole // 3600, whole // 60 % 60
    text = (
        f"{minutes}:{whole % 60:02d}" if hours == 0 else f"{hours}:{minutes:02d}:{whole % 60:02d}"
    )
    return f"{text}.{int(seconds * 10) % 10}" if tenths else text


def signed(value: float | None) -> str:
    """ "+0.62", "-0.38" with a real minus as wide as the plus; a dash for None."""
    if value is None:
        return DASH
    text = f"{value:+.2f}"
    return "0.00" if text in ("+0.00", "-0.00") else text.replace("-", "−")


def score(value: float) -> str:
    """ ".58"; "1.0" at the top."""
    return "1.0" if value >= 0.995 else f"{value:.2f}"[1:]


def hertz(frequency: float) -> str:
    """ "100 Hz", "1 kHz", "2.35 kHz"."""
    if frequency < 1000:
        return f"{frequency:.0f} Hz"
    return f"{frequency / 1000:.3g} kHz"


def count(number: int) -> str:
    """ "3,208"."""
    return f"{number:,}"


def part_of(number: int, total: int) -> str:
    """ "214 of 3,208"."""
    return tr("{number} of {total}").format(number=count(number), total=count(total))


def remaining(seconds: float) -> str:
    """ "40 s left", "24 min left", "3 h 10 min left"."""
    if seconds < 60:
        return tr("{seconds} s left").format(seconds=max(round(seconds), 1))
    minutes = round(seconds / 60)
    if minutes < 60:
        return tr("{minutes} min left").format(minutes=minutes)
    return tr("{hours} h {minutes} min left").format(hours=minutes // 60, minutes=minutes % 60)
