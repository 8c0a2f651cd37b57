"""The playing song in words: cover, title, transport, moods, figures."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.i18n import tr
from app.models.columns import correction_words, format_of, title_of
from app.plain import tip
from app.theme import Theme
from app.widgets.chips import MoodChips
from app.widgets.cover import CoverArt
from app.widgets.labels import ElidedLabel, Figures
from app.widgets.painting import DASH
from app.widgets.stars import Stars
from app.widgets.transport import TransportBar
from app.widgets.why_panel import WhyPanel
from app.widgets.wording import clock, signed
from mer_core.emotion import NOT_CORRECTED, Correction, TrackEmotion
from mer_core.library.tracks import TrackRow
from mer_core.models.store import ModelEntry
from mer_core.reasons import Why

WIDTH = 236


class TrackCard(QWidget):
    """Shows a TrackRow and its TrackEmotion, and holds the transport."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._emotion: TrackEmotion | None = None
        self._shown_step = -1
        self._model: ModelEntry | None = None
        self._correction = NOT_CORRECTED
        self.cover = CoverArt(theme)
        self.transport = TransportBar(theme)
        self.chips = MoodChips(theme)
        self.stars = Stars(theme)
        self.title_label, self._artist, self._format = ElidedLabel(), ElidedLabel(), ElidedLabel()
        self.title_label.setProperty("role", "heading")
        self._artist.setProperty("role", "dim")
        self._format.setProperty("role", "dim")
        self._confidence = Figures()
        self._spread = Figures()
        self._now = Figures()
        self._why: Why | None = None
        self.why_button = _why_button(tr("Why this emotion"))
        self.why_button.clicked.connect(lambda _=False: self.open_why())
        self.moment_button = _why_button(tr("Why at this moment"))
        self.moment_button.setToolTip(tr("Why at this moment: the song is heard again for that"))
        self.why_panel = WhyPanel(theme, self)
        self._lay_out()
        self.set_theme(theme)
        self.set_track(None)

    def _lay_out(self) -> None:
        head = QGridLayout()
        head.setHorizontalSpacing(12)
        head.setVerticalSpacing(3)
        head.addWidget(self.cover, 0, 0, 3, 1)
        for line, label in enumerate((self.title_label, self._artist, self._format)):
            head.addWidget(label, line, 1)
        head.setColumnStretch(1, 1)
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 12, 10)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.transport)
        layout.addWidget(self.stars)
        layout.addWidget(self.chips)
        sure = QHBoxLayout()
        sure.addWidget(self._confidence, 1)
        sure.addWidget(self.why_button)
        layout.addLayout(sure)
        layout.addWidget(self._spread)
        moment = QHBoxLayout()
        moment.addWidget(self._now, 1)
        moment.addWidget(self.moment_button)
        layout.addLayout(moment)
        layout.addStretch(1)

    def least_height(self) -> int:
        """What is needed by all that never gives way."""
        items = [self._column.itemAt(place) for place in range(self._column.count())]
        giving_way = (self.chips, self._spread)
        rows = [
            item.minimumSize().height()
            for item in items
            if item is not None and item.spacerItem() is None and item.widget() not in giving_way
        ]
        margins, gaps = self._column.contentsMargins(), self._column.spacing() * len(rows)
        return sum(rows) + gaps + margins.top() + margins.bottom()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """On a low window the spread makes room for the rest, then all chips but the first."""
        has_curve = self._emotion is not None and self._emotion.curve.num_steps > 0
        self._spread.setVisible(has_curve)
        self.chips.show()
        self.chips.set_one_line(False)
        for give_way in (
            self._spread.hide,
            lambda: self.chips.set_one_line(True),
            self.chips.hide,
        ):
            if self._column.totalMinimumHeightForWidth(self.width()) > self.height():
                give_way()

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._theme = theme
        self.setFixedWidth(theme.px(WIDTH))
        for widget in (self.cover, self.transport, self.stars, self.chips, self.why_panel):
            widget.set_theme(theme)
        self._show_figures()

    def set_model(self, entry: ModelEntry) -> None:
        """The model in use: how far its answers may be trusted stands in a tool tip."""
        self._model = entry
        self._show_figures()

    def set_correction(self, correction: Correction) -> None:
        """What a person said of the song."""
        self._correction = correction
        self._show_figures()

    def set_track(self, row: TrackRow | None) -> None:
        """Show a song; None where none is loaded."""
        self._emotion = None
        self.set_why(None)
        self._correction = row.correction if row is not None else NOT_CORRECTED
        self.title_label.setText(title_of(row) if row is not None else tr("Nothing is playing"))
        artist = row.track.artist or row.track.album if row is not None else ""
        self._artist.setText(artist or (DASH if row is not None else tr("Double click a song")))
        self._format.setText(format_of(row) if row is not None else "")
        self.transport.setEnabled(row is not None)
        self.stars.setEnabled(row is not None)
        self.stars.set_stars(0 if row is None else row.rating)
        self.chips.set_moods(row.moods if row is not None else ())
        if row is not None:
            self.cover.set_track(row.track.audio_hash, row.valence, row.arousal)
        self.cover.set_picture(None)
        self._show_figures()

    def set_source(self, label: str) -> None:
        """What is heard live, in a song's place."""
        self._artist.setText(label)
        self.cover.set_picture(None)

    def set_emotion(self, emotion: TrackEmotion | None) -> None:
        """Show what was found; None where the song is not analysed."""
        self._emotion = emotion
        self.chips.set_moods(emotion.moods[:3] if emotion is not None else ())
        self._show_figures()

    def set_why(self, why: Why | None) -> None:
        """What moved the song's valence and arousal; None where that is not known."""
        self._why = why
        self.why_button.setVisible(why is not None)

    def open_why(self) -> None:
        """Say why, in a popover."""
        if self._why is not None:
            self.why_panel.open(self._why, self.why_button)

    def show_moment(self, time_s: float, answer: Why | str) -> None:
        """Say in the popover why at a moment, or in words what becomes of that question."""
        panel, anchor, at = self.why_panel, self.moment_button, clock(time_s)
        if isinstance(answer, Why):
            panel.open(answer, anchor, at=at)
        else:
            panel.say(answer, anchor, at=at)

    def set_position(self, time_s: float) -> None:
        """Show valence and arousal at a time; the label changes with the curve's steps only."""
        curve = self._emotion.curve if self._emotion is not None else None
        if curve is None or not curve.num_steps:
            return
        step = curve.index_at(time_s)
        if step == self._shown_step:
            return
        self._shown_step = step
        theme = self._theme
        now = tr("Now:")
        self._now.setText(
            f'<span style="color:{theme.dim}">{now} </span>'
            f'<span style="color:{theme.valence_text}; font-weight:600">'
            f"V {signed(float(curve.valence[step]))}</span> "
            f'<span style="color:{theme.arousal_text}; font-weight:600">'
            f"A {signed(float(curve.arousal[step]))}</span>"
        )

    def _trust(self, emotion: TrackEmotion) -> str:
        """How far off the song's model is at most, nine times in ten; empty where unknown. What a
        person said in its place, where somebody did.
        """
        if self._correction:
            return tr("Corrected by hand: {correction}").format(
                correction=correction_words(self._correction)
            )
        model = self._model
        if model is None or model.errors_90 is None or emotion.model.sha256 != model.sha256:
            return ""
        valence, arousal = model.errors_90
        return tr(
            "Valence {valence}, arousal {arousal}: nine songs in ten, of those {model} had never "
            "heard, lay so near."
        ).format(
            valence=f"{signed(emotion.valence)} ± {valence:.2f}",
            arousal=f"{signed(emotion.arousal)} ± {arousal:.2f}",
            model=model.id,
        )

    def _show_figures(self) -> None:
        emotion, theme = self._emotion, self._theme
        self._shown_step = -1
        for label in (self._confidence, self._spread, self._now):
            label.setVisible(emotion is not None)
        # Only the model that made the curve can say why it is so.
        can_tell = (
            emotion is not None
            and self._model is not None
            and emotion.model.sha256 == self._model.sha256
            and not emotion.uncertain
        )
        self.moment_button.setVisible(can_tell)
        if emotion is None:
            return
        sure, spread = tr("Confidence"), tr("Spread")
        self._confidence.setText(
            f'<span style="color:{theme.dim}">{sure} </span>'
            f'<span style="font-weight:600">{emotion.confidence:.2f}</span>'
        )
        self._confidence.setToolTip(tip(self._trust(emotion)))
        has_curve = emotion.curve.num_steps > 0
        self._now.setVisible(has_curve)
        if has_curve:
            ranges = (emotion.curve.range_of(axis) for axis in ("valence", "arousal"))
            valence, arousal = (high - low for low, high in ranges)
            self._spread.setText(
                f'<span style="color:{theme.dim}">{spread} V {valence:.2f} · A {arousal:.2f}</span>'
            )
            self.set_position(0.0)
        self._fit()


def _why_button(name: str) -> QPushButton:
    button = QPushButton(tr("Why?"))
    button.setProperty("kind", "link")
    button.setProperty("dense", True)
    button.setAccessibleName(name)
    return button
