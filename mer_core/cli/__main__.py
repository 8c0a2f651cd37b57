"""The ``mer`` command: the engine on the command line.

Exit codes: 0 all done, 1 some files failed (or the job could not be done), 2 wrong usage,
130 stopped by Ctrl-C.
"""

from __future__ import annotations

import errno
import signal
import sys

import click
from rich.console import Console

from mer_core.cli.analyze import analyze
from mer_core.cli.library import export, search, show
from mer_core.cli.models import doctor, models
from mer_core.cli.tagging import tag, undo
from mer_core.cli.teach import teach
from mer_core.cli.training import evaluate, train
from mer_core.disk import reason_of
from mer_core.errors import MerError
from mer_core.jobs import JobCancelled, let_threads_sleep


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="moodline", prog_name="mer")
def mer() -> None:
    """Tag music by emotion.

    Results are kept in Moodline's library, the same one the window shows. Files are only changed
    by `mer tag` and `mer analyze --write`, and `mer undo` takes that back.
    """


for command in (
    analyze, tag, undo, show, search, export, train, evaluate, teach, models, doctor,
):  # fmt: skip
    mer.add_command(command)


def main() -> None:
    """Run the command line; never shows a traceback for what a user can mend."""
    let_threads_sleep()
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        code = mer.main(standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except MerError as error:
        console.print(str(error), markup=False, style="red")
        code = 1
    except (JobCancelled, KeyboardInterrupt, click.Abort):
        # One more Ctrl-C while Python takes itself down ends it, without a traceback.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        console.print("Stopped. What was finished is kept.")
        code = 130
    except BrokenPipeError:
        # The reader of our output has gone (`mer search | head`): no reason to complain.
        sys.stdout = None
        code = 0
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        # Where our output goes: what else is written says so for itself.
        console.print(f"The output could not be written ({reason_of(error)}).", style="red")
        sys.stdout = None
        code = 1
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
