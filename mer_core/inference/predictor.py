"""From a sound file to its emotion, streamed: a ten-hour file takes no more memory than a song."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mer_core.arrays import FloatArray
from mer_core.audio.ahead import ahead
from mer_core.emotion import ModelRef, TrackEmotion
from mer_core.features.keys import KeyMeter
from mer_core.features.pulse import PulseMeter
from mer_core.inference.calibration import Calibration
from mer_core.inference.device import choose_device, describe
from mer_core.inference.explaining import Explainer
from mer_core.inference.moods import MoodMap
from mer_core.inference.quick_mix import QuickReader
from mer_core.inference.runner import NetRunner
from mer_core.inference.segments import SILENCE_DBFS, Segment, SegmentCutter
from mer_core.inference.soundness import SoundnessMeter
from mer_core.inference.steps import Steps
from mer_core.jobs import JobContext, Progress
from mer_core.models.checkpoint import Checkpoint, load
from mer_core.models.fusion import FusionNet
from mer_core.paths import AppPaths
from mer_core.reasons import Why
from mer_core.tonality import UNMEASURED, Measures, drive_of

PHASE = "Analysing"
#: What the net is fed at once, without its context: less costs more contexts, more costs memory and
#: the patience of whoever cancels. About a second of one core's work.
SEGMENT_S = 120.0
#: Of five seconds each: while the net hears one segment, most of the next is decoded.
_BLOCKS_AHEAD = 24


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """What one pass over a song finds: its emotion, what was measured beside it, and why the song,
    or a moment of it that was asked for, is said to feel so; None where that cannot be said.
    """

    emotion: TrackEmotion
    measures: Measures
    why: Why | None = None
    moment: Why | None = None


class Predictor:
    """A model ready to listen. Not for several threads at once.

    How many threads torch takes is the caller's choice (``torch.set_num_threads``).
    """

    def __init__(
        self,
        checkpoint: Checkpoint,
        *,
        device: str = "auto",
        moods: MoodMap | None = None,
        segment_s: float = SEGMENT_S,
    ) -> None:
        self.spec = checkpoint.spec
        self._checkpoint = checkpoint
        self.ref: ModelRef = checkpoint.ref
        self._segment_s = segment_s
        self._runner = NetRunner(checkpoint.module, checkpoint.spec, choose_device(device))
        module = checkpoint.module
        self._explainer = Explainer(module) if isinstance(module, FusionNet) else None
        self._moods = moods or MoodMap.load()
        self._calibration = Calibration(checkpoint.spec, self._moods)

    @classmethod
    def load(cls, folder: Path, *, device: str = "auto") -> Predictor:
        """Read the model in ``folder`` and the user's mood map.

        Raises ModelError where there is no usable model, InputError for a device that is not there
        or a mistake in the mood map.
        """
        moods = MoodMap.of_user(AppPaths.of_user())
        return cls(load(folder), device=device, moods=moods)

    @contextmanager
    def beside(self) -> Iterator[Predictor]:
        """Another one of the same net, to hear a song while this one is within another. The net is
        left where it was found.
        """
        other = Predictor(self._checkpoint, device=self._runner.current.type, moods=self._moods)
        self._attends(False)
        try:
            yield other
        finally:
            other._runner.start_song()
            self._attends(True)

    def _attends(self, attends: bool) -> None:
        """Whether what the net does is done for the song heard here: it may be in its midst."""
        self._runner.breathes = attends
        if self._explainer is not None:
            self._explainer.attends = attends

    @property
    def device_name(self) -> str:
        """Where the net runs, in words."""
        return describe(self._runner.device)

    def predict(self, path: Path, context: JobContext) -> TrackEmotion:
        """The emotion of the sound in ``path``, as ``hear`` finds it."""
        return self.hear(path, context).emotion

    def hear(self, path: Path, context: JobContext, *, at_s: float | None = None) -> Heard:
        """The emotion, tempo and key of the sound in ``path``, and why; with ``at_s`` also why at
        that moment.

        Reports the share that is done, and asks ``context`` about cancellation before every block
        that is decoded and every part of the net. Raises DecodeError and ModelError.
        """
        listener = self._begin(context, at_s)
        context.check_cancelled()
        context.report(Progress(PHASE, item=path.name))
        with (
            QuickReader(path, sample_rate=self.spec.sample_rate) as reader,
            closing(ahead(reader, _BLOCKS_AHEAD)) as blocks,
        ):
            length_s = reader.info.duration_s
            for block in blocks:
                listener.add(np.ascontiguousarray(block[:, 0], dtype=np.float32))
                if length_s:
                    fraction = min(listener.heard_s / length_s, 1.0)
                    context.report(Progress(PHASE, item=path.name, fraction=fraction))
            heard = listener.finish(truncated=reader.truncated)
        context.report(Progress(PHASE, item=path.name, fraction=1.0))
        return heard

    def sense(self, samples: FloatArray, context: JobContext) -> TrackEmotion:
        """The emotion of float32 [num_samples] at the model's rate, which come from no file.

        Raises ModelError.
        """
        listener = self._begin(context, None)
        listener.add(samples)
        return listener.finish(truncated=False).emotion

    def _begin(self, context: JobContext, at_s: float | None) -> _Listener:
        self._runner.start_song()
        if self._explainer is not None:
            self._explainer.start_song(at_s)
        return _Listener(self, context)


class _Listener:
    """One song being heard."""

    def __init__(self, predictor: Predictor, context: JobContext) -> None:
        self._spec = predictor.spec
        self._ref = predictor.ref
        self._runner = predictor._runner
        self._calibration = predictor._calibration
        self._explainer = predictor._explainer
        self._context = context
        self._meter = SoundnessMeter(self._spec.sample_rate)
        self._pulse = PulseMeter(self._spec.sample_rate)
        self._key = KeyMeter(self._spec.sample_rate)
        self._cutter = SegmentCutter.of(self._spec, segment_s=predictor._segment_s)
        self._parts: list[tuple[int, Steps]] = []
        self._num_samples = 0

    @property
    def heard_s(self) -> float:
        """Seconds of sound taken so far."""
        return self._num_samples / self._spec.sample_rate

    def add(self, samples: FloatArray) -> None:
        """Take the next float32 [num_samples]."""
        self._context.check_cancelled()
        self._num_samples += len(samples)
        self._meter.add(samples)
        self._pulse.add(samples)
        self._key.add(samples)
        self._hear(self._cutter.add(samples))

    def finish(self, *, truncated: bool) -> Heard:
        """Hear the tail and sum up."""
        self._hear(self._cutter.finish())
        levels = np.array(self._cutter.levels, np.float32)
        steps = Steps.empty(len(levels))
        for start, part in self._parts:
            steps.put(start, part)
        emotion = self._calibration.track(
            steps,
            levels,
            self._meter.result(),
            duration_s=self.heard_s,
            model=self._ref,
            truncated=truncated,
        )
        measures = UNMEASURED if emotion.uncertain else self._measures(levels)
        if self._explainer is None:
            return Heard(emotion, measures)
        return Heard(
            emotion, measures, self._explainer.song(emotion), self._explainer.moment(emotion)
        )

    def _measures(self, levels: FloatArray) -> Measures:
        pulse, loud = self._pulse.result(), levels[levels >= SILENCE_DBFS]
        steadiness_db = float(np.percentile(loud, 95) - np.percentile(loud, 50))
        return Measures(
            bpm=pulse.bpm,
            key=self._key.result(),
            drive=drive_of(pulse.onsets_per_s, steadiness_db),
        )

    def _hear(self, segments: Iterable[Segment]) -> None:
        for segment in segments:
            self._context.check_cancelled()
            if self._explainer is None:
                self._parts.extend(self._runner.run(segment, self._context.check_cancelled))
                continue
            with self._explainer.overhearing():
                self._parts.extend(self._runner.run(segment, self._context.check_cancelled))
            self._explainer.note(segment, self._cutter.levels)
