"""What is wrong with a window as it is laid out now: controls outside, text that is cut."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QMainWindow,
    QTabBar,
    QTableView,
    QWidget,
)

from app.widgets.labels import ElidedLabel
from app.widgets.painting import text_width

SIZES = ((1024, 640), (1280, 720), (1366, 768), (1440, 900))
_TIP = Qt.ItemDataRole.ToolTipRole
_CONTROLS = (QAbstractButton, QAbstractSpinBox, QComboBox, QTabBar, QLabel)


def settle(window: QMainWindow, size: tuple[int, int] | None = None) -> None:
    """Lay everything out, in ``size`` if one is given."""
    if size is not None:
        window.resize(*size)
    for _ in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def faults(window: QMainWindow) -> list[str]:
    """One line per fault; empty where every control can be seen and read."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not window:
            continue
        found += [f"{_name(widget)}: {fault}" for fault in _faults(widget, window)]
    return found + [f"{a} and {b} overlap" for a, b in _overlaps(window)]


def _faults(widget: QWidget, window: QWidget) -> Iterator[str]:
    place = QRect(widget.mapTo(window, QPoint()), widget.size())
    area = _scrolled_in(widget)
    if area is None:
        if not window.rect().contains(place):
            yield f"outside the window, at {place.getRect()}"
        elif not widget.parentWidget().rect().contains(widget.geometry()):
            yield f"outside what holds it, at {widget.geometry().getRect()}"
    elif isinstance(widget, _CONTROLS):
        room = QRect(area.mapTo(window, QPoint()), area.size())
        if place.left() < room.left() or place.right() > room.right():
            yield f"outside what scrolls, at {place.getRect()} in {room.getRect()}"
    if isinstance(widget, _CONTROLS) and not _fits(widget):
        yield f"cut: {widget.size().toTuple()} for {_needs(widget).toTuple()}"
    if isinstance(widget, QTableView):
        yield from _cut_headings(widget)


def _fits(widget: QWidget) -> bool:
    if isinstance(widget, ElidedLabel):
        return bool(widget.toolTip()) or widget.text() == widget.whole()
    needs = _needs(widget)
    return widget.width() >= needs.width() and widget.height() + 1 >= needs.height()


def _needs(widget: QWidget) -> QSize:
    if isinstance(widget, QLabel) and widget.wordWrap():
        return QSize(0, widget.heightForWidth(widget.width()))
    if isinstance(widget, QComboBox):
        words = text_width(widget.font(), widget.currentText())
        return QSize(round(words) + 10 + 24, widget.minimumSizeHint().height())
    if isinstance(widget, QAbstractSpinBox):
        words = text_width(widget.font(), widget.text())
        return QSize(round(words) + 8 + 10 + 20, widget.minimumSizeHint().height())
    if isinstance(widget, QTabBar):
        return widget.minimumSizeHint()
    if isinstance(widget, QLabel) and type(widget).__name__ == "_ReadOut":
        return QSize(0, 0)  # it shortens itself
    return widget.sizeHint()


def _cut_headings(table: QTableView) -> Iterator[str]:
    header = table.horizontalHeader()
    right = 0
    for column in range(header.count()):
        if header.isSectionHidden(column):
            continue
        right = max(right, header.sectionViewportPosition(column) + header.sectionSize(column))
        text = str(table.model().headerData(column, header.orientation()) or "")
        tip = str(table.model().headerData(column, header.orientation(), _TIP) or "")
        is_told = header.textElideMode() == Qt.TextElideMode.ElideRight and text in tip
        if text_width(header.font(), text) > header.sectionSize(column) - 15 and not is_told:
            yield f"heading {text!r} is cut in {header.sectionSize(column)}"
    if right > table.viewport().width():
        yield f"columns end at {right}, the table at {table.viewport().width()}"


def _overlaps(window: QWidget) -> Iterator[tuple[str, str]]:
    controls = [
        (widget, QRect(widget.mapTo(window, QPoint()), widget.size()))
        for widget in window.findChildren(QWidget)
        if isinstance(widget, _CONTROLS) and widget.isVisible() and widget.window() is window
    ]
    for number, (one, place) in enumerate(controls):
        for other, beside in controls[number + 1 :]:
            if one.parent() is other.parent() and place.intersects(beside):
                yield _name(one), _name(other)


def _scrolled_in(widget: QWidget) -> QWidget | None:
    """The viewport that ``widget`` is scrolled in, if any."""
    parent = widget.parentWidget()
    while parent is not None:
        area = parent.parentWidget()
        if isinstance(area, QAbstractScrollArea) and parent is area.viewport():
            return parent
        parent = area
    return None


def _name(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    words = text() if callable(text) and isinstance(widget, QAbstractButton | QLabel) else ""
    return f"{type(widget).__name__} {words or widget.accessibleName()!r}"
