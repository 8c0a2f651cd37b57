"""Which corpora can be read, and the folders that they are looked for under."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mer_core.errors import TrainingError
from mer_core.training.corpora import (
    emopia,
    emotify,
    grekow,
    mediaeval,
    pmemo,
    ravdess,
    soundtracks,
    vgmidi,
)
from mer_core.training.corpora.labels import LabelledClip

#: Loaders by the name of the corpus's folder.
LOADERS: dict[str, Callable[[Path], list[LabelledClip]]] = {
    "ravdess_song": ravdess.load,
    "emotify": emotify.load,
    "soundtracks360": soundtracks.load,
    "vgmidi": vgmidi.load,
    "grekow": grekow.load,
    "emopia": emopia.load,
    "mediaeval": mediaeval.load,
    "mediaeval_sample": mediaeval.load,
    "pmemo": pmemo.load,
    "pmemo_sample": pmemo.load,
}
#: What a model for any music is judged on by leaving whole corpora out, learnt from or not.
JUDGED_ON = ("soundtracks360", "vgmidi", "emotify", "grekow", "emopia")


def load_corpora(root: Path, names: tuple[str, ...]) -> list[LabelledClip]:
    """The clips of every corpus of ``names`` that has a folder under ``root``.

    Raises TrainingError where none has, or one is damaged.
    """
    present = [name for name in names if (root / name).is_dir()]
    if not present:
        raise TrainingError(f"{root} holds none of the corpora {', '.join(names)}.")
    return [clip for name in present for clip in LOADERS[name](root / name)]
