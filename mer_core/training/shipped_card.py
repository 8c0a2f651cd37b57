"""The card of a model that ships: how it works, what it was made of, how well it does."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill

from mer_core.models.fusion import FusionNet
from mer_core.models.net import count_parameters
from mer_core.models.spec import ModelSpec
from mer_core.models.store import LICENCE_LINE
from mer_core.training.card import data_of
from mer_core.training.corpora.labels import LabelledClip
from mer_core.training.report import Report
from mer_core.training.shipped.recipe import NON_COMMERCIAL

_NAMES = {"ravdess_song": "RAVDESS", "emopia": "EMOPIA"}

_SHIPPED = """# {id} {version}

{terms}

What a track feels like, every {step_s} seconds: valence, arousal and tension in [-1, 1], nine
felt emotions (`gems`, the fraction of listeners), eight perceived ones (`film`){a_voice}, and how
far the model's halves disagree (`spread`). {num_parameters:,} numbers in safetensors; no code, no
pickle.

## How it works

Samples are brought to one loudness within ten seconds, so a file's gain changes nothing that is
said of valence and gems. Of every ten-second window the net computes {num_statistics} handcrafted
statistics (timbre, dynamics, rhythm, {pitch}) and the mean embedding of a music tagger
(musicnn, Pons and Serra 2019, 215 thousand live weights, trained by its authors on the Million
Song Dataset, ISC licence, not trained further). Each kind of label has its own head on these:
ridge regression averaged with kernel ridge regression, fitted in closed form. The film and voice
heads also hear the absolute level; arousal rises with it by a fixed .0065 per dB (6 dB: .04). The
heads judge by the mean of the features over {horizon_s:.0f} s. {movement}{voice}

## Data

{data}

No audio and no label is contained in the model. Its kernel machines keep standardised statistics
of ten-second windows of these clips, from which the music cannot be rebuilt. {licence}; the
tagger's part is ISC.

## Figures

Cross-validation in {folds} folds, seed {seed}. *by-song*: no song, actor, album or game on both
sides; standardisation and heads are made after the split. *as-published*: clips
at random, so singers, albums and games are shared, as in many papers; the gap shows what that
flatters. *constant*: the training clips' mean label. Intervals: bootstrap over groups.

{table}
## Known weaknesses

- {popular}
- Few songs: the intervals above are wide. Amazement is rated so unreliably (.30 between halves of
  the listeners) that little of it can be learnt.
- Western music of the concert hall, cinema, games and charts; nothing else was heard in training.
{weak_voice}- Audio above 8 kHz is not heard.
- Emotions are those of average raters; they say nothing about a given listener.
"""

_PITCHES = {
    "harmony": "pitch, key, chords",
    "notes": "and of the notes that sound: mode, chords, density, register",
}
_SEPARATE = (
    "How valence and arousal move within a song is told by a ridge regression of its own, fitted "
    "to listeners' curves of piano music as they leave their mean; the song's mean is not touched "
    "by it. Both are smoothed over {smoothing_s:.1f} s and follow the music by {delay_s:.1f} s, as "
    "listeners do."
)
_NEAR = (
    "The curve is mostly what the same head says of each ten-second window alone, and a little of "
    "how listeners' curves of piano music move, smoothed over {smoothing_s:.1f} s, and moved so "
    "that its mean is what is said of the song. It stands where the music is; listeners' own "
    "curves are compared with it some seconds later, when they report a change. "
    "Every corpus's ratings were brought to one middle and one spread before "
    "fitting, and quadrants count as sides of both axes; so R2, CCC and RMSE of the plane hold how "
    "far a corpus's raters are from that shared scale, r and AUC do not."
)
_VOICE = (
    " {share} of what is said of a voice comes from a convolutional net of {num_voice:,} "
    "parameters on the log-mel spectrogram, trained on the sung clips with parts of the "
    "spectrogram masked."
)
_LICENCES = {
    True: "Licence of these weights: CC BY-NC-SA 4.0, after {names}, whose terms are the strictest",
    False: (
        "Nothing was learnt from corpora that are not for commercial use. The corpora that were "
        "are published for research or state no licence; these weights hold statistics of them "
        "alone and may be used as far as those terms let you"
    ),
}
#: As models.store reads it.
_TERMS = {
    True: "CC BY-NC-SA 4.0, not for commercial use",
    False: "nothing in them is marked as non-commercial; see Data",
}
_POPULAR = {
    True: "Pop and rock were learnt from six-second excerpts: 26 a genre, rated by five people.",
    False: "Pop and rock: their only labels here are Emotify's felt emotions, so their valence is "
    "inferred.",
}
_WEAK_VOICE = (
    "- The voice head knows six acted emotions in one North American sentence pair. It is no lie\n"
    "  detector and must not be used on people.\n"
)


def write_card(
    net: FusionNet, spec: ModelSpec, report: Report, clips: Sequence[LabelledClip]
) -> str:
    """The card of a model that ships, as Markdown."""
    corpora = {clip.corpus for clip in clips}
    bound = [_NAMES[name] for name in NON_COMMERCIAL if name in corpora]
    sings = "voice" in spec.heads
    facts = {
        "smoothing_s": net.smoothing * spec.step_s, "delay_s": net.delay * spec.step_s,
        "share": f"{float(net.singing):.0%}", "num_voice": count_parameters(net.voice),
    }  # fmt: skip
    card = _SHIPPED.format(
        id=spec.id, version=spec.version, step_s=spec.step_s, num_parameters=count_parameters(net),
        num_statistics=net.describe.statistics.num_statistics, data=data_of(clips),
        folds=report.runs[0].folds, seed=report.seed, table=report.to_markdown(),
        horizon_s=net.horizon * spec.step_s, pitch=_PITCHES[str(spec.params["pitch"])],
        a_voice=", a singing\nvoice's emotion (`voice`)" if sings else "",
        movement=(_NEAR if any(net.near) else _SEPARATE).format(**facts),
        voice=_VOICE.format(**facts) if sings else "",
        weak_voice=_WEAK_VOICE if sings else "", popular=_POPULAR["grekow" in corpora],
        terms=LICENCE_LINE.format(_TERMS[bool(bound)]),
        licence=_LICENCES[bool(bound)].format(names=" and ".join(bound)),
    )  # fmt: skip
    # What was filled in made lines of any length.
    before, how, after = card.partition("## How it works\n\n")
    text, data, rest = after.partition("\n\n## Data")
    return before + how + fill(" ".join(text.split()), 100) + data + rest
