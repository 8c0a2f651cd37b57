"""Qt's constructors get no keywords for properties.

PySide6 finds the setter of ``interval=3`` by the C locale's capitals: in Turkish, Azeri and Kurdish
locales there is none, and the program ends. ``parent`` is a parameter, not a property.
"""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterable, Iterator

from mer_core.paths import RESOURCES

ROOT = RESOURCES.parent


def test_no_constructor_of_qt_is_given_a_property_by_keyword() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    trees = {
        name: ast.parse((ROOT / name).read_text("utf-8"))
        for name in listed.stdout.split("\0")
        if name
    }
    assert len(trees) > 300
    own = own_classes(trees.values())
    assert [f"{name}:{line}" for name, tree in trees.items() for line in faults(tree, own)] == []


def test_the_rule_sees_a_property_however_the_class_is_named() -> None:
    wrong = """
from PySide6 import QtCore, QtWidgets as W
from PySide6.QtCore import QTimer as Clock
class Mine(Clock): pass
class Yours(Mine):
    def __init__(self): super().__init__(interval=3)
Clock(None, interval=3)
QtCore.QTimer(singleShot=True)
W.QLabel("text", objectName="name")
Mine(interval=3)
"""
    right = """
from PySide6.QtCore import QTimer
class Mine(QTimer):
    def __init__(self, parent, *, interval): super().__init__(parent=parent)
Mine(None, interval=3)
QTimer(parent=None)
"""
    tree = ast.parse(wrong)
    assert list(faults(tree, own_classes([tree]))) == [6, 7, 8, 9, 10]
    tree = ast.parse(right)
    assert list(faults(tree, own_classes([tree]))) == []


def faults(tree: ast.Module, own: set[str]) -> Iterator[int]:
    """The lines on which a constructor of Qt's, or of a class in ``own``, gets a keyword."""
    names = _qt_names(tree)
    calls = [(node, _is_qt(node.func, names, own)) for node in _calls(tree)]
    for made in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
        if any(_is_qt(base, names, own) for base in made.bases):
            calls += [
                (node, True)
                for node in _calls(made)
                if ast.unparse(node.func) == "super().__init__"
            ]
    for node, is_qt in sorted(calls, key=lambda call: call[0].lineno):
        if is_qt and any(keyword.arg != "parent" for keyword in node.keywords):
            yield node.lineno


def own_classes(trees: Iterable[ast.Module]) -> set[str]:
    """Our subclasses of Qt's classes that leave the constructor to Qt."""
    own: set[str] = set()
    known = [
        (made, _qt_names(tree))
        for tree in trees
        for made in ast.walk(tree)
        if isinstance(made, ast.ClassDef)
    ]
    while True:
        found = {
            made.name
            for made, names in known
            if any(_is_qt(base, names, own) for base in made.bases)
            and "__init__"
            not in {part.name for part in made.body if isinstance(part, ast.FunctionDef)}
        }
        if found == own:
            return own
        own = found


def _qt_names(tree: ast.Module) -> set[str]:
    """The names under which a module knows PySide6's modules and classes."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6")
        for alias in node.names
    }


def _is_qt(node: ast.expr, names: set[str], own: set[str]) -> bool:
    if isinstance(node, ast.Attribute):  # QtCore.QTimer, but not QTimer.singleShot
        return isinstance(node.value, ast.Name) and node.value.id in names and node.attr[:1] == "Q"
    return isinstance(node, ast.Name) and node.id in names | own


def _calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
