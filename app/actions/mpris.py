"""Media keys and desktop controls on Linux: the player on the session bus, as MPRIS has it.

https://specifications.freedesktop.org/mpris-spec/2.2 — times are in microseconds there. One is not
sent as specified: PySide makes a 32-bit variant of each number that fits into one, inside of a map
too, so ``mpris:length`` is an int32 for songs below 36 minutes ("x" beyond). QDBusArgument does not
help: its ``<<`` for numbers is the 16-bit one, and ``appendVariant`` goes the same way.
"""

# PySide's stubs know neither its class information nor types by their names.
# mypy: disable-error-code="call-arg, operator, arg-type"

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import ClassInfo, Property, QObject, QUrl, Signal, Slot
from PySide6.QtDBus import QDBusAbstractAdaptor, QDBusConnection, QDBusMessage, QDBusObjectPath

from app.actions.playing import PlayingActions

if TYPE_CHECKING:
    from mer_core.library.tracks import TrackRow

NAME = "org.mpris.MediaPlayer2.moodline"
PATH = "/org/mpris/MediaPlayer2"
ROOT, PLAYER = "org.mpris.MediaPlayer2", "org.mpris.MediaPlayer2.Player"
_NO_TRACK = "/org/mpris/MediaPlayer2/TrackList/NoTrack"
_STATES = {"playing": "Playing", "paused": "Paused", "stopped": "Stopped"}
_LOOPS = {"off": "None", "all": "Playlist", "one": "Track"}
_OF_TRACK = ("Metadata", "CanPlay", "CanPause", "CanSeek", "CanGoPrevious", "CanGoNext")
_OF_QUEUE = ("LoopStatus", "Shuffle", "CanGoNext")
_MICRO = 1_000_000


@ClassInfo({"D-Bus Interface": ROOT})
class _Root(QDBusAbstractAdaptor):
    """The program itself."""

    def __init__(self, service: Mpris) -> None:
        super().__init__(service)
        self._service = service

    CanQuit = Property(bool, lambda self: True)
    CanRaise = Property(bool, lambda self: True)
    HasTrackList = Property(bool, lambda self: False)
    Identity = Property(str, lambda self: "Moodline")
    DesktopEntry = Property(str, lambda self: "org.moodline.moodline")
    SupportedUriSchemes = Property("QStringList", lambda self: ["file"])
    SupportedMimeTypes = Property("QStringList", lambda self: ["audio/flac", "audio/mpeg"])

    @Slot()
    def Raise(self) -> None:
        self._service.raised.emit()

    @Slot()
    def Quit(self) -> None:
        self._service.quitted.emit()


@ClassInfo({"D-Bus Interface": PLAYER})
class _Player(QDBusAbstractAdaptor):
    """What plays. Names, types and meaning are those of the specification."""

    Seeked = Signal("qlonglong")

    def __init__(self, service: Mpris) -> None:
        super().__init__(service)
        self.setAutoRelaySignals(False)
        self._service = service
        self._playing = service.playing

    def _set_loop(self, loop: str) -> None:
        repeats = {name: repeat for repeat, name in _LOOPS.items()}
        if loop in repeats:
            self._playing.change(lambda queue: queue.set_repeat(repeats[loop]))

    def _set_shuffle(self, shuffled: bool) -> None:
        self._playing.change(lambda queue: queue.set_shuffled(shuffled))

    PlaybackStatus = Property(str, lambda self: self._service.status)
    LoopStatus = Property(str, lambda self: _LOOPS[self._playing.queue.repeat], _set_loop)
    Shuffle = Property(bool, lambda self: self._playing.queue.shuffled, _set_shuffle)
    Rate = Property(float, lambda self: 1.0, lambda self, rate: None)
    MinimumRate = Property(float, lambda self: 1.0)
    MaximumRate = Property(float, lambda self: 1.0)
    Volume = Property(
        float, lambda self: self._service.volume(), lambda self, v: self._service.set_volume(v)
    )
    Position = Property("qlonglong", lambda self: round(self._playing.position_s() * _MICRO))
    Metadata = Property("QVariantMap", lambda self: self._service.metadata())
    CanGoNext = Property(bool, lambda self: self._playing.queue.following() is not None)
    CanGoPrevious = Property(bool, lambda self: self._playing.row is not None)
    CanPlay = Property(bool, lambda self: self._playing.row is not None)
    CanPause = Property(bool, lambda self: self._playing.row is not None)
    CanSeek = Property(bool, lambda self: self._playing.row is not None)
    CanControl = Property(bool, lambda self: True)

    @Slot()
    def Next(self) -> None:
        self._playing.next()

    @Slot()
    def Previous(self) -> None:
        self._playing.previous()

    @Slot()
    def PlayPause(self) -> None:
        self._playing.toggle()

    @Slot()
    def Play(self) -> None:
        if self._service.status != "Playing":
            self._playing.toggle()

    @Slot()
    def Pause(self) -> None:
        if self._service.status == "Playing":
            self._playing.toggle()

    @Slot()
    def Stop(self) -> None:
        self.Pause()
        self._playing.seek(0.0)

    @Slot("qlonglong")
    def Seek(self, offset_us: int) -> None:
        self._playing.nudge(offset_us / _MICRO)

    @Slot(QDBusObjectPath, "qlonglong")
    def SetPosition(self, track: QDBusObjectPath, position_us: int) -> None:
        if track.path() == self._service.track_path():
            self._playing.seek(position_us / _MICRO)

    @Slot(str)
    def OpenUri(self, uri: str) -> None:
        url = QUrl(uri)
        if url.isLocalFile():
            self._service.opened.emit(url)


class Mpris(QObject):
    """Serves ``playing`` on ``bus``, where that is one. ``raised``: the window is wanted;
    ``quitted``: its end; ``opened`` carries the URL of a file or folder to add.
    """

    raised = Signal()
    quitted = Signal()
    opened = Signal(QUrl)

    def __init__(
        self,
        bus: QDBusConnection,
        playing: PlayingActions,
        volume: Callable[[], float],
        set_volume: Callable[[float], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.playing = playing
        self.volume = volume
        self._set_volume = set_volume
        self.status = "Stopped"
        self._bus = bus
        self._root, self._player = _Root(self), _Player(self)
        self.is_served = (
            bus.isConnected() and bus.registerObject(PATH, self) and bus.registerService(NAME)
        )
        if self.is_served:
            playing.state_changed.connect(self._on_state)
            playing.jumped.connect(lambda s: self._player.Seeked.emit(round(s * _MICRO)))
            playing.track_changed.connect(lambda _: self.tell(*_OF_TRACK))
            playing.queue_changed.connect(lambda: self.tell(*_OF_QUEUE))

    def _on_state(self, state: str) -> None:
        self.status = _STATES[state]
        self.tell("PlaybackStatus")

    def set_volume(self, volume: float) -> None:
        """As the bus asks for it: what is below 0 is silence."""
        self._set_volume(min(max(volume, 0.0), 1.0))

    def close(self) -> None:
        """Leave the bus."""
        if self.is_served:
            self._bus.unregisterService(NAME)
            self._bus.unregisterObject(PATH)
            self.is_served = False

    def track_path(self) -> str:
        """The name of the current song on the bus."""
        row = self.playing.row
        return _NO_TRACK if row is None else f"/org/moodline/track/{row.track.id}"

    def metadata(self) -> dict[str, object]:
        """What is known of the current song; moods as the specification has keywords."""
        row = self.playing.row
        found: dict[str, object] = {"mpris:trackid": QDBusObjectPath(self.track_path())}
        if row is not None:
            found |= _described(row)
        return found

    def tell(self, *names: str) -> None:
        """These properties have changed. The position goes along as one to be asked for: PySide
        would send an empty list of names as one of another type.
        """
        signal = QDBusMessage.createSignal(
            PATH, "org.freedesktop.DBus.Properties", "PropertiesChanged"
        )
        values = {name: self._player.property(name) for name in names}
        signal.setArguments([PLAYER, values, ["Position"]])
        self._bus.send(signal)


def _described(row: TrackRow) -> dict[str, object]:
    track = row.track
    words: dict[str, object] = {
        "xesam:title": track.title or track.path.stem,
        "xesam:url": QUrl.fromLocalFile(str(track.path)).toString(),
        "xesam:album": track.album,
        "mpris:length": round(track.duration_s * _MICRO) if track.duration_s else 0,
    }
    lists = {
        "xesam:artist": [track.artist] if track.artist else [],
        "xesam:genre": [track.genre] if track.genre else [],
        "moodline:moods": [mood.name for mood in row.moods],
    }
    found = {name: value for name, value in {**words, **lists}.items() if value}
    if row.valence is not None and row.arousal is not None:
        found |= {"moodline:valence": row.valence, "moodline:arousal": row.arousal}
    return {
        name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for name, value in found.items()
    }
