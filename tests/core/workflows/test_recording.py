from __future__ import annotations

import resource
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from mer_core.audio.decode import AudioReader
from mer_core.errors import InputError
from mer_core.workflows.recording import Recorder

RATE = 44_100
NOISE = np.random.default_rng(3).normal(0, 0.1, (5 * RATE, 2)).astype(np.float32)

_KILLED = """
import os, signal, sys
from pathlib import Path
from tests.core.workflows.test_recording import NOISE, RATE, Recorder
recorder = Recorder(Path(sys.argv[1]), sample_rate=RATE, num_channels=2)
for start in range(0, len(NOISE), RATE // 10):
    recorder.write(NOISE[start : start + RATE // 10])
os.kill(os.getpid(), signal.SIGKILL)
"""


def read(path: Path) -> np.ndarray:
    with AudioReader(path, sample_rate=RATE, num_channels=2) as reader:
        return np.concatenate(list(reader))


def record(folder: Path) -> Path:
    recorder = Recorder(folder, sample_rate=RATE, num_channels=2)
    for start in range(0, len(NOISE), RATE // 10):
        recorder.write(NOISE[start : start + RATE // 10])
    recorder.close()
    assert recorder.duration_s == 5.0
    return recorder.path


def test_a_recording_is_what_was_heard_to_24_bits(tmp_path: Path) -> None:
    heard = read(record(tmp_path / "new folder"))
    assert heard.shape == NOISE.shape
    assert np.abs(heard - NOISE).max() < 2**-22


def test_a_recording_whose_writer_was_killed_plays_up_to_there(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", _KILLED, str(tmp_path)], check=False)
    assert done.returncode == -signal.SIGKILL
    (path,) = tmp_path.iterdir()
    heard = read(path)
    assert len(heard) > 4 * RATE
    assert np.abs(heard - NOISE[: len(heard)]).max() < 2**-22


def test_a_disk_that_takes_no_more_is_told_and_what_was_recorded_stays(tmp_path: Path) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, limits[1]))
    try:
        with pytest.raises(InputError, match=r"The recording ends here: .* may not grow") as caught:
            record(tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    (path,) = tmp_path.iterdir()
    assert str(path) in str(caught.value)
    heard = read(path)
    assert len(heard) > RATE
    assert np.abs(heard - NOISE[: len(heard)]).max() < 2**-22


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="choose another folder"):
        Recorder(tmp_path / "file", sample_rate=RATE, num_channels=1)
