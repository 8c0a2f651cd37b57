"""The founding papers' systems as recipes: what each is made of, and how it is trained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mer_core.features.mel import MelSpec
from mer_core.models.spec import Param


@dataclass(frozen=True, slots=True)
class NetRecipe:
    """A net trained step by step on pieces of clips.

    ``architecture`` is a name of the registry; ``params`` its own settings besides task and
    piece_s. ``source`` is the paper, ``published`` its figure and protocol as a short text.
    ``task`` is an entry of models.tasks.TASKS, ``corpora`` the corpora it learns from unless told
    otherwise. Every clip is cut into ``pieces_per_clip`` evenly spaced pieces of ``piece_s``
    seconds. ``smote`` makes up examples of rare classes in the space of described features: before
    the split under the published protocol, after it by song. ``augmentations`` are names of
    training.augment; ``mixup`` is the beta distribution's parameter, 0 for none.
    ``folds`` is the published number of folds, ``folds_run`` how many of them are run, None for
    all. Epochs and folds are enough to converge and to judge by, which takes a graphics processor
    minutes and two cores a night.
    """

    id: str
    architecture: str
    source: str
    published: str
    task: str
    corpora: tuple[str, ...]
    piece_s: float
    mel: MelSpec
    params: Mapping[str, Param] = field(default_factory=dict)
    version: str = "1"
    step_s: float = 1.0
    pieces_per_clip: int = 4
    epochs: int = 10
    batch_size: int = 24
    learning_rate: float = 1e-3
    weight_decay: float = 0.0
    smote: bool = False
    augmentations: tuple[str, ...] = ()
    mixup: float = 0.0
    folds: int = 10
    folds_run: int | None = None


#: The rated music at hand. The papers' own sets, PMEmo and MediaEval, are here as samples only:
#: who has them names them instead.
_RATED = ("soundtracks360", "vgmidi")
#: Excerpts of popular music and of pop on the piano.
_POPULAR = ("grekow", "emopia")


def zoo() -> dict[str, NetRecipe]:
    """Every founding system by id, in the order of the papers."""
    recipes = [*_chowanda(), _yakovyna(), *_uva_wellassa(), *_tang()]
    return {recipe.id: recipe for recipe in recipes}


def _chowanda() -> list[NetRecipe]:
    return [
        NetRecipe(
            id=f"td-cnn-{variant}",
            architecture="td-cnn",
            source="Chowanda 2021, doi 10.1109/iccsai53272.2021.9609722",
            published="accuracy .9995 in training, .9341 in the test; data and split not public",
            task="voice",
            corpora=("ravdess_song",),
            piece_s=4.0,
            mel=MelSpec(n_fft=1024, hop_length=512, num_bands=64),
            params={"variant": variant},
            pieces_per_clip=1,
            epochs=35,
            batch_size=32,
            folds=5,
        )
        for variant in range(1, 9)
    ]


def _yakovyna() -> NetRecipe:
    return NetRecipe(
        id="cnn-lstm",
        architecture="cnn-lstm",
        source="Yakovyna and Korniienko 2023, doi 10.15276/aait.06.2023.28",
        published="accuracy .947; tracks cut into 20 parts, SMOTE and a random split of the parts",
        task="gems",
        corpora=("emotify",),
        piece_s=3.0,
        mel=MelSpec(n_fft=1024, hop_length=512, num_bands=64),
        pieces_per_clip=20,
        epochs=20,
        batch_size=64,
        smote=True,
        folds=5,
    )


def _uva_wellassa() -> list[NetRecipe]:
    sounds = ("gain", "equaliser", "filters", "pitch", "shift", "noise")
    raw = NetRecipe(
        id="conv1d-raw",
        architecture="conv1d-raw",
        source="Uva Wellassa University 2021, music emotion recognition on PMEmo",
        published=(
            "PMEmo: accuracy about .92 counting the 3 likeliest of 4 quadrants (a constant scores "
            ".926), F1 about .6 from raw audio"
        ),
        task="plane",
        corpora=_RATED,
        piece_s=5.0,
        mel=MelSpec(22050, n_fft=1024, hop_length=512, num_bands=64, f_max=11000.0),
        pieces_per_clip=2,
        epochs=30,
        batch_size=32,
        augmentations=sounds,
        mixup=0.2,
        folds=5,
    )
    spectra = replace(raw, architecture="conv2d", augmentations=(*sounds, "specaugment"))
    return [
        raw,
        *(replace(spectra, id=f"conv2d-{size}", params={"kernel": size}) for size in (3, 5, 7)),
        replace(raw, id="conv1d-learned", architecture="conv1d-learned"),
    ]


def _tang() -> list[NetRecipe]:
    return [
        NetRecipe(
            id=f"tang-{family}",
            architecture=f"tang-{family}",
            source="Tang, Zhang and Li 2019, emotion classification by convolutions and recurrence",
            published="MediaEval, 744 songs as 8184 pieces, 10 folds, macro figures; CRNN the best",
            task="quadrants",
            corpora=_POPULAR,
            piece_s=1366 * 128 / 44100,  # 1366 frames, about 4 s
            mel=MelSpec(44100, n_fft=256, hop_length=128, num_bands=96, f_max=11000.0),
            pieces_per_clip=1,
            epochs=25,
        )
        for family in ("cnn", "gru", "crnn")
    ]
