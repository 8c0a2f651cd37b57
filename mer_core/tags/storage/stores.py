"""What every container's module offers to the writer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from mer_core.tags.fields import Texts
from mer_core.tags.splices import Splice
from mer_core.tags.storage.entries import Entry

Span = tuple[int, int]


class TagStore(Protocol):
    """The tags of one open file, found but not changed. Offsets count from its start."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries that may be ours, and the foreign ones around them."""

    @property
    def family(self) -> str:
        """By which of the table's families the fields are named."""

    @property
    def tag_span(self) -> Span:
        """Where the tags stand: what somebody else's tagger would change."""

    def revised(self, wanted: Texts) -> list[Splice]:
        """The least change after which the file says ``wanted``. Raises Refused."""

    def payload(self) -> Iterable[Span | bytes]:
        """Where the sound stands (or its bytes): all joined, it is the same before and after."""
