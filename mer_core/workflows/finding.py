"""Finds the music in what a user names: files, folders and playlists."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from mer_core.audio.files import LeftOut, find_audio
from mer_core.playlists.entries import is_playlist
from mer_core.playlists.reading import read_playlist


def find_music(paths: Iterable[Path], left_out: LeftOut) -> Iterator[Path]:
    """Yield the sound files at and below ``paths``, and those that a named playlist names.

    What could not be taken goes to ``left_out``. Raises InputError, before anything is yielded, for
    a path that is not there.
    """
    named: dict[Path, None] = {}
    for path in paths:
        if is_playlist(path) and os.path.isfile(path):
            listed = read_playlist(path)
            left_out.refused += listed.refused
            named.update(dict.fromkeys(listed.songs))
        else:
            named[path] = None
    return find_audio(named, left_out)
