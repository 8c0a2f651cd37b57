"""Takes the window's texts out of the sources into resources/translations/*.ts, and makes of these
what the window reads.

python packaging/translations.py
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from mer_core import settings

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = tuple(settings.LANGUAGES.keys() - {"", "en"})


def update() -> None:
    """Find the texts, drop what is no longer there, keep what is translated."""
    sources = sorted(map(str, (ROOT / "app").rglob("*.py")))
    files = [str(FOLDER / f"moodline_{language}.ts") for language in LANGUAGES]
    FOLDER.mkdir(exist_ok=True)
    run("lupdate", "-tr-function-alias", "tr+=mark", "-no-obsolete", "-sort-messages",
        "-locations", "none", "-source-language", "en", *sources, "-ts", *files)  # fmt: skip


def release() -> None:
    """Make the files that are read at run time."""
    for language in LANGUAGES:
        run("lrelease", "-silent", str(FOLDER / f"moodline_{language}.ts"))


def run(tool: str, *arguments: str) -> None:
    """Run one of Qt's tools, which PySide6 brings."""
    subprocess.run([Path(sys.executable).with_name(f"pyside6-{tool}"), *arguments], check=True)


if __name__ == "__main__":
    update()
    release()
