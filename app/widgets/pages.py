"""Pages of which one is seen, or a part."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QStackedWidget, QWidget

#: Pages that need more than so much height scroll where there is no more.
_LOW = 140


class Pages(QStackedWidget):
    """A stack that asks for the room of the page that is seen, not of the hungriest that is not."""

    def __init__(self, *pages: QWidget) -> None:
        super().__init__()
        for page in pages:
            self.addWidget(page)
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        if page is None:
            return QSize()
        return page.minimumSizeHint().expandedTo(page.minimumSize())


class _Least(QWidget):
    """Asks for the least height that its pages can do with, where a layout would ask for the one
    that they like best.
    """

    def __init__(self, pages: Pages) -> None:
        super().__init__()
        self._pages = pages
        pages.setParent(self)

    def minimumSizeHint(self) -> QSize:
        return self._pages.minimumSizeHint()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # another page, or it needs more room
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pages.resize(event.size())


class LowPages(QScrollArea):
    """``pages``, which scroll where the height is short: large text in a small window."""

    def __init__(self, pages: Pages) -> None:
        super().__init__()
        self._pages = pages
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(_Least(pages))

    def minimumSizeHint(self) -> QSize:
        least = self._pages.minimumSizeHint()
        bar = self.verticalScrollBar().sizeHint().width() if least.height() > _LOW else 0
        return QSize(least.width() + bar, min(least.height(), _LOW))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)


class Beside(QWidget):
    """A form beside what comes of it or, in a narrow window, above it."""

    def __init__(self, form: QWidget, result: QWidget) -> None:
        super().__init__()
        self._form, self._result = form, result
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        self._line.addWidget(form)
        self._line.addWidget(result, 1)

    def minimumSizeHint(self) -> QSize:
        width = max(self._form.minimumWidth(), self._result.minimumSizeHint().width())
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._turn()
        return super().event(event)

    def _turn(self) -> None:
        form, result = self._form.minimumWidth(), self._result.minimumSizeHint().width()
        fits = self.width() >= form + result
        to = QBoxLayout.Direction
        self._line.setDirection(to.LeftToRight if fits else to.TopToBottom)
        self._form.setMinimumHeight(0 if fits else self._form.sizeHint().height())


def scrolled(inside: QWidget) -> QScrollArea:
    """``inside`` at the width there is, and with a bar at its side where the height is short."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    area.setProperty("surface", inside.property("surface"))
    return area
