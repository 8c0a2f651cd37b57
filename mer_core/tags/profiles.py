"""Which fields are written, by which rules: profiles for what the files are used with.

A user's own profile is a small TOML file in the settings folder, which can be handed to others.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import tomli_w

from mer_core.disk import decoded, read_small, reason_of, replaced
from mer_core.errors import InputError
from mer_core.tags.table import FAMILIES, GROUPS, TABLE

#: What becomes of mood words that stand in a file: ours take their place, ours are added to those
#: that others wrote, they stay unless all are ours, or whatever stands there stays.
REPLACE, ADD, OWN, EMPTY = EXISTING = ("replace", "add", "own", "empty")
#: What becomes of a file's time: it stays, it is a second later (so that servers look at the file
#: again, and orders by time stay), or it is the time of the write.
KEEP, LATER, NOW = TIMES = ("keep", "later", "now")

EXISTING_WORDS = {
    REPLACE: "ours take the place of the mood words in a file",
    ADD: "ours are added to the mood words of others",
    OWN: "mood words of others stay, and then ours are not written",
    EMPTY: "only what is empty is written",
}
_TIMES = {
    KEEP: "files keep their time",
    LATER: "a written file is a second younger, so that servers look at it again",
    NOW: "a written file has the time of the write",
}
_MAX_BYTES = 2**16
_NAME = re.compile(r"[^\W_][\w .+-]{0,39}")


@dataclass(frozen=True, slots=True)
class Profile:
    """What is written: ``groups`` of the table's fields; ``existing`` is one of EXISTING, ``times``
    of TIMES.

    Below ``confidence`` (0 to 1) nothing is written of what nobody corrected. ``sidecar``: what
    cannot be tagged gets a file ``<name>.mood.json`` beside it.
    """

    name: str
    about: str
    groups: tuple[str, ...]
    existing: str = REPLACE
    confidence: float = 0.0
    times: str = KEEP
    sidecar: bool = False

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name) or self.name != self.name.strip():
            raise InputError(
                f"A profile cannot be called {self.name!r}: use up to 40 letters, digits, spaces."
            )
        unknown = [group for group in self.groups if group not in GROUPS]
        if unknown:
            raise InputError(
                f"There is no field {unknown[0]!r}; the fields are {', '.join(GROUPS)}."
            )
        if not self.groups:
            raise InputError(f"The profile {self.name} names no field to write.")
        for name, value, known in (
            ("existing", self.existing, EXISTING), ("times", self.times, TIMES)
        ):  # fmt: skip
            if value not in known:
                raise InputError(f"{name} = {value!r} is unknown; write {', '.join(known)}.")
        if not (math.isfinite(self.confidence) and 0.0 <= self.confidence <= 1.0):
            raise InputError(f"The confidence {self.confidence} is outside 0 to 1.")

    @property
    def key(self) -> str:
        """What it is asked for by, in small letters."""
        return self.name.casefold()

    def listing(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """What is touched where: the group, the field inside Moodline, and what it is called in
        each of FAMILIES ("" where it is not written there).
        """
        return [(row.group, row.name, row.natives) for row in TABLE if row.group in self.groups]

    def rules(self) -> list[str]:
        """By which rules it writes, each as a clause."""
        rules = [EXISTING_WORDS[self.existing], _TIMES[self.times]]
        if self.confidence:
            rules.append(f"what is less sure than {self.confidence:.2f} is not written")
        if self.sidecar:
            rules.append("what cannot be tagged gets a file NAME.mood.json beside it")
        return [*rules, "what was corrected by hand elsewhere is never overwritten"]

    def natives(self, family: str) -> tuple[str, ...]:
        """What it may touch in one kind of tag, by the names there."""
        place = FAMILIES.index(family)
        return tuple(natives[place] for _, _, natives in self.listing() if natives[place])


_NUMBERS = ("mood", "numbers", "scores", "ranges", "model")
STANDARD = Profile(
    "Standard", "Mood words, numbers and where they come from, for any program.", _NUMBERS
)
BUILT_IN = (
    STANDARD,
    Profile(
        "DJ",
        "For rekordbox, Serato, Traktor and Mixxx, which show the comment and no mood.",
        ("mood", "numbers", "model", "energy", "bpm", "key", "comment"),
    ),
    Profile(
        "Server",
        "For Navidrome, Jellyfin, Plex, Kodi and Lyrion; they see by its time that a file is new.",
        ("mood", "model"),
        times=LATER,
    ),
    Profile(
        "Library",
        "For Picard, Quod Libet, foobar2000 and MusicBee; words of others stay.",
        (*_NUMBERS, "quodlibet"),
        existing=ADD,
    ),
    Profile(
        "Everything",
        "Every field there is, the emotion over time too; a file beside what cannot be tagged.",
        tuple(GROUPS),
        sidecar=True,
    ),
)


def load_all(folder: Path) -> tuple[Profile, ...]:
    """The built-in profiles and the user's own, by name. Raises InputError for a file that is none.

    Of the user's own, one with a built-in one's name takes its place.
    """
    own = [load(path) for path in sorted(folder.glob("*.toml"))]
    known = {profile.key: profile for profile in (*BUILT_IN, *own)}
    return tuple(known.values())


def named(name: str, folder: Path) -> Profile:
    """The profile of this name, in any case. Raises InputError."""
    known = {profile.key: profile for profile in load_all(folder)}
    if name.casefold() not in known:
        names = ", ".join(profile.name for profile in known.values())
        raise InputError(f'There is no profile "{name}"; the profiles are {names}.')
    return known[name.casefold()]


def load(path: Path) -> Profile:
    """A profile in a TOML file. Raises InputError, with the file's name, where it is none."""
    try:
        values = tomllib.loads(decoded(read_small(path, _MAX_BYTES)))
        return _profile(values)
    except FileNotFoundError as error:
        raise InputError(f"There is no file {path}.") from error
    except (OSError, ValueError) as error:
        raise InputError(f"The profile in {path} cannot be read ({error}).") from error
    except InputError as error:
        raise InputError(f"{path}: {error}") from error


def save(profile: Profile, path: Path) -> None:
    """Write ``profile`` as TOML, whole or not at all. Raises InputError where the disk refuses."""
    values = {
        "name": profile.name, "about": profile.about, "fields": list(profile.groups),
        "existing": profile.existing, "confidence": profile.confidence, "times": profile.times,
        "sidecar": profile.sidecar,
    }  # fmt: skip
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replaced(path) as file:
            tomli_w.dump(values, file)
    except OSError as error:
        raise InputError(f"{path} could not be written ({reason_of(error)}).") from error


def take_in(path: Path, folder: Path) -> Profile:
    """Make the profile in ``path`` one of the user's own, in place of one of the same name.

    Raises InputError.
    """
    profile = load(path)
    save(profile, folder / f"{profile.key}.toml")
    return profile


_KINDS: Mapping[str, type | tuple[type, ...]] = {
    "name": str, "about": str, "fields": list, "existing": str, "confidence": (int, float),
    "times": str, "sidecar": bool,
}  # fmt: skip


def _profile(values: Mapping[str, object]) -> Profile:
    for name, value in values.items():
        if name not in _KINDS:
            raise InputError(f"{name!r} is unknown; known are {', '.join(_KINDS)}.")
        is_truth = isinstance(value, bool) and _KINDS[name] is not bool
        if is_truth or not isinstance(value, _KINDS[name]):
            raise InputError(f"{name} = {value!r} is not of the right kind.")
    fields = values.get("fields", [])
    assert isinstance(fields, list)
    return Profile(
        str(values.get("name", "")),
        str(values.get("about", "")),
        tuple(dict.fromkeys(map(str, fields))),
        existing=str(values.get("existing", REPLACE)),
        confidence=float(str(values.get("confidence", 0.0))),
        times=str(values.get("times", KEEP)),
        sidecar=bool(values.get("sidecar", False)),
    )
