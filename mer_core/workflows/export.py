"""Hand songs over to other programs: gather what was asked for, and make the file of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mer_core.disk import reason_of, replaced
from mer_core.emotion import TrackEmotion
from mer_core.errors import InputError, LibraryError
from mer_core.exports.formats import format_of
from mer_core.exports.request import Exported, Folder, Playlist, Request
from mer_core.jobs import JobContext, Progress
from mer_core.library.crates import FOLDER, PLAIN, SMART, Crate, CrateTree
from mer_core.library.database import Library
from mer_core.tags.comments import read_comment

EXPORTING = "Exporting"
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What the user asked for: songs, and how.

    The songs are those of ``ids`` in their order, or else what ``query`` finds, sorted by
    ``order_by`` (see Library.row_ids), in the crate ``crate_id`` or in the whole library.
    ``format`` is a name of exports.formats. ``target`` is the file that will be written, None for a
    stream; ``name`` what the list is called, empty for the crate's or the file's name.
    """

    format: str
    query: str = ""
    order_by: str = ""
    crate_id: int | None = None
    ids: tuple[int, ...] | None = None
    target: Path | None = None
    name: str = ""
    relative: bool = False
    with_cues: bool = False


def export(context: JobContext, library: Library, wish: ExportWish) -> Exported:
    """The file that ``wish`` asks for. Raises InputError where the search cannot be understood, or
    where the format cannot hold what was asked for.
    """
    return format_of(wish.format).write(_request(context, library, wish))


def save(data: bytes, target: Path, *, force: bool = False) -> None:
    """Write the file; what is there is replaced if ``force``. Raises InputError where it cannot be
    written.
    """
    try:
        with replaced(target, must_be_new=not force) as file:
            file.write(data)
    except FileExistsError as error:
        raise InputError(f"{target} exists; add --force to replace it.") from error
    except OSError as error:
        raise InputError(f"{target} could not be written ({reason_of(error)}).") from error


def count_songs(library: Library, wish: ExportWish) -> int:
    """How many songs that would be. Raises InputError as ``export`` does, but for what lies in the
    songs themselves.
    """
    if wish.format == "nsp":
        tree = library.crates.tree()
        format_of("nsp").write(Request((), *_search(tree, wish), crates=tree))
    if wish.ids is not None:
        return len(wish.ids)
    crate = library.crates.tree().get(wish.crate_id)
    if crate is None:
        return library.count(wish.query)
    inside = library.crates.tree().query_of(crate)
    return library.count(_narrowed(inside, wish.query))


def _request(context: JobContext, library: Library, wish: ExportWish) -> Request:
    tree = library.crates.tree()
    query, order_by = _search(tree, wish)
    target = wish.target or Path("-")

    def emotion_of(track_id: int) -> TrackEmotion | None:
        context.check_cancelled()
        try:
            return library.emotion(track_id)
        except LibraryError:  # damaged; the song goes without
            return None

    def comment_of(path: Path) -> str:
        context.check_cancelled()
        context.report(Progress(EXPORTING, item=path.name))
        return read_comment(path)

    return Request(
        _lists(context, library, tree, wish), query, order_by, tree,
        relative_to=target.absolute().parent if wish.relative else None,
        with_cues=wish.with_cues, emotion_of=emotion_of, markers_of=library.markers.of,
        comment_of=comment_of,
    )  # fmt: skip


def _search(tree: CrateTree, wish: ExportWish) -> tuple[str | None, str]:
    """The search behind the songs, and its order; None where they were chosen one by one."""
    crate = tree.get(wish.crate_id)
    if wish.ids is not None or (crate is not None and crate.kind == PLAIN):
        return None, "path"
    if crate is None:
        return wish.query, wish.order_by or "path"
    inside = crate.query if crate.kind == SMART else tree.query_of(crate)
    return _narrowed(inside, wish.query), crate.order


def _narrowed(query: str, further: str) -> str:
    """What both searches find."""
    return f"({query}) {further}" if query.strip() and further.strip() else query or further


def _lists(
    context: JobContext, library: Library, tree: CrateTree, wish: ExportWish
) -> tuple[Playlist | Folder, ...]:
    crate = tree.get(wish.crate_id)
    if wish.ids is not None or crate is None:
        if wish.crate_id is not None and wish.ids is None:
            raise InputError("This crate has been deleted meanwhile; choose another one.")
        ids: Sequence[int] | None = wish.ids
        if ids is None:
            ids = library.row_ids(wish.query, order_by=wish.order_by or "path")
        return (_playlist(context, library, _name(wish), ids),)
    return (_crate(context, library, tree, wish, crate),)


def _name(wish: ExportWish) -> str:
    return wish.name or (wish.target.stem if wish.target is not None else "Moodline")


def _crate(
    context: JobContext, library: Library, tree: CrateTree, wish: ExportWish, crate: Crate
) -> Playlist | Folder:
    if crate.kind == FOLDER:
        inside = (_crate(context, library, tree, wish, c) for c in tree.children(crate.id))
        return Folder(crate.name, tuple(inside))
    ids = library.row_ids(_narrowed(tree.query_of(crate), wish.query), order_by=crate.order)
    return _playlist(context, library, crate.name, ids)


def _playlist(
    context: JobContext, library: Library, name: str, ids: Sequence[int]
) -> Playlist:  # fmt: skip
    rows = []
    for start in range(0, len(ids), _BATCH):
        context.check_cancelled()
        context.report(Progress(EXPORTING, start, len(ids)))
        rows += library.rows_of(ids[start : start + _BATCH])
    return Playlist(name, tuple(rows))
