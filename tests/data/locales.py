"""Real locales, made where they are needed: no test depends on what the machine has installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from mer_core.paths import RESOURCES

ROOT = RESOURCES.parent
MER = (sys.executable, "-m", "mer_core.cli")


def make_locale(folder: Path, name: str) -> Path:
    """The locale ``name``, such as "tr_TR.UTF-8", in ``folder``; return the folder for LOCPATH."""
    if not (folder / name).exists():
        language, charmap = name.split(".")
        made = folder / f"{name}.{os.getpid()}"
        subprocess.run(["localedef", "-i", language, "-f", charmap, made], check=False)
        try:
            made.rename(folder / name)
        except OSError:  # another test was quicker
            assert (folder / name).exists()
    return folder


def environment(**changes: str | None) -> dict[str, str]:
    """This process's environment without its locale, then ``changes`` (None: taken away)."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LC_", "LANG", "PYTHONIO", "PYTHONUTF8", "OMP_"))
    }
    kept |= {"PYTHONPATH": str(ROOT), "MOODLINE_HOME": os.environ["MOODLINE_HOME"]}
    kept |= {name: value for name, value in changes.items() if value is not None}
    return {name: value for name, value in kept.items() if changes.get(name, "") is not None}
