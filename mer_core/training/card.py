"""Model cards: what a model was made of, how well it does, and where it fails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from mer_core.models.spec import ModelSpec
from mer_core.models.store import CARD
from mer_core.training.corpora.labels import LabelledClip
from mer_core.training.nets.zoo import NetRecipe
from mer_core.training.report import Report
from mer_core.training.tables import markdown_table
from mer_core.training.teaching.correction import AXES, Lessons
from mer_core.training.teaching.verdict import TeachReport

_SOURCES = {
    "ravdess_song": (
        "RAVDESS, song (Livingstone and Russo 2018): sung sentences with acted emotions; audio "
        "CC BY-NC-SA 4.0"
    ),
    "emotify": (
        "Emotify (Aljanaki, Wiering and Veltkamp 2016): songs of four genres, emotions that "
        "listeners felt; research use"
    ),
    "soundtracks360": (
        "Film music (Eerola and Vuoskoski 2011): excerpts with perceived emotions; research use"
    ),
    "vgmidi": (
        "VGMIDI (Ferreira and Whitehead 2019): piano versions of game music, valence and arousal; "
        "research use"
    ),
    "grekow": (
        "Grekow's annotation of GTZAN excerpts: six seconds of ten genres, valence and arousal; "
        "no licence stated"
    ),
    "emopia": ("EMOPIA (Hung et al. 2021): piano covers of pop songs, quadrants; CC BY-NC-SA 4.0"),
    "mediaeval": (
        "MediaEval Emotion in Music and DEAM (Aljanaki et al. 2017): songs, valence and arousal; "
        "research use"
    ),
    "pmemo": "PMEmo (Zhang et al. 2018): choruses of pop songs, valence and arousal; research use",
}

_NET = """# {id} {version}

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

_TAUGHT = """# {id}

{base} {version}, taught by its user's own ratings with `mer teach`.

**{verdict}**

## What was taught

{data}

- Valence: {valence}. Arousal: {arousal}.
- Mood words follow the new place on the plane; how readily each is said: {moods}.
- All other answers are those of {base}.

"Shifted" and "stretched" move all answers alike; "taught from the sound" weighs what {base} hears
anew. The least change was taken that could not be told from the best by cross-validation among
the ratings. The model holds no sound and no rating.

## Figures

{folds}-fold cross-validation on {num_tracks} tracks: every track was answered by models that had
not been taught it{together}. *change*: bootstrap interval over the {num_groups} groups. *MAE*: mean
absolute error, less is better; of all other figures, more. *constant*: the mean of the other
ratings, or the moods by how common they are: an answer without ears.

{table}
## Licence

That of {base}, below: what was taught is built on its weights.

---

{base_card}"""


def write_net_card(
    recipe: NetRecipe, spec: ModelSpec, report: Report, clips: Sequence[LabelledClip],
    calibrated: str,
) -> str:  # fmt: skip
    """The card of a founding system; ``calibrated`` is the protocol whose answers moods lean on."""
    extras = [f"mixup {recipe.mixup:g}"] if recipe.mixup else []
    extras += ["SMOTE for the rarer classes"] if recipe.smote else []
    extras += [f"altered by {', '.join(recipe.augmentations)}"] if recipe.augmentations else []
    sung = any(clip.corpus == "ravdess_song" for clip in clips)
    return _NET.format(
        id=spec.id, version=spec.version, source=recipe.source, architecture=recipe.architecture,
        task=recipe.task, says=_SAYS[recipe.task], piece_s=recipe.piece_s, step_s=recipe.step_s,
        num_parameters=report.num_parameters, data=data_of(clips),
        non_commercial="; RAVDESS is CC BY-NC-SA 4.0, and so are they" if sung else "",
        learning_rate=recipe.learning_rate, epochs=recipe.epochs, batch_size=recipe.batch_size,
        pieces_per_clip=recipe.pieces_per_clip, extras="; ".join(extras) or "no augmentation",
        published=recipe.published, seed=report.seed,
        smote=" after SMOTE" if recipe.smote else "", calibrated=calibrated,
        table=report.to_markdown(), weaknesses=_ALL.format(task=_WEAKNESSES[recipe.task]),
    )  # fmt: skip


def write_taught_card(report: TeachReport, lessons: Lessons, base: ModelSpec, folder: Path) -> str:
    """The card of a taught model: the user's facts and figures, then the card in ``folder``, that
    of what was taught.
    """
    changes = dict(report.changes)
    together = (
        ", nor any of its album"
        if report.grouped_by == "album"
        else ("; songs of one album may have been on both sides, which flatters")
    )
    head, *rows = report.rows()
    return _TAUGHT.format(
        id=report.model_id, base=base.id, version=base.version, verdict=report.verdict,
        data=_lessons(lessons), valence=changes["valence"], arousal=changes["arousal"],
        moods=changes["moods"],
        folds=report.folds, num_tracks=report.num_tracks, num_groups=report.num_groups,
        together=together, table="\n".join([*markdown_table(head, rows), ""]),
        base_card=_base_card(folder),
    )  # fmt: skip


def data_of(clips: Sequence[LabelledClip]) -> str:
    """What a model learnt from, a line per corpus."""
    numbers = Counter(clip.corpus for clip in clips)
    return "\n".join(
        f"- {count} clips of {_SOURCES.get(name, name)}." for name, count in numbers.items()
    )


def _lessons(lessons: Lessons) -> str:
    lines = []
    for axis, name in enumerate(AXES):
        own = lessons.goals[lessons.weights[:, axis] == 1.0, axis]
        if len(own):
            lines.append(
                f"- {len(own)} tracks rated in {name}: mean {own.mean():+.2f}, "
                f"standard deviation {own.std():.2f}."
            )
    words = int(lessons.words.any(axis=1).sum())
    if words:
        lines.append(
            f"- {words} tracks with mood words; where no number was given, half the way to the "
            "words' places on the plane stands for it, with less weight."
        )
    return "\n".join(lines)


def _base_card(folder: Path) -> str:
    try:
        return (folder / CARD).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return "The taught model had no card."
