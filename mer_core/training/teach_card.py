"""The card of a taught model: the user's facts and figures, then the card of what was taught."""

from __future__ import annotations

from pathlib import Path

from mer_core.models.spec import ModelSpec
from mer_core.models.store import CARD
from mer_core.training.teach import AXES, Lessons
from mer_core.training.teach_report import TeachReport, to_markdown

_TEXT = """# {id}

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


def write_card(report: TeachReport, lessons: Lessons, base: ModelSpec, folder: Path) -> str:
    """The card as Markdown; ``folder`` is the base model's."""
    changes = dict(report.changes)
    together = (
        ", nor any of its album"
        if report.grouped_by == "album"
        else ("; songs of one album may have been on both sides, which flatters")
    )
    return _TEXT.format(
        id=report.model_id, base=base.id, version=base.version, verdict=report.verdict,
        data=_data(lessons), valence=changes["valence"], arousal=changes["arousal"],
        folds=report.folds, num_tracks=report.num_tracks, num_groups=report.num_groups,
        together=together, table=to_markdown(report.scores, base.id, report.model_id),
        base_card=_base_card(folder),
    )  # fmt: skip


def _data(lessons: Lessons) -> str:
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
