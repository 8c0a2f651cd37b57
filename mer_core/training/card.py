"""The model card: what a model was made of, how well it does, and where it fails."""

from __future__ import annotations

from mer_core.models.fusion import FusionNet
from mer_core.models.net import count_parameters
from mer_core.models.spec import ModelSpec
from mer_core.training.reports import Evaluation

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
}

_TEXT = """# {id} {version}

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
flatters. *constant*: the training clips' mean label. Intervals: bootstrap over groups. The
recipe's few settings were chosen on the same by-song folds, so the figures are slightly
optimistic.

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


def write_card(
    net: FusionNet, spec: ModelSpec, evaluation: Evaluation, num_clips: dict[str, int]
) -> str:
    """The card of a model as Markdown."""
    data = "\n".join(
        f"- {count} clips of {_SOURCES.get(name, name)}." for name, count in num_clips.items()
    )
    return _TEXT.format(
        id=spec.id, version=spec.version, step_s=spec.step_s, num_parameters=count_parameters(net),
        num_statistics=net.describe.statistics.num_statistics, data=data, folds=evaluation.folds,
        seed=evaluation.seed, table=evaluation.to_markdown(),
        horizon_s=net.horizon * spec.step_s, smoothing_s=net.smoothing * spec.step_s,
        delay_s=net.delay * spec.step_s, num_voice=count_parameters(net.voice),
        share=f"{float(net.singing):.0%}",
    )  # fmt: skip
