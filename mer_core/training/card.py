"""Model cards: what a model was made of, how well it does, and where it fails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from mer_core.models.fusion import FusionNet
from mer_core.models.net import count_parameters
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

_SHIPPED = """# {id} {version}

What a track feels like, every {step_s} seconds: valence, arousal and tension in [-1, 1], nine
felt emotions (`gems`, the fraction of listeners), eight perceived ones (`film`), a singing
voice's emotion (`voice`), and how far the model's halves disagree (`spread`). {num_parameters:,}
numbers in safetensors; no code, no pickle.

## How it works

Samples are brought to one loudness within ten seconds, so a file's gain changes nothing that is
said of valence and gems. Of every ten-second window the net computes {num_statistics} handcrafted
statistics (timbre, dynamics, rhythm, pitch, key, chords) and the mean embedding of a music tagger
(musicnn, Pons and Serra 2019, 215 thousand live weights, trained by its authors on the Million
Song Dataset, ISC licence, not trained further). Each kind of label has its own head on these:
ridge regression averaged with kernel ridge regression, fitted in closed form. The film and voice
heads also hear the absolute level; arousal rises with it by a fixed .0065 per dB (6 dB: .04). The
heads judge by the mean of the features over {horizon_s:.0f} s. How valence and arousal move within
a song is told by a ridge regression of its own, fitted to listeners' curves of piano music as they
leave their mean; the song's mean is not touched by it. Both are smoothed over {smoothing_s:.1f} s
and follow the music by {delay_s:.1f} s, as listeners do. {share} of what is said of a voice comes
from a convolutional net of {num_voice:,} parameters on the log-mel spectrogram, trained on the sung
clips with parts of the spectrogram masked.

## Data

{data}

No audio and no label is contained in the model. Its kernel machines keep standardised statistics
of ten-second windows of these clips, from which the music cannot be rebuilt. Licence of these
weights: CC BY-NC-SA 4.0, after RAVDESS, whose terms are the strictest; the tagger's part is ISC.

## Figures

Cross-validation in {folds} folds, seed {seed}. *by-song*: no song, actor, album or game on both
sides; standardisation and heads are made after the split. *as-published*: clips
at random, so singers, albums and games are shared, as in many papers; the gap shows what that
flatters. *constant*: the training clips' mean label. Intervals: bootstrap over groups.

{table}
## Known weaknesses

- Pop and rock: their only labels here are Emotify's felt emotions, so their valence is inferred.
- Few songs: the intervals above are wide. Amazement is rated so unreliably (.30 between halves of
  the listeners) that little of it can be learnt.
- Western music of the concert hall, cinema, games and charts; nothing else was heard in training.
- The voice head knows six acted emotions in one North American sentence pair. It is no lie
  detector and must not be used on people.
- Audio above 8 kHz is not heard.
- Emotions are those of average raters; they say nothing about a given listener.
"""

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
- All other answers are those of {base}; mood words follow the new place on the plane.

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


def write_card(
    net: FusionNet, spec: ModelSpec, report: Report, clips: Sequence[LabelledClip]
) -> str:
    """The card of the model that ships, as Markdown."""
    return _SHIPPED.format(
        id=spec.id, version=spec.version, step_s=spec.step_s, num_parameters=count_parameters(net),
        num_statistics=net.describe.statistics.num_statistics, data=_data(clips),
        folds=report.runs[0].folds, seed=report.seed, table=report.to_markdown(),
        horizon_s=net.horizon * spec.step_s, smoothing_s=net.smoothing * spec.step_s,
        delay_s=net.delay * spec.step_s, num_voice=count_parameters(net.voice),
        share=f"{float(net.singing):.0%}",
    )  # fmt: skip


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
        num_parameters=report.num_parameters, data=_data(clips),
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
        folds=report.folds, num_tracks=report.num_tracks, num_groups=report.num_groups,
        together=together, table="\n".join([*markdown_table(head, rows), ""]),
        base_card=_base_card(folder),
    )  # fmt: skip


def _data(clips: Sequence[LabelledClip]) -> str:
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
