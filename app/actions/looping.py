"""One section of the song, heard again and again."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QObject, Signal

from app.actions.playing import PlayingActions
from mer_core.changes import changes
from mer_core.emotion import EmotionCurve

Span = tuple[float, float]

#: Before the song's end it goes back, or the next song would begin.
_BEFORE_END_S = 0.25


class SectionLoop(QObject):
    """Goes back to where the section began whenever its end is reached. Another song ends it, and
    so does a jump out of it.

    ``changed`` carries (start, end) in seconds, None where nothing is looped.
    """

    changed = Signal(object)

    def __init__(self, playing: PlayingActions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._playing = playing
        self.span: Span | None = None
        playing.moved.connect(self._go_back)
        playing.jumped.connect(self._leave)
        playing.track_changed.connect(lambda _: self.end())

    def begin(self, curve: EmotionCurve | None, duration_s: float) -> None:
        """Loop the section that is heard now; all of the song where no sections are known."""
        position_s = self._playing.position_s()
        cuts = [0.0, *(changes(curve) if curve is not None else ()), duration_s]
        place = min(max(bisect_right(cuts, position_s), 1), len(cuts) - 1)
        end_s = min(cuts[place], duration_s - _BEFORE_END_S)
        if end_s > cuts[place - 1]:
            self._set((cuts[place - 1], end_s))

    def end(self) -> None:
        """Go on behind the section."""
        self._set(None)

    def _set(self, span: Span | None) -> None:
        if span != self.span:
            self.span = span
            self.changed.emit(span)

    def _go_back(self, time_s: float) -> None:
        if self.span is not None and time_s >= self.span[1] and self._playing.is_playing:
            self._playing.seek(self.span[0])

    def _leave(self, time_s: float) -> None:
        if self.span is not None and not self.span[0] <= time_s < self.span[1]:
            self.end()
