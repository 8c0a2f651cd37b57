"""From an architecture's name to its net. One module per family of nets.

A third party adds an encoder by an entry point in the group ``moodline.architectures`` that names
a subclass of ``EmotionNet``: it is found because the user installed that package, never fetched.
"""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points

from mer_core.errors import ModelError
from mer_core.models.cnn_lstm import CnnLstmNet
from mer_core.models.conv2d import Conv2dNet
from mer_core.models.fusion import FusionNet
from mer_core.models.net import EmotionNet
from mer_core.models.spec import ModelSpec
from mer_core.models.tang import TangCnn, TangCrnn, TangGru
from mer_core.models.timedistributed import TimeDistributedNet
from mer_core.models.voice import VoiceNet
from mer_core.models.waveform import LearnedSpectrogramNet, RawWaveformNet

ENTRY_POINTS = "moodline.architectures"


def architectures() -> dict[str, type[EmotionNet]]:
    """Our own architectures by name."""
    return {
        "fusion": FusionNet,
        "td-cnn": TimeDistributedNet,
        "cnn-lstm": CnnLstmNet,
        "conv1d-raw": RawWaveformNet,
        "conv1d-learned": LearnedSpectrogramNet,
        "conv2d": Conv2dNet,
        "tang-cnn": TangCnn,
        "tang-gru": TangGru,
        "tang-crnn": TangCrnn,
        "voice": VoiceNet,
    }


def build(spec: ModelSpec) -> EmotionNet:
    """An untrained net for ``spec``. Raises ModelError where its name or parameters are unknown."""
    own = architectures()
    cls = own.get(spec.architecture) or _third_party(spec.architecture)
    try:
        return cls.from_spec(spec)
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"The model {spec.id} has parameters that {spec.architecture!r} cannot use ({error})."
        ) from error


def _third_party(name: str) -> type[EmotionNet]:
    for entry in entry_points(group=ENTRY_POINTS):
        if entry.name == name:
            return _loaded(entry)
    known = ", ".join(sorted(architectures()))
    raise ModelError(f"The architecture {name!r} is unknown; this version knows {known}.")


def _loaded(entry: EntryPoint) -> type[EmotionNet]:
    package = entry.dist.name if entry.dist is not None else entry.module
    try:
        cls = entry.load()
    except Exception as error:
        raise ModelError(
            f"The architecture {entry.name!r} of the package {package} cannot be loaded "
            f"({type(error).__name__}: {error}); update or uninstall that package."
        ) from error
    if isinstance(cls, type) and issubclass(cls, EmotionNet):
        return cls
    raise ModelError(
        f"The architecture {entry.name!r} of the package {package} is no EmotionNet; "
        "update or uninstall that package."
    )
