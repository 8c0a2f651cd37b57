"""RAVDESS song (Livingstone and Russo 2018): sung sentences, six acted emotions."""

from __future__ import annotations

import re
from pathlib import Path

from mer_core.emotion import VOICE, VOICE_PLACES
from mer_core.errors import TrainingError
from mer_core.training.corpora.labels import LabelledClip, audio_by_stem

NAME = "ravdess_song"
#: Published names: modality-channel-emotion-intensity-statement-repetition-actor; channel 02 sings.
_STEM = re.compile(r"03-02-(\d\d)-(\d\d)-\d\d-\d\d-(\d\d)")
_STRONG = "02"


def load(folder: Path) -> list[LabelledClip]:
    """The clips in ``folder``, grouped by actor; everything stands in the files' names."""
    clips = []
    for stem, path in audio_by_stem(folder).items():
        match = _STEM.fullmatch(stem.rsplit("/", 1)[-1])
        if match is None:
            continue
        index = int(match[1]) - 1
        if not 0 <= index < len(VOICE):
            raise TrainingError(f"{path.name}: RAVDESS songs have no emotion {match[1]}.")
        valence, arousal = VOICE_PLACES[index]
        share = 1.0 if match[2] == _STRONG else 0.8
        clips.append(
            LabelledClip(
                NAME,
                stem.rsplit("/", 1)[-1],
                path,
                f"actor {match[3]}",
                weak=True,
                valence=valence * share,
                arousal=arousal * share,
                voice=index,
            )
        )
    if not clips:
        raise TrainingError(f"{folder} holds no RAVDESS songs (03-02-*).")
    return clips
