"""Plays through a real PortAudio stream while every core is busy, and measures what was heard.

Run ``python -m benchmarks.playback [--seconds 60]`` from the project's root. It needs PulseAudio,
starts a private daemon with a null sink and disturbs nobody.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np

from tests.gui.playback.hearing import (
    Sound,
    busy_machine,
    decode,
    find,
    gaps_s,
    landing,
    make_noise,
    position_errors_s,
)
from tests.gui.playback.performance import Performance, Step, perform
from tests.gui.playback.sound import RATE, SoundSystem

SEEKS_S = (41.0, 3.25, 55.5, 20.12, 12.0)


def main() -> None:
    """Measure, and print one figure a line."""
    parser = argparse.ArgumentParser(description="Measure playback on a busy machine.")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long to play (60)")
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as name, SoundSystem(Path(name) / "pulse") as system:
        folder = Path(name)
        song_path = make_noise(folder / "song.flac", duration_s=seconds + 60, sample_rate=48_000)
        song = decode(song_path)
        with busy_machine():
            steps: list[Step] = [(0.5, "play", None)]
            steady = perform(song_path, steps, seconds + 1.0, env=system.env, folder=folder)
            report_steady(steady, song)
            steps += [(2.0 + 2 * at, "seek", goal) for at, goal in enumerate(SEEKS_S)]
            pause_s = 2.0 + 2 * len(SEEKS_S)
            steps += [(pause_s, "pause", None)]
            jumpy = perform(song_path, steps, pause_s + 1.5, env=system.env, folder=folder)
            report_jumps(jumpy, song)


def report_steady(performance: Performance, song: Sound) -> None:
    """Print how a song played without a touch came through."""
    loud = np.flatnonzero(np.abs(performance.sound[:, 0]) > 1e-4)
    # The fade at the start is not the song's.
    heard = performance.sound[loud[0] + RATE // 10 : loud[-1]]
    first_s = performance.sound_start_s + loud[0] / RATE
    last_s = performance.sound_start_s + loud[-1] / RATE
    errors_s = position_errors_s(performance, song, [(first_s + 0.2, last_s)])
    print(f"heard                     {len(heard) / RATE:.1f} s on busy cores")
    print(f"underruns                 {performance.num_dropouts}")
    print(f"correlation               {find(heard, song)[1]:.6f}")
    print(f"missing or repeated       {gaps_s(heard, song).sum() * 1000:.1f} ms")
    print(f"position told - heard     {_span_ms(errors_s)}")


def report_jumps(performance: Performance, song: Sound) -> None:
    """Print how seeks and a pause came through."""
    seeks = performance.named("seek")
    landings = [landing(performance, song, at_s, at_s + 1.4) for at_s, _ in seeks]
    errors_s = [landed_s - goal for (landed_s, _), (_, goal) in zip(landings, seeks, strict=True)]
    pause_s = performance.named("pause")[0][0]
    after_pause = np.flatnonzero(performance.heard(pause_s, pause_s + 1.2)[:, 0])
    print(f"seek lands off by         {_span_ms(np.array(errors_s))}")
    print(f"seek is heard after       {_span_ms(np.array([took for _, took in landings]))}")
    print(f"pause is heard after      {after_pause[-1] / RATE * 1000:.0f} ms")
    print(f"underruns while seeking   {performance.num_dropouts}")


def _span_ms(values_s: np.ndarray) -> str:
    return f"{values_s.min() * 1000:.1f} to {values_s.max() * 1000:.1f} ms"


if __name__ == "__main__":
    main()
