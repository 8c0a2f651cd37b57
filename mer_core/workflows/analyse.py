"""Analyse tracks, one by one, into the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from mer_core.audio.hash import audio_hash
from mer_core.errors import DecodeError, InputError, LibraryError, LibraryFull, ModelError
from mer_core.inference.protocol import TrackDone, TrackFailed, TrackStarted
from mer_core.jobs import JobContext, Progress
from mer_core.workflows.room import once_there_is_room

if TYPE_CHECKING:
    from mer_core.inference.predictor import Heard, Predictor
    from mer_core.library.database import Library
    from mer_core.library.tracks import Track

__all__ = ["AnalysisReport", "TrackDone", "TrackFailed", "TrackStarted", "analyse"]

PHASE = "Analysing"


@dataclass(frozen=True, slots=True)
class AnalysisReport:
    """What a run did: the ids that got an emotion, and the ids that failed with their sentences."""

    analysed: tuple[int, ...]
    failed: tuple[tuple[int, str], ...]


class _ItemContext:
    """Tells the whole run's counts with the progress inside one song."""

    def __init__(self, context: JobContext, progress: Progress) -> None:
        self._context = context
        self._progress = progress
        self.publish = context.publish
        self.check_cancelled = context.check_cancelled

    def report(self, progress: Progress) -> None:
        self._context.report(replace(self._progress, fraction=progress.fraction))


def analyse(
    context: JobContext,
    library: Library,
    predictor: Predictor,
    tracks: Sequence[Track],
) -> AnalysisReport:
    """Analyse ``tracks`` and save each result by itself, so that a killed run loses one song at
    most.

    Publishes TrackStarted before and TrackDone or TrackFailed after each track. A file that cannot
    be read, or that changes meanwhile, is saved as failed with its sentence, and the run goes on.
    While the library's disk is full, the run waits. Raises LibraryError where the library cannot be
    written.
    """
    analysed: list[int] = []
    failed: list[tuple[int, str]] = []
    for track in tracks:
        context.check_cancelled()
        progress = Progress(PHASE, len(analysed) + len(failed), len(tracks), track.path.name)
        context.report(progress)
        context.publish(TrackStarted(track.id, _name(track)))
        try:
            heard = predictor.hear(track.path, _ItemContext(context, progress))
            _require_same_sound(track)
        except (DecodeError, ModelError, InputError) as error:
            reason = str(error)
            once_there_is_room(context, partial(library.save_failure, track.id, reason))
            failed.append((track.id, reason))
            context.publish(TrackFailed(track.id, reason))
        else:
            if once_there_is_room(context, partial(_save, library, track, heard)):
                analysed.append(track.id)
                context.publish(TrackDone(track.id))
        done = len(analysed) + len(failed)
        context.report(replace(progress, done=done, fraction=0.0))
    return AnalysisReport(tuple(analysed), tuple(failed))


def _require_same_sound(track: Track) -> None:
    """Raises DecodeError where the file holds another sound than when it was scanned: what was
    heard may be some of each. New tags are no new sound; what is gone was heard before.
    """
    try:
        status = track.path.stat()
    except OSError:
        return
    if (status.st_size, status.st_mtime_ns) == (track.size, track.mtime_ns):
        return
    try:
        same = audio_hash(track.path) == track.audio_hash
    except DecodeError:
        same = False
    if not same:
        raise DecodeError(track.path, "it changed while it was read; analyse it again.")


def _save(library: Library, track: Track, heard: Heard) -> bool:
    """Save, unless the user took the track off the list meanwhile."""
    try:
        library.save_emotion(track.id, heard.emotion, heard.measures, heard.why)
    except LibraryFull:
        raise
    except LibraryError:
        if library.row(track.id) is not None:
            raise
        return False
    return True


def _name(track: Track) -> str:
    return track.title or track.path.name
