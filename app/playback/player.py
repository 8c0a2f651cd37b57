"""The player as the window knows it: one QObject, never blocking, with or without a sound card."""

from __future__ import annotations

import math
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.playback.deck import Deck
from app.playback.messages import (
    Advanced,
    DecodingFailed,
    DurationFound,
    Ended,
    OutputChanged,
    OutputsFound,
    Song,
    SoundLost,
    SoundMoved,
)
from app.playback.stream import slider_gain

STOPPED = "stopped"
PLAYING = "playing"
PAUSED = "paused"


class Player(QObject):
    """Plays one song at a time. Every call returns at once; ``close`` must be called in the end.

    ``failed`` carries a sentence: either the song cannot be decoded, and the state is "stopped", or
    the sound card is gone, and playback goes on silently. ``finished`` comes after the last sample
    has been heard, but where another song follows: then ``advanced`` comes with its first.
    """

    state_changed = Signal(str)  # "stopped", "playing" or "paused"
    duration_changed = Signal(float)  # seconds
    finished = Signal()
    advanced = Signal()
    failed = Signal(str)
    moved = Signal(str)  # a sentence: the output went away, and another took over
    output_changed = Signal(str)  # the output's name, "" while playing silently
    devices_changed = Signal(list)  # names of the outputs

    _happened = Signal(object)

    _needs_card = True

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = STOPPED
        self._duration_s = 0.0
        self._volume = 1.0
        self._devices: list[str] = []
        self._output_name: str | None = None
        self._has_ended = False
        self._floor = (0, 0.0)
        self._num_songs = 0
        self._happened.connect(self._on_event, Qt.ConnectionType.QueuedConnection)
        self._deck = Deck(self._happened.emit, silent=not self._needs_card)

    @property
    def state(self) -> str:
        """What it is doing: "stopped", "playing" or "paused"."""
        return self._state

    @property
    def is_playing(self) -> bool:
        """Whether a song is running."""
        return self._state == PLAYING

    @property
    def path(self) -> Path | None:
        """The song that is loaded."""
        song = self._deck.wish.song
        return None if song is None else song.path

    @property
    def duration_s(self) -> float:
        """The song's length in seconds as it is known by now; 0 at first."""
        return self._duration_s

    @property
    def volume(self) -> float:
        """The volume slider, 0 to 1."""
        return self._volume

    @property
    def is_silent(self) -> bool:
        """Whether it plays without sound because there is no card."""
        return self._output_name == ""

    @property
    def num_dropouts(self) -> int:
        """How often sound came too late, since the output was chosen."""
        return self._deck.num_dropouts

    def position_s(self) -> float:
        """Seconds into the song that are heard now, by the stream's own clock; a seek's goal until
        it is heard.

        Never runs backwards within one song but by a seek.
        """
        generation = self._deck.wish.generation
        position_s = self._deck.position_s()
        if self._duration_s > 0.0 or math.isinf(position_s):
            position_s = min(position_s, self._duration_s)
        if generation == self._floor[0]:
            position_s = max(position_s, self._floor[1])
        self._floor = (generation, position_s)
        return position_s

    def load(self, path: Path, duration_s: float | None = None) -> None:
        """Make ``path`` the song, standing at its start.

        ``duration_s`` is its length, where that is known better than from the file's header.
        """
        song = self._song(path, duration_s)
        self._start_over(song=song, following=None, start_s=0.0, playing=False)
        self._set_duration(duration_s or 0.0)
        self._set_state(STOPPED)

    def set_next(self, path: Path | None, duration_s: float | None = None) -> None:
        """``path`` follows the song without a gap; None: nothing does."""
        self._deck.ask(following=None if path is None else self._song(path, duration_s))

    def play(self) -> None:
        """Play on, or from the start when the song is over."""
        if self.path is None:
            return
        if self._has_ended:
            self._start_over(start_s=0.0, playing=True)
        else:
            self._deck.ask(playing=True)
        self._set_state(PLAYING)

    def pause(self) -> None:
        """Stand still, ready to play on."""
        if self.is_playing:
            self._deck.ask(playing=False)
            self._set_state(PAUSED)

    def toggle(self) -> None:
        """Play or pause."""
        if self.is_playing:
            self.pause()
        else:
            self.play()

    def stop(self) -> None:
        """Stand still at the song's start."""
        if self.path is not None:
            self._start_over(start_s=0.0, playing=False)
        self._set_state(STOPPED)

    def seek(self, time_s: float) -> None:
        """Go to ``time_s`` seconds into the song, playing or not; out of range is moved to its
        nearer end.
        """
        if self.path is None:
            return
        end_s = self._duration_s or time_s
        self._start_over(start_s=max(min(time_s, end_s), 0.0))

    def learn_duration(self, duration_s: float, *, is_whole: bool) -> None:
        """The song was decoded so far: it lasts so long, or longer unless that ``is_whole``."""
        self._set_duration(duration_s if is_whole else max(duration_s, self._duration_s))

    def set_volume(self, volume: float) -> None:
        """Set the volume slider, 0 to 1; equal steps sound equal."""
        self._volume = min(max(volume, 0.0), 1.0)
        self._deck.controls.gain = slider_gain(self._volume)

    def set_crossfade(self, seconds: float) -> None:
        """How long the end of a song and the beginning of the next are heard together."""
        self._deck.ask(crossfade_s=seconds)

    def set_loudness(self, mode: str) -> None:
        """Bring songs to one loudness by their tags, see ``mer_core.settings.LOUDNESS``."""
        if mode == self._deck.wish.loudness:
            return
        if self.path is None or self._has_ended:
            self._deck.ask(loudness=mode)
        else:
            self._start_over(loudness=mode, start_s=self.position_s())

    def set_device(self, name: str) -> None:
        """Play on the output ``name``, "" for the system's default; choosing the same one again
        tries it again.
        """
        self._deck.ask(device=name, num_choices=self._deck.wish.num_choices + 1)

    def devices(self) -> list[str]:
        """The outputs known by now; looks for new ones where that does not interrupt, see
        ``devices_changed``. Those that come and go while a song plays are told there by themselves.
        """
        if not self.is_playing or self.is_silent:
            self._deck.ask(num_choices=self._deck.wish.num_choices + 1)
        return list(self._devices)

    def close(self) -> None:
        """Stop the sound and end every thread. The player cannot be used any more."""
        self._deck.close()
        self._happened.disconnect(self._on_event)
        self._state = STOPPED

    def _song(self, path: Path, duration_s: float | None) -> Song:
        self._num_songs += 1
        return Song(path, self._num_songs, duration_s)

    def _start_over(self, **changes: object) -> None:
        self._has_ended = False
        self._deck.ask(generation=self._deck.wish.generation + 1, **changes)

    def _set_state(self, state: str) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)

    def _set_duration(self, duration_s: float) -> None:
        if duration_s != self._duration_s:
            self._duration_s = duration_s
            self.duration_changed.emit(duration_s)

    @Slot(object)
    def _on_event(self, event: object) -> None:
        if self._deck.wish.closing:
            return
        generation = self._deck.wish.generation
        match event:
            case DurationFound(number, duration_s, is_whole):
                song = self._deck.wish.song
                if song is not None and song.number == number:
                    self.learn_duration(duration_s, is_whole=is_whole)
            case Advanced(event_generation, song) if event_generation == generation:
                self._advance(song)
            case Ended(event_generation) if event_generation == generation and self.is_playing:
                self._halt()
                self.finished.emit()
            case DecodingFailed(event_generation, sentence) if event_generation == generation:
                self._halt()
                self.failed.emit(sentence)
            case SoundLost(sentence):
                if not self.is_silent:
                    self._output_name = ""
                    self.output_changed.emit("")
                self.failed.emit(sentence)
            case SoundMoved(sentence):
                self.moved.emit(sentence)
            case OutputChanged(label) if label != self._output_name:
                self._output_name = label
                self.output_changed.emit(label)
            case OutputsFound(labels) if list(labels) != self._devices:
                self._devices = list(labels)
                self.devices_changed.emit(self._devices)

    def _advance(self, song: Song) -> None:
        """The next song is heard; another one where that was asked for in the same moment."""
        following = self._deck.wish.following
        if following != song:
            self._start_over(song=following or song, following=None, start_s=0.0)
        else:
            self._deck.ask(song=song, following=None, start_s=0.0)
            self._floor = (self._deck.wish.generation, 0.0)
        self._set_duration((following or song).duration_s or 0.0)
        self.advanced.emit()

    def _halt(self) -> None:
        """The song is over, one way or the other."""
        self._has_ended = True
        self._deck.ask(playing=False)
        self._set_state(STOPPED)


class NullPlayer(Player):
    """The same player without a sound card: songs are decoded, time passes, nothing is heard."""

    _needs_card = False


def make_player(*, silent: bool = False, parent: QObject | None = None) -> Player:
    """A player for this machine: NullPlayer if asked for, or where the sound library is not
    installed.

    Whether there is a card shows only when a song is loaded, since asking takes too long for the
    window's start; a Player that finds none plays silently by itself.
    """
    if silent or find_spec("sounddevice") is None:
        return NullPlayer(parent)
    return Player(parent)
