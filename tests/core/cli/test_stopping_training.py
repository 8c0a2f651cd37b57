"""`mer train` is stopped by Ctrl-C or killed, and the same command ends as if it had not been."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.core.training.conftest import make_ravdess
from tests.fate import COMMAND, Fate
from tests.waiting import until

EPOCHS = 4


def command(corpora: Path, output: Path) -> list[str]:
    return [
        sys.executable, "-m", "mer_core.cli", "train", "td-cnn-3", "--root", str(corpora),
        "--folds", "2", "--folds-run", "2", "--epochs", str(EPOCHS), "--protocol", "by-song",
        "-o", str(output),
    ]  # fmt: skip


def answers(folder: Path) -> dict[str, Any]:
    """The evaluation but for the time it took, and the weights' hash."""
    report = json.loads((folder / "evaluation.json").read_text("utf-8"))
    for run in report["runs"]:
        del run["duration_s"]
    spec = json.loads((folder / "spec.json").read_text("utf-8"))
    return {"report": report, "weights": spec["weights_sha256"]}


@pytest.mark.slow
def test_a_stopped_training_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fate: Fate
) -> None:
    corpora = make_ravdess(tmp_path, actors=4).parent
    output = tmp_path / "model"
    fate.hold(COMMAND, 3, where=".state")
    process = subprocess.Popen(command(corpora, output), stderr=subprocess.PIPE, text=True)
    until(lambda: fate.is_holding)  # the third epoch is about to be kept
    process.send_signal(signal.SIGINT)
    fate.release()
    _, said = process.communicate()
    assert process.returncode == 130
    assert f"fold 1/2 epoch 2/{EPOCHS}" in said
    assert f"fold 1/2 epoch 4/{EPOCHS}" not in said
    assert "the same command goes on from there" in said
    assert "Traceback" not in said

    fate.kill(COMMAND, 4, where=".state")
    killed = subprocess.run(command(corpora, output), stderr=subprocess.PIPE, text=True)
    assert killed.returncode == -signal.SIGKILL
    assert f"fold 2/2 epoch 1/{EPOCHS}" in killed.stderr
    assert f"fold 2/2 epoch {EPOCHS}/{EPOCHS}" not in killed.stderr
    assert not output.exists()
    done = subprocess.run(command(corpora, output), capture_output=True, text=True, check=True)
    assert "Saved in" in done.stdout

    straight = tmp_path / "straight"
    monkeypatch.setenv("MOODLINE_HOME", str(tmp_path / "another-home"))
    subprocess.run(command(corpora, straight), capture_output=True, check=True)
    assert answers(output) == answers(straight)
