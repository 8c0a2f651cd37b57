"""A desktop of its own for one program: a display, a session's bus, the bus of screen readers."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

_LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
#: What ``packaging/setup.sh test`` installs: the program and its package.
_NEEDS = {"Xvfb": "xvfb", "xdotool": "xdotool", "dbus-daemon": "dbus", _LAUNCHER: "at-spi2-core"}


@contextmanager
def desktop() -> Iterator[Mapping[str, str]]:
    """The environment of a program that is to run there; skips the test where none can be made."""
    missing = [package for program, package in _NEEDS.items() if shutil.which(program) is None]
    if missing:
        pytest.skip(f"screen readers need {', '.join(missing)}: `make test` installs it on Debian")
    with ExitStack() as stack:
        # Sockets lie in it, whose paths must be short.
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="desk-"))
        environment = {
            **os.environ, "HOME": folder, "XDG_RUNTIME_DIR": folder, "QT_QPA_PLATFORM": "xcb",
            "GSETTINGS_BACKEND": "memory", "LC_ALL": "C.UTF-8",
        }  # fmt: skip
        log = stack.enter_context((Path(folder) / "log").open("wb"))
        ours, theirs = os.pipe()
        display = ["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1440x900x24"]
        _run(stack, [*display, "-nolisten", "tcp"], environment, stderr=log, pass_fds=[theirs])
        os.close(theirs)
        with os.fdopen(ours) as number:
            environment["DISPLAY"] = f":{number.readline().strip()}"
        bus = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
        started = _run(stack, bus, environment, stdout=subprocess.PIPE, stderr=log)
        assert started.stdout is not None
        environment["DBUS_SESSION_BUS_ADDRESS"] = started.stdout.readline().decode().strip()
        started.stdout.close()
        _run(stack, [_LAUNCHER], environment, stderr=log)
        yield environment


def press(environment: Mapping[str, str], *keys: str) -> None:
    """Press keys, such as "ctrl+s", in the window that has the keyboard there."""
    subprocess.run(["xdotool", "key", *keys], env=environment, check=True)


def give_keyboard(environment: Mapping[str, str], title: str) -> None:
    """What a window manager would do: the window whose title holds ``title`` gets the keyboard."""
    search = ["xdotool", "search", "--sync", "--onlyvisible", "--name", title]
    subprocess.run(
        [*search, "windowfocus", "--sync"],
        env=environment, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def _run(
    stack: ExitStack, command: list[str], environment: Mapping[str, str], **options: object
) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(command, env=environment, **options)  # type: ignore[call-overload]
    stack.callback(process.wait)
    stack.callback(process.terminate)
    return process
