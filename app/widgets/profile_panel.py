"""What a profile writes: each field by the name it has in each kind of tag, and the rules."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.engine_words import engine_word
from app.i18n import tr
from app.widgets.labels import Label
from app.widgets.pages import scrolled
from app.widgets.painting import DASH
from app.widgets.turning_bar import TurningBar
from mer_core.tags.profiles import EXISTING, EXISTING_WORDS, Profile
from mer_core.tags.table import FAMILIES, GROUPS

#: The table's least height; on a low page all scrolls.
_LOWEST = 90


class ProfilePanel(QWidget):
    """``export_clicked`` and ``import_clicked``: hand the shown profile out, take one in.
    ``rules_changed``: what becomes of words that are there (one of EXISTING), and from which
    confidence on (0 to 1) is written.
    """

    rules_changed = Signal(str, float)
    export_clicked = Signal()
    import_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.about = Label()
        self.about.setWordWrap(True)
        self.table = QTableWidget(0, 1 + len(FAMILIES))
        self.table.setHorizontalHeaderLabels([tr("What"), *FAMILIES])
        self.table.setAccessibleName(tr("Fields that are written"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.existing = QComboBox()
        self.existing.setAccessibleName(tr("Mood words that are in a file"))
        for name in EXISTING:
            self.existing.addItem(engine_word(EXISTING_WORDS[name]), name)
        self.confidence = QSpinBox()
        self.confidence.setRange(0, 100)
        self.confidence.setPrefix(tr("at least "))
        self.confidence.setSuffix(tr(" % sure"))
        self.confidence.setKeyboardTracking(False)
        self.confidence.setAccessibleName(tr("Least confidence that is written, in per cent"))
        self.existing.activated.connect(self._tell)
        self.confidence.valueChanged.connect(self._tell)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        hand: list[QWidget] = []
        for text, clicked in (
            (tr("Export profile…"), self.export_clicked),
            (tr("Import profile…"), self.import_clicked),
        ):
            button = QPushButton(text)
            button.setProperty("kind", "quiet")
            button.clicked.connect(clicked)
            hand.append(button)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.about.setContentsMargins(16, 0, 16, 0)
        layout.addWidget(self.about)
        layout.addWidget(TurningBar((self.existing, None), (self.confidence, None), (None, *hand)))
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 0, 16, 8)
        self.table.setMinimumHeight(_LOWEST)
        foot.addWidget(self.table)
        layout.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(inside))

    def show_profile(self, profile: Profile) -> None:
        """List what this profile touches."""
        rules = [f"{_said(rule, profile.confidence)}." for rule in profile.rules()]
        self.about.setText(" ".join([engine_word(profile.about), *rules]))
        with QSignalBlocker(self.confidence):
            self.confidence.setValue(round(profile.confidence * 100))
        self.existing.setCurrentIndex(self.existing.findData(profile.existing))
        rows = profile.listing()
        self.table.setRowCount(len(rows))
        for place, (group, _, natives) in enumerate(rows):
            for column, text in enumerate((engine_word(GROUPS[group]), *natives)):
                self.table.setItem(place, column, QTableWidgetItem(text or DASH))

    def _tell(self) -> None:
        self.rules_changed.emit(self.existing.currentData(), self.confidence.value() / 100)


def _said(rule: str, confidence: float) -> str:
    """A rule of a profile, in the user's language."""
    figure = f"{confidence:.2f}"
    return engine_word(rule.replace(figure, "{confidence}")).replace("{confidence}", figure)
