"""Changes of crates, each of which gives the change that takes it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from mer_core.library.crate_changes import Crates, DeletedCrates
from mer_core.library.crates import Crate

#: What can be done to crates; it gives what takes it back. Raises InputError as Crates' methods do.
Change: TypeAlias = "Callable[[Crates], Change]"


def deletion(crate_id: int) -> Change:
    """Delete a crate with all it holds."""
    return lambda crates: restoration(crates.delete(crate_id))


def restoration(deleted: DeletedCrates) -> Change:
    """Bring back what was deleted."""

    def act(crates: Crates) -> Change:
        crates.restore(deleted)
        return deletion(deleted.crates[0][0])

    return act


def renaming(crate_id: int, name: str) -> Change:
    """Give a crate another name."""

    def act(crates: Crates) -> Change:
        before = _as_it_is(crates, crate_id)
        crates.rename(crate_id, name)
        return renaming(crate_id, before.name)

    return act


def new_search(crate_id: int, query: str, order_by: str) -> Change:
    """Let a smart crate find something else."""

    def act(crates: Crates) -> Change:
        before = _as_it_is(crates, crate_id)
        crates.change_search(crate_id, query, order_by)
        return new_search(crate_id, before.query, before.order_by)

    return act


def moving(crate_id: int, folder_id: int | None, before: int | None) -> Change:
    """Put a crate into a folder (None: the top), before one of its crates or at the end."""

    def act(crates: Crates) -> Change:
        was = _as_it_is(crates, crate_id)
        beside = [each.id for each in crates.tree().children(was.parent_id)]
        behind = beside[beside.index(crate_id) + 1 :] if crate_id in beside else []
        crates.move(crate_id, folder_id, before)
        return moving(crate_id, was.parent_id, behind[0] if behind else None)

    return act


def filling(crate_id: int, track_ids: Iterable[int]) -> Change:
    """Let a plain crate hold these songs, in this order."""

    def act(crates: Crates) -> Change:
        before = crates.songs(crate_id)
        crates.set_songs(crate_id, track_ids)
        return filling(crate_id, before)

    return act


def _as_it_is(crates: Crates, crate_id: int) -> Crate:
    """The crate, or an empty one where it is gone: the change itself says so then."""
    return crates.tree().get(crate_id) or Crate(crate_id, "", "")
