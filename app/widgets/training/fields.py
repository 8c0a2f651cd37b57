"""What the training forms are made of: a path to choose, a name over a field, a combo in groups."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.accessible import GROUP
from app.i18n import tr
from app.plain import tip
from app.widgets.labels import Label, SectionLabel


class PathField(QWidget):
    """A path to type, or to choose with the button beside it. ``chosen`` carries a Path."""

    accessible_role = GROUP

    chosen = Signal(object)
    asked = Signal()

    def __init__(self, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(hint)
        self.edit.setAccessibleName(name)
        self.button = QPushButton(tr("Choose…"))
        self.button.setAccessibleName(tr("Choose: {name}").format(name=name))
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.edit, 1)
        row.addWidget(self.button)
        self.setFocusProxy(self.edit)
        self.button.clicked.connect(self.asked)
        self.edit.editingFinished.connect(self._on_edited)
        self._path: Path | None = None

    @property
    def path(self) -> Path | None:
        """The path in the field; None where it is empty."""
        return self._path

    def set_path(self, path: Path | None) -> None:
        """Show ``path``, and say so where it is another one."""
        text = "" if path is None else str(path)
        self.edit.setText(text)
        self.edit.setToolTip(tip(text))
        self.edit.setCursorPosition(len(text))
        if path != self._path:
            self._path = path
            self.chosen.emit(path)

    def _on_edited(self) -> None:
        text = self.edit.text().strip().strip('"')
        self.set_path(Path(text).expanduser() if text else None)


class GroupedCombo(QComboBox):
    """A combo box whose entries stand under headings."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setMaxVisibleItems(24)

    def add_heading(self, text: str) -> None:
        """A line that cannot be chosen."""
        item = QStandardItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self._items().appendRow(item)

    def add_choice(self, text: str, data: object, hint: str = "") -> None:
        """A line that can."""
        item = QStandardItem(text)
        item.setData(data, Qt.ItemDataRole.UserRole)
        item.setToolTip(tip(hint))
        self._items().appendRow(item)
        if self.currentIndex() < 0 or self.currentData() is None:
            self.choose(data)

    def choose(self, data: object) -> None:
        """Choose the line with ``data``, if there is one."""
        for place in range(self.count()):  # findData cannot tell tuples apart
            if data is not None and self.itemData(place) == data:
                self.setCurrentIndex(place)

    def _items(self) -> QStandardItemModel:
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        return model


def under_name(name: str, *fields: QWidget, spacing: int = 6) -> QWidget:
    """Fields under their quiet name."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    label = SectionLabel(name)
    label.setBuddy(fields[0])
    column.addWidget(label)
    for field in fields:
        column.addWidget(field)
    return box


def sentence(role: str = "dim") -> Label:
    """A label for whole sentences."""
    label = Label()
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
