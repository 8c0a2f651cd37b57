"""Counts how long a stream's packets last, without decoding them."""

from __future__ import annotations

from typing import Any

# Frames one after the other, without times: FFmpeg adds up durations, and rounds some of them.
UNTIMED = frozenset(("aac", "ac3", "amr", "dts", "eac3", "loas", "mp3", "truehd"))
# ISO/IEC 13818-7, table 35.
_ADTS_RATES = (
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
    7_350,
)  # fmt: skip
_ADTS_BLOCK = 1024
#: The times in a container may be rounded to milliseconds, as durations are, but not alike.
_ROUNDING = 0.05


class PacketClock:
    """Follows the packets of a PyAV ``stream`` from a container that FFmpeg calls ``format_name``.

    ``first_s`` is when the first packet begins, ``end_s`` when the last one so far ends.
    """

    def __init__(self, stream: Any, format_name: str) -> None:
        self._untimed = format_name in UNTIMED
        self._is_adts = format_name == "aac"
        self._tick_s = float(stream.time_base)
        self._rate = stream.codec_context.sample_rate
        # AC-3 comes in steps of 1/90000 s, but a frame is a whole number of samples.
        self._is_rounded = self._untimed and stream.time_base.denominator % self._rate != 0
        self._sum_s = 0.0
        self.first_s: float | None = None
        self.end_s = 0.0

    @property
    def length_s(self) -> float:
        """How long the packets so far last. Sound before time 0 does not count: it is priming."""
        span_s = self.end_s - max(self.first_s or 0.0, 0.0)
        # Where times jump, only the durations tell; where there are none, only the times do.
        is_near = abs(span_s - self._sum_s) <= _ROUNDING * span_s
        return span_s if is_near or not self._sum_s else self._sum_s

    def add(self, packet: Any) -> tuple[float, float]:
        """When ``packet`` begins and when it ends, in seconds."""
        lasts_s = self._lasts_s(packet)
        start_s = self.end_s
        if not self._untimed and (pts := packet.pts) is not None:
            start_s = pts * self._tick_s
        if self.first_s is None:
            self.first_s = start_s
        end_s = start_s + lasts_s
        self._sum_s += lasts_s
        if end_s > self.end_s:
            self.end_s = end_s
        return start_s, end_s

    def ticks(self, time_s: float) -> int:
        """``time_s`` in the stream's own unit."""
        return round(time_s / self._tick_s)

    def _lasts_s(self, packet: Any) -> float:
        if self._is_adts:
            head = memoryview(packet)[:7]
            rate = head[2] >> 2 & 15 if len(head) == 7 else len(_ADTS_RATES)
            if rate < len(_ADTS_RATES) and head[0] == 0xFF:
                return ((head[6] & 3) + 1) * _ADTS_BLOCK / _ADTS_RATES[rate]
        lasts_s = (packet.duration or 0) * self._tick_s
        return round(lasts_s * self._rate) / self._rate if self._is_rounded else lasts_s
