"""What can be trained: the choices behind a model, by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mer_core.features.mel import VOICE_MEL, MelSpec
from mer_core.training.nets.zoo import NetRecipe


@dataclass(frozen=True, slots=True)
class HeadRecipe:
    """How one head is fitted.

    ``corpora`` maps the corpora it learns from to the weight of one of their clips. ``width`` is
    the kernel's, relative to the features' number; ``kernel_ridge`` and ``linear_ridge`` are the
    penalties, ``mix`` the linear part's share. ``statistics``, ``embedding`` and ``level`` weigh
    the handcrafted statistics, the tagger's embedding and the absolute level; a level of 0 makes
    the head deaf to a file's gain, but for ``slopes``: a fixed change of each output per dB.
    """

    corpora: Mapping[str, float]
    width: float = 0.5
    kernel_ridge: float = 0.1
    linear_ridge: float = 400.0
    mix: float = 0.4
    statistics: float = 1.0
    embedding: float = 1.1
    level: float = 0.0
    slopes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class MovementRecipe:
    """How the movement within a song is fitted, by ridge regression on rated curves.

    ``statistics``, ``embedding`` and ``level`` weigh the features as a HeadRecipe's do; a song's
    own mean is taken away, so that its gain says nothing. ``liveliness`` makes up for the penalty's
    shrinking: listeners' curves move about as far as the multiplied ones.
    """

    ridge: float = 100.0
    statistics: float = 1.0
    embedding: float = 0.5
    level: float = 5.0
    liveliness: float = 2.5


@dataclass(frozen=True, slots=True)
class Recipe:
    """A model to be: its name, its front end and its heads.

    ``voice`` is the net that listens to singing beside the voice head, ``singing`` its share.
    ``window``, ``horizon``, ``delay`` and ``smoothing`` are numbers of steps: what is described at
    once, what the heads judge by, how late listeners report a change, and how smoothly.
    ``rows_per_clip`` is the most rows of one clip in the kernels' bank.
    """

    id: str
    version: str
    heads: Mapping[str, HeadRecipe]
    voice: NetRecipe
    singing: float
    mel: MelSpec = field(default_factory=lambda: MelSpec(n_fft=1024, hop_length=256, num_bands=64))
    step_s: float = 0.512
    movement: MovementRecipe = field(default_factory=MovementRecipe)
    window: int = 21
    horizon: int = 45
    delay: int = 8
    smoothing: int = 9
    #: How many folds it is judged in; all of them are run.
    folds: int = 5
    rows_per_clip: int = 4
    #: The protocols whose figures its few settings were chosen by: a key of CAVEATS.
    chosen_on: tuple[str, ...] = ("by-song",)

    @property
    def context_s(self) -> float:
        """What a step depends on to either side: the halves of the statistics' and the tagger's
        window, of the horizon and of the smoothing, the delay, and the filters with their lags.
        """
        halves = 2 * (self.window // 2) + self.horizon // 2 + self.smoothing // 2
        return round((halves + self.delay + _FILTER_STEPS) * self.step_s, 6)


#: Steps that the longest filters and the lags of differences reach to either side.
_FILTER_STEPS = 6
#: Why the recipe's figures by song are flattered although nothing of a song is on both sides.
CAVEAT = (
    "The recipe's few settings were chosen on these same folds, so its figures by song are "
    "slightly optimistic."
)
CAVEATS = {
    ("by-song",): CAVEAT,
    ("by-corpus", "by-genre"): (
        "The recipe's few settings were chosen by leaving out these same corpora and genres, so "
        "its figures by corpus and by genre are slightly optimistic."
    ),
}
#: Rated valence and arousal count most, places of emotion words on the plane less; few piano
#: pieces stand for all games. Acted singing hardly counts.
_MUSIC = {"soundtracks360": 1.0, "vgmidi": 2.0, "emotify": 0.3, "ravdess_song": 0.05}


def _voice() -> NetRecipe:
    return NetRecipe(
        id="voice",
        architecture="voice",
        source="a part of moodline-1",
        published="",
        task="voice",
        corpora=("ravdess_song",),
        piece_s=5.12,
        mel=VOICE_MEL,
        step_s=0.512,
        pieces_per_clip=1,
        epochs=18,
        batch_size=16,
        augmentations=("specaugment",),
    )


def recipes() -> dict[str, Recipe]:
    """All recipes by name."""
    shipped = Recipe(
        id="moodline-1",
        version="1",
        voice=_voice(),
        singing=0.5,
        heads={
            # 6 dB of gain may move arousal by .04 and no more; loud music is more aroused.
            "plane": HeadRecipe(_MUSIC, kernel_ridge=0.1, embedding=1.5, slopes=(0.0, 0.0065)),
            "film": HeadRecipe({"soundtracks360": 1.0}, mix=0.3, level=4.0),
            "gems": HeadRecipe({"emotify": 1.0}, width=1.0, kernel_ridge=0.3, mix=0.15),
            "voice": HeadRecipe(
                {"ravdess_song": 1.0}, width=1.5, mix=0.0, embedding=0.3, level=2.0
            ),
        },
    )
    return {shipped.id: shipped}
