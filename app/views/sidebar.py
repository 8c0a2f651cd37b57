"""Places and smart crates at the left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.theme import MEDIUM, RADIUS, REGULAR, Theme
from app.widgets.painting import LEFT, RIGHT, draw_text, fill_round
from app.widgets.wording import count

WIDTH = 208
_PLACE = Qt.ItemDataRole.UserRole
_COUNT = _PLACE + 1
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Crate:
    """A saved search; ``order_by`` sorts its tracks where it is not empty."""

    name: str
    query: str
    order_by: str = ""


CRATES = (
    Crate("Calm first 30 s", "at:0:00-0:30 mood:calm"),
    Crate("Peak time 8–10", "energy:8-10", "-arousal"),
    Crate("Least sure first", "conf:<0.5", "confidence"),
    Crate("Not yet tagged", "state:staged|changed"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the window."""

    id: str
    name: str


PLACES = (
    Place("library", "Library"),
    Place("map", "Mood map"),
    Place("review", "Review"),
    Place("training", "Training"),
)


class _PlaceDelegate(QStyledItemDelegate):
    """A name at the left, a count at the right; section names are small and quiet."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        is_section = index.data(_PLACE) is None
        return QSize(10, self.theme.px(46 if is_section else 33))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = self.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect).adjusted(10, 1, -10, -1)
        state = option.state
        text = rect.adjusted(10, 0, -10, 0)
        if index.data(_PLACE) is None:
            font = theme.font(12)
            draw_text(
                painter, text.adjusted(0, 14, 0, 0), index.data(), font=font,
                colour=theme.colour("faint"), align=LEFT,
            )  # fmt: skip
            painter.restore()
            return
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            fill_round(painter, rect, RADIUS, theme.colour("raised"))
        elif state & QStyle.StateFlag.State_MouseOver:
            fill_round(painter, rect, RADIUS, theme.colour("hover", 0.4))
        if (
            state & QStyle.StateFlag.State_HasFocus
            and state & QStyle.StateFlag.State_KeyboardFocusChange
        ):
            painter.setPen(theme.colour("accent"))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        font = theme.font(weight=MEDIUM if selected else REGULAR)
        ink = theme.colour("text" if selected else "dim")
        draw_text(painter, text, index.data(), font=font, colour=ink, align=LEFT)
        number = index.data(_COUNT)
        if number is not None:
            draw_text(
                painter, text, count(number), font=theme.font(12),
                colour=theme.colour("faint"), align=RIGHT,
            )  # fmt: skip
        painter.restore()


class Sidebar(QListWidget):
    """``place_chosen`` carries a page's id, ``crate_chosen`` a Crate."""

    place_chosen = Signal(str)
    crate_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Places and crates")
        self.setProperty("edge", "right")
        self.setProperty("place", "sidebar")
        self.setFixedWidth(theme.px(WIDTH))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self._delegate = _PlaceDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self._places = {place.id: self._add(place.name, place) for place in PLACES}
        section = self._add("Smart crates", None)
        section.setFlags(Qt.ItemFlag.NoItemFlags)
        self._crates = {crate: self._add(crate.name, crate) for crate in CRATES}
        self.set_theme(theme)
        self.setCurrentItem(self._places["library"])
        self.currentItemChanged.connect(self._on_current)
        self.itemClicked.connect(self._on_clicked)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._delegate.theme = theme
        self.setFixedWidth(theme.px(WIDTH))
        self.setStyleSheet(
            f"QListWidget {{ background: {theme.panel}; border: none; "
            f"border-right: 1px solid {theme.line}; padding-top: 8px; }}"
        )
        self.viewport().update()

    def set_counts(self, num_tracks: int, num_staged: int, found: Mapping[str, int] | None) -> None:
        """Counts beside the places and, where ``found`` has them by query, the crates."""
        self._places["library"].setData(_COUNT, num_tracks)
        self._places["review"].setData(_COUNT, num_staged)
        if found is not None:
            for crate, item in self._crates.items():
                item.setData(_COUNT, found.get(crate.query))

    def select_place(self, place: str) -> None:
        """Mark a page without saying so."""
        self.blockSignals(True)
        self.setCurrentItem(self._places[place])
        self.blockSignals(False)
        self.viewport().update()

    def _add(self, text: str, place: object) -> QListWidgetItem:
        item = QListWidgetItem(text, self)
        item.setData(_PLACE, place)
        return item

    def _on_current(self, item: QListWidgetItem | None) -> None:
        place = item.data(_PLACE) if item is not None else None
        if isinstance(place, Place):
            self.place_chosen.emit(place.id)
        elif isinstance(place, Crate):
            self.crate_chosen.emit(place)

    def _on_clicked(self, item: QListWidgetItem) -> None:
        """A click on the crate that is chosen already asks for it again."""
        if isinstance(item.data(_PLACE), Crate):
            self._on_current(item)
