"""The formats that songs can be exported to: one table for the command line, the window and the
docs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mer_core.exports.analyses import analyses
from mer_core.exports.m3u8 import m3u8
from mer_core.exports.nsp import nsp
from mer_core.exports.parquet import parquet
from mer_core.exports.rekordbox import rekordbox
from mer_core.exports.request import Exported, Request
from mer_core.exports.serato import serato
from mer_core.exports.table import csv_table, json_lines
from mer_core.exports.traktor import traktor


@dataclass(frozen=True, slots=True)
class Format:
    """``name`` is what ``mer export --format`` takes, ``title`` what the window shows, ``suffix``
    that of its files; ``says`` tells in sentences what it holds and how it gets where it is for.
    """

    name: str
    title: str
    suffix: str
    write: Callable[[Request], Exported]
    says: str
    can_be_relative: bool = False
    can_have_cues: bool = False


_REPLACES = "Importing replaces colour and comment there; cues, if asked for, replace its own."

FORMATS = (
    Format(
        "csv", "Table (CSV)", ".csv", csv_table,
        "All figures and moods, for spreadsheets. Moodline imports the corrections in it.",
    ),
    Format(
        "json", "JSON Lines", ".jsonl", json_lines,
        "One JSON object per song, for programs. Moodline imports the corrections in it.",
    ),
    Format(
        "m3u8", "Playlist (M3U8)", ".m3u8", m3u8,
        "Songs in their order, for every player; Mixxx and Serato import it as a crate.",
        can_be_relative=True,
    ),
    Format(
        "nsp", "Navidrome smart playlist", ".nsp", nsp,
        "A search or smart crate that Navidrome keeps up to date; put it beside the music.",
    ),
    Format(
        "rekordbox", "rekordbox XML", ".xml", rekordbox,
        "Playlists in folders; the strongest mood as colour, moods and energy in a block of the"
        " comment. A My Tag cannot be carried. " + _REPLACES,
        can_have_cues=True,
    ),
    Format(
        "traktor", "Traktor playlist (NML)", ".nml", traktor,
        "Playlists in folders; the strongest mood as colour, moods and energy in a block of the"
        " comment. Songs that Traktor knows keep what it knows of them.",
        can_have_cues=True,
    ),
    Format(
        "serato", "Serato crate", ".crate", serato,
        "Songs in their order; put it into _Serato_/Subcrates on the drive that holds them while"
        " Serato is closed.",
    ),
    Format(
        "parquet", "Parquet", ".parquet", parquet,
        "The same as JSON Lines with typed columns, for data frames; needs moodline[parquet].",
    ),
    Format(
        "analyses", "Analyses for another Moodline", ".jsonl", analyses,
        "What was analysed, by the hash of the sound: another machine need not do it again.",
    ),
)  # fmt: skip


def format_of(name: str) -> Format:
    """The format of this name; one of FORMATS."""
    return next(each for each in FORMATS if each.name == name)
