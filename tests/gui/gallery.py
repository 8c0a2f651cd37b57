"""Shows every widget with plausible data: ``python -m tests.gui.gallery FOLDER`` writes pictures.

A tool for whoever changes the look; no test runs it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSlider,
    QSpinBox,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.roles import (
    DURATION_ROLE,
    FRACTION_ROLE,
    MOODS_ROLE,
    PLAYING_ROLE,
    STATE_ROLE,
    VALUE_ROLE,
)
from app.theme import ICONS, Theme, apply, icon, icon_pixmap
from app.widgets.buttons import ActionButton
from app.widgets.chips import MoodChips
from app.widgets.cover import CoverArt
from app.widgets.delegates import (
    MoodChipsDelegate,
    NumberDelegate,
    RowDelegate,
    StateDelegate,
    TimeDelegate,
    ValueBarDelegate,
    title_delegate,
)
from app.widgets.empty_state import EmptyState
from app.widgets.labels import SectionLabel, StatusDot
from app.widgets.mood_plane import MoodPlane
from app.widgets.notice_bar import NoticeBar
from app.widgets.progress_strip import ProgressStrip
from app.widgets.search_field import SearchField
from app.widgets.song_plot import SongPlot
from app.widgets.transport import TransportBar
from mer_core.emotion import MOODS, MOODS_AND_UNCERTAIN, EmotionCurve, MoodScore
from mer_core.jobs import Progress

DURATION_S = 146.0
_HEADERS = ("#", "Title", "Artist", "Time", "Mood", "Valence", "Arousal", "State")
_ROWS = (
    ("Caketown", "Matthew Pablo", 144.0, "happy .81 energetic .44", 0.62, 0.48, "written"),
    ("Battle Lost", "Mumu", 72.0, "solemn .66 sad .52", -0.38, -0.41, "written"),
    ("Awareness", "El Corleo", 146.0, "tense .58 nostalgic .31", -0.12, 0.37, "staged"),
    ("Heroism", "Edward J. Blakeley", 185.0, "energetic .74 happy .35", 0.33, 0.71, "staged"),
    ("Rainy", "Ove Melaa", 161.0, "calm .69 nostalgic .48", 0.18, -0.52, "staged"),
    ("Sad Moment", "", 98.0, "sad .83", -0.66, -0.49, "staged"),
    ("House in a Forest", "HorrorPen", 130.0, "tender .57 calm .51", 0.44, -0.39, "staged"),
    ("Don’t Close Your Eyes", "", 122.0, "tense .77 angry .28", -0.49, 0.58, "stale"),
    ("Shrine", "YD", 169.0, "dreamy .63 solemn .40", 0.16, -0.55, "failed"),
    ("School of Quirks", "Zander Noriega", 192.0, "", None, None, "analysing"),
    ("Icy Wind", "", 48.0, "uncertain .0", None, None, "uncertain"),
    ("Forest at Night", "", 64.0, "", None, None, "queued"),
)


def _moods(text: str) -> tuple[MoodScore, ...]:
    words = text.split()
    return tuple(
        MoodScore(name, float(figures))
        for name, figures in zip(words[::2], words[1::2], strict=True)
    )


class _Table(QAbstractTableModel):
    """The rows of the drawing."""

    def rowCount(self, _parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return len(_ROWS)

    def columnCount(self, _parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return len(_HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADERS[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            right = section in (0, 3)
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: QModelIndex, role: int = 0) -> object:
        title, artist, duration_s, moods, valence, arousal, state = _ROWS[index.row()]
        column = index.column()
        values = {
            PLAYING_ROLE: index.row() == 2,
            DURATION_ROLE: duration_s,
            MOODS_ROLE: _moods(moods),
            STATE_ROLE: state,
            VALUE_ROLE: valence if column == 5 else arousal,
            FRACTION_ROLE: 0.62 if state == "analysing" else None,
        }
        if role == Qt.ItemDataRole.DisplayRole:
            return (index.row() + 1, title, artist, "", "", "", "", state)[column]
        return values.get(role)


def curve() -> EmotionCurve:
    """A plausible song: tender, then tense, calm, tense again; a value every half second."""
    rng = np.random.default_rng(4)
    times = np.arange(0, DURATION_S, 0.5)

    def smooth(anchors: list[tuple[float, float]]) -> np.ndarray:
        x, y = zip(*anchors, strict=True)
        noise = np.convolve(rng.normal(0, 0.12, len(times)), np.ones(7) / 7, mode="same")
        return np.clip(np.interp(times, x, y) + noise, -1, 1).astype(np.float32)

    valence = smooth(
        [
            (0, 0.8),
            (12, 0.75),
            (18, 0.3),
            (30, 0.05),
            (56, -0.2),
            (66, -0.1),
            (73, 0.6),
            (80, 0.1),
            (146, 0.1),
        ]
    )
    arousal = smooth(
        [
            (0, -0.7),
            (8, -0.2),
            (20, 0.3),
            (56, 0.42),
            (62, 0.4),
            (66, -0.5),
            (85, 0.0),
            (110, 0.35),
            (140, 0.1),
            (146, -0.8),
        ]
    )
    angles = np.degrees(np.arctan2(arousal, valence)) % 360
    from app.theme import MOOD_ANGLES

    names = tuple(
        min(MOODS, key=lambda mood: abs((angle - MOOD_ANGLES[mood] + 180) % 360 - 180))
        for angle in angles[::8].repeat(8)[: len(times)]
    )
    return EmotionCurve(0.0, 0.5, valence, arousal, names)


def mel() -> tuple[np.ndarray, float, np.ndarray]:
    """Chords, hats and a break, as 96 bands in dB, every 23 ms."""
    rng = np.random.default_rng(7)
    num_bands, column_s = 96, 0.0232
    times = np.arange(int(DURATION_S / column_s)) * column_s
    mels = np.linspace(2595 * np.log10(1 + 40 / 700), 2595 * np.log10(1 + 11000 / 700), num_bands)
    frequencies = 700 * (10 ** (mels / 2595) - 1)
    loud = np.interp(
        times,
        [0, 14, 15, 60, 62, 66, 70, 94, 96, 140, 146],
        [0.3, 0.4, 0.9, 1, 1, 0.1, 0.3, 0.4, 1, 0.9, 0.2],
    )
    energy = np.full((num_bands, len(times)), 1e-7)
    bands = np.arange(num_bands)[:, None]
    for beat in np.arange(0, DURATION_S, 0.375):
        roots = (110.0, 87.3, 130.8, 98.0)[int(beat // 3) % 4]
        envelope = np.where(times >= beat, np.exp(-np.abs(times - beat) * 4), 0) * (
            times < beat + 2
        )
        for harmonic in range(1, 14):
            at = np.interp(
                roots * harmonic * (1 + (int(beat * 8) % 3)), frequencies, np.arange(num_bands)
            )
            energy += np.exp(-((bands - at) ** 2) / 0.5) * envelope * rng.uniform(0.2, 1) / harmonic
        hat = np.where(times >= beat, np.exp(-np.abs(times - beat) * 30), 0) * (times < beat + 0.4)
        energy += (bands / num_bands) ** 2 * hat * 0.02
    energy *= loud**2 * rng.uniform(0.5, 1.5, energy.shape) * np.exp(-bands / 14)
    return (
        (10 * np.log10(energy + 1e-11)).astype(np.float32),
        column_s,
        frequencies.astype(np.float32),
    )


def peaks() -> np.ndarray:
    """A waveform's peaks, 20 a second."""
    rng = np.random.default_rng(2)
    times = np.arange(0, DURATION_S, 0.05)
    loud = np.interp(
        times,
        [0, 14, 20, 60, 64, 68, 90, 120, 140, 146],
        [0.05, 0.2, 0.7, 0.8, 0.9, 0.05, 0.4, 1, 0.7, 0.2],
    )
    return (loud * rng.uniform(0.3, 1, len(times))).astype(np.float32)


def _table(theme: Theme) -> QTableView:
    table = QTableView()
    table.setModel(_Table(table))
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.row_height)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    delegates = (
        NumberDelegate(theme, table),
        title_delegate(theme, table),
        RowDelegate(theme, table),
        TimeDelegate(theme, table),
        MoodChipsDelegate(theme, table),
        ValueBarDelegate(theme, "valence", table),
        ValueBarDelegate(theme, "arousal", table),
        StateDelegate(theme, table),
    )
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    for column, (delegate, width) in enumerate(
        zip(delegates, (44, 196, 152, 72, 292, 150, 150, 150), strict=True)
    ):
        table.setItemDelegateForColumn(column, delegate)
        header.resizeSection(column, width)
    header.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
    return table


def _surface(kind: str, edge: str = "") -> QFrame:
    frame = QFrame()
    frame.setProperty("surface", kind)
    if edge:
        frame.setProperty("edge", edge)
    return frame


def _label(text: str, role: str = "") -> QLabel:
    label = QLabel(text)
    if role:
        label.setProperty("role", role)
    return label


def _top(theme: Theme) -> QWidget:
    bar = _surface("panel", "bottom")
    bar.setFixedHeight(44)
    row = QHBoxLayout(bar)
    row.setContentsMargins(16, 0, 16, 0)
    mark = QLabel()
    mark.setPixmap(icon_pixmap("mark", theme.colour("accent"), 22))
    row.addWidget(mark)
    row.addWidget(_label("Moodline", "heading"))
    row.addSpacing(96)
    search = SearchField(theme, placeholder="Search")
    search.setFixedWidth(466)
    search.set_query("mood:tense OR arousal:>0.3 at:0:00-0:30")
    search.set_count(412, 3208)
    row.addWidget(search)
    row.addStretch(1)
    row.addWidget(ActionButton(theme, "Add folder", "Ctrl+O"))
    row.addSpacing(8)
    row.addWidget(ActionButton(theme, "Review 214", "Ctrl+S", primary=True))
    return bar


def _side(theme: Theme) -> QWidget:
    places = QListWidget()
    places.setProperty("surface", "panel")
    places.setIconSize(places.iconSize())
    for name, glyph in (
        ("Library", "library"),
        ("Mood map", "map"),
        ("Review", "review"),
        ("Playlists", "playlist"),
        ("Training", "training"),
    ):
        places.addItem(name)
        places.item(places.count() - 1).setIcon(icon(glyph, theme, "dim"))
    places.setCurrentRow(0)
    frame = _surface("panel", "right")
    frame.setFixedWidth(208)
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 10, 0, 0)
    column.addWidget(places)
    section = SectionLabel("Smart crates")
    section.setContentsMargins(20, 0, 0, 0)
    column.addWidget(section)
    column.addStretch(1)
    return frame


def _now(theme: Theme) -> QWidget:
    pane = _surface("panel")
    pane.setFixedWidth(236)
    column = QVBoxLayout(pane)
    column.setContentsMargins(16, 14, 12, 12)
    column.setSpacing(8)
    head = QHBoxLayout()
    head.setSpacing(12)
    cover = CoverArt(theme)
    cover.set_track("Awareness", -0.12, 0.37)
    head.addWidget(cover)
    words = QVBoxLayout()
    words.setSpacing(2)
    for text, role in (
        ("Awareness", "heading"),
        ("El Corleo", "dim"),
        ("FLAC · 44.1 kHz", "faint"),
    ):
        words.addWidget(_label(text, role))
    head.addLayout(words)
    column.addLayout(head)
    transport = TransportBar(theme)
    transport.set_playing(True)
    transport.set_time(56.2, DURATION_S)
    column.addWidget(transport)
    chips = MoodChips(theme)
    chips.set_moods([MoodScore("tense", 0.58), MoodScore("nostalgic", 0.31)])
    column.addWidget(chips)
    for text in ("Confidence 0.77", "Spread V 0.41 · A 0.63"):
        column.addWidget(_label(text, "dim"))
    now = QHBoxLayout()
    for text, role in (("Now:", "dim"), ("V −0.22", "valence"), ("A +0.42", "arousal")):
        now.addWidget(_label(text, role))
    now.addStretch(1)
    column.addLayout(now)
    column.addStretch(1)
    return pane


def song_plot(theme: Theme) -> SongPlot:
    """The song plot with the whole plausible song."""
    plot = SongPlot(theme)
    plot.set_song(DURATION_S)
    plot.set_mel(*mel())
    plot.set_waveform(peaks())
    plot.set_curve(curve())
    plot.set_position(56.0)
    return plot


def mood_plane(theme: Theme, num_points: int = 412) -> MoodPlane:
    """The plane with a plausible library."""
    rng = np.random.default_rng(3)
    points = np.clip(rng.normal((0.05, -0.1), (0.42, 0.4), (num_points, 2)), -1, 1)
    from app.theme import MOOD_ANGLES

    angles = np.degrees(np.arctan2(points[:, 1], points[:, 0])) % 360
    moods = [
        MOODS_AND_UNCERTAIN.index(
            min(MOODS, key=lambda mood: abs((angle - MOOD_ANGLES[mood] + 180) % 360 - 180))
        )
        for angle in angles
    ]
    plane = MoodPlane(theme)
    plane.set_points(points[:, 0], points[:, 1], moods)
    plane.show_curve(curve(), 56.0)
    return plane


def window(theme: Theme) -> QWidget:
    """The main window's drawing, made of the widgets."""
    root = QWidget()
    root.resize(1440, 900)
    column = QVBoxLayout(root)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(_top(theme))
    middle = QHBoxLayout()
    middle.setSpacing(0)
    middle.addWidget(_side(theme))
    middle.addWidget(_table(theme), 1)
    column.addLayout(middle, 1)
    foot = _surface("panel", "top")
    foot.setFixedHeight(306)
    row = QHBoxLayout(foot)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(_now(theme))
    plot = song_plot(theme)
    plot.setObjectName("plot")
    row.addWidget(plot, 1)
    right = _surface("panel", "left")
    right.setFixedWidth(248)
    side = QVBoxLayout(right)
    side.setContentsMargins(16, 12, 16, 12)
    head = QHBoxLayout()
    head.addWidget(_label("Mood map"))
    head.addStretch(1)
    head.addWidget(_label("412 songs", "faint"))
    side.addLayout(head)
    side.addWidget(mood_plane(theme), 1)
    row.addSpacing(8)
    row.addWidget(right)
    column.addWidget(foot)
    strip = ProgressStrip(theme)
    strip.set_progress(
        Progress("Analysing", 412, 3208, "School of Quirks"), tracks_per_min=118, left_s=1440
    )
    strip.set_failures(2)
    strip.set_facts(("Model moodline-1", "CPU · 2 cores", "Built-in audio"))
    column.addWidget(strip)
    return root


def controls(theme: Theme) -> QWidget:
    """Everything else: empty state, notices, ordinary controls, all chips and icons."""
    root = _surface("ground")
    root.resize(1440, 900)
    row = QHBoxLayout(root)
    row.addWidget(EmptyState(theme), 1)
    column = QVBoxLayout()
    column.setSpacing(12)
    row.addLayout(column, 1)
    notice = NoticeBar(theme, root)
    notice.show_message("Moods written into 214 files.", action="Undo")
    column.addWidget(notice)
    bad = NoticeBar(theme, root)
    bad.show_message(
        "The sound card has gone; playing silently.", bad=True, action="Choose a device"
    )
    column.addWidget(bad)
    chips = MoodChips(theme)
    chips.set_moods([MoodScore(name, 0.1 + 0.08 * i) for i, name in enumerate(MOODS_AND_UNCERTAIN)])
    column.addWidget(chips)
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
    tabs = QTabWidget()
    tabs.addTab(QLabel("Playback"), "Playback")
    tabs.addTab(QLabel("Library"), "Library")
    tabs.setMaximumHeight(90)
    column.addWidget(tabs)
    icons = QLabel()
    picture = icon_pixmap("mark", theme.colour("accent"), 20)
    icons.setPixmap(picture)
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
    column.addStretch(1)
    return root


def main(folder: Path) -> None:
    """Write dark and light pictures of both pages into ``folder``."""
    app = QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for theme in (Theme.dark(), Theme.light(), Theme.high_contrast()):
        apply(app, theme)
        for name, make in (("window", window), ("controls", controls)):
            page = make(theme)
            page.show()
            QTest.qWait(50)
            if name == "window":
                plot = page.findChild(SongPlot)
                QTest.mouseMove(plot.canvas.viewport(), QPoint(640, 70))
            QTest.qWait(50)
            page.grab().save(str(folder / f"{name}-{theme.name.replace(' ', '-')}.png"))
            page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
