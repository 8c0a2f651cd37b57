"""The curves of all songs in short, kept side by side, so that a search of a part of every song
reads little.

A row of the table holds one block (ten seconds) of many songs: the lowest, the mean and the highest
value of each curve, and which moods there are. The place of a song in a row follows from the id of
its analysis. Block -1 holds what concerns the song. What songs say after the last block is left to
the curves themselves.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from mer_core.emotion import EmotionCurve
from mer_core.library.connection import Connection
from mer_core.library.mood_text import LETTERS

Floats = NDArray[np.float64]

BLOCK_S, NUM_BLOCKS = 10.0, 60
#: Songs side by side in a row.
SONGS = 256
#: Values are kept in so many parts of 1, the lowest rounded down, the highest up.
SCALE = 32_767
LOW, MEAN, HIGH = range(3)
_ROWS = NUM_BLOCKS + 4  # a multiple of what one chunk of songs needs: ids of rows are made of it
_PROGRESS = -1  # the id of the row that says which chunk is next; nothing where all are done

BLOCK = np.dtype(
    [("valence", "<i2", (3, SONGS)), ("arousal", "<i2", (3, SONGS)), ("moods", "<u2", SONGS)]
)
#: Of a whole song: where its curve's steps lie, how many there are, what the values add up to.
SONG = np.dtype(
    [("start_s", "<f8", SONGS), ("step_s", "<f8", SONGS), ("drive", "<f8", SONGS),
     ("valence", "<f8", SONGS), ("arousal", "<f8", SONGS), ("num_steps", "<i4", SONGS)]
)  # fmt: skip
MOOD_BITS = {mood: 1 << place for place, mood in enumerate(LETTERS)}
_BIT_OF_LETTER = np.zeros(128, np.uint16)
for _mood, _letter in LETTERS.items():
    _BIT_OF_LETTER[ord(_letter)] = MOOD_BITS[_mood]

#: One song: SONG's values, then BLOCK's for each block, by name.
Outline = tuple[dict[str, float], list[dict[str, NDArray[np.generic]]]]
#: Where nothing is known; the curve itself is looked at.
_NOTHING: Outline = ({"num_steps": -1}, [])


def steps_of(step_s: float) -> int:
    """How many steps of a curve make a block."""
    return max(1, round(BLOCK_S / step_s))


def put(connection: Connection, analysis_id: int, curve: EmotionCurve, drive: float | None) -> None:
    """Keep the outline of an analysis, within a transaction of the caller's."""
    letters = "".join(LETTERS[mood] for mood in curve.moods)
    values = np.stack([curve.valence, curve.arousal])
    _write(connection, {analysis_id: _outline(curve.start_s, curve.step_s, drive, letters, values)})


def is_whole(connection: Connection) -> bool:
    """Whether every analysis has its outline."""
    return _next_chunk(connection) is None


def _next_chunk(connection: Connection) -> int | None:
    """The first chunk of an older library that is not summed up; None after the last."""
    row = connection.one("SELECT data FROM outlines WHERE id = ?", _PROGRESS)
    return 0 if row is None else int(row[0]) if row[0] else None


def complete(connection: Connection, between: Callable[[], None] = lambda: None) -> None:
    """Sum up the analyses of older libraries, a chunk of songs a commit; ``between`` is called
    before each, and may raise.
    """
    while not is_whole(connection):
        between()
        with connection.transaction():  # another process may be doing the same
            _complete_chunk(connection)


def _complete_chunk(connection: Connection) -> None:
    chunk = _next_chunk(connection)
    if chunk is None:
        return
    rows = connection.all(
        "SELECT a.id, a.start_s, a.step_s, a.drive, a.mood_curve, c.valence, c.arousal"
        " FROM analyses a LEFT JOIN curves c ON c.analysis_id = a.id WHERE a.id BETWEEN ? AND ?",
        chunk * SONGS, chunk * SONGS + SONGS - 1,
    )  # fmt: skip
    _write(connection, {row[0]: _of_stored(*row[1:]) for row in rows})
    last = connection.value("SELECT ifnull(max(id), 0) FROM analyses") // SONGS
    connection.run(
        "INSERT OR REPLACE INTO outlines VALUES (?, ?)",
        _PROGRESS, b"" if chunk >= last else str(chunk + 1).encode(),
    )  # fmt: skip


def _of_stored(
    start_s: float, step_s: float, drive: float | None, letters: str, *blobs: bytes | None
) -> Outline:
    """The outline of a stored curve; of a damaged one that nothing is known."""
    try:
        values = np.stack([np.frombuffer(blob or b"", "<f4") for blob in blobs])
        sane = values.shape[1] == len(letters) and bool((np.abs(values) <= 1.0).all())
        if sane and letters.isascii():
            return _outline(start_s, step_s, drive, letters, values)
    except ValueError:
        pass
    return _NOTHING


def _outline(
    start_s: float, step_s: float, drive: float | None, letters: str, curves: NDArray[np.float32]
) -> Outline:
    """``curves`` float32 [2, num_steps]: valence and arousal; ``letters``: their moods."""
    if not (abs(start_s) < 1e6 and 1e-3 < step_s < 1e6):
        return _NOTHING
    values = curves.astype(np.float64)
    song = {
        "start_s": start_s, "step_s": step_s, "drive": math.nan if drive is None else drive,
        "valence": float(values[0].sum()), "arousal": float(values[1].sum()),
        "num_steps": len(letters),
    }  # fmt: skip
    if not letters:
        return song, []
    edges = np.arange(0, len(letters), steps_of(step_s))[:NUM_BLOCKS]
    end = int(edges[-1]) + steps_of(step_s)
    values, bits = values[:, :end], _BIT_OF_LETTER[np.frombuffer(letters.encode(), "u1")][:end]
    counts = np.diff(edges, append=len(bits))
    found = np.stack([
        np.floor(np.minimum.reduceat(values, edges, axis=1) * SCALE),
        np.rint(np.add.reduceat(values, edges, axis=1) / counts * SCALE),
        np.ceil(np.maximum.reduceat(values, edges, axis=1) * SCALE),
    ]).astype(np.int16)  # fmt: skip
    moods = np.bitwise_or.reduceat(bits, edges)
    return song, [
        {"valence": found[:, 0, k], "arousal": found[:, 1, k], "moods": moods[k]}
        for k in range(len(edges))
    ]


def _write(connection: Connection, outlines: Mapping[int, Outline]) -> None:
    """Put songs into their places in the rows of their chunks."""
    for chunk in {analysis_id // SONGS for analysis_id in outlines}:
        first = chunk * _ROWS
        rows: dict[int, NDArray[np.void]] = {}
        stored = connection.all(
            "SELECT id - ?1, data FROM outlines WHERE id BETWEEN ?1 AND ?2",
            first, first + NUM_BLOCKS,
        )  # fmt: skip
        for number, data in stored:
            rows[number] = np.frombuffer(bytearray(data), SONG if number == 0 else BLOCK)
        for analysis_id, (song, blocks) in outlines.items():
            if analysis_id // SONGS == chunk:
                place = analysis_id % SONGS
                head = rows.setdefault(0, np.zeros(1, SONG))
                for name, value in song.items():
                    head[name][0, place] = value
                for number, values in enumerate(blocks, 1):
                    row = rows.setdefault(number, np.zeros(1, BLOCK))
                    for name, found in values.items():
                        row[name][0, ..., place] = found
        connection.run_many(
            "INSERT OR REPLACE INTO outlines VALUES (?, ?)",
            ((first + number, row.tobytes()) for number, row in rows.items()),
        )


def read(connection: Connection, blocks: range) -> tuple[NDArray[np.void], list[NDArray[np.void]]]:
    """All songs (SONG [num_chunks]) and these blocks of them (each BLOCK [num_chunks])."""
    last = connection.value("SELECT ifnull(max(id), 0) FROM outlines")
    num_chunks = last // _ROWS + 1
    found = {0: [bytes(SONG.itemsize)] * num_chunks}
    found |= {1 + block: [bytes(BLOCK.itemsize)] * num_chunks for block in blocks}
    for low, high in ((0, 0), (min(found.keys() - {0}, default=1), max(found))):
        rows = connection.all(
            "WITH RECURSIVE chunk(first) AS (SELECT 0 UNION ALL SELECT first + ?3 FROM chunk"
            " WHERE first + ?3 <= ?4) SELECT o.id, o.data FROM chunk CROSS JOIN outlines o"
            " ON o.id BETWEEN first + ?1 AND first + ?2",
            low, high, _ROWS, last,
        )  # fmt: skip
        for row_id, data in rows:
            found[row_id % _ROWS][row_id // _ROWS] = data
    songs, *others = (
        np.frombuffer(b"".join(parts), BLOCK if number else SONG) for number, parts in found.items()
    )
    return songs, others
