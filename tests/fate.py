"""What befalls a child process, by plan: held or killed at its n-th change of anything.

A change is a file of the test opened, renamed, removed or touched, or a statement that changes a
database: what leaves the process, and so what its death can leave half done. Fate comes just before
the change takes place. No clock takes part, so whatever is planned is certain to happen.
``tests/child/sitecustomize`` carries it out, in every child process of the test.
"""

from __future__ import annotations

from itertools import count
from pathlib import Path

from tests.waiting import until

WINDOW = "app"
WORKER = "mer_core.workflows.analysis_main"
HAND = "mer_core.workflows.worker_main"
TRAINER = "mer_core.workflows.training_main"
COMMAND = "mer_core.cli"
SCRIPT = "-c"


class Fate:
    """The plan, in ``folder``: the test's own, where everything is that its children change."""

    def __init__(self, folder: Path) -> None:
        self.plan = folder / "fate.txt"
        self.plan.write_text("")
        self._held = folder / "fate.txt.held"
        self._serials = count()

    def kill(self, program: str, *numbers: int, where: str = "") -> None:
        """The next processes that run the module ``program`` die of SIGKILL, each before the change
        of its number; only changes with ``where`` in the paths or in the statement are counted.
        """
        for number in numbers:
            self._add(program, "die", number, where)

    def orphan(self, program: str, number: int, *, where: str = "", of: str) -> None:
        """One of the next processes that run ``program`` loses the nearest process above it that
        runs ``of``, and stands still: the one that makes the change which is the ``number``-th of
        all of them together.
        """
        self._add(program, "orphan", number, where, of)

    def hold(self, program: str, number: int = 1, *, where: str) -> None:
        """The next process that runs ``program`` stands still until ``release``."""
        self._add(program, "hold", number, where)

    def _add(self, program: str, what: str, number: int, where: str, of: str = "") -> None:
        line = (program, what, number, where, of, next(self._serials))
        with self.plan.open("a") as file:
            file.write("\t".join(map(str, line)) + "\n")

    @property
    def is_holding(self) -> bool:
        """Whether a process stands still."""
        return self._held.exists()

    @property
    def num_holding(self) -> int:
        """How many processes stand still."""
        return self._held.stat().st_size if self.is_holding else 0

    def release(self) -> None:
        """Let them go on."""
        until(lambda: self.is_holding)
        self._held.unlink()

    @property
    def num_left(self) -> int:
        """Fates that no process has taken up yet."""
        return len(self.plan.read_text().splitlines())
