"""The model card of a founding system that was trained here."""

from __future__ import annotations

from collections.abc import Mapping

from mer_core.models.spec import ModelSpec
from mer_core.training.figures import Report
from mer_core.training.zoo import NetRecipe

_TEXT = """# {id} {version}

A founding system, rebuilt and trained by Moodline: {source}. Architecture `{architecture}`, task
`{task}`: {says}. It reads pieces of {piece_s:.3g} s, one around every step of {step_s:g} s;
{num_parameters:,} parameters in safetensors; no code, no pickle.

## Data

{data}

No audio and no label is contained in the model. Its weights may be used as the strictest of these
corpora's terms allow: research and private use{non_commercial}.

## Training

Adam at {learning_rate:g}, halved on a plateau of the training loss and falling at the end; {epochs}
epochs, batches of {batch_size}, {pieces_per_clip} pieces per clip at most; {extras}.

## Figures

Published: {published}.

Ours, seed {seed}. *by-song*: no song, actor, album or game on both sides; SMOTE, batch norm and
augmentation see the training side only. *as-published*: pieces at random{smote}, so that pieces of
one song are trained and tested on; the gap shows what that flatters. The scores of moods are
calibrated on the {calibrated} answers.

{table}
## Known weaknesses

{weaknesses}
"""

_SOURCES = {
    "ravdess_song": "RAVDESS, song (Livingstone and Russo 2018); CC BY-NC-SA 4.0",
    "emotify": "Emotify (Aljanaki, Wiering and Veltkamp 2016); research use",
    "soundtracks360": "film music (Eerola and Vuoskoski 2011); research use",
    "vgmidi": "VGMIDI (Ferreira and Whitehead 2019), piano versions of game music; research use",
    "mediaeval": "MediaEval Emotion in Music and DEAM (Aljanaki et al. 2017); research use",
    "pmemo": "PMEmo (Zhang et al. 2018), choruses of pop songs; research use",
}
_SAYS = {
    "quadrants": "one of Russell's four quadrants; a place on the plane follows from their shares",
    "gems": "the emotion most listeners felt; the plane follows from the emotions' places",
    "voice": "the emotion of a singing voice; the plane follows from the emotions' places",
    "plane": "mean and spread of valence and arousal",
}
_WEAKNESSES = {
    "quadrants": "The corners of the plane are all it knows: between them it only grows unsure.",
    "gems": "Listeners agree on one top emotion for two songs in five: nobody can do much better.",
    "voice": "Six acted emotions in one sentence pair, sung alone. It is no lie detector and must "
    "not be used on people; of music with instruments it knows nothing.",
    "plane": "Spreads were learnt from the few clips that have a rated curve.",
}
_ALL = """- {task}
- It was trained with a budget for two processor cores, stated above; longer training may do better.
- Moods that its task does not teach are inferred from valence and arousal or left out; the shipped
  model knows more and was judged better.
- Emotions are those of average raters; they say nothing about a given listener."""


def write_net_card(
    recipe: NetRecipe, spec: ModelSpec, report: Report, num_clips: Mapping[str, int],
    calibrated: str,
) -> str:  # fmt: skip
    """The card as Markdown; ``calibrated`` is the protocol whose answers the moods lean on."""
    extras = [f"mixup {recipe.mixup:g}"] if recipe.mixup else []
    extras += ["SMOTE for the rarer classes"] if recipe.smote else []
    extras += [f"altered by {', '.join(recipe.augmentations)}"] if recipe.augmentations else []
    return _TEXT.format(
        id=spec.id, version=spec.version, source=recipe.source, architecture=recipe.architecture,
        task=recipe.task, says=_SAYS[recipe.task], piece_s=recipe.piece_s, step_s=recipe.step_s,
        num_parameters=report.num_parameters,
        data="\n".join(
            f"- {count} clips of {_SOURCES.get(name, name)}."
            for name, count in sorted(num_clips.items())
        ),
        non_commercial=(
            "; RAVDESS is CC BY-NC-SA 4.0, and so are they" if "ravdess_song" in num_clips else ""
        ),
        learning_rate=recipe.learning_rate, epochs=recipe.epochs, batch_size=recipe.batch_size,
        pieces_per_clip=recipe.pieces_per_clip, extras="; ".join(extras) or "no augmentation",
        published=recipe.published, seed=report.seed,
        smote=" after SMOTE" if recipe.smote else "", calibrated=calibrated,
        table=report.to_markdown(), weaknesses=_ALL.format(task=_WEAKNESSES[recipe.task]),
    )  # fmt: skip
