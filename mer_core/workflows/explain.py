"""Why a song, or a moment of it, is said to feel as it does: by hearing it again."""

from __future__ import annotations

from pathlib import Path

from mer_core.errors import InputError
from mer_core.inference.predictor import Predictor
from mer_core.jobs import JobContext
from mer_core.models.store import find_model
from mer_core.paths import AppPaths
from mer_core.reasons import Why


def explain(
    context: JobContext, paths: AppPaths, path: Path, model_id: str, at_s: float | None = None
) -> Why | None:
    """What moves the model's answer to the sound in ``path``, or to its moment ``at_s``, away from
    the middle; None where nothing can be said, as of silence.

    Raises DecodeError, ModelError where the model is not there, InputError where the song is over
    by then.
    """
    predictor = Predictor.load(find_model(paths, model_id).folder, device="cpu")
    heard = predictor.hear(path, context, at_s=at_s)
    if at_s is None:
        return heard.why
    if at_s >= heard.emotion.duration_s:
        minutes, seconds = divmod(int(heard.emotion.duration_s), 60)
        raise InputError(
            f"{path} is over after {minutes}:{seconds:02d}; choose a moment before that."
        )
    return heard.moment
