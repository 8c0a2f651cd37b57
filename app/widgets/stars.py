"""Five stars: in a table's cell, and as a control of their own."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QStyleOptionViewItem, QWidget

from app.i18n import tr
from app.plain import tip
from app.roles import RATING_ROLE
from app.theme import Theme, paint_icon
from app.widgets.delegates import PADDING, Index, RowDelegate

NUM_STARS = 5
_SIDE, _STEP = 15, 17
_WAYS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1,
}  # fmt: skip


def paint_stars(
    painter: QPainter, rect: QRectF, theme: Theme, stars: int, *, faint: bool = False
) -> None:
    """So many full stars of five, at the left of ``rect``."""
    side, step = theme.px(_SIDE), theme.px(_STEP)
    for number in range(NUM_STARS):
        box = QRectF(rect.x() + number * step, rect.center().y() - side / 2, side, side)
        is_full = number < stars
        colour = theme.colour("faint" if faint or not is_full else "accent")
        paint_icon(painter, "star" if is_full else "star-empty", box, colour)


def star_at(x: float, theme: Theme) -> int:
    """The star at ``x`` pixels from where they begin: 1 to 5, 0 beside them."""
    number = int(x // theme.px(_STEP)) + 1
    return number if x >= 0 and number <= NUM_STARS else 0


class StarsDelegate(RowDelegate):
    """RATING_ROLE as stars. ``rated`` carries the index and the star that was clicked; the star
    that a song has already takes them all away.
    """

    rated = Signal(object, int)

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(theme, parent)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.theme.px(NUM_STARS * _STEP) + 2 * PADDING, self.theme.row_height)

    def paint_cell(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        paint_stars(painter, rect, self.theme, int(index.data(RATING_ROLE) or 0))

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        if (
            event.type() == QEvent.Type.MouseButtonRelease
            and isinstance(event, QMouseEvent)
            and event.button() == Qt.MouseButton.LeftButton
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
        ):
            star = star_at(event.position().x() - option.rect.x() - PADDING, self.theme)
            if star:
                self.rated.emit(index, 0 if star == index.data(RATING_ROLE) else star)
                return True
        return super().editorEvent(event, model, option, index)


class Stars(QAbstractSlider):
    """A control of five stars: by clicks, arrows, digits and Delete. ``rated`` carries 0 to 5.

    To Qt it is a slider, so that screen readers tell and set its value.
    """

    rated = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stars = self._pointed = 0
        self.setRange(0, NUM_STARS)
        self.valueChanged.connect(self._ask)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(tr("Rating"))
        self.set_theme(theme)
        self.set_stars(0)

    @property
    def stars(self) -> int:
        """What is shown, 0 to 5."""
        return self._stars

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._theme = theme
        self.setFixedSize(theme.px(NUM_STARS * _STEP + 2), theme.px(_SIDE + 6))
        self.update()

    def set_stars(self, stars: int) -> None:
        """Show so many, without asking for them."""
        self._stars = stars
        self.setValue(stars)
        words = tr("%n star(s)", "", stars) if stars else tr("Not rated")
        self.setAccessibleDescription(words)
        self.setToolTip(tip(words))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _WAYS:
            self._ask(self._stars + _WAYS[Qt.Key(key)])
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_5:
            self._ask(key - Qt.Key.Key_0)
        elif key == Qt.Key.Key_Delete:
            self._ask(0)
        else:
            event.ignore()  # what a slider would do

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel is for what it stands in."""
        event.ignore()

    def event(self, event: QEvent) -> bool:
        """The arrows are its own before they seek in the song."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _WAYS
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            event.accept()
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(star_at(event.position().x(), self._theme))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        star = star_at(event.position().x(), self._theme)
        if event.button() == Qt.MouseButton.LeftButton and star:
            self._ask(0 if star == self._stars else star)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = QRectF(self.rect())
        if self.hasFocus():
            painter.setPen(self._theme.colour("accent"))
            painter.drawRoundedRect(inner.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        inner.translate(QPointF(1, 0))
        stars = self._pointed or self._stars
        paint_stars(painter, inner, self._theme, stars, faint=not self.isEnabled())
        painter.end()

    def _ask(self, stars: int) -> None:
        stars = min(max(stars, 0), NUM_STARS)
        if stars != self._stars:
            self.rated.emit(stars)

    def _point(self, star: int) -> None:
        """What a click would give is shown beforehand."""
        if star != self._pointed and self.isEnabled():
            self._pointed = star
            self.update()
