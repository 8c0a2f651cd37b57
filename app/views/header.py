"""The bar on top: the mark, the search, two actions and the menu."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from app.accessible import NOTHING
from app.i18n import tr
from app.plain import tip
from app.theme import Theme, icon, icon_pixmap
from app.widgets.buttons import ActionButton
from app.widgets.labels import Label
from app.widgets.search_field import SearchField
from app.widgets.wording import count

_MARGIN = 7


class Header(QFrame):
    """Search and the two things done most. ``set_menu`` hangs the rest under the dots."""

    add_clicked = Signal()
    review_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        self.setProperty("edge", "bottom")
        self._mark = Label()
        self._mark.accessible_role = NOTHING
        self._name = Label("Moodline")
        self._name.setProperty("role", "heading")
        self.search = SearchField(
            theme,
            placeholder=tr("Search: words, mood:calm, arousal:>0.3, at:0:00-0:30 mood:tense"),
        )
        self.add_button = ActionButton(theme, tr("Add folder"))
        self.review_button = ActionButton(theme, tr("Review"), primary=True)
        self.queue_button = QToolButton()
        self.queue_button.setCheckable(True)
        self.queue_button.setAccessibleName(tr("Queue"))
        self.menu_button = QToolButton()
        self.menu_button.setAccessibleName(tr("Menu"))
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.set_keys("Ctrl+O", "Ctrl+S", "Ctrl+U", "F10")
        self._lay_out()
        self.add_button.clicked.connect(self.add_clicked)
        self.review_button.clicked.connect(self.review_clicked)
        self.set_theme(theme)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, _MARGIN, 10, _MARGIN)
        layout.setSpacing(12)
        brand = QHBoxLayout()
        brand.setSpacing(8)
        brand.addWidget(self._mark)
        brand.addWidget(self._name)
        brand.addStretch(1)
        place = QWidget()
        place.setLayout(brand)
        brand.setContentsMargins(0, 0, 0, 0)
        place.setFixedWidth(182)
        layout.addWidget(place)
        layout.addWidget(self.search, 5)
        layout.addStretch(3)
        layout.addWidget(self.add_button)
        layout.addWidget(self.review_button)
        layout.addWidget(self.queue_button)
        layout.addWidget(self.menu_button)
        self.search.setMinimumWidth(240)
        self.search.setMaximumWidth(620)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        # The style's least height of a button hides from the layout how high it wants to be.
        self.setMinimumHeight(theme.px(30) + 2 * _MARGIN)
        ratio = self.devicePixelRatioF()
        self._mark.setPixmap(icon_pixmap("mark", theme.colour("accent"), theme.px(22), ratio))
        self.queue_button.setIcon(icon("queue", theme, "dim"))
        self.menu_button.setIcon(icon("more", theme, "dim"))
        for widget in (self.search, self.add_button, self.review_button):
            widget.set_theme(theme)

    def set_menu(self, menu: QMenu) -> None:
        """Hang ``menu`` under the dots."""
        self.menu_button.setMenu(menu)

    def set_keys(self, add: str, review: str, queue: str, menu: str) -> None:
        """Say what the buttons' commands are reached by; empty for no keys."""
        self.add_button.set_hint(add)
        self.review_button.set_hint(review)
        for button, keys in ((self.queue_button, queue), (self.menu_button, menu)):
            name = button.accessibleName()
            button.setToolTip(tip(f"{name} ({keys})" if keys else name))

    def set_num_staged(self, number: int) -> None:
        """How many songs wait for review."""
        self.review_button.setText(
            tr("Review {number}").format(number=count(number)) if number else tr("Review")
        )
        self.review_button.setEnabled(number > 0)
