"""The program inside a bundle: the window or a child of it, ``mer`` where it is called so."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    """Become what was called."""
    if Path(sys.executable).stem == "mer" and sys.argv[1:2] != ["--child"]:
        from mer_core.cli.__main__ import main as mer

        mer()
    else:
        from app.__main__ import main as moodline

        sys.exit(moodline())


if __name__ == "__main__":
    main()
