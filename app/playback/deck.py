"""The feeder: one thread that decodes ahead, keeps an output open, and tells what happened. No Qt.

The window's thread never talks to the sound card. It replaces one frozen ``Wish``; the feeder
compares it with what there is and does what is missing, so of ten quick seeks only the last is
decoded and nobody waits for anybody.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.playback.chain import Chain
from app.playback.messages import (
    Advanced,
    DecodingFailed,
    DurationFound,
    Ended,
    Event,
    Song,
    Wish,
)
from app.playback.source import SongSource
from app.playback.speaker import Speaker
from app.playback.stream import Controls, Samples, Stretch
from mer_core.audio.length import true_length
from mer_core.errors import MerError

IDLE_S = 3.0
"""Seconds of silence after which the card is given back to other programs."""

LEAD_IN_S = 0.05
"""Seconds of silence given to a card that has just been opened."""

_PATIENCE_S = 0.03
_SAME_DURATION_S = 0.5


class Deck:
    """Plays what is wished. ``notify`` is called on the feeder's thread. Call ``close`` in the end.

    ``silent`` never touches the sound card.
    """

    def __init__(self, notify: Callable[[Event], None], *, silent: bool = False) -> None:
        self.controls = Controls()
        self.wish = Wish()
        self.followed: Wish | None = None  # the newest wish that has been acted on
        self._notify = notify
        self._wake = threading.Event()
        self._speaker = Speaker(notify, self._wake.set, silent=silent)
        self._thread: threading.Thread | None = None
        self._chain: Chain | None = None
        self._source: SongSource | None = None
        self._generation = 0
        self._song: Song | None = None  # heard, or about to be
        self._joined: Song | None = None  # written behind it already
        self._refused: Song | None = None  # could not be opened to follow
        self._broken = ""  # why the song that was joined breaks off
        self._stretch: Stretch | None = None  # where the song stands in the ring
        self._told = DurationFound(0, 0.0, is_whole=False)
        self._num_choices = 0
        self._num_past_starved = 0
        self._end_is_told = True
        self._wanted_s = 0.0

    def ask(self, **changes: Any) -> None:
        """Change some fields of the wish; returns at once."""
        self.wish = replace(self.wish, **changes)
        self.controls.playing = self.wish.playing
        self.controls.generation = self.wish.generation
        is_needed = self.wish.song is not None or self.wish.num_choices > 0
        if self._thread is None and is_needed and not self.wish.closing:
            self._thread = threading.Thread(target=self._run, name="playback-feeder", daemon=True)
            self._thread.start()
        self._wake.set()

    def position_s(self) -> float:
        """Seconds into the song that are heard at this moment; a seek's goal until it is heard."""
        wish, chain = self.wish, self._chain
        if chain is None:
            return wish.start_s
        place = chain.place(wish.generation, self._speaker.time_s())
        if place is None or wish.song is None:
            return wish.start_s
        # The next song may be heard a moment before the wish knows that it is the song now.
        return place[1] if place[0] == wish.song.number else math.inf

    @property
    def num_dropouts(self) -> int:
        """How often sound came too late, from the decoder or from the callback."""
        chain = self._chain
        num_starved = 0 if chain is None else chain.voice.num_starved
        return self._num_past_starved + num_starved + self._speaker.num_underruns

    def close(self, timeout_s: float = 5.0) -> None:
        """Stop the sound and end the thread; a driver that hangs is left after ``timeout_s``."""
        self.ask(closing=True, playing=False)
        if self._thread is not None:
            self._thread.join(timeout_s)

    # From here on everything runs on the feeder's thread.

    def _run(self) -> None:
        try:
            while not (wish := self.wish).closing:
                self._follow(wish)
                self.followed = wish
                self._wake.wait(self._patience_s())
                self._wake.clear()
        finally:
            self._speaker.end()
            self._close_source()

    def _patience_s(self) -> float | None:
        if self._source is not None and self._chain is not None and self._chain.has_room:
            return 0.0
        return _PATIENCE_S if self._speaker.is_open else None

    def _follow(self, wish: Wish) -> None:
        chain = self._chain
        if (
            chain is None
            or wish.num_choices != self._num_choices
            or self._speaker.review(wish.device)
        ):
            chain = self._change_output(wish)
        if wish.generation != self._generation:
            self._begin(chain, wish, wish.song, wish.start_s)
        elif self._joined is not None and wish.following != self._joined:
            self._take_back(chain, wish)
        if self._source is not None and chain.has_room:
            self._feed(chain, wish, self._source)
        elif self._source is None and self._can_join(wish):
            self._join(chain, wish, None)
        if self._speaker.is_open:
            self._tend_output(chain, wish)
        elif wish.playing and chain.is_primed:
            self._open_output(chain, wish)

    def _begin(self, chain: Chain, wish: Wish, song: Song | None, start_s: float) -> None:
        """Start decoding ``song`` at ``start_s``, and drop what was decoded before."""
        self._close_source()
        is_new = song is not None and (self._song is None or song.number != self._song.number)
        self._generation, self._song, self._joined = wish.generation, song, None
        chain.begin(wish.generation, start_s, song.number if song is not None else 0)
        self._stretch, self._broken = chain.writing, ""
        if not self._speaker.is_open:
            chain.voice.rest()
        if song is None:
            chain.finish()
            return
        self._end_is_told = False
        try:
            self._source = SongSource(song.path, start_s, chain.spec, wish.loudness)
            if is_new:
                self._expect(song)
        except MerError as error:
            self._fail(chain, error)

    def _expect(self, song: Song) -> None:
        """A song begins to be decoded whose length is known, or told by its file."""
        self._told = DurationFound(song.number, song.duration_s or 0.0, is_whole=False)
        if not song.duration_s:
            self._tell_length(true_length(song.path) or 0.0)

    def _feed(self, chain: Chain, wish: Wish, source: SongSource) -> None:
        held_s = self._crossfade_s(wish) if self._can_join(wish) else 0.0
        try:
            has_more = source.pour(chain.ring, held_s)
        except MerError as error:
            self._fail(chain, error)
            return
        difference_s = source.reached_s - self._told.duration_s
        if has_more:
            if difference_s > _SAME_DURATION_S:
                self._tell_length(source.reached_s)
            return
        # Where nothing was decoded, the goal lay behind the end, wherever that is.
        if source.has_sound and abs(difference_s) > _SAME_DURATION_S:
            self._tell_length(source.reached_s, is_whole=True)
        if self._can_join(wish) and self._join(chain, wish, source.rest()):
            return
        if len(source.rest()) == 0:  # else it was held back in vain, and is heard before the end
            chain.finish()
            self._close_source()

    def _can_join(self, wish: Wish) -> bool:
        """Whether a song is known that follows, and the one before it is not over."""
        return (
            wish.following is not None
            and wish.following not in (self._song, self._refused)
            and self._joined is None
            and not self._end_is_told
            and wish.generation == self._generation
        )

    def _crossfade_s(self, wish: Wish) -> float:
        """Never more than half of either song."""
        songs = (self._song, wish.following)
        halves = [song.duration_s / 2 for song in songs if song is not None and song.duration_s]
        return min([wish.crossfade_s, *halves])

    def _join(self, chain: Chain, wish: Wish, tail: Samples | None) -> bool:
        """Write the following song straight behind this one, whose ``tail`` was held back; False
        where it cannot be opened: that is told when its turn has come.
        """
        song = wish.following
        assert song is not None
        try:
            source = SongSource(song.path, 0.0, chain.spec, wish.loudness, tail)
        except MerError:
            self._refused = song
            return False
        self._close_source()
        self._source, self._joined = source, song
        chain.follow(song.number)
        self._expect(song)
        return True

    def _take_back(self, chain: Chain, wish: Wish) -> None:
        """Something else is to follow than what was written behind the song."""
        stretch = self._stretch
        assert stretch is not None
        heard, index = chain.clock.heard(math.inf)
        place_s = chain.seconds(stretch, index if heard is stretch else stretch.ring_end)
        self._begin(chain, wish, self._song, place_s)

    def _tell_length(self, duration_s: float, *, is_whole: bool = False) -> None:
        self._told = DurationFound(self._told.number, duration_s, is_whole)
        self._notify(self._told)

    def _fail(self, chain: Chain, error: MerError) -> None:
        self._close_source()
        chain.finish()
        if self._joined is not None:  # the song before it is still heard
            self._broken = str(error)
            return
        self._end_is_told = True
        self._notify(DecodingFailed(self._generation, str(error)))

    def _close_source(self) -> None:
        if self._source is not None:
            self._source.close()
            self._source = None

    def _change_output(self, wish: Wish) -> Chain:
        """Find the output that is wished, and get ready to play on there from what is heard."""
        position_s = self._heard_s(wish)
        if wish.num_choices != self._num_choices:
            self._num_choices = wish.num_choices
            self._speaker.forget_complaints()
        return self._move(wish, position_s)

    def _move(self, wish: Wish, position_s: float, lost: str = "") -> Chain:
        """Play on from ``position_s`` on the output that is wished; ``lost`` is one that went."""
        spec = self._speaker.choose(wish.device, lost)
        chain = self._chain
        # Where one was lost, its driver may wake up and go on reading the old chain.
        if chain is None or lost or not chain.fits(spec):
            chain = Chain.build(spec, self.controls)
        self._play_on(chain, wish, position_s)
        return chain

    def _play_on(self, chain: Chain, wish: Wish, position_s: float) -> None:
        if self._chain is not None and self._chain is not chain:
            self._num_past_starved += self._chain.voice.num_starved
        self._chain = chain
        if wish.generation == self._generation:
            self._begin(chain, wish, self._song, position_s)

    def _open_output(self, chain: Chain, wish: Wish) -> None:
        if self._speaker.is_stale:
            chain = self._change_output(wish)
        chain.voice.rest(LEAD_IN_S)
        self._speaker.open(chain.spec, chain.voice.fill)
        self._wanted_s = time.monotonic()

    def _tend_output(self, chain: Chain, wish: Wish) -> None:
        """Look after an open output: is it alive, has the song ended, is it still needed?"""
        position_s = self._heard_s(wish)
        if lost := self._speaker.lost_card(chain.voice.num_calls):
            self._move(wish, position_s, lost)
            return
        now_s = time.monotonic()
        if wish.playing:
            self._wanted_s = now_s
            if not self._end_is_told and chain.is_over(self._speaker.time_s()):
                self._end_is_told = True
                number, why = self._generation, self._broken
                self._notify(DecodingFailed(number, why) if why else Ended(number))
        elif now_s - self._wanted_s > IDLE_S:
            self._speaker.close()
            chain.voice.rest()

    def _heard_s(self, wish: Wish) -> float:
        """Where in its song the feeder is, in seconds; tells when that is the next one."""
        stretch, chain = self._stretch, self._chain
        if stretch is None or chain is None:
            return wish.start_s
        heard, index = chain.clock.heard(self._speaker.time_s())
        if self._joined is not None and heard is stretch.follower:
            self._song, self._joined, self._stretch = self._joined, None, heard
            self._notify(Advanced(self._generation, self._song))
            if self._told.duration_s != (self._song.duration_s or 0.0):
                self._notify(self._told)  # once more: nobody wanted to know before
            return chain.seconds(heard, index)
        return chain.seconds(stretch, index) if heard is stretch else stretch.start_s
