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
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.theme import MOOD_ANGLES, Theme, apply, icon_pixmap
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
from app.widgets.labels import SectionLabel
from app.widgets.mood_plane import MoodPlane
from app.widgets.progress_strip import ProgressStrip
from app.widgets.search_field import SearchField
from app.widgets.song_plot import SongPlot
from app.widgets.transport import TransportBar
from mer_core.emotion import MOODS, MOODS_AND_UNCERTAIN, MoodScore
from mer_core.jobs import Progress
from tests.gui.gallery_controls import controls
from tests.gui.sample_song import DURATION_S, curve, mel, peaks
from tests.gui.sample_table import SampleTable


def _table(theme: Theme) -> QTableView:
    table = QTableView()
    table.setModel(SampleTable(table))
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
    places.addItems(["Library", "Mood map", "Review", "Playlists", "Training"])
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
    strip.set_facts(("Model moodline-2", "CPU · 2 cores", "Built-in audio"))
    column.addWidget(strip)
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
            page.grab().save(str(folder / f"{name}-{theme.name}.png"))
            page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
