"""What is loaded when: the window and `mer --help` must be up before anything heavy."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("torch", "torchaudio", "librosa", "sklearn", "scipy", "matplotlib", "numba")


def _loaded_after(code: str) -> set[str]:
    listing = "import sys; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    result = subprocess.run(
        [sys.executable, "-c", f"{code}\n{listing}"], capture_output=True, text=True, check=True
    )
    return set(result.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("module", ["app.main_window", "app.__main__", "mer_core.cli.__main__"])
def test_nothing_heavy_is_loaded_by_importing(module: str) -> None:
    assert _loaded_after(f"import {module}").isdisjoint(HEAVY)


def test_mer_help_lists_every_command_without_torch() -> None:
    code = (
        "from click.testing import CliRunner\n"
        "from mer_core.cli.__main__ import mer\n"
        "result = CliRunner().invoke(mer, ['--help'])\n"
        "assert result.exit_code == 0\n"
        "assert all(name in result.output for name in mer.commands)\n"
    )
    assert _loaded_after(code).isdisjoint(HEAVY)


def test_the_engine_loads_neither_qt_nor_the_sound_card() -> None:
    loaded = _loaded_after("import mer_core.inference.predictor, mer_core.workflows.analyse")
    assert loaded.isdisjoint({"PySide6", "pyqtgraph", "sounddevice", "app"})


def test_mer_help_goes_without_ffmpeg() -> None:
    assert "av" not in _loaded_after("import mer_core.cli.__main__")
