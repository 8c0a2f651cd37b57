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
            steps: list[Step] = [("play", None, None), ("rest", seconds, None)]
            steady = perform(song_path, steps, env=system.env, folder=folder, limit_s=seconds + 120)
            report_steady(steady, song)
            steps = [("play", None, 1.0)]
            for goal_s in SEEKS_S:
                steps += [("seek", goal_s, None), ("rest", 1.6, None)]
            steps += [("pause", None, None), ("rest", 1.5, None)]
            jumpy = perform(song_path, steps, env=system.env, folder=folder)
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
    first = round(find(heard[:RATE], song)[0] * RATE)
    likeness = np.corrcoef(song[first : first + len(heard), 0], heard[:, 0])[0, 1]
    print(f"correlation               {likeness:.6f}")
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


def gaps_s(heard: Sound, song: Sound, *, step_s: float = 0.25) -> np.ndarray:
    """How much of the song, in seconds, is missing or repeated between one stretch and the next."""
    step = round(step_s * RATE)
    place_s, _ = find(heard[:step], song)
    places_s = []
    for at in range(0, len(heard) - step, step):
        place_s, _ = find(heard[at : at + step], song, near_s=place_s + step_s, reach_s=1.0)
        places_s.append(place_s - at / RATE)
    return np.round(np.abs(np.diff(places_s)), 6)


def landing(
    performance: Performance, song: Sound, asked_s: float, settled_s: float
) -> tuple[float, float]:
    """Where in the song a seek at ``asked_s`` landed, and how long it took, both in seconds.

    By ``settled_s`` the new place must be heard; from there the sound is followed back.
    """
    frame = round((settled_s - performance.sound_start_s) * RATE)
    there_s, _ = find(performance.sound[frame : frame + RATE // 10], song)
    there, size, back = round(there_s * RATE), RATE // 200, 0
    while back + size <= there:
        before = song[there - back - size : there - back]
        heard = performance.sound[frame - back - size : frame - back]
        if not heard.any() or np.corrcoef(before.ravel(), heard.ravel())[0, 1] < 0.8:
            break
        back += size
    return (there - back) / RATE, settled_s - back / RATE - asked_s


def _span_ms(values_s: np.ndarray) -> str:
    return f"{values_s.min() * 1000:.1f} to {values_s.max() * 1000:.1f} ms"


if __name__ == "__main__":
    main()
