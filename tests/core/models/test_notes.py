"""What the notes tell: which sound, major from minor, nothing of gain or of the key's name."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from mer_core.models.notes import Notes

_RATE, _STEP = 16000, 8192
_LOWEST = 28


def chords(*chords: tuple[int, ...], gain: float = 1.0) -> torch.Tensor:
    """Chords of MIDI notes with four overtones, half a second each: [1, num_samples]."""
    time = np.arange(_STEP) / _RATE
    parts = []
    for chord in chords:
        sound = np.zeros(_STEP)
        for note in chord:
            hertz = 440.0 * 2 ** ((note - 69) / 12)
            for overtone in range(1, 5):
                sound += 0.05 * 0.6**overtone * np.sin(2 * np.pi * overtone * hertz * time)
        parts.append(gain * sound * np.exp(-2.0 * time))
    return torch.from_numpy(np.concatenate(parts).astype(np.float32))[None]


@pytest.fixture(scope="module")
def notes() -> Notes:
    return Notes(_RATE, _STEP, 21)


def test_the_notes_of_a_chord_are_heard_and_not_their_overtones(notes: Notes) -> None:
    heard = notes.activations(chords((48, 60, 64, 67)))[0].mean(dim=1)
    loudest = torch.topk(heard, 4).indices + _LOWEST
    assert sorted(loudest.tolist()) == [48, 60, 64, 67]


def test_there_are_as_many_statistics_as_stated(notes: Notes) -> None:
    assert notes(chords((60, 64, 67), (62, 65, 69))).shape == (1, notes.num_statistics, 2)


MAJOR = [(48, 60, 64, 67), (53, 60, 65, 69), (55, 59, 62, 67), (48, 60, 64, 67)]
MINOR = [(48, 60, 63, 67), (53, 60, 65, 68), (55, 58, 62, 67), (48, 60, 63, 67)]


def moded(notes: Notes, piece: list[tuple[int, ...]], *, up: int = 0) -> torch.Tensor:
    """How far the best major key fits better than the best minor one, by three profiles."""
    moved = [tuple(note + up for note in chord) for chord in piece]
    difference: torch.Tensor = notes(chords(*moved))[0, 6:9].mean(dim=1)
    return difference


@pytest.mark.parametrize("up", [0, 3, 7])
def test_major_is_told_from_minor_in_every_key(notes: Notes, up: int) -> None:
    assert (moded(notes, MAJOR, up=up) > moded(notes, MINOR, up=up) + 0.1).all()


def test_the_keys_name_says_nothing_of_the_mode(notes: Notes) -> None:
    torch.testing.assert_close(
        moded(notes, MAJOR), moded(notes, MAJOR, up=2), atol=0.08, rtol=0.0
    )  # fmt: skip


def test_silence_gives_numbers(notes: Notes) -> None:
    assert torch.isfinite(notes(torch.zeros(1, 4 * _STEP))).all()


def test_a_step_must_hold_whole_frames() -> None:
    with pytest.raises(ValueError, match="no multiple"):
        Notes(_RATE, 1000, 21)
