"""The founding papers' systems as recipes: what each is made of, and how it is trained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

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
    ``folds`` is the published number of folds, ``folds_run`` how many of them two cores can afford.
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
    folds_run: int = 2
