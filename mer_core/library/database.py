"""The library: one SQLite file that window, worker and command line use at the same time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

from mer_core.emotion import NOT_CORRECTED, Correction, TrackEmotion
from mer_core.library import (
    analyses,
    correcting,
    corrections,
    files,
    listing,
    moments,
    outlines,
    points,
    search,
    stored,
    writings,
)
from mer_core.library.albums import Albums
from mer_core.library.connection import Connection
from mer_core.library.correcting import Corrected
from mer_core.library.crate_changes import Crates
from mer_core.library.map_songs import MapSongs, map_songs
from mer_core.library.markers import MarkedPlaces
from mer_core.library.moments import MOMENT_S, Likeness
from mer_core.library.points import PlacedSong
from mer_core.library.ratings import Ratings
from mer_core.library.sessions import Sessions
from mer_core.library.tracks import Counts, ScannedFile, Stamp, TagsRead, Track, TrackRow
from mer_core.reasons import Why
from mer_core.tonality import UNMEASURED, Measures


class Library:
    """One thread's view of the library; each thread and process opens its own.

    Every change is committed by itself before its method returns. Where a ``model_sha256`` can be
    given, what another model has analysed is in state "stale" and keeps its old values. All methods
    raise LibraryError where the file cannot be read or changed; those with a ``query`` raise
    InputError where that cannot be understood (see search.py).
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._listing = listing.Listing(connection)

    @classmethod
    def open(cls, path: Path) -> Library:
        """Open the library at ``path``, making or updating it as needed.

        Raises LibraryError where it is damaged, not writable, another program's or a newer
        Moodline's.
        """
        return cls(Connection(path))

    @property
    def path(self) -> Path:
        """Where the library is."""
        return self._connection.path

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # Files

    def add(self, infos: Iterable[ScannedFile]) -> list[int]:
        """Add or update files, all in one commit; gives their track ids in the same order.

        A known path is updated; a known audio hash at a vanished path is a move, which keeps the
        track.
        """
        return files.add(self._connection, infos)

    def known_files(self, code_page: str = "") -> dict[str, Stamp]:
        """By its path the stamp of each track's file as it was when last read, missing ones too.
        (-1, -1, None) where it must be read again, as where ``code_page`` is a new choice.
        """
        return files.known(self._connection, code_page)

    def missing_files(self) -> set[Path]:
        """The paths of the tracks that are missing."""
        return files.missing(self._connection)

    def set_missing(self, paths: Iterable[Path], *, missing: bool) -> int:
        """Note that these files have vanished, or are back; what is known of them is kept.

        Gives for how many tracks this is news.
        """
        return files.set_missing(self._connection, paths, missing=missing)

    def respell(self, old: Path, new: Path) -> None:
        """The file at ``old`` is spelled ``new`` now; the next scan reads it again."""
        files.respell(self._connection, old, new)

    def remove(self, ids: Iterable[int]) -> None:
        """Take tracks off the list. Their analyses are kept, for the day they are added again."""
        files.remove(self._connection, ids)

    # Finding

    def row_ids(
        self, query: str = "", *, order_by: str = "path", model_sha256: str | None = None
    ) -> list[int]:
        """The ids of what a search finds, sorted.

        ``order_by`` names keys of listing.ORDERS, separated by spaces or commas, each with "-"
        before it to go down; tracks without a value come last either way. "crate:12" is the order
        by hand of the plain crate with this id.
        """
        found: list[int] = self._listing.ids(query, order_by, model_sha256).tolist()
        return found

    def albums(self, ids: Iterable[int]) -> Albums:
        """Where albums begin among ids that ``row_ids`` gave by an order that starts with
        "release".
        """
        return self._listing.albums(ids)

    def rows_of(self, ids: Iterable[int], *, model_sha256: str | None = None) -> list[TrackRow]:
        """The rows of these tracks, in this order; those that are no longer there are left out."""
        return listing.rows_of(self._connection, ids, model_sha256)

    def rows(
        self, query: str = "", *, order_by: str = "path", model_sha256: str | None = None
    ) -> list[TrackRow]:
        """All rows that a search finds, sorted. For long lists take ``row_ids`` and read pages with
        ``rows_of``.
        """
        ids = self.row_ids(query, order_by=order_by, model_sha256=model_sha256)
        return self.rows_of(ids, model_sha256=model_sha256)

    def row(self, track_id: int, *, model_sha256: str | None = None) -> TrackRow | None:
        """One row, or None where there is no such track."""
        return next(iter(self.rows_of([track_id], model_sha256=model_sha256)), None)

    def find(self, path: Path, *, model_sha256: str | None = None) -> TrackRow | None:
        """The row of the file at ``path``, or None where the library does not hold it."""
        track_id = listing.id_of(self._connection, path.absolute())
        return None if track_id is None else self.row(track_id, model_sha256=model_sha256)

    def ids_at(self, paths: Iterable[Path]) -> list[int | None]:
        """The tracks of the files at these absolute paths, None for those it does not hold."""
        return listing.ids_at(self._connection, paths)

    def count(self, query: str = "", *, model_sha256: str | None = None) -> int:
        """How many tracks a search finds."""
        return listing.count(self._connection, query, model_sha256)

    def explain(self, query: str) -> str:
        """A search in words, as it was understood."""
        return search.explained(query, self.crates.tree)

    def counts(self, *, model_sha256: str | None = None) -> Counts:
        """How many tracks are in each state."""
        return listing.counts(self._connection, model_sha256)

    def points(self, query: str = "", *, model_sha256: str | None = None) -> points.Points:
        """Where the analysed tracks that a search finds stand on the plane."""
        return points.points(self._connection, query, model_sha256)

    def map_songs(self, query: str = "", *, model_sha256: str | None = None) -> MapSongs:
        """What a large map shows of the analysed tracks that a search finds."""
        return map_songs(self._connection, query, model_sha256)

    def placed_songs(self, query: str = "", *, model_sha256: str | None = None) -> list[PlacedSong]:
        """What journeys over the plane choose from."""
        return points.placed_songs(self._connection, query, model_sha256)

    def like(
        self,
        track_id: int,
        *,
        at_s: float | None = None,
        for_s: float = MOMENT_S,
        limit: int = 20,
    ) -> list[Likeness]:
        """The tracks with moments like the ``for_s`` seconds of a track that begin at ``at_s``
        (None: like those that are most like the whole song), the most alike first, with where.

        Raises InputError where the track is not analysed or the moment lies outside it.
        """
        return moments.like(self._connection, track_id, at_s, for_s, limit)

    # Crates

    @property
    def crates(self) -> Crates:
        """The saved searches and the songs put together by hand."""
        return Crates(self._connection)

    @property
    def sessions(self) -> Sessions:
        """The sheets of listening sessions."""
        return Sessions(self._connection)

    @property
    def ratings(self) -> Ratings:
        """Stars, and what was heard."""
        return Ratings(self._connection)

    @property
    def markers(self) -> MarkedPlaces:
        """The places in songs that the user has marked."""
        return MarkedPlaces(self._connection)

    # Emotion

    def pending(self, model_sha256: str, ids: Iterable[int] | None = None) -> list[Track]:
        """The tracks that wait for an analysis by this model: one for each audio, in the order of
        ``ids`` or paths.

        What the model has analysed before becomes the current analysis again. Failed tracks wait
        for ``retry``.
        """
        analyses.adopt(self._connection, model_sha256)
        return listing.pending(self._connection, model_sha256, ids)

    def save_emotion(
        self,
        track_id: int,
        emotion: TrackEmotion,
        measures: Measures = UNMEASURED,
        why: Why | None = None,
    ) -> None:
        """Store a result; it becomes the current one of every copy of the track's audio."""
        analyses.save(self._connection, track_id, emotion, measures, why)

    def add_analyses(self, heard: Iterable[tuple[str, TrackEmotion]]) -> int:
        """Store results by the hashes of their sounds, all in one commit, but no second one by a
        model; gives how many are new. They are shown where nothing else is, now or once the sound
        is added.
        """
        return analyses.add(self._connection, heard)

    def emotion(self, track_id: int) -> TrackEmotion | None:
        """The current analysis with its whole curve, as the model made it, or None before the
        first.
        """
        return stored.load(self._connection, track_id)

    def why(self, track_id: int) -> Why | None:
        """Why the current analysis says what it says; None where it does not tell."""
        return stored.why(self._connection, track_id)

    def save_failure(self, track_id: int, message: str) -> None:
        """Note why a track could not be analysed; it stays failed until its file changes or
        ``retry``.
        """
        files.save_failure(self._connection, track_id, message)

    def save_length(self, track_id: int, duration_s: float) -> None:
        """Note how long a track and its copies last, once all of it was decoded; an analysis knows
        better.
        """
        files.save_length(self._connection, track_id, duration_s)

    def retry(self, ids: Iterable[int]) -> None:
        """Forget the failures of these tracks; a file that could not even be read is read by the
        next scan.
        """
        files.retry(self._connection, ids)

    def forget(self, ids: Iterable[int]) -> None:
        """Drop the analyses of these tracks and their copies, so that they are made again."""
        analyses.forget(self._connection, ids)

    # Corrections: of a sound, whatever its file is called; every copy has them at once

    def correct(
        self, ids: Iterable[int], newer: Correction, *, without: Iterable[str] = ()
    ) -> Corrected:
        """Say what is right of these tracks, in place of the model and of what was said before;
        ``without`` names fields of which it is taken back.
        """
        return correcting.correct(self._connection, ids, newer, without)

    def correct_sounds(self, said: Mapping[str, Correction]) -> Corrected:
        """Say what is right of sounds, by their hashes; they need not be in the library yet."""
        return correcting.correct_sounds(self._connection, said)

    def undo_correction(self, step: Corrected) -> Corrected:
        """Take back what ``correct`` did, except where someone has corrected again since, or where
        a file says so; gives what changed.
        """
        return correcting.undo(self._connection, step)

    def redo_correction(self, step: Corrected) -> Corrected:
        """Do again what ``undo_correction`` took back."""
        return correcting.redo(self._connection, step)

    def num_teaching(self) -> int:
        """How many sounds were corrected in what a model can be taught: all but the energy."""
        return corrections.num_teaching(self._connection)

    def correction(self, track_id: int) -> Correction:
        """What was said of a track by hand; empty where nothing was."""
        return corrections.of_tracks(self._connection, [track_id]).get(track_id, NOT_CORRECTED)

    # Tags

    def mark_written(
        self,
        track_id: int,
        model_sha256: str,
        held: str | None = None,
        *,
        says: str | None = None,
        wrote: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """Note that the analysis by this model, of which the gist is ``says``, now stands in the
        file's tags, which are ``held`` (None each: as the analysis says today), under every name of
        the file, with its new stamp. ``wrote`` are the words and values there that are ours.
        """
        writings.mark_written(self._connection, track_id, model_sha256, held, says, wrote or {})

    def wrote(self, ids: Iterable[int]) -> dict[int, dict[str, tuple[str, ...]]]:
        """Which words and values in the files of these tracks are ours; those into which this
        library wrote nothing are left out.
        """
        return writings.wrote(self._connection, ids)

    def mark_unwritten(self, track_id: int, held: str | None = "") -> None:
        """Note that the file's tags were brought back to ``held`` ("": nothing of ours, None: not
        known), under every name of the file, with its new stamp.
        """
        writings.mark_unwritten(self._connection, track_id, held)

    def mark_tidied(
        self, track_id: int, held: str | None, *, wrote: Mapping[str, Sequence[str]]
    ) -> None:
        """Note that mood words were renamed in the file, whose tags are ``held`` now, under every
        name of the file, with its new stamp; what was written stays written.
        """
        writings.mark_tidied(self._connection, track_id, held, wrote)

    def note_tags(self, found: Iterable[TagsRead]) -> None:
        """Note the tags of files that are otherwise as they were."""
        writings.note_tags(self._connection, found)

    def paths_like(self, audio_hash: str, size: int | None) -> list[Path]:
        """Where files of this sound are; where that is not known (""), those of this size."""
        return writings.paths_like(self._connection, audio_hash, size)

    def complete(self) -> None:
        """Work out what results of older libraries would write, so that files can be compared."""
        analyses.complete(self._connection)

    def sum_up(self, between: Callable[[], None] = lambda: None) -> None:
        """Sum up the curves of older libraries, so that searches of parts of songs are quick;
        ``between`` is called now and then, and may raise.
        """
        outlines.complete(self._connection, between)
