"""What is to be handed over, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mer_core.emotion import TrackEmotion
from mer_core.library.crates import CrateTree
from mer_core.library.markers import Markers
from mer_core.library.tracks import TrackRow

NO_CRATES = CrateTree(())


@dataclass(frozen=True, slots=True)
class Playlist:
    """Songs in their order, under a name."""

    name: str
    songs: tuple[TrackRow, ...]


@dataclass(frozen=True, slots=True)
class Folder:
    """Playlists and folders, under a name."""

    name: str
    lists: tuple[Playlist | Folder, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """What a format is asked for.

    ``query`` and ``order_by`` are the search behind the songs (see Library.row_ids), None where
    they were chosen one by one; ``crates`` are those that a search may name. Where ``relative_to``
    is a folder, paths are written as seen from there. ``with_cues`` asks for a cue where the
    emotion changes and at markers. ``emotion_of`` gives the current analysis of a track's id,
    ``markers_of`` what the user has marked in it, ``comment_of`` the comment in a file's own tags;
    formats that need none of them call none.
    """

    lists: tuple[Playlist | Folder, ...]
    query: str | None = None
    order_by: str = "path"
    crates: CrateTree = NO_CRATES
    relative_to: Path | None = None
    with_cues: bool = False
    emotion_of: Callable[[int], TrackEmotion | None] = lambda _: None
    markers_of: Callable[[int], Markers] = lambda _: ()
    comment_of: Callable[[Path], str] = lambda _: ""

    @property
    def name(self) -> str:
        """What the first list is called."""
        return self.lists[0].name if self.lists else "Moodline"

    @property
    def songs(self) -> tuple[TrackRow, ...]:
        """The songs of all lists, each once, in the order of the lists."""
        each = {row.track.id: row for playlist in self.playlists() for row in playlist.songs}
        return tuple(each.values())

    def playlists(self) -> Iterator[Playlist]:
        """All playlists, those in folders among them."""
        waiting = list(reversed(self.lists))
        while waiting:
            entry = waiting.pop()
            if isinstance(entry, Playlist):
                yield entry
            else:
                waiting.extend(reversed(entry.lists))


@dataclass(frozen=True, slots=True)
class Exported:
    """A file's bytes; the songs that could not be put into it, each with the reason; and sentences
    on what else the format could not hold.
    """

    data: bytes
    left_out: tuple[tuple[Path, str], ...] = ()
    notes: tuple[str, ...] = ()
