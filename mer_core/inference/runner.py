"""Runs the net on segments and makes do with the memory there is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.modules.module import register_module_forward_pre_hook

from mer_core.errors import ModelError
from mer_core.inference.segments import Segment, SegmentCutter, spec_every
from mer_core.inference.steps import Steps
from mer_core.models.fusion import Describe, FusionNet
from mer_core.models.net import EmotionNet
from mer_core.models.spec import ModelSpec

#: Where memory runs out, segments are halved down to this; then the song goes to the CPU.
MIN_SEGMENT_S = 8.0
#: Shorter sounds are filled up with silence.
MIN_CLIP_S = 0.5
#: A net of ours describes so many steps at once, about a minute, and a context on both sides.
PIECE_STEPS = 128
_MEMORY_WORDS = ("out of memory", "not enough memory", "can't allocate memory")


class _InPieces:
    """Describes long sounds piece by piece: the memory that takes does not grow with a segment, and
    what a piece takes stays nearer to the processor, which pays for the contexts.
    """

    def __init__(self, describe: Describe) -> None:
        self._whole = describe.forward
        self._step_samples = describe.step_samples
        # A window of levels around a window of features, and what listens some seconds back.
        self._context = 2 * (describe.window // 2) + 12

    def __call__(self, samples: Tensor) -> Tensor:
        """Features [batch, num_steps, num_features] of [batch, num_samples]."""
        size, context = self._step_samples, self._context
        num_steps = -(-samples.shape[1] // size)
        if num_steps <= PIECE_STEPS + context:
            return self._whole(samples)
        parts = []
        for start in range(0, num_steps, PIECE_STEPS):
            begin, end = max(0, start - context), start + PIECE_STEPS + context
            part = self._whole(samples[:, begin * size : end * size])
            parts.append(part[:, start - begin : start - begin + PIECE_STEPS])
        return torch.cat(parts, dim=1)


class NetRunner:
    """A net on its device. ``start_song`` brings it back there after a song that did not fit."""

    def __init__(self, module: EmotionNet, spec: ModelSpec, device: torch.device) -> None:
        self.spec = spec
        self.device = device
        self._current = device
        self._module = module.eval().to(device)
        if isinstance(module, FusionNet) and not isinstance(module.describe.forward, _InPieces):
            module.describe.forward = _InPieces(module.describe)  # type: ignore[method-assign]
        self._every = spec_every(spec)
        self._context_steps = SegmentCutter.of(spec).context_steps
        #: Off while another song is heard within one.
        self.breathes = True

    def start_song(self) -> None:
        """Go back to the chosen device."""
        if self._current != self.device:
            self._move(self.device)

    @property
    def current(self) -> torch.device:
        """Where the net is: on its device, or on the CPU for a song that did not fit there."""
        return self._current

    def run(
        self, segment: Segment, breathe: Callable[[], None] = lambda: None
    ) -> Iterator[tuple[int, Steps]]:
        """The answers to a segment as (first step, steps), in several parts if memory is short.

        ``breathe`` is called before each part of the net, so that who waits for a pause does not
        wait for a segment. Raises ModelError where even the CPU's memory does not do.
        """
        with self._breathing(breathe):
            steps = self._try(segment)
        if steps is not None:
            yield segment.first_step, steps
        elif segment.num_steps * self.spec.step_s >= 2 * MIN_SEGMENT_S:
            for half in segment.halves(self.spec.step_samples, self._context_steps, self._every):
                yield from self.run(half, breathe)
        elif self._current.type != "cpu":
            self._move(torch.device("cpu"))
            yield from self.run(segment, breathe)
        else:
            raise ModelError(
                f"The memory does not suffice for the model {self.spec.id}; "
                "close other programs or choose a smaller model."
            )

    @contextmanager
    def _breathing(self, breathe: Callable[[], None]) -> Iterator[None]:
        def before(_module: nn.Module, _inputs: object) -> None:
            if self.breathes:
                breathe()

        handle = register_module_forward_pre_hook(before)
        try:
            yield
        finally:
            handle.remove()

    def _move(self, device: torch.device) -> None:
        self._module.to(device)
        self._current = device

    def _try(self, segment: Segment) -> Steps | None:
        """The answers, or None where memory ran out; nothing of the failed run stays alive."""
        try:
            return self._forward(segment)
        except RuntimeError as error:
            # MPS and the CPU's allocator tell it in words only.
            in_words = any(words in str(error) for words in _MEMORY_WORDS)
            if not isinstance(error, torch.OutOfMemoryError) and not in_words:
                raise
        if self._current.type == "cuda":
            torch.cuda.empty_cache()
        return None

    def _forward(self, segment: Segment) -> Steps:
        missing = max(0, round(MIN_CLIP_S * self.spec.sample_rate) - len(segment.samples))
        samples = np.pad(segment.samples, (0, missing))
        with torch.inference_mode():
            output = self._module(torch.from_numpy(samples)[None].to(self._current))
            arrays = {
                name: values[0].float().cpu().numpy() for name, values in output._asdict().items()
            }
        if len(arrays["valence"]) < segment.skip + segment.num_steps:
            raise ModelError(f"The model {self.spec.id} gave fewer steps than it states.")
        return Steps(**arrays).part(segment.skip, segment.num_steps)
