"""What a profile writes: each field by the name it has in each kind of tag, and the rules."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.widgets.labels import Label
from app.widgets.painting import DASH
from mer_core.tags.profiles import Profile
from mer_core.tags.table import FAMILIES, GROUPS


class ProfilePanel(QWidget):
    """``export_clicked`` and ``import_clicked``: hand the shown profile out, take one in."""

    export_clicked = Signal()
    import_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.about = Label()
        self.about.setWordWrap(True)
        self.table = QTableWidget(0, 1 + len(FAMILIES))
        self.table.setHorizontalHeaderLabels(["What", *FAMILIES])
        self.table.setAccessibleName("Fields that are written")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        buttons = QHBoxLayout()
        buttons.addWidget(self.about, 1)
        for text, clicked in (
            ("Export profile…", self.export_clicked), ("Import profile…", self.import_clicked)
        ):  # fmt: skip
            button = QPushButton(text)
            button.setProperty("kind", "quiet")
            button.clicked.connect(clicked)
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 8)
        layout.addLayout(buttons)
        layout.addWidget(self.table)

    def show_profile(self, profile: Profile) -> None:
        """List what this profile touches."""
        self.about.setText(f"{profile.about} {' '.join(f'{rule}.' for rule in profile.rules())}")
        rows = profile.listing()
        self.table.setRowCount(len(rows))
        for place, (group, _, natives) in enumerate(rows):
            for column, text in enumerate((GROUPS[group], *natives)):
                self.table.setItem(place, column, QTableWidgetItem(text or DASH))
