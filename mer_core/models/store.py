"""Which models are at hand: the bundled ones and the user's own. No torch."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from mer_core.disk import read_small
from mer_core.emotion import ModelRef
from mer_core.errors import ModelError
from mer_core.models.spec import ModelSpec
from mer_core.paths import RESOURCES, AppPaths

WEIGHTS = "model.safetensors"
SPEC = "spec.json"
CARD = "CARD.md"
#: The model that is used where nobody chose another.
DEFAULT_ID = "moodline-2"
#: How a card states the terms of its weights, in a line of its own.
LICENCE_LINE = "**Licence of the weights:** {}."
_LICENCE = re.compile(re.escape(LICENCE_LINE).replace(r"\{\}", "(.+)"), re.MULTILINE)
_MAX_BYTES = 2**20


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """A model that can be loaded; ``sha256`` is of its weights, ``bundled`` ones ship with us.

    Within ``errors_90`` of the valence and the arousal it tells lay nine rated songs in ten that it
    had not seen; None where it was not judged so. ``licence`` is what its card states of the
    weights, "" where it states nothing.
    """

    id: str
    version: str
    folder: Path
    sha256: str
    bundled: bool
    errors_90: tuple[float, float] | None = None
    licence: str = ""

    @property
    def ref(self) -> ModelRef:
        """Which model it is."""
        return ModelRef(self.id, self.version, self.sha256)


def read_spec(folder: Path) -> ModelSpec:
    """The specification of the model in ``folder``. Raises ModelError where there is none."""
    path = folder / SPEC
    try:
        text = read_small(path, _MAX_BYTES).decode("utf-8")
    except OSError as error:
        raise ModelError(
            f"There is no model in {folder} ({error.strerror}); choose a model's folder."
        ) from error
    except ValueError as error:
        raise ModelError(
            f"The specification {path} is damaged ({error}); install the model again."
        ) from error
    return ModelSpec.from_json(text)


def read_card(folder: Path) -> str:
    """The card of the model in ``folder``, in Markdown. Raises ModelError where it has none."""
    try:
        return read_small(folder / CARD, _MAX_BYTES).decode("utf-8", "replace")
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise ModelError(f"The model in {folder} has no card to read ({why}).") from error


def find_models(paths: AppPaths, *, bundled: Path = RESOURCES / "models") -> list[ModelEntry]:
    """All readable models, the default first, then by id; a user's model hides a bundled namesake.

    Folders that hold no model, or a damaged specification, are passed over.
    """
    found: dict[str, ModelEntry] = {}
    for root, is_bundled in ((bundled, True), (paths.models, False)):
        for folder in sorted(root.iterdir()) if root.is_dir() else []:
            if not (folder / WEIGHTS).is_file():
                continue
            try:
                spec = read_spec(folder)
            except ModelError:
                continue
            found[spec.id] = ModelEntry(
                spec.id,
                spec.version,
                folder,
                spec.weights_sha256,
                is_bundled,
                _errors_90(spec),
                _licence_of(folder),
            )
    return sorted(found.values(), key=lambda entry: (entry.id != DEFAULT_ID, entry.id))


def _licence_of(folder: Path) -> str:
    try:
        stated = _LICENCE.search(read_card(folder))
    except ModelError:
        return ""
    return stated[1] if stated else ""


def _errors_90(spec: ModelSpec) -> tuple[float, float] | None:
    labels = [spec.calibration.get(axis) for axis in ("valence", "arousal")]
    valence, arousal = (label.error_90 if label is not None else None for label in labels)
    return None if valence is None or arousal is None else (valence, arousal)


def find_model(
    paths: AppPaths, id: str = "", *, bundled: Path = RESOURCES / "models"
) -> ModelEntry:
    """The model called ``id``, or the default where it is empty. Raises ModelError if not found."""
    models = find_models(paths, bundled=bundled)
    for entry in models:
        if not id or entry.id == id:
            return entry
    if not id:
        raise ModelError(
            "No model is installed; reinstall Moodline, or train one with `mer train`."
        )
    known = ", ".join(entry.id for entry in models) or "none"
    raise ModelError(f"There is no model {id!r}; installed: {known}.")
