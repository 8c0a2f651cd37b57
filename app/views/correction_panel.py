"""What a person says of the chosen songs: mood chips, a point on the plane, the energy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from app.i18n import tr
from app.models.columns import title_of
from app.theme import Theme
from app.widgets.buttons import RoundButton
from app.widgets.key_cap import KeyCap
from app.widgets.keys import keep_own_keys
from app.widgets.labels import ElidedLabel, Label
from app.widgets.mood_editor import MoodEditor
from app.widgets.point_plane import PointPlane
from mer_core.emotion import MOST_ENERGY, Correction
from mer_core.library.tracks import TrackRow

#: The plane's width and height, and those on a low page.
_PLANE, _LOW_PLANE = (150, 172), (128, 130)


@dataclass(frozen=True, slots=True, eq=False)
class Song:
    """One song to correct, and the mood words that are to be written of it as it is."""

    row: TrackRow
    words: tuple[str, ...]


class CorrectionPanel(QFrame):
    """``said`` carries what is said of each sound, a Correction by its audio hash;
    ``taken_back`` the ids of songs of which the model is to speak again; ``listen_clicked`` the
    first one's row. Whoever holds it puts it in place, again whenever it was ``resized``.
    """

    said = Signal(object)
    taken_back = Signal(object)
    listen_clicked = Signal(object)
    closed = Signal()
    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Correct"))
        self._theme = theme
        self._songs: Sequence[Song] = ()
        self.title = ElidedLabel()
        self.close_button = RoundButton(theme, "close", tr("Close"), diameter=24)
        self.plane = PointPlane(theme)
        self.moods = MoodEditor(theme)
        self.energies = {n: KeyCap(theme, str(n), "") for n in range(1, MOST_ENERGY + 1)}
        self.listen_button = QPushButton(tr("Listen"))
        self.listen_button.setToolTip(tr("Hear what decided the mood (L)"))
        self.back_button = QPushButton(tr("As the model says"))
        for button in (self.listen_button, self.back_button):
            button.setProperty("kind", "quiet")
        self._lay_out()
        self._connect()
        keep_own_keys(self)
        self.hide()

    def _lay_out(self) -> None:
        self.set_low(False)
        top, energy, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.close_button)
        energy.setSpacing(4)
        word = Label(tr("Energy"))
        word.setProperty("role", "dim")
        energy.addWidget(word)
        for cap in self.energies.values():
            energy.addWidget(cap)
        energy.addStretch(1)
        foot.addWidget(self.listen_button)
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addLayout(top)
        right.addWidget(self.moods)
        right.addStretch(1)
        right.addLayout(energy)
        right.addLayout(foot)
        layout = QHBoxLayout(self)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(16)
        layout.addWidget(self.plane)
        layout.addLayout(right, 1)

    def _connect(self) -> None:
        self.plane.moved.connect(
            lambda valence, arousal: self._say(Correction(valence=valence, arousal=arousal))
        )
        self.moods.added.connect(self._add)
        self.moods.removed.connect(self._remove)
        for number, cap in self.energies.items():
            cap.set_name(tr("Energy {number}").format(number=number))
            cap.clicked.connect(lambda _=False, n=number: self._say(Correction(energy=n)))
        self.close_button.clicked.connect(self.closed)
        self.back_button.clicked.connect(
            lambda: self.taken_back.emit([song.row.track.id for song in self._songs])
        )
        self.listen_button.clicked.connect(
            lambda: self.listen_clicked.emit(self._songs[0].row) if self._songs else None
        )

    def set_low(self, low: bool) -> None:
        """Take less room, on a page of little height."""
        width, height = _LOW_PLANE if low else _PLANE
        self.plane.setFixedSize(self._theme.px(width), self._theme.px(height))

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._theme = theme
        for part in (self.plane, self.moods, self.close_button):
            part.set_theme(theme)
        for cap in self.energies.values():
            cap.set_theme(theme)

    def show_songs(self, songs: Sequence[Song]) -> None:
        """Correct these: what they have in common is shown, else "(various)"."""
        self._songs = songs
        self.title.setText(
            title_of(songs[0].row) if len(songs) == 1 else tr("%n song(s)", "", len(songs))
        )
        common = [w for w in songs[0].words if all(w in s.words for s in songs)] if songs else []
        self.moods.show_words(
            common,
            various=len({song.words for song in songs}) > 1,
            removable=all(len(song.words) > 1 for song in songs),
        )
        rows = [song.row for song in songs]
        self.plane.show_songs(
            [(r.valence, r.arousal) for r in rows if None not in (r.valence, r.arousal)]  # type: ignore[misc]
        )
        energies = {row.energy for row in rows}
        for number, cap in self.energies.items():
            is_it = energies == {number}
            is_said = is_it and any(row.correction.energy is not None for row in rows)
            cap.light(guess=is_it and not is_said, said=is_said)
        self.back_button.setEnabled(any(row.correction for row in rows))
        self.setEnabled(bool(songs))

    def _say(self, correction: Correction) -> None:
        self._tell({song.row.track.audio_hash: correction for song in self._songs})

    def _add(self, word: str) -> None:
        self._tell(
            {
                song.row.track.audio_hash: Correction((*song.words, word))
                for song in self._songs if word not in song.words
            }
        )  # fmt: skip

    def _remove(self, word: str) -> None:
        self._tell(
            {
                song.row.track.audio_hash: Correction(tuple(w for w in song.words if w != word))
                for song in self._songs
            }
        )

    def _tell(self, said: Mapping[str, Correction]) -> None:
        if said:
            self.said.emit(said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
