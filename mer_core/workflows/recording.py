"""Writes what is heard live into a FLAC file, which is whole when it is closed; one whose writer
was killed plays up to there.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

import av
import numpy as np

from mer_core.arrays import FloatArray
from mer_core.disk import reason_of
from mer_core.errors import InputError

_FULL_SCALE = 2**31 - 1


class Recorder:
    """A new file in ``folder``, 24 bits deep. Raises InputError, also from ``write`` and ``close``:
    what was written until then is kept.
    """

    def __init__(self, folder: Path, *, sample_rate: int, num_channels: int) -> None:
        self.num_samples = 0
        self._rate = sample_rate
        self._layout = "stereo" if num_channels == 2 else "mono"
        self.path = folder / f"Recording {datetime.now():%Y-%m-%d %H.%M.%S}.flac"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("xb", buffering=0)
        except OSError as error:
            raise InputError(
                f"{self.path} cannot be made: {reason_of(error)}; choose another folder."
            ) from error
        self._container = av.open(self._file, "w", format="flac")
        self._stream = self._container.add_stream("flac", rate=sample_rate, layout=self._layout)
        self._stream.codec_context.format = "s32"

    @property
    def duration_s(self) -> float:
        """Seconds recorded."""
        return self.num_samples / self._rate

    def write(self, samples: FloatArray) -> None:
        """Add float32 [num_samples, num_channels]."""
        whole = np.rint(samples.clip(-1.0, 1.0).astype(np.float64) * _FULL_SCALE).astype(np.int32)
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(whole.reshape(1, -1)), format="s32", layout=self._layout
        )
        frame.sample_rate = self._rate
        frame.pts = self.num_samples
        self.num_samples += len(samples)
        try:
            self._container.mux(self._stream.encode(frame))
        except (OSError, av.FFmpegError) as error:
            raise self._failure(error) from error

    def close(self) -> None:
        """Write the rest and the length."""
        try:
            self._container.mux(self._stream.encode(None))
            self._container.close()
        except (OSError, av.FFmpegError) as error:
            raise self._failure(error) from error
        self._file.close()

    def _failure(self, error: Exception) -> InputError:
        with suppress(OSError, av.FFmpegError):
            self._container.close()
        self._file.close()
        reason = reason_of(error) if isinstance(error, OSError) else str(error)
        return InputError(
            f"The recording ends here: {reason}. {self.path} holds what was recorded until then."
        )
