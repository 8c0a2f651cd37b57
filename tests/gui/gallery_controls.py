"""The gallery's second page: ordinary controls, notices, chips, icons, covers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSlider,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.theme import ICONS, Theme, icon_pixmap
from app.widgets.chips import MoodChips
from app.widgets.cover import CoverArt
from app.widgets.empty_state import EmptyState
from app.widgets.labels import StatusDot
from app.widgets.notice_bar import NoticeBar
from app.widgets.search_field import SearchField
from app.widgets.transport import TransportBar
from mer_core.emotion import MOODS_AND_UNCERTAIN, MoodScore


def _messages(theme: Theme, column: QVBoxLayout) -> None:
    """Good news and bad."""
    notice = NoticeBar(theme)
    column.addWidget(notice)
    notice.show_message("Moods written into 214 files.", action="Undo")
    bad = NoticeBar(theme)
    column.addWidget(bad)
    bad.show_message(
        "The sound card has gone; playing silently.", bad=True, action="Choose a device"
    )


def _chips(theme: Theme, column: QVBoxLayout) -> None:
    """Every mood."""
    chips = MoodChips(theme)
    chips.set_moods([MoodScore(name, 0.1 + 0.08 * i) for i, name in enumerate(MOODS_AND_UNCERTAIN)])
    column.addWidget(chips)


def _buttons(theme: Theme, column: QVBoxLayout) -> None:
    """Buttons, boxes and circles."""
    buttons = QHBoxLayout()
    for text, kind in (
        ("Raised", ""),
        ("Primary", "primary"),
        ("Quiet", "quiet"),
        ("Link", "link"),
        ("Delete", "danger"),
    ):
        button = QPushButton(text)
        button.setProperty("kind", kind)
        buttons.addWidget(button)
    off = QPushButton("Disabled")
    off.setEnabled(False)
    buttons.addWidget(off)
    focused = QPushButton("Focused")
    focused.setObjectName("focused")
    buttons.addWidget(focused)
    column.addLayout(buttons)
    checks = QHBoxLayout()
    for state in (Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked, Qt.CheckState.Checked):
        check = QCheckBox("Changed only")
        check.setTristate(True)
        check.setCheckState(state)
        checks.addWidget(check)
    for on in (False, True):
        radio = QRadioButton("Dark")
        radio.setAutoExclusive(False)
        radio.setChecked(on)
        checks.addWidget(radio)
    column.addLayout(checks)


def _fields(theme: Theme, column: QVBoxLayout) -> None:
    """What is filled in, and a bar."""
    fields = QHBoxLayout()
    combo = QComboBox()
    combo.addItems(["Built-in audio", "Headphones"])
    spin = QSpinBox()
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setValue(60)
    for widget in (QLineEdit("A line edit"), combo, spin, slider):
        fields.addWidget(widget)
    column.addLayout(fields)
    bar = QProgressBar()
    bar.setValue(40)
    column.addWidget(bar)


def _bars(theme: Theme, column: QVBoxLayout) -> None:
    """Transport, search with an error, states."""
    wide = TransportBar(theme)
    wide.set_time(3725, 7200)
    wide.set_volume(0.7)
    column.addWidget(wide)
    search = SearchField(theme)
    search.set_query("arousal:>")
    search.set_count(412, 3208)
    search.set_error("A number belongs after the sign, for example arousal:>0.3.")
    column.addWidget(search)
    dots = QHBoxLayout()
    for text, colour in (
        ("written", "good"),
        ("staged", "warn"),
        ("failed", "bad"),
        ("queued", "faint"),
    ):
        dot = StatusDot(theme)
        dot.set_status(text, colour)
        dots.addWidget(dot)
    column.addLayout(dots)


def _pictures(theme: Theme, column: QVBoxLayout) -> None:
    """Tabs, icons, covers."""
    tabs = QTabWidget()
    tabs.addTab(QLabel("Playback"), "Playback")
    tabs.addTab(QLabel("Library"), "Library")
    tabs.setMaximumHeight(90)
    column.addWidget(tabs)
    grid = QHBoxLayout()
    grid.setSpacing(4)
    for name in ICONS:
        one = QLabel()
        one.setPixmap(icon_pixmap(name, theme.colour("text"), 18))
        one.setToolTip(name)
        grid.addWidget(one)
    column.addLayout(grid)
    covers = QHBoxLayout()
    for key, valence, arousal in (
        ("a", 0.8, 0.4),
        ("b", -0.6, 0.7),
        ("c", -0.7, -0.4),
        ("d", 0.4, -0.7),
        ("e", None, None),
    ):
        cover = CoverArt(theme)
        cover.set_track(key, valence, arousal)
        covers.addWidget(cover)
    column.addLayout(covers)


def controls(theme: Theme) -> QWidget:
    """The page."""
    root = QFrame()
    root.setProperty("surface", "ground")
    root.resize(1440, 900)
    row = QHBoxLayout(root)
    row.addWidget(EmptyState(theme), 1)
    column = QVBoxLayout()
    column.setSpacing(12)
    row.addLayout(column, 1)
    for part in (_messages, _chips, _buttons, _fields, _bars, _pictures):
        part(theme, column)
    column.addStretch(1)
    return root
