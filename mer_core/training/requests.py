"""What can be asked of training, checked once where it is asked. No torch: the window reads this.

A request goes whole from the command line, or from the window through the child's pipe, to the
session that serves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mer_core.errors import TrainingError
from mer_core.models.spec import is_name
from mer_core.training.corpora import LOADERS
from mer_core.training.nets.zoo import zoo
from mer_core.training.shipped.recipe import recipes
from mer_core.training.teaching.ratings import PLAIN, RatingScale

BY_SONG = "by-song"
AS_PUBLISHED = "as-published"
BY_CORPUS = "by-corpus"
BY_GENRE = "by-genre"
#: In folds. "by-song": nothing of a song, actor, album or game on both sides. "as-published":
#: random clips.
FOLDED = (BY_SONG, AS_PUBLISHED)
#: Leave one out: a whole corpus, or in a corpus that names genres a whole genre, is answered by
#: what learnt from all the others. Only for what is fitted in closed form.
LEFT_OUT = (BY_CORPUS, BY_GENRE)
PROTOCOLS = (*FOLDED, *LEFT_OUT)
#: What can be trained, by name: the model that ships, then the founding systems.
RECIPES = (*recipes(), *zoo())
#: The bootstrap draws the groups so often for a report, and for what a user taught.
ROUNDS, ROUNDS_OF_TEACHING = 300, 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluateRequest:
    """Judge ``recipe`` by cross-validation on the corpora ``names`` under the folder ``corpora``.

    No ``names``, and None for the numbers: the recipe's own. Of ``protocols`` those count that the
    recipe can be judged by. ``folds_run`` of ``folds`` are run; what is fitted in closed form runs
    all, and has no epochs. Raises TrainingError where anything is unknown or cannot be.
    """

    recipe: str = RECIPES[0]
    corpora: Path
    names: tuple[str, ...] = ()
    protocols: tuple[str, ...] = PROTOCOLS
    folds: int | None = None
    folds_run: int | None = None
    epochs: int | None = None
    seed: int = 0
    rounds: int = ROUNDS

    def __post_init__(self) -> None:
        _require_known("recipe", (self.recipe,), RECIPES)
        _require_known("corpus", self.names, tuple(LOADERS))
        _require_known("protocol", self.protocols, PROTOCOLS)
        # Each once, in one order: so are those of a report.
        possible = PROTOCOLS if self.recipe in recipes() else FOLDED
        wanted = tuple(name for name in possible if name in self.protocols)
        object.__setattr__(self, "protocols", wanted)
        if not self.protocols:
            raise TrainingError(
                f"Name a protocol to judge {self.recipe} by: {' or '.join(possible)}."
            )
        _require_least("folds", self.folds, 2)
        _require_least("folds to run", self.folds_run, 1)
        _require_least("epochs", self.epochs, 1)
        _require_least("draws of the bootstrap", self.rounds, 1)
        _require_seed(self.seed)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainRequest(EvaluateRequest):
    """Judge a recipe, then train it on everything and save the model in the folder ``output``.

    Raises TrainingError as EvaluateRequest, and without any folds.
    """

    output: Path

    def __post_init__(self) -> None:
        # Named, for a dataclass with slots is another class than its methods were written in.
        EvaluateRequest.__post_init__(self)
        if not set(self.protocols) & set(FOLDED):
            raise TrainingError(
                f"A model is calibrated by its folds; judge it {' or '.join(FOLDED)}, too."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class TeachRequest:
    """Teach the model in the folder ``base`` the table ``ratings``; save it as ``model_id``.

    ``scale`` is that of the table's numbers, such as "1-9"; empty for -1 to 1. ``folds`` are for
    judging. Raises TrainingError where anything cannot be.
    """

    ratings: Path
    base: Path
    output: Path
    model_id: str
    scale: str = ""
    folds: int = 10
    seed: int = 0
    rounds: int = ROUNDS_OF_TEACHING

    def __post_init__(self) -> None:
        if not is_name(self.model_id):
            raise TrainingError(
                f"{self.model_id!r} cannot be a model's name; use small letters, digits, dots, "
                "hyphens."
            )
        self.rated_on()
        _require_least("folds", self.folds, 2)
        _require_least("draws of the bootstrap", self.rounds, 1)
        _require_seed(self.seed)

    def rated_on(self) -> RatingScale:
        """``scale`` as numbers."""
        return RatingScale.parse(self.scale) if self.scale else PLAIN


def _require_known(kind: str, names: tuple[str, ...], known: tuple[str, ...]) -> None:
    for name in names:
        if name not in known:
            raise TrainingError(f"There is no {kind} {name!r}; known: {', '.join(known)}.")


def _require_least(what: str, number: int | None, least: int) -> None:
    if number is not None and number < least:
        raise TrainingError(f"{number} {what} are too few; at least {least} is needed.")


def _require_seed(seed: int) -> None:
    if seed < 0:
        raise TrainingError(f"The seed is {seed}; it must be 0 or more.")
