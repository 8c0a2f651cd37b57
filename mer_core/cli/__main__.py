"""The ``mer`` command: the engine on the command line.

Exit codes: 0 all done, 1 some files failed (or the job could not be done), 2 wrong usage,
130 stopped by Ctrl-C.
"""

from __future__ import annotations

import sys

import click

from mer_core.cli.analyze import analyze
from mer_core.cli.correct import correct
from mer_core.cli.crates import crates
from mer_core.cli.handover import export, import_
from mer_core.cli.journey import journey
from mer_core.cli.library import search
from mer_core.cli.like import like
from mer_core.cli.models import doctor, models
from mer_core.cli.moods import moods
from mer_core.cli.profiles import profiles
from mer_core.cli.running import run_command
from mer_core.cli.show import show
from mer_core.cli.tagging import tag, undo
from mer_core.cli.teach import teach
from mer_core.cli.training import evaluate, train
from mer_core.cli.watch import watch
from mer_core.jobs import let_threads_sleep


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="moodline", prog_name="mer")
def mer() -> None:
    """Tag music by emotion.

    Results are kept in Moodline's library, the same one the window shows. Files are only changed
    by `mer tag` and `mer analyze --write`, and `mer undo` takes that back.
    """


for command in (
    analyze, watch, correct, tag, moods, profiles, undo, show, search, like, crates, journey,
    export, import_, train, evaluate, teach, models, doctor,
):  # fmt: skip
    mer.add_command(command)


def main() -> None:
    """Run the command line; exits with the codes above."""
    let_threads_sleep()
    sys.exit(run_command(mer, None, "mer"))


if __name__ == "__main__":
    main()
