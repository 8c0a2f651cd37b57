"""Ctrl-C in a terminal's job, whenever it comes."""

from __future__ import annotations

import io
import os
import signal
import sys

import pytest

from mer_core.cli.screen import Screen
from mer_core.cli.terminal import terminal_job
from mer_core.jobs import JobCancelled


class Interrupted(io.StringIO):
    """A terminal at which Ctrl-C is pressed the moment a line appears."""

    def flush(self) -> None:
        super().flush()
        if self.getvalue() and not self.pressed:
            self.pressed = True
            os.kill(os.getpid(), signal.SIGINT)

    pressed = False


def test_a_line_is_said_once_where_ctrl_c_meets_it(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = Interrupted()
    monkeypatch.setattr(sys, "stderr", screen)
    console = Screen(stderr=True)
    with terminal_job(console) as context:
        console.print("epoch 2 of 4")
        with pytest.raises(JobCancelled):
            context.check_cancelled()
    assert screen.getvalue() == "epoch 2 of 4\n"
    assert "Stopping after the current step" in capfd.readouterr().err
