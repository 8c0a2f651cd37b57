"""What people read in a terminal: the one place that makes consoles and tables."""

from __future__ import annotations

import sys
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from mer_core.shown import shown

_PIPE_WIDTH = 200


class Screen(Console):
    """A console on which text is text: no markup, no emoji codes, nothing that steers a terminal.

    Lines are not wrapped; tables are fitted to the terminal.
    """

    def __init__(self, *, stderr: bool = False, width: int | None = None) -> None:
        super().__init__(stderr=stderr, width=width, highlight=False, soft_wrap=True)

    def render_str(self, text: str, **options: Any) -> Text:
        """Text as it stands; rich asks for it wherever a str is printed, in tables too."""
        options |= {"markup": False, "emoji": False}
        return super().render_str(shown(text), **options)


def make_table(*columns: str, right: tuple[str, ...] = ()) -> Table:
    """A table without lines; the columns in ``right`` are set flush right."""
    table = Table(box=None, header_style="dim", pad_edge=False)
    for name in columns:
        table.add_column(name, justify="right" if name in right else "left")
    return table


def print_table(table: Table) -> None:
    """Print to stdout; where that is no terminal, wide enough that nothing needs to wrap."""
    width = None if sys.stdout.isatty() else _PIPE_WIDTH
    Screen(width=width).print(table, soft_wrap=False)
