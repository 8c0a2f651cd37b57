"""What would be written, field by field, for people and for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from mer_core.cells import guarded
from mer_core.cli.screen import Screen
from mer_core.exports.table import json_line, path_text
from mer_core.tags.table import BY_NAME
from mer_core.workflows.tag import StagedChange

_SHOWN = 3


def as_json(staged: Iterable[StagedChange]) -> bytes:
    """One JSON object a line and file."""
    return "".join(json_line(_object(entry)) + "\n" for entry in staged).encode("ascii")


def as_csv(staged: Iterable[StagedChange]) -> bytes:
    """One row a file and field; in the last column why a field is left alone."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(("path", "field", "in_the_file", "old", "new", "kept"))
    for entry in staged:
        path = guarded(path_text(entry.change.path))
        for name, native, old, new in _fields(entry):
            table.writerow(
                (path, name, native, guarded("; ".join(old)), guarded("; ".join(new)), "")
            )
        for group, reason in entry.change.kept.items():
            table.writerow((path, group, "", "", "", reason))
    return text.getvalue().encode("utf-8", "surrogateescape")


def print_kept(screen: Screen, staged: Sequence[StagedChange]) -> None:
    """Say which files a rule keeps as they are."""
    held = [entry for entry in staged if entry.change.kept.keys() & {"mood", "confidence"}]
    for entry in held[:_SHOWN]:
        reasons = ", ".join(dict.fromkeys(entry.change.kept.values()))
        screen.print(f"{entry.change.path.name}: its mood is kept, since {reasons}.")
    if len(held) > _SHOWN:
        screen.print(f"... and so are {len(held) - _SHOWN:,} more.")


def _object(entry: StagedChange) -> dict[str, object]:
    change = entry.change
    return {
        "path": path_text(change.path),
        "changed": change.changed,
        "profile": change.profile.name,
        "fields": [
            {"field": name, "in_the_file": native, "old": list(old), "new": list(new)}
            for name, native, old, new in _fields(entry)
        ],
        "kept": dict(change.kept),
    }


def _fields(
    entry: StagedChange,
) -> Iterator[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    change = entry.change
    for name in change.fields:
        native = name if change.beside else BY_NAME[name].native(change.family)
        yield name, native, tuple(change.held.get(name, ())), tuple(change.wanted[name])
