"""Composes, renders, encodes and tags the demo tracks into resources/demo (CC0)."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import mutagen
import numpy as np
from demo.instruments import SAMPLE_RATE, Samples
from demo.pieces import PIECES, Piece
from mutagen.id3 import ID3, TALB, TCON, TDRC, TIT2, TPE1
from mutagen.mp4 import MP4

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "demo"
#: suffix: encoder, its rate, sample format, bit rate
ENCODERS = {
    ".mp3": ("libmp3lame", 44100, "s16p", 112_000),
    ".opus": ("libopus", 48000, "s16", 72_000),
    ".m4a": ("aac", 44100, "fltp", 96_000),
    ".flac": ("flac", 32000, "s16", None),
}
ARTIST, ALBUM, YEAR = "Moodline", "Four Corners", "2026"


def encode(path: Path, samples: Samples) -> None:
    """Write float64 [num_samples, 2] in [-1, 1] to ``path`` in the format of its suffix."""
    codec, rate, sample_format, bit_rate = ENCODERS[path.suffix]
    pcm = np.round(samples * 32767).astype(np.int16).reshape(1, -1)
    frame = av.AudioFrame.from_ndarray(pcm, format="s16", layout="stereo")
    frame.sample_rate = SAMPLE_RATE
    frame.time_base = Fraction(1, SAMPLE_RATE)
    frame.pts = 0
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate, layout="stereo", format=sample_format)
        if bit_rate:
            stream.bit_rate = bit_rate
        resampler = av.AudioResampler(sample_format, "stereo", rate, stream.frame_size or 4096)
        for piece in (*resampler.resample(frame), *resampler.resample(None)):
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))


def tag(path: Path, piece: Piece, number: int) -> None:
    """Write title, artist, album, genre and year as each container has them."""
    if path.suffix == ".mp3":
        frames = (
            TIT2(3, piece.title),
            TPE1(3, ARTIST),
            TALB(3, ALBUM),
            TCON(3, piece.genre),
            TDRC(3, YEAR),
        )
        tags = ID3()
        for frame in frames:
            tags.add(frame)
        tags.save(path)
        return
    file = mutagen.File(path)
    names = ("title", "artist", "album", "genre", "date", "tracknumber")
    if isinstance(file, MP4):
        names = ("\xa9nam", "\xa9ART", "\xa9alb", "\xa9gen", "\xa9day", "trkn")
    values = (piece.title, ARTIST, ALBUM, piece.genre, YEAR)
    for name, value in zip(names, values, strict=False):
        file[name] = [value]
    file[names[5]] = [(number, len(PIECES))] if isinstance(file, MP4) else [str(number)]
    file.save()


def main() -> None:
    """Render all four and say how large they came out."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for number, piece in enumerate(PIECES, 1):
        path = FOLDER / piece.file_name
        path.unlink(missing_ok=True)
        samples = piece.render()
        encode(path, samples)
        tag(path, piece, number)
        print(
            f"{path.name}: {len(samples) / SAMPLE_RATE:.1f} s, {path.stat().st_size / 1e3:.0f} kB"
        )


if __name__ == "__main__":
    main()
