"""What the user has chosen, as one frozen value kept in a TOML file."""

from __future__ import annotations

import dataclasses
import os
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote_from_bytes, unquote_to_bytes

import tomli_w

from mer_core.disk import decoded, read_small, reason_of, replaced
from mer_core.errors import InputError

#: Perceptually uniform colours of the spectrogram, the first is the default.
COLOUR_MAPS = ("inferno", "magma", "viridis", "cividis")
#: What the waveform is coloured by, the first is the default.
WAVEFORMS = ("plain", "mood", "bands")
THEMES = ("system", "dark", "light", "high-contrast")
#: What moods are coloured by, and how much the window moves by itself.
COLOURS = ("standard", "safe")
MOTIONS = ("system", "reduced", "full")
DEVICES = ("auto", "cpu", "cuda", "mps")
LOUDNESS = ("off", "track", "album")
#: Languages of the window by their own names; empty: the system's.
LANGUAGES = {"": "", "en": "English", "uk": "Українська", "zh_CN": "简体中文"}
MAX_CROSSFADE_S = 12.0
#: A spectrogram is graded by so much at most, up or down.
MAX_GRADE_DB = 120.0
SMALLEST_TEXT, LARGEST_TEXT = 90, 150
_MAX_BYTES = 2**20


#: The code pages that the window offers; any other that Python knows may stand in the file.
CODE_PAGES = {
    "": "Guess it for every album",
    "cp1252": "Western European (Windows-1252)",
    "cp1250": "Central European (Windows-1250)",
    "cp1251": "Cyrillic (Windows-1251)",
    "koi8-r": "Cyrillic (KOI8-R)",
    "cp866": "Cyrillic (DOS 866)",
    "cp1253": "Greek (Windows-1253)",
    "cp1254": "Turkish (Windows-1254)",
    "cp1255": "Hebrew (Windows-1255)",
    "cp1256": "Arabic (Windows-1256)",
    "cp1257": "Baltic (Windows-1257)",
    "cp1258": "Vietnamese (Windows-1258)",
    "cp874": "Thai (Windows-874)",
    "cp932": "Japanese (Shift-JIS)",
    "euc-jp": "Japanese (EUC)",
    "gb18030": "Chinese, simplified (GBK)",
    "big5hkscs": "Chinese, traditional (Big5)",
    "cp949": "Korean (EUC-KR)",
}


#: A command, and what it is to be reached by.
_KEYS = re.compile(r"[a-z_0-9]+=[^\n]{0,60}", re.ASCII)


def _is_code_page(name: str) -> bool:
    """Whether Python knows it as an alphabet that begins with ASCII, as those of old tags do."""
    try:
        return b"Az 09".decode(name) == "Az 09"
    except (LookupError, ValueError):
        return False


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults.

    ``volume`` is a linear position of the slider in [0, 1]; ``output_device`` a PortAudio device
    name, empty for the system's default; ``model`` a model id, empty for the bundled one;
    ``folders`` the library's folders; ``corpora`` the folder of labelled corpora that was trained
    on last; ``code_page`` Python's name of the code page of old tags that do not state one, empty
    to guess it; ``profile`` names the profile by which tags are written; ``watch`` keeps an eye on
    the folders; ``analyse_on_mains`` lets the window's analysis wait on battery,
    ``analyse_when_idle`` while somebody uses the computer; ``crossfade_s`` lets the end of a song
    and the beginning of the next be heard together; ``loudness`` brings songs to one loudness by
    what their tags say of the song or its album; ``live_input`` is the input that was listened to
    last, empty for the system's default; ``recordings`` the folder for what is recorded there,
    empty for one in the user's music; ``gain_db`` brightens the spectrogram, ``range_db`` shows so
    much more below its loudest, ``hidden_curves`` names those that are not drawn; ``language`` is
    the window's, empty for the system's; ``text_size`` the window's type and sizes in percent;
    ``keys`` are other keys than the usual ones, as "command=Ctrl+Shift+E", or "command=" for none;
    ``seen`` names what was shown once and need not be shown again; ``tips`` says whether the window
    tells of a key at the moment it helps; ``colours`` of moods can be "safe" to tell apart for eyes
    that lack a kind of cones; ``motion`` can be "reduced" to none.
    """

    theme: str = "system"
    volume: float = 0.8
    output_device: str = ""
    device: str = "auto"
    model: str = ""
    folders: tuple[str, ...] = ()
    follow_playhead: bool = False
    colour_map: str = "inferno"
    waveform: str = "plain"
    gain_db: float = 0.0
    range_db: float = 0.0
    hidden_curves: tuple[str, ...] = ("tension",)
    corpora: str = ""
    code_page: str = ""
    profile: str = "Standard"
    watch: bool = False
    analyse_on_mains: bool = False
    analyse_when_idle: bool = False
    crossfade_s: float = 0.0
    loudness: str = "off"
    live_input: str = ""
    recordings: str = ""
    language: str = ""
    text_size: int = 100
    keys: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    tips: bool = True
    colours: str = "standard"
    motion: str = "system"

    def __post_init__(self) -> None:
        if self.theme not in THEMES:
            raise InputError(
                f"The theme {self.theme!r} is unknown; choose one of {', '.join(THEMES)}."
            )
        if self.colour_map not in COLOUR_MAPS:
            raise InputError(
                f"The colour map {self.colour_map!r} is unknown; choose one of "
                f"{', '.join(COLOUR_MAPS)}."
            )
        if not (abs(self.gain_db) <= MAX_GRADE_DB and abs(self.range_db) <= MAX_GRADE_DB):
            raise InputError(
                f"The spectrogram's gain_db {self.gain_db} or range_db {self.range_db} is outside "
                f"-{MAX_GRADE_DB:g} to {MAX_GRADE_DB:g} dB."
            )
        if self.waveform not in WAVEFORMS:
            raise InputError(
                f"The waveform {self.waveform!r} is unknown; choose one of {', '.join(WAVEFORMS)}."
            )
        for name, value, known in (
            ("colours", self.colours, COLOURS), ("motion", self.motion, MOTIONS),
        ):  # fmt: skip
            if value not in known:
                raise InputError(
                    f"The setting {name} = {value!r} is unknown; choose one of {', '.join(known)}."
                )
        if self.device not in DEVICES:
            raise InputError(
                f"The device {self.device!r} is unknown; choose one of {', '.join(DEVICES)}."
            )
        if not 0.0 <= self.volume <= 1.0:
            raise InputError(f"The volume {self.volume} is outside 0 to 1.")
        if not 0.0 <= self.crossfade_s <= MAX_CROSSFADE_S:
            raise InputError(
                f"The crossfade {self.crossfade_s} is outside 0 to {MAX_CROSSFADE_S:g} seconds."
            )
        if self.loudness not in LOUDNESS:
            raise InputError(
                f"The loudness {self.loudness!r} is unknown; choose one of {', '.join(LOUDNESS)}."
            )
        if not SMALLEST_TEXT <= self.text_size <= LARGEST_TEXT:
            raise InputError(
                f"The text size {self.text_size} is outside {SMALLEST_TEXT} to {LARGEST_TEXT} %."
            )
        for entry in self.keys:
            if not _KEYS.fullmatch(entry):
                raise InputError(
                    f"The entry {entry!r} of keys cannot be read; write for example "
                    '"play=Space", or "play=" for no key.'
                )
        if self.language not in LANGUAGES:
            raise InputError(
                f"The language {self.language!r} is unknown; choose one of "
                f"{', '.join(filter(None, LANGUAGES))}, or leave it empty."
            )
        if self.code_page and not _is_code_page(self.code_page):
            raise InputError(
                f"The code page {self.code_page!r} is unknown; write for example cp1251, shift_jis "
                "or big5, or leave it empty."
            )

    @classmethod
    def load(cls, path: Path) -> Settings:
        """Read ``path``; missing file or keys give defaults, unknown keys are ignored.

        Raises InputError with the file's name where it is not TOML or holds a bad value.
        """
        try:
            values = tomllib.loads(decoded(read_small(path, _MAX_BYTES)))
        except FileNotFoundError:
            return cls()
        except (OSError, ValueError) as error:
            raise InputError(
                f"The settings in {path} cannot be read ({error}); mend or delete it."
            ) from error
        known = {field.name: field for field in dataclasses.fields(cls)}
        kept = {name: value for name, value in values.items() if name in known}
        for name, value in kept.items():
            default = known[name].default
            if isinstance(default, tuple) and isinstance(value, list):
                kept[name] = tuple(_text(str(entry)) for entry in value)
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
            elif isinstance(value, str):
                kept[name] = _text(value)
        return cls(**kept)

    def save(self, path: Path) -> None:
        """Write all settings to ``path``, atomically. Raises InputError where the disk refuses."""
        values = {
            name: [_storable(entry) for entry in value]
            if isinstance(value, tuple)
            else _storable(value)
            for name, value in dataclasses.asdict(self).items()
        }
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with replaced(path) as file:
                tomli_w.dump(values, file)
        except OSError as error:
            raise InputError(
                f"The settings could not be saved to {path} ({reason_of(error)})."
            ) from error


_BYTES = "file://"


def _storable(value: object) -> object:
    """``value`` as TOML can hold it. A path that is no text becomes a URL of its bytes: no path
    that Moodline keeps begins like one.
    """
    if not isinstance(value, str):
        return value
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return _BYTES + quote_from_bytes(os.fsencode(value))
    return value


def _text(stored: str) -> str:
    """What ``_storable`` was given."""
    if not stored.startswith(_BYTES):
        return stored
    return os.fsdecode(unquote_to_bytes(stored.removeprefix(_BYTES)))
