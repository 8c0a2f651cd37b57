"""Functions of the library, made to run on a job's thread: a Library stays on the thread that
opened it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from mer_core.jobs import JobContext
from mer_core.library.database import Library

P = ParamSpec("P")
T = TypeVar("T")


class Reader:
    """Keeps one Library open for the jobs of one lane, so that its sorted orders stay warm.

    Everything it makes must run on the same lane, ``close`` too.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._library: Library | None = None

    def reading(self, function: Callable[Concatenate[Library, P], T]) -> Callable[P, T]:
        """``function`` without its first argument."""

        def run(*args: P.args, **kwargs: P.kwargs) -> T:
            if self._library is None:
                self._library = Library.open(self._path)
            return function(self._library, *args, **kwargs)

        return run

    def close(self) -> None:
        """Close the library, if it was ever opened."""
        if self._library is not None:
            self._library.close()
            self._library = None


def reading(path: Path, function: Callable[Concatenate[Library, P], T]) -> Callable[P, T]:
    """``function`` without its first argument: the library at ``path`` is opened for each call."""

    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        with Library.open(path) as library:
            return function(library, *args, **kwargs)

    return run


def workflow(
    path: Path, function: Callable[Concatenate[JobContext, Library, P], T]
) -> Callable[Concatenate[JobContext, P], T]:
    """``function`` without its second argument: the library at ``path`` is opened for each call."""

    def run(context: JobContext, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with Library.open(path) as library:
            return function(context, library, *args, **kwargs)

    return run
