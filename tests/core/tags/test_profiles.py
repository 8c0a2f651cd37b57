"""What a profile writes, field by field, in every container; and what it leaves alone."""

from __future__ import annotations

import dataclasses
import math
import os
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mutagen
import mutagen.apev2
import mutagen.id3
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutagen.dsf import DSF
from mutagen.mp3 import MP3
from mutagen.oggflac import OggFLAC
from mutagen.oggspeex import OggSpeex
from mutagen.tak import TAK

from mer_core.errors import InputError, TagConflict, TagError
from mer_core.jobs import SilentContext
from mer_core.tags import profiles, sidecar, writer
from mer_core.tags.fields import MoodTags
from mer_core.tags.journal import Journal
from mer_core.tags.merging import Saying
from mer_core.tags.profiles import BUILT_IN, STANDARD, Profile
from mer_core.tags.storage import container_of
from mer_core.tags.table import FAMILIES, TABLE
from tests.core.tags.containers import MAKERS
from tests.core.tags.rare_containers import RARE
from tests.core.tags.samples import BATTERY, HAPPY, SAD, ape_tag, frame, mp3_sound, tag
from tests.data.audio_files import make_audio

MTIME_NS = 1_234_567_890_123_456_789
TIMELINE = "v=1;t0=0.0;dt=1.0;n=1;ch=valence:u8,arousal:u8,class:u8;cls=happy;enc=b64;d=/gAA"
ALL = Saying(HAPPY, energy=7, bpm=127.6, key="F#m", timeline=TIMELINE)
DJ = next(profile for profile in BUILT_IN if profile.name == "DJ")
EVERYTHING = next(profile for profile in BUILT_IN if profile.name == "Everything")
OPENERS = {"tak": TAK, "dsf": DSF, "oga": OggFLAC, "spx": OggSpeex, "mp3": MP3, "mp2": MP3}


def put(journal: Journal, path: Path, saying: Saying | MoodTags, profile: Profile) -> str:
    change = writer.plan(path, saying, profile)
    with journal.begin("test") as run:
        writer.write(change, run)
        return run.id


def seen(path: Path) -> dict[str, str]:
    """Every field that mutagen sees, as it calls them."""
    opener: Any = OPENERS.get(path.suffix[1:], mutagen.File)
    tags = opener(path).tags
    return {key: repr(tags[key]) for key in dict.fromkeys(tags.keys())} if tags else {}


def family_of(path: Path) -> str:
    with path.open("rb") as file:
        container = container_of(file)
        assert container is not None
        return container.store(file).family


def as_listed(key: str) -> str:
    return "COMM" if key.startswith("COMM::") else key.upper()


@pytest.mark.parametrize("make", [*MAKERS.values(), *RARE.values()], ids=[*MAKERS, *RARE])
def test_every_field_is_written_read_and_taken_back_and_no_other_is_touched(
    make: Callable[[Path], Path], tmp_path: Path, journal: Journal
) -> None:
    path = make(tmp_path)
    os.utime(path, ns=(MTIME_NS, MTIME_NS))
    old, before = path.read_bytes(), seen(path)
    runs = [put(journal, path, ALL, EVERYTHING)]
    change = writer.plan(path, ALL, EVERYTHING, wrote=noted(path))
    assert not change.changed, change.fields
    after = seen(path)
    family = family_of(path)
    touched = {as_listed(key) for key in before.keys() | after.keys()
               if before.get(key) != after.get(key)}  # fmt: skip
    listed = {native.upper() for native in EVERYTHING.natives(family)}
    assert touched <= listed | {"TXXX:MOOD", "TMOO"}
    written = {row.name for row in TABLE if row.native(family)} - {
        f"MOOD_{mood}" for mood in ("ANGRY", "TENSE", "NOSTALGIC", "SOLEMN", "CALM", "TENDER",
                                    "DREAMY")}  # fmt: skip
    told = writer.said_by(path)
    assert {name for name in written if name not in told and "::" not in name} == set()
    assert told["BPM"] == ("128",)
    assert told["INITIALKEY"] == ("F#m",)
    assert told["MOOD_TIMELINE"] == (TIMELINE,)
    runs.append(put(journal, path, Saying(SAD), EVERYTHING))
    assert writer.read(path) == SAD
    for run in reversed(runs):
        assert all(result.ok for result in journal.undo(run, SilentContext()))
    assert path.read_bytes() == old
    assert path.stat().st_mtime_ns == MTIME_NS


def noted(path: Path) -> dict[str, tuple[str, ...]]:
    """What of the file is ours, as the library would have noted it."""
    told = writer.said_by(path)
    return {name: told[name] for name in ("MOOD", "ENERGYLEVEL", "BPM", "INITIALKEY")}


@pytest.mark.parametrize("profile", BUILT_IN, ids=lambda profile: profile.name)
@pytest.mark.parametrize("kind", ["2.2", "2.3 without padding", "2.4", "2.4 unsynchronised"])
def test_a_profile_touches_only_what_it_lists(
    profile: Profile, kind: str, tmp_path: Path, journal: Journal
) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(BATTERY[kind]())
    before = seen(path)
    put(journal, path, ALL, profile)
    after = seen(path)
    listed = {native.upper() for native in profile.natives(family_of(path))}
    touched = {as_listed(key) for key in before.keys() | after.keys()
               if before.get(key) != after.get(key)}  # fmt: skip
    assert touched <= listed | {"TXXX:MOOD", "TMOO"}
    assert len(touched & {"TMOO", "TXXX:MOOD"}) >= 1
    assert not {"TMOO", "TXXX:MOOD"} <= {key.upper() for key in after}, "one mood field a file"


def comm(text: bytes, *, language: bytes = b"deu", encoding: int = 0) -> bytes:
    return frame("COMM", bytes([encoding]) + language + b"\0" + text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Caf\xe9 \xcf\xf0\xe8 1/2", b"Caf\xe9 \xcf\xf0\xe8 1/2 [MOOD: Happy; Energetic]"),
        (b"8A - 128 [MOOD: Sad] nice ", b"8A - 128 [MOOD: Happy; Energetic] nice "),
        (b"[MOOD: Sad]", b"[MOOD: Happy; Energetic]"),
        (b"a\r\nb ", b"a\r\nb  [MOOD: Happy; Energetic]"),
    ],
)
def test_only_our_block_of_a_comment_changes_and_goes_again(
    old: bytes, new: bytes, tmp_path: Path, journal: Journal
) -> None:
    path = tmp_path / "song.mp3"
    others = frame("COMM", b"\0engiTunNORM\0 0001") + comm(b"zweiter", language=b"fra")
    path.write_bytes(tag(comm(old) + others, padding=500) + mp3_sound())
    put(journal, path, HAPPY, DJ)
    data = path.read_bytes()
    assert b"COMM" + len(b"\0deu\0" + new).to_bytes(4, "big") + b"\0\0\0deu\0" + new in data
    assert others in data
    put(journal, path, MoodTags(), DJ)
    without = mutagen.id3.ID3(path, translate=False).get("COMM::deu")
    rest = new.replace(b" [MOOD: Happy; Energetic]", b"").replace(b"[MOOD: Happy; Energetic]", b"")
    assert (without.text[0].encode("latin-1") if without else b"") == rest
    assert others in path.read_bytes()


def test_a_comment_in_bytes_that_are_no_text_is_left_alone_or_refused(
    tmp_path: Path, journal: Journal
) -> None:
    path = make_audio(tmp_path / "song.wv")
    data = path.read_bytes().partition(b"APETAGEX")[0]
    path.write_bytes(data + ape_tag({"comment": b"Caf\xe9", "Title": b"x"}))
    old = path.read_bytes()
    try:
        put(journal, path, HAPPY, DJ)
    except TagError:
        assert path.read_bytes() == old
    else:
        assert b"comment\0Caf\xe9 [MOOD: Happy; Energetic]" in path.read_bytes()


@pytest.mark.parametrize("name", ["song.mp3", "song.flac", "song.m4a", "song.wma", "song.wv"])
def test_energy_tempo_and_key_of_others_are_never_overwritten(
    name: str, tmp_path: Path, journal: Journal
) -> None:
    path = make_audio(tmp_path / name)
    put(journal, path, Saying(MoodTags(), energy=3, bpm=90, key="Am"), DJ)
    change = writer.plan(path, ALL, DJ)
    assert set(change.kept) == {"energy", "bpm", "key"}
    with journal.begin("again") as run:
        writer.write(change, run)
    told = writer.said_by(path)
    assert (told["ENERGYLEVEL"], told["BPM"], told["INITIALKEY"]) == (("3",), ("90",), ("Am",))
    ours = writer.plan(path, ALL, DJ, wrote={"ENERGYLEVEL": ("3",)})
    assert "ENERGYLEVEL" in ours.fields
    assert "BPM" not in ours.fields


@pytest.mark.parametrize(
    "saying",
    [
        Saying(HAPPY, bpm=math.nan), Saying(HAPPY, bpm=math.inf), Saying(HAPPY, bpm=0),
        Saying(HAPPY, bpm=70_000), Saying(HAPPY, energy=0), Saying(HAPPY, energy=11),
        Saying(HAPPY, key="H"), Saying(HAPPY, key="A\0m"),
    ],
)  # fmt: skip
def test_what_is_no_tempo_key_or_energy_is_never_written(saying: Saying, tmp_path: Path) -> None:
    path = make_audio(tmp_path / "song.m4a")
    with pytest.raises(TagError, match=" is no "):
        writer.plan(path, saying, DJ)


def test_a_tempo_under_another_name_counts_too(tmp_path: Path) -> None:
    path = make_audio(tmp_path / "song.flac")
    tags = mutagen.File(path)
    tags["KEY"], tags["TEMPO"] = "bm90IG91cnM=", "93"
    tags.save()
    assert {"bpm", "key"} <= writer.plan(path, ALL, DJ).kept.keys()


@pytest.mark.parametrize(
    ("existing", "there", "wrote", "expected"),
    [
        ("replace", ("Dark", "Sad"), None, ("Happy", "Energetic")),
        ("add", ("Dark", "happy"), None, ("Dark", "happy", "Energetic")),
        ("add", ("Dark", "Sad"), {"MOOD": ("Sad",)}, ("Dark", "Happy", "Energetic")),
        ("own", ("Dark",), None, ("Dark",)),
        ("own", ("Sad",), {"MOOD": ("Sad",)}, ("Happy", "Energetic")),
        ("empty", ("Sad",), {"MOOD": ("Sad",)}, ("Sad",)),
        ("empty", (), None, ("Happy", "Energetic")),
    ],
)
def test_mood_words_that_are_there_are_treated_as_the_rule_says(
    existing: str, there: tuple[str, ...], wrote: Any, expected: tuple[str, ...], tmp_path: Path,
    journal: Journal,
) -> None:  # fmt: skip
    path = make_audio(tmp_path / "song.flac")
    put(journal, path, MoodTags(there), STANDARD)
    rule = Profile("Mine", "", ("mood", "numbers", "model"), existing=existing)
    change = writer.plan(path, HAPPY, rule, wrote=wrote)
    assert change.new.moods == expected
    with journal.begin("test") as run:
        writer.write(change, run)
    assert writer.read(path).moods == expected
    assert not writer.plan(path, HAPPY, rule, wrote=change.added).changed


def test_a_profile_that_leaves_a_field_out_does_not_forget_who_wrote_it(
    tmp_path: Path, journal: Journal
) -> None:
    path = make_audio(tmp_path / "song.flac")
    put(journal, path, MoodTags(("Dark",)), STANDARD)
    add = Profile("Mine", "", ("mood", "energy"), existing="add")
    first = writer.plan(path, ALL, add)
    with journal.begin("test") as run:
        writer.write(first, run)
    comment = writer.plan(path, ALL, Profile("Other", "", ("comment",)), wrote=first.added)
    assert comment.added == first.added == {
        "MOOD": ("Happy", "Energetic"), "ENERGYLEVEL": ("7",),
    }  # fmt: skip
    assert writer.plan(path, SAD, add, wrote=comment.added).new.moods == ("Dark", "Sad")


def test_what_was_corrected_by_hand_elsewhere_is_never_overwritten(
    tmp_path: Path, journal: Journal
) -> None:
    path = make_audio(tmp_path / "song.flac")
    by_hand = MoodTags(("Sad",), model="moodline/m@1 00000000 2026-01-01 manual")
    put(journal, path, by_hand, STANDARD)
    change = writer.plan(path, HAPPY)
    assert not change.changed
    assert "by hand" in change.kept["mood"]
    assert writer.plan(path, HAPPY, wrote={"MOOD": ("Sad",)}).changed


@pytest.mark.parametrize(
    ("times", "moved_ns"), [("keep", 0), ("later", 1_000_000_000), ("now", None)]
)
@pytest.mark.parametrize("kind", ["2.3 without padding", "2.4"])
def test_a_files_time_becomes_what_the_profile_says(
    times: str, moved_ns: int | None, kind: str, tmp_path: Path, journal: Journal
) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(BATTERY[kind]())
    os.utime(path, ns=(MTIME_NS, MTIME_NS))
    run = put(journal, path, SAD, Profile("Mine", "", ("mood",), times=times))
    written_ns = path.stat().st_mtime_ns
    if moved_ns is None:
        assert written_ns > MTIME_NS + 10**15
    else:
        assert written_ns == MTIME_NS + moved_ns
    assert journal.undo(run, SilentContext())[0].ok
    assert path.read_bytes() == BATTERY[kind]()
    assert path.stat().st_mtime_ns == written_ns + (
        moved_ns or path.stat().st_mtime_ns - written_ns
    )


def untaggable(folder: Path) -> Path:
    path = folder / "song.mka"
    make_audio(folder / "song.mkv").rename(path)
    return path


def test_what_cannot_be_tagged_gets_a_side_car_that_is_read_changed_and_undone(
    tmp_path: Path, journal: Journal
) -> None:
    path = untaggable(tmp_path)
    old = path.read_bytes()
    with pytest.raises(TagError, match="cannot hold"):
        writer.plan(path, HAPPY)
    runs = [put(journal, path, ALL, EVERYTHING)]
    beside = sidecar.path_of(path)
    assert beside.name == "song.mka.mood.json"
    assert writer.read(path) == HAPPY
    assert writer.held(path) is not None
    assert not writer.plan(path, HAPPY).changed, "a side-car that is there is kept up to date"
    runs.append(put(journal, path, SAD, EVERYTHING))
    assert writer.read(path).moods == ("Sad",)
    for run in reversed(runs):
        assert [r.reason for r in Journal(journal.folder).undo(run, SilentContext())] == [""]
    assert not beside.exists()
    assert path.read_bytes() == old
    assert set(os.listdir(tmp_path)) == {path.name, "journal"}


def test_a_side_car_of_somebody_else_or_changed_since_is_left(
    tmp_path: Path, journal: Journal
) -> None:
    path = untaggable(tmp_path)
    beside = sidecar.path_of(path)
    beside.write_text("[1, 2]")
    with pytest.raises(TagError, match=r"song\.mka\.mood\.json"):
        writer.plan(path, HAPPY, EVERYTHING)
    beside.unlink()
    change = writer.plan(path, HAPPY, EVERYTHING)
    beside.write_text('{"moodline": 1, "fields": {}}')
    with journal.begin("late") as run, pytest.raises(TagConflict):
        writer.write(dataclasses.replace(change, held={"MOOD": ("Old",)}), run)
    beside.unlink()
    run_id = put(journal, path, HAPPY, EVERYTHING)
    beside.write_text("mine now")
    (result,) = journal.undo(run_id, SilentContext())
    assert "changed since" in result.reason
    assert beside.read_text() == "mine now"


def test_a_profile_is_exported_and_imported_as_it_is(tmp_path: Path) -> None:
    mine = Profile(
        "Club night", "For Fridays.", ("mood", "comment"), "add", 0.25, "later", sidecar=True
    )
    profiles.save(mine, tmp_path / "out" / "club.toml")
    assert profiles.take_in(tmp_path / "out" / "club.toml", tmp_path / "own") == mine
    assert profiles.named("CLUB NIGHT", tmp_path / "own") == mine
    assert profiles.load_all(tmp_path / "own") == (*BUILT_IN, mine)


@pytest.mark.parametrize(
    "text",
    [
        'name = "x"', 'name = ""\nfields = ["mood"]', 'name = "../x"\nfields = ["mood"]',
        'name = "x"\nfields = ["smell"]', 'name = "x"\nfields = "mood"',
        'name = "x"\nfields = ["mood"]\nexisting = "destroy"',
        'name = "x"\nfields = ["mood"]\nconfidence = 2', "= broken",
        'name = "x"\nfields = ["mood"]\nconfidence = true', 'name = 3\nfields = ["mood"]',
        'name = "x"\nfields = ["mood"]\nsidecar = "yes"', 'name = "x"\nfeelds = ["mood"]',
        'name = "x"\nfields = ["mood"]\nconfidence = nan',
    ],
)  # fmt: skip
def test_a_file_that_is_no_profile_is_refused_by_its_name(text: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text)
    with pytest.raises(InputError, match=r"bad\.toml"):
        profiles.load(path)


def test_fields_of_acousticbrainz_are_read_and_left_alone(tmp_path: Path, journal: Journal) -> None:
    path = make_audio(tmp_path / "song.flac")
    tags = mutagen.File(path)
    tags["ab:hi:mood_sad:sad"], tags["ab:hi:mood_sad:not_sad"] = "0.81", "0.19"
    tags["ab:hi:mood_happy:happy"], tags["ab:hi:mood_party:party"] = "0.3", "0.99"
    tags["ab:hi:mood_relaxed:relaxed"] = "0.95"
    tags.save()
    assert writer.read(path).moods == ("Party", "Relaxed", "Sad")
    put(journal, path, ALL, EVERYTHING)
    assert writer.read(path).moods == HAPPY.moods
    assert mutagen.File(path)["ab:hi:mood_sad:sad"] == ["0.81"]


def test_the_table_names_each_field_once_and_keeps_off_the_names_of_others() -> None:
    for place, family in enumerate(FAMILIES):
        natives = [row.natives[place].upper() for row in TABLE if row.natives[place]]
        assert len(natives) == len(set(natives)), family
        assert not {"ENERGY", "KEY", "TXXX:MOOD" if family == "ID3v2.4" else "TMOO"} & set(natives)


def test_two_wrong_pointers_of_a_dsf_are_refused(tmp_path: Path) -> None:
    path = RARE["dsf"](tmp_path)
    data = bytearray(path.read_bytes())
    for place, value in ((20, 12), (20, len(data) - 3), (12, len(data) + 1)):
        damaged = data[:place] + struct.pack("<Q", value) + data[place + 8 :]
        path.write_bytes(bytes(damaged))
        with pytest.raises(TagError):
            writer.plan(path, HAPPY)


COMMENTED: dict[str, tuple[Callable[[Path], Path], str]] = {
    "mp3 2.3": (lambda f: battery(f, "2.3 without padding"), "COMM::eng"),
    "mp3 2.4": (lambda f: battery(f, "2.4"), "COMM::eng"),
    "flac": (MAKERS[".flac"], "comment"),
    "ogg": (MAKERS[".ogg"], "comment"),
    "m4a": (MAKERS[".m4a"], "\xa9cmt"),
    "wv": (MAKERS[".wv"], "Comment"),
}


def battery(folder: Path, kind: str) -> Path:
    path = folder / "song.mp3"
    path.write_bytes(BATTERY[kind]())
    return path


def comment_in(path: Path, key: str) -> str | None:
    tags = MP3(path, translate=False).tags if path.suffix == ".mp3" else mutagen.File(path).tags
    value = tags.get(key)
    return None if value is None else str((value.text if hasattr(value, "text") else value)[0])


@pytest.mark.slow
@pytest.mark.parametrize("kind", COMMENTED)
@settings(
    max_examples=25, deadline=None, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(
    text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(lambda t: f"x{t}y")
)
def test_any_comment_keeps_every_character_beside_our_block(
    kind: str, text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    make, key = COMMENTED[kind]
    folder = tmp_path_factory.mktemp("comment")
    path, journal = make(folder), Journal(folder / "journal")
    tags = MP3(path, translate=False) if path.suffix == ".mp3" else mutagen.File(path)
    if path.suffix == ".mp3":
        tags.tags.add(mutagen.id3.COMM(encoding=1, lang="eng", desc="", text=[text]))
        tags.save(v2_version=int(kind[-1]), v23_sep=None)
    else:
        tags[key] = [text]
        tags.save()
    old = path.read_bytes()
    runs = [put(journal, path, HAPPY, DJ)]
    assert comment_in(path, key) == f"{text} [MOOD: Happy; Energetic]"
    runs.append(put(journal, path, SAD, DJ))
    assert comment_in(path, key) == f"{text} [MOOD: Sad]"
    runs.append(put(journal, path, MoodTags(), DJ))
    assert comment_in(path, key) == text
    for run in reversed(runs):
        assert all(result.ok for result in journal.undo(run, SilentContext()))
    assert path.read_bytes() == old
