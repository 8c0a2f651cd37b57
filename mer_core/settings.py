"""What the user has chosen, as one frozen value kept in a TOML file."""

from __future__ import annotations

import dataclasses
import os
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

import tomli_w

from mer_core.errors import InputError

THEMES = ("system", "dark", "light")
DEVICES = ("auto", "cpu", "cuda", "mps")


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults.

    ``volume`` is a linear position of the slider in [0, 1]; ``output_device`` a PortAudio device
    name, empty for the
    system's default; ``model`` a model id, empty for the bundled one; ``folders`` the library's
    folders; ``corpora`` the folder of labelled corpora that was trained on last.
    """

    theme: str = "system"
    volume: float = 0.8
    output_device: str = ""
    device: str = "auto"
    model: str = ""
    folders: tuple[str, ...] = ()
    follow_playhead: bool = False
    colour_map: str = "inferno"
    corpora: str = ""

    def __post_init__(self) -> None:
        if self.theme not in THEMES:
            raise InputError(
                f"The theme {self.theme!r} is unknown; choose one of {', '.join(THEMES)}."
            )
        if self.device not in DEVICES:
            raise InputError(
                f"The device {self.device!r} is unknown; choose one of {', '.join(DEVICES)}."
            )
        if not 0.0 <= self.volume <= 1.0:
            raise InputError(f"The volume {self.volume} is outside 0 to 1.")

    @classmethod
    def load(cls, path: Path) -> Settings:
        """Read ``path``; missing file or keys give defaults, unknown keys are ignored.

        Raises InputError with the file's name where it is not TOML or holds a bad value.
        """
        try:
            values = tomllib.loads(path.read_text("utf-8"))
        except FileNotFoundError:
            return cls()
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise InputError(
                f"The settings in {path} cannot be read ({error}); mend or delete it."
            ) from error
        known = {field.name: field for field in dataclasses.fields(cls)}
        kept = {name: value for name, value in values.items() if name in known}
        for name, value in kept.items():
            default = known[name].default
            if isinstance(default, tuple) and isinstance(value, list):
                kept[name] = tuple(str(entry) for entry in value)
            elif (
                isinstance(default, float)
                and isinstance(value, int)
                and not isinstance(value, bool)
            ):
                kept[name] = float(value)
            elif type(value) is not type(default):
                raise InputError(
                    f"{path}: {name} must be a {type(default).__name__}; mend or delete it."
                )
        return cls(**kept)

    def save(self, path: Path) -> None:
        """Write all settings to ``path``, atomically. Raises InputError where the disk refuses."""
        values = dataclasses.asdict(self)
        values["folders"] = list(self.folders)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
            with os.fdopen(handle, "wb") as file:
                tomli_w.dump(values, file)
            os.replace(name, path)
        except OSError as error:
            raise InputError(
                f"The settings could not be saved to {path} ({error.strerror})."
            ) from error
