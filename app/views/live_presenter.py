"""Between what is heard live and what shows it, in the playing song's place."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog

from app.actions.picture import PictureActions
from app.actions.playing import PlayingActions
from app.actions.preferences import Preferences
from app.i18n import tr
from app.jobs import Jobs, ListeningProcess
from app.playback.capture import input_labels
from app.playback.ear import SENSE_EVERY_S, Ear, Recorded
from app.views.commands import Commands
from app.views.frame import Frame
from app.views.now_playing_presenter import NowPlayingPresenter
from app.widgets.wording import clock
from mer_core.emotion import EmotionCurve, MoodScore
from mer_core.features.live_sound import LiveBlock
from mer_core.inference.protocol import Sense, Sensed

_FIRST_AXIS_S = 30.0
_ONCE = Qt.ConnectionType.SingleShotConnection


class LivePresenter(QObject):
    """Listens to an input until it is told to stop, a song is played, or the input goes away."""

    def __init__(
        self,
        frame: Frame,
        commands: Commands,
        preferences: Preferences,
        playing: PlayingActions,
        picture: PictureActions,
        now_playing: NowPlayingPresenter,
        jobs: Jobs,
        process: ListeningProcess,
        add: Callable[[list[Path]], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._frame = frame
        self._commands = commands
        self._preferences = preferences
        self._playing = playing
        self._picture = picture
        self._now_playing = now_playing
        self._jobs = jobs
        self._process = process
        self._add = add
        self.ear = Ear(self)
        self.curve: EmotionCurve | None = None
        self._heard_s = 0.0
        self._num_asked = 0

    @property
    def folder(self) -> Path:
        """Where recordings go."""
        chosen = self._preferences.settings.recordings
        music = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MusicLocation)
        return Path(chosen) if chosen else Path(music) / "Moodline recordings"

    def toggle(self) -> None:
        """Listen to the input that was chosen last, or stop."""
        if self.ear.is_listening:
            self.stop()
        else:
            self.listen(self._preferences.settings.live_input)

    def listen(self, label: str) -> None:
        """Listen to ``label`` from now on, "" for the system's default."""
        if self.ear.is_listening:
            self.ear.ended.connect(lambda: self.listen(label), _ONCE)
            self.stop()
            return
        self._preferences.update(live_input=label)
        self._playing.pause()
        self._commands.live.setChecked(True)
        self._frame.live.begin("")
        self._frame.live.show()
        self.ear.start(label)

    def stop(self) -> None:
        """Listen no more."""
        self.ear.stop()
        self._commands.live.setChecked(self.ear.is_listening)

    def toggle_recording(self) -> None:
        """Keep what is heard from now on, or no more."""
        if not self.ear.is_listening:
            return
        self.ear.record(None if self.ear.is_recording else self.folder)
        self._show_recording()

    def choose_folder(self) -> None:
        """Ask where recordings go."""
        folder = QFileDialog.getExistingDirectory(
            self._frame, tr("Folder for recordings"), str(self.folder)
        )
        if folder:
            self._preferences.update(recordings=folder)

    def list_inputs(self) -> None:
        """Look which inputs there are; the menu fills when that is known."""
        self._jobs.run(
            input_labels,
            on_done=self._show_inputs,
            on_error=lambda error: self._frame.notices.note(str(error)),
        )

    def _show_inputs(self, names: list[str]) -> None:
        self._commands.set_inputs(names, self._preferences.settings.live_input)

    def show_opened(self, label: str) -> None:
        """The input is open: its picture takes the song's place."""
        now = self._frame.now_playing
        self._now_playing.is_live = True
        self.curve, self._heard_s, self._num_asked = None, 0.0, 0
        self._picture.drop()
        now.set_track(None)
        now.card.title_label.setText(tr("Listening live"))
        now.card.set_source(label)
        now.set_duration(_FIRST_AXIS_S)
        now.plot.set_note(tr("Live estimate: after the first seconds"))
        self._frame.show_foot(True)
        # In sight where the window is put aside, too.
        self._frame.window().setWindowTitle(tr("Listening live – Moodline"))
        self._commands.record.setEnabled(True)
        self._frame.live.begin(label)
        self._show_recording()
        self._show_curve()

    def show_heard(self, block: LiveBlock) -> None:
        """A tenth of a second was heard."""
        if not self._now_playing.is_live:
            return
        now = self._frame.now_playing
        self._heard_s = block.heard_s
        if block.columns.num_columns:
            now.add_columns(block.columns)
        now.set_duration(max(block.heard_s, _FIRST_AXIS_S))
        now.set_position(block.heard_s)
        self._frame.live.show_heard(block.peak, block.heard_s, is_clipped=block.is_clipped)

    def ask(self, packed: str) -> None:
        """The last half minute is ready to be sensed."""
        self._num_asked = round(self._heard_s / SENSE_EVERY_S)
        self._process.ask(Sense(self._num_asked, packed))

    def show_sensed(self, sensed: Sensed) -> None:
        """What it feels like: the curve grows by that. Nothing is stored."""
        if not self._now_playing.is_live:
            return
        before = self.curve
        moods = () if before is None else before.moods
        num_new = max(sensed.number - len(moods), 1)
        old = (np.zeros(0, "f4"),) * 2 if before is None else (before.valence, before.arousal)
        new = (np.full(num_new, value, np.float32) for value in (sensed.valence, sensed.arousal))
        valence, arousal = (np.concatenate(pair) for pair in zip(old, new, strict=True))
        moods = (*moods, *(sensed.mood,) * num_new)
        self.curve = EmotionCurve(0.0, SENSE_EVERY_S, valence, arousal, moods)
        now = self._frame.now_playing
        now.plot.set_curve(self.curve)
        now.card.chips.set_moods((MoodScore(sensed.mood, sensed.score),))
        self._frame.live.show_estimate(sensed)
        self._show_curve()

    def _show_curve(self) -> None:
        for plane in (self._frame.small_map.plane, self._frame.map.map):
            plane.show_curve(self.curve, self._heard_s if self.curve is not None else math.inf)

    def show_recorded(self, recorded: Recorded) -> None:
        """A recording is whole, or ended by itself; the library may have it."""
        self._show_recording()
        if recorded.problem:
            self._frame.notices.problem(recorded.problem)
        if recorded.duration_s > 0.0:
            self._frame.notices.note(
                tr("Recorded {time} into {name}.").format(
                    time=clock(recorded.duration_s), name=recorded.path.name
                ),
                tr("Add to the library"),
                lambda: self._add([recorded.path]),
            )

    def _show_recording(self) -> None:
        self._commands.record.setChecked(self.ear.is_recording)
        self._frame.live.show_recording(self.ear.is_recording)

    def after_state(self, state: str) -> None:
        """A song plays now: two at once is no listening."""
        if state == "playing" and self.ear.is_listening:
            self.stop()

    def after_end(self) -> None:
        """Nothing is heard any more: the song that was shown comes back."""
        self._process.stop()
        self._frame.live.hide()
        self._commands.live.setChecked(False)
        self._commands.record.setChecked(False)
        self._commands.record.setEnabled(False)
        if self._now_playing.is_live:
            self._now_playing.is_live = False
            self._now_playing.show_track(self._playing.row)

    def close(self) -> None:
        """The window is closed; a recording is made whole."""
        self.ear.close()
        self._process.close()
