"""What can be undone of a file, or of all files below a folder, whichever runs wrote them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from mer_core.spelling import as_listed, key_of
from mer_core.tags.durable import target_of
from mer_core.tags.records import JournalEntry
from mer_core.tags.runlog import RunLog
from mer_core.tags.splices import total_growth
from mer_core.tags.undoing import FileId, Found, Step, content_of, id_of


def below(path: Path, logs: Sequence[RunLog]) -> list[Found]:
    """What can be undone of the file at ``path``, or of each file below it.

    ``logs`` are the newest first. A file that was written under another name (a link) or in another
    place is known by its inode or its content. Where nothing is at ``path`` any more, it means the
    files that were there.
    """
    is_there = os.path.lexists(path)
    roots = {path, target_of(path)}
    steps = [(log, entry) for log in logs for entry in log.of_state(("done",))[::-1]]
    found: dict[Path, Found] = {}
    for log, entry in steps:
        if any(_is_below(entry, root) for root in roots) and (
            not is_there or os.path.lexists(entry.path)
        ):
            place = entry.path if is_there else None
            found.setdefault(entry.target, Found([], place)).steps.append((log, entry))
    others = _under_other_names(path, steps, set(found)) if is_there else ()
    return [*found.values(), *others]


def _is_below(entry: JournalEntry, root: Path) -> bool:
    """By name, as it stands or, where the file system ignores case, as it is spelled now."""
    key = key_of(root)
    for place in (entry.path, entry.target):
        place_key = key_of(place)
        if place_key == key or place_key.startswith(os.path.join(key, "")):
            (listed,) = as_listed([place])
            if any(root in (name, *name.parents) for name in (place, listed)):
                return True
    return False


def _under_other_names(path: Path, steps: Sequence[Step], known: set[Path]) -> Iterator[Found]:
    linked: dict[FileId, list[Step]] = {}
    moved: dict[int, list[Step]] = {}
    for log, entry in steps:
        file_id = id_of(entry.target)
        if file_id is not None:
            linked.setdefault(file_id, []).append((log, entry))
        else:
            moved.setdefault(_new_size(log, entry), []).append((log, entry))
    seen = {id_of(target) for target in known}
    for file in _files(path):
        file_id = id_of(file)
        if file_id is None or file_id in seen:
            continue
        seen.add(file_id)
        candidates = moved.get(os.stat(file).st_size, [])
        content = content_of(file) if candidates else None
        match = next((step for step in candidates if step[1].new_sha256 == content), None)
        if file_id in linked:
            yield Found(linked[file_id], file)
        elif match is not None:
            candidates.remove(match)
            yield Found([match], file)


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
    for folder, _, names in os.walk(path):
        yield from (Path(folder, name) for name in sorted(names))


def _new_size(log: RunLog, entry: JournalEntry) -> int:
    """The file's size after the write; older journals tell it by the splices alone."""
    if entry.new_size is not None:
        return entry.new_size
    try:
        return entry.old_size + total_growth(log.loaded(entry).splices)
    except OSError:
        return -1
