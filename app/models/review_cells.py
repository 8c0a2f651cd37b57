"""What one row of the review shows: the change to a file, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from app.engine_words import engine_word
from app.i18n import mark, tr
from app.models.columns import title_of
from mer_core.emotion import MOODS, MoodScore
from mer_core.library.tracks import TrackRow
from mer_core.tags.fields import AROUSAL, MOOD, VALENCE, MoodTags
from mer_core.tags.table import kinds_of

if TYPE_CHECKING:
    from mer_core.tags.writer import TagChange
    from mer_core.workflows.tag import StagedChange


class ReviewColumn(IntEnum):
    """The columns, from left to right."""

    TICK = 0
    TITLE = 1
    OLD_MOOD = 2
    NEW_MOOD = 3
    OLD_VALENCE = 4
    NEW_VALENCE = 5
    OLD_AROUSAL = 6
    NEW_AROUSAL = 7
    CONFIDENCE = 8
    RESULT = 9


#: The field of which a column shows what it is to say.
FIELDS: Mapping[int, str] = {
    ReviewColumn.NEW_MOOD: MOOD,
    ReviewColumn.NEW_VALENCE: VALENCE,
    ReviewColumn.NEW_AROUSAL: AROUSAL,
}

REVIEW_HEADINGS = (
    "", mark("Title"), mark("In the file"), mark("New mood"), mark("Valence"), mark("New"),
    mark("Arousal"), mark("New"), mark("Confidence"), mark("Result"),
)  # fmt: skip

#: What the columns are called to those who hear one heading at a time.
HEARD_HEADINGS: Mapping[int, str] = {
    ReviewColumn.TICK: mark("To be written"),
    ReviewColumn.OLD_VALENCE: mark("Valence in the file"),
    ReviewColumn.NEW_VALENCE: mark("New valence"),
    ReviewColumn.OLD_AROUSAL: mark("Arousal in the file"),
    ReviewColumn.NEW_AROUSAL: mark("New arousal"),
}

#: What a review can be narrowed to, and how that is called; the first is all.
KINDS: Mapping[str, str] = {
    "": mark("All"),
    "new": mark("New"),
    "changed": mark("Changed"),
    "manual": mark("By hand"),
    "unsure": mark("Unsure"),
    "kept": mark("Others’ words"),
}
#: A quadrant named with less confidence than this is more likely wrong than right.
_UNSURE = 0.5


@dataclass(slots=True, eq=False)
class Item:
    """One row: its change, its tick, what became of it, and which fields stay as they are."""

    staged: StagedChange
    row: TrackRow | None
    ticked: bool
    result: str = ""
    rejected: frozenset[str] = frozenset()

    @property
    def change(self) -> TagChange:
        """What would be written of it: all but the rejected fields."""
        return self.staged.change.without(self.rejected) if self.rejected else self.staged.change

    @property
    def confidence(self) -> float:
        known = self.row.confidence if self.row is not None else None
        return 0.0 if known is None else known


def is_of(item: Item, kind: str) -> bool:
    """Whether a row is of one of KINDS."""
    change = item.staged.change
    match kind:
        case "new":
            return change.changed and change.old == MoodTags()
        case "changed":
            return change.changed and change.old != MoodTags()
        case "manual":
            return item.row is not None and bool(item.row.correction)
        case "unsure":
            return item.row is not None and item.confidence < _UNSURE
        case "kept":
            ours = {word.casefold() for word in change.saying.tags.moods}
            return any(word.casefold() not in ours for word in change.new.moods)
    return True


def words_of(item: Item) -> tuple[str, ...]:
    """The mood words of our own that are to be written."""
    return tuple(word.lower() for word in item.staged.change.saying.tags.moods)


def text_of(item: Item, column: int) -> str:
    """What a cell says."""
    old, new = item.change.old, item.change.new
    match column:
        case ReviewColumn.TITLE:
            return title_of(item.row) if item.row is not None else item.staged.change.path.name
        case ReviewColumn.OLD_MOOD:
            return ", ".join(old.moods)
        case ReviewColumn.NEW_MOOD:
            return ", ".join(new.moods)
        case ReviewColumn.OLD_VALENCE:
            return _figure(old.valence)
        case ReviewColumn.NEW_VALENCE:
            return _figure(new.valence)
        case ReviewColumn.OLD_AROUSAL:
            return _figure(old.arousal)
        case ReviewColumn.NEW_AROUSAL:
            return _figure(new.arousal)
        case ReviewColumn.CONFIDENCE:
            return f"{item.confidence:.2f}" if item.row is not None else ""
        case ReviewColumn.RESULT:
            return engine_word(item.result) or _hidden(item)
    return ""


def _hidden(item: Item) -> str:
    """What is to change though no column shows it."""
    change = item.change
    if not change.changed and item.rejected:
        return tr("left as it is")
    if not change.changed:
        kept = [reason for name, reason in change.kept.items() if name in ("mood", "confidence")]
        return (
            tr("kept: {reason}").format(reason=engine_word(kept[0])) if kept else tr("already so")
        )
    shown = (ReviewColumn.NEW_MOOD, ReviewColumn.NEW_VALENCE, ReviewColumn.NEW_AROUSAL)
    if any(is_changed(item, column) for column in shown):
        return ""
    kinds = ", ".join(map(engine_word, kinds_of(change.fields).split(", ")))
    return tr("new: {fields}").format(fields=kinds)


def is_changed(item: Item, column: int) -> bool:
    """Whether a cell of new values differs from what the file says."""
    old, new = item.change.old, item.change.new
    match column:
        case ReviewColumn.NEW_MOOD:
            return old.moods != new.moods
        case ReviewColumn.NEW_VALENCE:
            return _figure(old.valence) != _figure(new.valence)
        case ReviewColumn.NEW_AROUSAL:
            return _figure(old.arousal) != _figure(new.arousal)
    return False


def tip_of(item: Item, column: int) -> str:
    """The tool tip of a cell, "" for none."""
    if column == ReviewColumn.TITLE:
        return str(item.staged.change.path)
    if column == ReviewColumn.RESULT:
        return engine_word(item.result) or _hidden(item)
    if FIELDS.get(column) in item.rejected:
        return tr("Left as it is in the file; Del writes it after all")
    if is_changed(item, column):
        before = text_of(item, column - 1)
        if not before:
            return tr("The file says nothing of this yet")
        return tr("In the file now: {words}").format(words=before)
    return ""


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def moods_of(tags: MoodTags) -> Sequence[MoodScore]:
    """The moods that can be drawn as chips."""
    scores = {score.name: score.score for score in tags.scores}
    names = [mood.lower() for mood in tags.moods if mood.lower() in MOODS]
    return tuple(MoodScore(name, scores.get(name, 1.0)) for name in names)
