"""What a founding system was trained to say, and how that becomes a place on the plane."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from mer_core.emotion import FILM, GEMS, GEMS_PLACES, QUADRANTS, VOICE, VOICE_PLACES
from mer_core.models.net import NetOutput

#: Half way to a quadrant's corner: where a song lies of which only the quadrant is known.
_QUADRANT_PLACES = ((0.5, 0.5), (-0.5, 0.5), (-0.5, -0.5), (0.5, -0.5))


@dataclass(frozen=True, slots=True)
class Task:
    """One kind of answer.

    ``labels`` names the outputs of a net. With ``places`` they are the logits of classes, each with
    its place (valence, arousal) on the plane. Without, they are valence, arousal and the natural
    logarithms of both's standard deviations within a piece.
    """

    name: str
    labels: tuple[str, ...]
    places: tuple[tuple[float, float], ...] = ()

    @property
    def is_classes(self) -> bool:
        """Whether a label is one of a few classes rather than a place on the plane."""
        return bool(self.places)

    def net_output(self, raw: Tensor) -> NetOutput:
        """From a net's raw answers [batch, num_steps, num_outputs] to what the engine expects.

        What the task does not teach is neutral: no felt or perceived emotion, an even voice.
        Tension is arousal without pleasure, as on Thayer's (1989) turned axes.
        """
        if self.is_classes:
            shares = torch.softmax(raw, dim=-1)
            plane = shares @ raw.new_tensor(self.places)
            # Entropy over its largest value: 1 where the net has no idea.
            spread = -(shares * torch.log(shares + 1e-9)).sum(-1) / torch.log(
                raw.new_tensor(float(len(self.labels)))
            )
        else:
            shares = raw
            plane = raw[..., :2].clamp(-1.0, 1.0)
            spread = raw[..., 2:].clamp(-5.0, 0.0).exp().mean(-1)
        batch, steps, _ = raw.shape
        none = raw.new_zeros(batch, steps, 1)
        return NetOutput(
            valence=plane[..., 0],
            arousal=plane[..., 1],
            tension=((plane[..., 1] - plane[..., 0]) / 2.0).clamp(-1.0, 1.0),
            gems=shares if self.name == "gems" else none.expand(-1, -1, len(GEMS)),
            film=none.expand(-1, -1, len(FILM)),
            voice=shares
            if self.name == "voice"
            else (none + 1.0 / len(VOICE)).expand(-1, -1, len(VOICE)),
            spread=spread.clamp(min=0.0),
            movement=none.expand(-1, -1, 2),
        )


#: Every task by name.
TASKS = {
    task.name: task
    for task in (
        Task("quadrants", QUADRANTS, _QUADRANT_PLACES),
        Task("gems", GEMS, GEMS_PLACES),
        Task("voice", VOICE, VOICE_PLACES),
        Task("plane", ("valence", "arousal", "valence_spread", "arousal_spread")),
    )
}
