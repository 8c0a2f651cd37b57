"""No test may depend on who is faster: a lint over the tests themselves."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
#: The one that waits, and what stands for the machine around a process and for a listener's ear.
MAY_READ_A_CLOCK = {"waiting.py", "child/sitecustomize.py", "gui/playback/performance.py"}
CLOCKS = {"sleep", "time", "monotonic", "perf_counter", "process_time", "thread_time"}
ADVICE = {
    "clock": "wait for an event with tests.waiting.until, or put a fake clock at the edge",
    "qtbot.wait": "wait for an event: qtbot.waitUntil or waitSignal",
    "timeout": "give no number: qtbot and tests.waiting are patient, pytest guards against hanging",
    "chance": "give the seed",
}


def faults(source: str) -> Iterator[tuple[int, str]]:
    """Line and kind of everything in ``source`` whose outcome hangs on the machine or on chance."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            yield node.lineno, "clock"
        elif isinstance(node, ast.Assert) and _is_hasty_wait(node.test):
            yield node.lineno, "timeout"
        elif isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            owner, _, method = name.rpartition(".")
            if owner.rpartition(".")[2] == "time" and method in CLOCKS:
                yield node.lineno, "clock"
            elif name == "qtbot.wait":
                yield node.lineno, "qtbot.wait"
            elif name == "os.urandom" or (method in ("Random", "default_rng") and not node.args):
                yield node.lineno, "chance"
            elif any(k.arg == "timeout" and _is_number(k.value) for k in node.keywords):
                yield node.lineno, "timeout"


def _is_hasty_wait(test: ast.expr) -> bool:
    """``assert event.wait(5)``; to assert that nothing has come within a while is another thing."""
    return (
        isinstance(test, ast.Call)
        and ast.unparse(test.func).endswith((".wait", ".acquire"))
        and any(map(_is_number, test.args))
    )


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)


def test_no_test_sleeps_measures_time_or_leaves_anything_to_chance() -> None:
    found = [
        f"{path.relative_to(TESTS)}:{line}: {kind}: {ADVICE[kind]}"
        for path in sorted(TESTS.rglob("*.py"))
        if path.relative_to(TESTS).as_posix() not in MAY_READ_A_CLOCK
        for line, kind in faults(path.read_text("utf-8"))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("time.sleep(0.3)", "clock"),
        ("assert time.monotonic() - begun < 2", "clock"),
        ("from time import perf_counter", "clock"),
        ("qtbot.wait(100)", "qtbot.wait"),
        ("qtbot.waitSignal(window.closed, timeout=500)", "timeout"),
        ("subprocess.run(command, timeout=5)", "timeout"),
        ("assert started.wait(2)", "timeout"),
        ("numpy.random.default_rng()", "chance"),
    ],
)
def test_the_lint_sees(line: str, kind: str) -> None:
    assert [found for _, found in faults(line)] == [kind]


def test_the_lint_lets_pass_what_waits_for_events() -> None:
    code = "until(ready)\nqtbot.waitUntil(ready)\nassert not stepped.wait(0.1)\ndefault_rng(0)"
    assert not list(faults(code))
