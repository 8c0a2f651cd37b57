"""Loaded first by every Python that the tests start, as ``tests/conftest`` puts it on their path.

It stands for the machine around a process. Its scheduler: a child does not make itself nicer here,
for beside other programs' work it would hardly run at all. Its power: a child is held or dies at a
point that a test chose, see ``tests/fate``.
"""

import os
import sys
import time

os.nice = lambda increment: 0

#: What changes a file or a folder, as Python's audit events name it; the first argument is a path.
_CHANGES = frozenset(("open", "os.rename", "os.remove", "os.mkdir", "os.truncate", "os.utime"))


def _take_fate(plan):
    """What was planned for this process next, taken out of the plan; None where that is nothing."""
    with _locked(plan, "r+") as file:
        lines = file.read().splitlines()
        if not lines or lines[0].split("\t")[0] not in sys.orig_argv:
            return None
        fate = lines[0].split("\t")[1:]
        if fate[0] != "orphan":  # which of several workers meets it is open until it is met
            _strike_out(file, lines)
        return fate


def _locked(path, mode):
    """The file, as long as no other process has it."""
    import fcntl

    file = open(path, mode)  # noqa: SIM115
    fcntl.flock(file, fcntl.LOCK_EX)
    return file


def _strike_out(file, lines):
    file.seek(0)
    file.truncate()
    file.writelines(line + "\n" for line in lines[1:])


def _num_counted(plan, serial):
    """Changes that the processes which wait for the fate ``serial`` have made, with one more."""
    with _locked(f"{plan}.{serial}", "a") as file:
        file.write(".")
        file.flush()
        return os.fstat(file.fileno()).st_size


def _meet(plan, what, of):
    if what == "orphan":
        with _locked(plan, "r+") as file:
            _strike_out(file, file.read().splitlines())
    if what == "hold":
        held = plan + ".held"
        with _locked(held, "a") as file:
            file.write(".")
        while os.path.exists(held):
            time.sleep(0.005)
        return
    os.kill(_ancestor(of) if what == "orphan" else os.getpid(), 9)
    time.sleep(600)  # an orphan has to be ended now, whatever it was doing
    os._exit(1)


def _ancestor(program):
    """The nearest process above this one that runs ``program``."""
    pid = os.getppid()
    while True:
        with open(f"/proc/{pid}/cmdline", encoding="utf-8") as file:
            if program in file.read().split("\0"):
                return pid
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            pid = int(file.read().rsplit(")", 1)[1].split()[1])


def _watch(plan, what, number, where, of, serial):
    """Meet fate before the ``number``-th change that speaks of ``where``: a change of a file below
    the plan's folder, or of a database.
    """
    import sqlite3

    folder, left = os.path.dirname(plan), int(number)

    def change(text):
        nonlocal left
        if where not in text:
            return
        left -= 1
        met = _num_counted(plan, serial) == int(number) if what == "orphan" else left == 0
        if met:
            _meet(plan, what, of)

    def audit(event, args):
        if event in _CHANGES and isinstance(args[0], str | bytes | os.PathLike):
            path = os.fsdecode(args[0])
            if path.startswith(folder) and not path.startswith(plan):
                change(" ".join(map(str, args)))

    def execute(statement):
        if statement.split(None, 1)[0].upper() not in ("SELECT", "PRAGMA", "WITH"):
            change(statement)

    def connect(*args, _connect=sqlite3.connect, **options):
        connection = _connect(*args, **options)
        connection.set_trace_callback(execute)
        return connection

    sqlite3.connect = connect
    sys.addaudithook(audit)


if (_plan := os.environ.get("MOODLINE_TEST_FATE")) and (_fate := _take_fate(_plan)):
    _watch(_plan, *_fate)
