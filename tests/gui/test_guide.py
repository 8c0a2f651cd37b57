"""The user guide in the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from pytestqt.qtbot import QtBot

from app.main_window import MainWindow
from app.theme import Theme
from app.views.guide_page import GUIDE, GuidePage
from tests.gui.screens import SIZES, faults, settle

PICTURE = QTextDocument.ResourceType.ImageResource.value


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> GuidePage:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.frame.page == "guide"
    return window.frame.guide


def titles(page: GuidePage) -> list[str]:
    return [page.pages.item(row).text() for row in range(page.pages.count())]


def test_f1_opens_the_guide_and_the_sidebar_leads_back(
    window: MainWindow, page: GuidePage, qtbot: QtBot
) -> None:
    assert titles(page)[0] == "First steps"
    assert len(titles(page)) == 11
    assert page.text.toPlainText().startswith("First steps")
    window.frame.sidebar.setCurrentItem(window.frame.sidebar.topLevelItem(0))
    assert window.frame.page == "library"
    menus = [action.menu() for action in window.commands.menu.actions() if action.text() == "Help"]
    assert window.commands.guide in menus[0].actions()


def test_every_page_shows_its_text_and_its_pictures_on_every_screen(
    window: MainWindow, page: GuidePage
) -> None:
    rows = [page.pages.visualItemRect(page.pages.item(row)) for row in range(page.pages.count())]
    assert min(rect.height() for rect in rows) > page.pages.fontMetrics().height() + 8
    for row, path in enumerate(sorted(GUIDE.glob("*.md"))):
        page.pages.setCurrentRow(row)
        text = path.read_text("utf-8")
        assert page.text.toPlainText().partition("\n")[0] == text.partition("\n")[0].lstrip("# ")
        for size in SIZES:
            settle(window, size)
            assert faults(window) == [], (path.name, size)
            assert page.text.horizontalScrollBar().maximum() == 0, (path.name, size)
    picture = page.text.loadResource(PICTURE, QUrl("library.png"))
    assert picture.deviceIndependentSize().width() == pytest.approx(520)


def test_a_link_leads_to_another_page_of_the_guide_and_nowhere_else(page: GuidePage) -> None:
    page.text.anchorClicked.emit(QUrl("06-journeys.md"))
    assert page.text.toPlainText().startswith("Journeys")
    for address in ("file:///etc/passwd", "https://example.org", "../moods.toml"):
        page.text.anchorClicked.emit(QUrl(address))
        assert page.text.toPlainText().startswith("Journeys")
    outside = page.text.loadResource(PICTURE, QUrl("../icons/mark.svg"))
    assert outside.isNull()


def test_links_and_text_take_the_colours_of_every_look(page: GuidePage) -> None:
    for theme in (Theme.dark(), Theme.light()):
        page.set_theme(theme)
        page.pages.setCurrentRow(0)
        found: QImage = page.text.viewport().grab().toImage()
        assert not found.isNull()
        block, colours = page.text.document().begin(), set()
        while block.isValid():
            piece = block.begin()
            while not piece.atEnd():
                shape = piece.fragment().charFormat()
                if shape.isAnchor():
                    colours.add(shape.foreground().color().name())
                piece += 1
            block = block.next()
        assert colours == {theme.accent}
