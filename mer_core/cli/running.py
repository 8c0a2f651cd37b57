"""How every command ends: an exit code and at most a finished sentence, never a traceback for what
a user can mend.
"""

from __future__ import annotations

import io
import signal
from collections.abc import Sequence

import click

from mer_core.cli.streams import OutputLost, flush, give_up_output, open_streams
from mer_core.errors import MerError
from mer_core.jobs import JobCancelled


def run_command(command: click.Command, arguments: Sequence[str] | None, name: str) -> int:
    """Run ``command`` as ``name`` on ``arguments`` (None: the program's own); return the exit code.

    Codes: 0 all done, 1 some files failed (or the job could not be done, or its output not be
    written), 2 wrong usage, 130 stopped by Ctrl-C.
    """
    open_streams()
    try:
        code = command.main(arguments, prog_name=name, standalone_mode=False)
        flush()
    except click.ClickException as error:
        text = io.StringIO()
        error.show(text)
        _say(*text.getvalue().splitlines())
        return error.exit_code
    except MerError as error:
        _say(str(error), style="red")
        return 1
    except (JobCancelled, KeyboardInterrupt, click.Abort):
        # One more Ctrl-C while Python takes itself down ends it, without a traceback.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        _say("Stopped. What was finished is kept.")
        return 130
    except OutputLost as lost:
        give_up_output()
        if not str(lost):  # its reader has gone (`mer search | head`): no reason to complain
            return 0
        _say(f"The output could not be written ({lost}).", style="red")
        return 1
    return code if isinstance(code, int) else 0


def _say(*lines: str, style: str = "") -> None:
    from mer_core.cli.screen import Screen  # rich: only where there is something to say

    for line in lines:
        Screen(stderr=True).print(line, style=style)
