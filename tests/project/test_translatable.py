"""No text that the window shows goes past ``tr``: no widget is given a bare literal."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "app"
#: What takes a text that people see or hear: methods, and what is made with one.
SHOWS = frozenset((
    "setText", "setToolTip", "setStatusTip", "setWhatsThis", "setWindowTitle", "setTitle",
    "setPlaceholderText", "setAccessibleName", "setAccessibleDescription", "setSuffix", "setPrefix",
    "addAction", "addMenu", "addItem", "addItems", "addTab", "setHeaderLabels", "setLabelText",
    "setInformativeText", "setButtonText",
    "QLabel", "Label", "ElidedLabel", "QPushButton", "QCheckBox", "QRadioButton", "QGroupBox",
    "QAction", "ActionButton", "QMenu",
))  # fmt: skip
#: What is the same in every language: our name, keys, and markup, which is not read.
SAME = re.compile(r"Moodline|(?:Ctrl|Shift|Alt)\+\w+|<[^<>]*>")
WORD = re.compile(r"[^\W\d_]{2}")


def bare_texts(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of every literal with two letters in a row that is shown as it stands."""
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        if name not in SHOWS:
            continue
        for given in (*call.args, *(keyword.value for keyword in call.keywords)):
            for text in literals(given):
                if WORD.search(SAME.sub("", text)):
                    yield call.lineno, text


def literals(given: ast.expr) -> Iterator[str]:
    """The texts of a literal, of an f-string, of both ways of a choice, of a list; what passes
    another function is that one's business.
    """
    match given:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(next(literals(part), "#") for part in parts)
        case ast.IfExp(body=one, orelse=other):
            yield from literals(one)
            yield from literals(other)
        case ast.List(elts=all) | ast.Tuple(elts=all):
            for each in all:
                yield from literals(each)


def test_what_is_shown_passes_tr() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text!r}"
        for path in sorted(APP.rglob("*.py"))
        for line, text in bare_texts(path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('label.setText("Add folder")', ["Add folder"]),
        ('label.setText(f"{number} songs")', ["# songs"]),
        ('QPushButton("Stop" if runs else tr("Start"))', ["Stop"]),
        ('label.setText(tr("Add folder"))', []),
        ('label.setText(f"{number} %")', []),
        ('label.setObjectName("field")', []),
    ],
)
def test_a_bare_text_is_found(source: str, found: list[str]) -> None:
    assert [text for _, text in bare_texts(source)] == found
