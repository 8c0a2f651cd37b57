"""The user guide: its pages at the left, the chosen one at the right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.i18n import language, tr
from app.theme import Theme
from app.widgets.labels import Label
from app.widgets.markdown_text import MarkdownText
from app.widgets.training.fields import sentence
from mer_core.paths import RESOURCES

GUIDE = RESOURCES / "guide"
_FILE = Qt.ItemDataRole.UserRole
_ROW_HEIGHT, _WIDTH = 30, 220


class GuidePage(QWidget):
    """Reads the Markdown files of GUIDE in the order of their names. A link leads to another page
    of it, nowhere else. It is English in every language of the window.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "ground")
        self.pages = QListWidget()
        self.pages.setAccessibleName(tr("Pages of the guide"))
        self.pages.setProperty("kind", "choices")
        self.text = MarkdownText(theme, tr("The page of the guide"), GUIDE)
        self.told = sentence("faint")
        self.told.setText(tr("The guide is in English."))
        self.told.setVisible(language() != "en")
        self._theme = theme
        for path in sorted(GUIDE.glob("*.md")):
            title = path.read_text("utf-8").partition("\n")[0].lstrip("# ")
            item = QListWidgetItem(title, self.pages)
            item.setData(_FILE, path.name)
            item.setSizeHint(QSize(0, theme.px(_ROW_HEIGHT)))
        self._lay_out()
        self.pages.currentItemChanged.connect(self._show)
        self.text.anchorClicked.connect(self._follow)
        self.pages.setCurrentRow(0)

    def _lay_out(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        heading = Label(tr("Guide"))
        heading.setProperty("role", "heading")
        left.setContentsMargins(16, 14, 16, 16)
        left.setSpacing(10)
        left.addWidget(heading)
        left.addWidget(self.told)
        left.addWidget(self.pages, 1)
        right.setContentsMargins(8, 14, 0, 0)
        right.addWidget(self.text)
        self.pages.setFixedWidth(self._theme.px(_WIDTH))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left)
        row.addLayout(right, 1)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._theme = theme
        self.pages.setFixedWidth(theme.px(_WIDTH))
        self.text.set_theme(theme)

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.text.show_text((GUIDE / str(item.data(_FILE))).read_text("utf-8"))

    def _follow(self, url: QUrl) -> None:
        names = [self.pages.item(row).data(_FILE) for row in range(self.pages.count())]
        if url.path() in names:
            self.pages.setCurrentRow(names.index(url.path()))
