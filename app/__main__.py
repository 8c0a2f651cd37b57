"""The ``moodline`` command: the window."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mer_core.cli.running import run_command
from mer_core.settings import THEMES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_SIZE = re.compile(r"(\d{3,5})x(\d{3,5})")


def _size(_context: click.Context, _option: click.Parameter, value: str) -> tuple[int, int]:
    match = _SIZE.fullmatch(value)
    if match is None:
        raise click.BadParameter("must be WIDTHxHEIGHT, such as 1440x900")
    return int(match[1]), int(match[2])


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="moodline", message="Moodline %(version)s")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--demo", is_flag=True, help="Add the four demo tracks.")
@click.option(
    "--headless",
    is_flag=True,
    help="Work without a display: analyse PATHS (or the demo tracks), print a table, "
    "draw the window into a picture, end.",
)
@click.option(
    "--screenshot",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where --headless draws the window (moodline.png); implies --headless.",
)
@click.option(
    "--theme", type=click.Choice(THEMES), default=None, help="The look, for this time only."
)
@click.option(
    "--size",
    default="1440x900",
    callback=_size,
    metavar="WxH",
    show_default=True,
    help="The window's size without a remembered one, and the picture's.",
)
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[Path, ...],
    demo: bool,
    headless: bool,
    screenshot: Path | None,
    theme: str | None,
    size: tuple[int, int],
) -> None:
    """Moodline tags a music library by emotion: it plays, shows, lets you review, and writes.

    PATHS are files and folders to add. Nothing is written into them before you say so.
    """
    if headless or screenshot is not None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        picture = screenshot or Path("moodline.png")
        context.exit(run_headless(list(paths), picture, theme or "dark", size))
    context.exit(run(list(paths), demo=demo, theme=theme or "", size=size))


def run(paths: list[Path], *, demo: bool, theme: str, size: tuple[int, int]) -> int:
    """Show the window until it is closed."""
    from app.main_window import MainWindow
    from mer_core.cli.screen import Screen
    from mer_core.paths import AppPaths

    app = make_application()
    window = MainWindow(AppPaths.of_user(), look=theme, size=size)
    window.show()
    if demo:
        window.library_actions.add_demo()
    if paths:
        window.menus.open(paths)
    status = int(app.exec())
    while window.then == "start anew":  # in another language
        window.deleteLater()
        window = MainWindow(AppPaths.of_user(), look=theme, size=size)
        window.show()
        status = int(app.exec())
    for problem in window.problems:
        Screen().print(problem)
    return 1 if window.problems else status


def run_headless(paths: list[Path], picture: Path, theme: str, size: tuple[int, int]) -> int:
    """Do the window's work without a display."""
    from app.headless import Headless
    from app.main_window import MainWindow
    from app.playback.player import make_player
    from mer_core.paths import AppPaths

    app = make_application()
    window = MainWindow(AppPaths.of_user(), look=theme, player=make_player(silent=True))
    headless = Headless(window, picture, app.exit)
    window.resize(*size)
    window.show()
    window.usable.connect(lambda: headless.start(paths))
    status = int(app.exec())
    if headless.lost is not None:
        raise headless.lost
    return status


def make_application() -> QApplication:
    """The application with its names set, so that the system shows them."""
    from PySide6.QtWidgets import QApplication

    from app.accessible import tell_roles

    app = QApplication(sys.argv[:1])
    tell_roles()
    app.setApplicationName("Moodline")
    app.setDesktopFileName("org.moodline.moodline")
    return app


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window; see ``moodline --help``. Returns the exit status."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given[:1] == ["--child"]:  # a frozen build is its own interpreter
        from app.playback import capture, lookout
        from mer_core.workflows import analysis_main, listening_main, training_main, worker_main

        mains: dict[str, Callable[[Sequence[str]], object]] = {
            module.__name__: module.main
            for module in (
                analysis_main, listening_main, training_main, worker_main, capture, lookout,
            )
        }  # fmt: skip
        mains[given[1]](given[2:])
        return 0
    return run_command(command, given, "moodline")


if __name__ == "__main__":
    sys.exit(main())
