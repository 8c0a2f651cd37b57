"""A language of the tests' own: every text that can be translated, longer, accented, in brackets.

What is seen without brackets never passed ``tr``, or was not found by lupdate.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QSpinBox,
    QTabBar,
    QTableView,
    QTreeWidget,
    QWidget,
)

from app.widgets.labels import ElidedLabel

_ROOT = Path(__file__).resolve().parent.parent.parent
#: What it is called where the window asks for one; this one has a single form for all numbers.
LANGUAGE = "zh_CN"
_ACCENTS = str.maketrans("aeiouyAEIOUYcnsz", "áéíöüýÁÉÍÖÜÝçñšž")
#: Parts of a text that stay: placeholders, the number, what a file dialog matches.
_KEPT = re.compile(r"(\{\w+\}|%n|\(\*[^)]*\)|;;)")
_LONGER = 0.4
_BRACKETED = re.compile(r"\[[^\[\]]*\]")
_WORD = re.compile(r"[^\W\d_]{3,}")
_MARKUP = re.compile(r"<[^>]+>")


def pseudo(text: str) -> str:
    """ "[Ádd fölđér… óùó]"."""
    parts = _KEPT.split(text)
    parts[::2] = (part.translate(_ACCENTS) for part in parts[::2])
    number = round(_LONGER * sum(map(len, parts[::2])))
    more = ("óùóù " * number)[: max(number, 1)].rstrip()
    return f"[{''.join(parts)} {more}]"


def translations_tool(folder: Path, *languages: str) -> ModuleType:
    """packaging/translations.py, which works on these languages' files in ``folder``."""
    spec = importlib.util.spec_from_file_location(
        "translations", _ROOT / "packaging" / "translations.py"
    )
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    tool.FOLDER, tool.LANGUAGES = folder, languages
    return tool


def make_language(folder: Path) -> None:
    """Write its file into ``folder``, of the texts that lupdate finds in the sources now."""
    tool = translations_tool(folder, LANGUAGE)
    tool.update()
    path = folder / f"moodline_{LANGUAGE}.ts"
    tree = ElementTree.parse(path)
    for message in tree.iter("message"):
        source, translation = message.find("source"), message.find("translation")
        assert source is not None
        assert translation is not None
        translation.attrib.clear()
        forms = translation.findall("numerusform") or [translation]
        for form in forms:
            form.text = pseudo((source.text or "").replace("(s)", "s"))
    tree.write(path, "utf-8", xml_declaration=True)
    tool.release()


def untranslated(text: str, data: frozenset[str]) -> str:
    """What stands in a text outside all brackets and is a word, but for ``data``."""
    rest = _MARKUP.sub("", text)
    while _BRACKETED.search(rest):
        rest = _BRACKETED.sub(" ", rest)
    for known in sorted(data, key=len, reverse=True):
        rest = rest.replace(known, " ")
    return rest.strip() if _WORD.search(rest) else ""


def texts(window: QWidget) -> Iterator[tuple[str, str]]:
    """Every text that is seen now, is read out, or is told by a tool tip, and where it stands."""
    for widget in (window, *window.findChildren(QWidget)):
        if not widget.isVisible() or widget.window() is not window:
            continue
        place = f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        yield f"{place}, name", widget.accessibleName()
        yield f"{place}, description", widget.accessibleDescription()
        yield f"{place}, tip", widget.toolTip()
        for text in _words_of(widget):
            yield place, text


def _words_of(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, ElidedLabel):
        yield widget.whole()
    elif isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    elif isinstance(widget, QSpinBox):
        yield from (widget.prefix(), widget.suffix(), widget.specialValueText())
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(place) for place in range(widget.count()))
    elif isinstance(widget, QListWidget):
        yield from (widget.item(place).text() for place in range(widget.count()))
    elif isinstance(widget, QTreeWidget):
        root = widget.invisibleRootItem()
        for item in (root.child(place) for place in range(root.childCount())):
            yield item.text(0)
            yield str(item.data(0, Qt.ItemDataRole.AccessibleTextRole) or "")
    elif isinstance(widget, QTableView):
        header = widget.horizontalHeader()
        for column in range(header.count()):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                yield str(widget.model().headerData(column, header.orientation(), role) or "")


def words_of_menu(menu: QMenu) -> Iterator[str]:
    """The words of a menu and of all below it."""
    for action in menu.actions():
        yield action.text()
        below = action.menu()
        if isinstance(below, QMenu):
            yield from words_of_menu(below)


def words_of_actions(actions: list[QAction]) -> Iterator[str]:
    """The words of single actions."""
    return (action.text() for action in actions)
