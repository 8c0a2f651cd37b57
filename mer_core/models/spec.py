"""What a model is, without its weights: JSON, checked on the way in. No torch."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType

from mer_core.errors import ModelError
from mer_core.features.mel import MelSpec

#: The version of the folder's layout; a newer one is refused with a clear sentence.
FORMAT = 1
#: The probabilities at which ``LabelCalibration.quantiles`` stand.
QUANTILES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
#: No count inside a specification may pass this: a forged file must not make us reserve gigabytes.
MAX_COUNT = 8192

Param = int | float | bool | str
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def is_name(text: str) -> bool:
    """Whether a model, a version or an architecture may be called so."""
    return bool(_NAME.fullmatch(text))


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise ModelError(
            f"The model's specification is damaged: {message}. Install the model again."
        )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


@dataclass(frozen=True, slots=True)
class LabelCalibration:
    """How one output is spread over the songs of the corpora it was calibrated on.

    ``mean`` and ``sd`` are of the model's own predictions per song, ``quantiles`` the same
    predictions' values at QUANTILES. ``error_90`` is the 90th percentile of the absolute error on
    songs the fitted model had not seen (a split-conformal half-width), None without such labels.
    """

    mean: float
    sd: float
    quantiles: tuple[float, ...]
    error_90: float | None = None

    def __post_init__(self) -> None:
        _require(_is_number(self.mean), "a calibration mean is no number")
        _require(_is_number(self.sd) and self.sd >= 0, "a calibration sd is no positive number")
        ok = len(self.quantiles) == len(QUANTILES) and all(map(_is_number, self.quantiles))
        _require(ok, f"a calibration needs {len(QUANTILES)} quantiles")
        _require(self.error_90 is None or _is_number(self.error_90), "error_90 is no number")


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """Everything about a model but its weights.

    ``id`` and ``version`` are short lower-case names; ``architecture`` a name of the registry and
    ``params`` its own settings. ``mel`` is the front end (its ``sample_rate`` is what the net is
    fed). One output comes every ``step_s`` seconds; it depends on at most ``context_s`` seconds of
    sound on either side of its step. ``calibration`` is keyed "valence", "arousal", "tension",
    "spread", "gems.<name>", "film.<name>" and "voice.<name>". ``weights_sha256`` is the SHA-256 of
    ``model.safetensors``, empty until the model is saved.
    """

    id: str
    version: str
    architecture: str
    mel: MelSpec
    step_s: float
    context_s: float
    params: Mapping[str, Param] = field(default_factory=dict)
    calibration: Mapping[str, LabelCalibration] = field(default_factory=dict)
    heads: tuple[str, ...] = ()
    corpora: tuple[str, ...] = ()
    num_parameters: int = 0
    weights_sha256: str = ""

    def __post_init__(self) -> None:
        for name in ("id", "version", "architecture"):
            value = getattr(self, name)
            _require(isinstance(value, str) and is_name(value), f"bad {name}")
        _require(_is_number(self.step_s) and 0.05 <= self.step_s <= 5, "step_s outside 0.05 to 5")
        _require(
            _is_number(self.context_s) and 0 <= self.context_s <= 120, "context_s outside 0 to 120"
        )
        for name, value in self.params.items():
            _require(isinstance(name, str) and isinstance(value, Param), f"bad parameter {name!r}")
            if not isinstance(value, str):
                _require(_is_number(float(value)), f"parameter {name} is no number")
            if isinstance(value, int):
                _require(abs(value) <= MAX_COUNT, f"parameter {name} is out of range")
        _check_mel(self.mel)
        _require(
            self.weights_sha256 == "" or bool(_SHA256.fullmatch(self.weights_sha256)), "bad hash"
        )
        # Frozen all the way down: the mappings are copied and sealed.
        object.__setattr__(self, "params", MappingProxyType(dict(self.params)))
        object.__setattr__(self, "calibration", MappingProxyType(dict(self.calibration)))

    @property
    def sample_rate(self) -> int:
        """The rate of the samples that the net is fed, in Hz."""
        return self.mel.sample_rate

    @property
    def step_samples(self) -> int:
        """Samples per output step."""
        return round(self.step_s * self.mel.sample_rate)

    def to_json(self) -> str:
        """Indented JSON, keys in the order of the fields."""
        values: dict[str, object] = {"format": FORMAT}
        for entry in fields(self):
            values[entry.name] = getattr(self, entry.name)
        values["mel"] = self.mel.to_json()
        values["params"] = dict(self.params)
        values["calibration"] = {
            name: {
                "mean": label.mean,
                "sd": label.sd,
                "quantiles": list(label.quantiles),
                "error_90": label.error_90,
            }
            for name, label in self.calibration.items()
        }
        return json.dumps(values, indent=1, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> ModelSpec:
        """The inverse of ``to_json``. Raises ModelError on anything else."""
        try:
            values = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ModelError("The model's specification is no JSON; install it again.") from error
        _require(isinstance(values, dict), "it is no object")
        if values.get("format") != FORMAT:
            raise ModelError("The model was made for another version of Moodline; update Moodline.")
        try:
            return cls(
                id=values["id"],
                version=values["version"],
                architecture=values["architecture"],
                mel=MelSpec.from_json(values["mel"]),
                step_s=values["step_s"],
                context_s=values["context_s"],
                params=dict(values["params"]),
                calibration={
                    str(name): LabelCalibration(
                        entry["mean"], entry["sd"], tuple(entry["quantiles"]), entry["error_90"]
                    )
                    for name, entry in values["calibration"].items()
                },
                heads=tuple(str(name) for name in values["heads"]),
                corpora=tuple(str(name) for name in values["corpora"]),
                num_parameters=int(values["num_parameters"]),
                weights_sha256=values["weights_sha256"],
            )
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise ModelError(
                f"The model's specification is damaged ({error}); install the model again."
            ) from error


def _check_mel(mel: MelSpec) -> None:
    whole = (mel.sample_rate, mel.n_fft, mel.hop_length, mel.num_bands)
    _require(all(type(value) is int for value in whole), "the front end needs whole numbers")
    _require(8000 <= mel.sample_rate <= 192_000, "sample rate outside 8 to 192 kHz")
    _require(mel.n_fft <= MAX_COUNT * 2 and mel.num_bands <= 512, "the front end is too large")
    ok = all(_is_number(value) for value in (mel.f_min, mel.f_max, mel.floor))
    _require(ok, "the front end's frequencies are no numbers")
