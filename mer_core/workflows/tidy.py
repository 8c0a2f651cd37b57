"""Tidy mood words: which stand in the files' own tags, ours and others', and another for one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mer_core.errors import InputError, TagError
from mer_core.jobs import JobContext, track
from mer_core.library.database import Library
from mer_core.library.tracks import TrackRow
from mer_core.tags import writer
from mer_core.tags.fields import MOOD, MoodTags, Texts
from mer_core.tags.merging import Saying
from mer_core.tags.mood_block import has_block
from mer_core.tags.profiles import Profile
from mer_core.tags.table import COMMENT, GROUPING, QUODLIBET
from mer_core.tags.writer import TagChange
from mer_core.workflows.tag import StagedChange, StageFailed

#: Every field that repeats the words, by its group in the table.
_PLACES = {"mood": MOOD, "quodlibet": QUODLIBET + MOOD, "comment": COMMENT, "grouping": GROUPING}


@dataclass(frozen=True, slots=True)
class MoodWord:
    """A mood word as it is spelled in ``num_files`` files."""

    word: str
    num_files: int


def mood_words(context: JobContext, library: Library) -> list[MoodWord]:
    """The words in the mood fields of all files of the library, the most frequent first.

    A file that cannot be read is published as StageFailed.
    """
    counts: dict[str, int] = {}
    for _, said in _read(context, library):
        for word in dict.fromkeys(said.get(MOOD, ())):
            counts[word] = counts.get(word, 0) + 1
    words = [MoodWord(word, number) for word, number in counts.items()]
    return sorted(words, key=lambda each: (-each.num_files, each.word.casefold(), each.word))


def read_renames(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each old word, in any case, and its new one. Raises InputError."""
    renames: dict[str, str] = {}
    for old, new in ((old.strip(), new.strip()) for old, new in pairs):
        if not old or not new:
            raise InputError("Write the old word and the new one, as in chill=Calm.")
        try:
            MoodTags(moods=(new,)).texts()
        except ValueError as error:
            raise InputError(f"{str(error).capitalize()}; choose another word.") from error
        if renames.setdefault(old.casefold(), new) != new:
            raise InputError(f'"{old}" cannot become two words; name it once.')
    return renames


def stage_renames(
    context: JobContext, library: Library, renames: Mapping[str, str]
) -> list[StagedChange]:
    """What would change in the files if words were renamed (see ``read_renames``); where one is
    there already, the two become one. Nothing is written.

    A file that cannot be read or tagged is published as StageFailed.
    """
    staged = []
    for row, said in _read(context, library):
        held = said.get(MOOD, ())
        words = _renamed(held, renames)
        if words == tuple(held):
            continue
        try:
            change = _planned(library, row, said, words, renames)
        except TagError as error:
            context.publish(StageFailed(row.track.id, row.track.path, str(error)))
            continue
        staged.append(StagedChange(row.track.id, change, "", row.track.audio_hash))
    return staged


def _read(context: JobContext, library: Library) -> Iterable[tuple[TrackRow, Texts]]:
    ids = library.row_ids("-state:missing")
    for track_id in track(context, ids, phase="Reading tags", total=len(ids)):
        row = library.row(track_id)
        if row is None:
            continue
        try:
            yield row, writer.said_by(row.track.path)
        except TagError as error:
            context.publish(StageFailed(track_id, row.track.path, str(error)))


def _renamed(words: Iterable[str], renames: Mapping[str, str]) -> tuple[str, ...]:
    renamed = [renames.get(word.casefold(), word) for word in words]
    return tuple({word.casefold(): word for word in renamed[::-1]}.values())[::-1]


def _planned(
    library: Library,
    row: TrackRow,
    said: Texts,
    words: tuple[str, ...],
    renames: Mapping[str, str],
) -> TagChange:
    """Raises TagError."""
    groups = [
        group
        for group, name in _PLACES.items()
        if said.get(name) and (name in (MOOD, QUODLIBET + MOOD) or has_block(said[name]))
    ]
    ours = library.wrote([row.track.id]).get(row.track.id, {})
    change = writer.plan(
        row.track.path, Saying(MoodTags(moods=words)), Profile("Tidy", "", tuple(groups)),
        wrote=ours | {MOOD: _renamed(ours.get(MOOD, ()), renames)},
    )  # fmt: skip
    return change.without(name for name in change.wanted if name not in _PLACES.values())
