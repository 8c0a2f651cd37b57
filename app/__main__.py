"""The ``moodline`` command: the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window; see ``moodline --help``. Returns the exit status."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given[:1] == ["--analysis-worker"]:  # a frozen build is its own interpreter
        from mer_core.workflows.worker import main as serve

        return serve(given[1:])
    from PySide6.QtWidgets import QApplication

    from app.main_window import MainWindow
    from mer_core.paths import AppPaths

    app = QApplication(sys.argv[:1])
    window = MainWindow(AppPaths.of_user())
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
