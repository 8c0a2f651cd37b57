"""The columns by which tracks are found.

A key holds every name on lines of its own, in each of its forms (see text.forms), with a line break
at both ends: a search finds a form within it, or the whole of a line.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mer_core.library.text import fold, forms


def keys(
    path: Path, title: str, artist: str, album: str, genre: str = "", other_artists: str = ""
) -> dict[str, str | None]:
    """The columns of one track; several values of a field stand one a line."""
    titles, albums = title.split("\n"), album.split("\n")
    artists = [*artist.split("\n"), *other_artists.split("\n")]
    names = (*titles, *artists, *albums)
    return {
        "title_key": key(titles) or key([path.stem]) or "",
        "artist_key": key(artists),
        "album_key": key(albums),
        "genre_key": key(genre.split("\n")),
        "path_key": _words([str(path)], (*path.parent.parts, path.stem)),
        "words": _words([*names, path.name], (*names, path.stem)),
    }


def key(names: Iterable[str]) -> str | None:
    """A key for the names of one field; None where there is none."""
    lines = dict.fromkeys(form for name in names for form in forms(name) if form)
    return "\n".join(("", *lines, "")) if lines else None


def _words(names: Iterable[str], parts: Iterable[str]) -> str:
    """A key to look into, not to compare: ``names`` as they are folded, then those forms of their
    ``parts`` that do not stand there yet.
    """
    found = "\n".join(("", *dict.fromkeys(filter(None, map(fold, names))), ""))
    for form in (form for name in parts for form in forms(name)):
        if form not in found:
            found += form + "\n"
    return found
