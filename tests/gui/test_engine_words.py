"""What the window translates of the engine's words is what the engine says."""

import ast
from pathlib import Path

from app import engine_words
from mer_core.exports.formats import FORMATS
from mer_core.inference.protocol import UNTOLD
from mer_core.library.crate_schema import (
    FAILED_CRATE,
    FIRST_CRATES,
    MORE_CRATES,
    PLAYED_CRATES,
    PLAYED_FOLDER,
)
from mer_core.library.map_songs import AXES
from mer_core.library.tracks import MANUAL, STATES
from mer_core.models.properties import HARMONY, NOTES, WORDS, statistics
from mer_core.settings import CODE_PAGES
from mer_core.tags.profiles import BUILT_IN, EXISTING, TIMES, Profile
from mer_core.tags.table import GROUPS, kinds_of

ENGINE = Path(__file__).parents[2] / "mer_core"
#: Of jobs that the window does not watch.
UNSEEN = {"Judging"}


def _phases() -> set[str]:
    """Every phase that stands in the engine's code as a text."""
    found = set()
    for path in ENGINE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            named = isinstance(node.func, ast.Name) and node.func.id == "Progress"
            values = [*(node.args[:1] if named else []),
                      *(word.value for word in node.keywords if word.arg == "phase")]  # fmt: skip
            found |= {str(v.value) for v in values if isinstance(v, ast.Constant)}
    return found


def test_every_phase_of_a_job_can_be_translated() -> None:
    phases = _phases()
    assert "Writing tags" in phases
    assert phases - UNSEEN <= set(engine_words.PHASES)


def test_why_a_moment_is_not_told_of_can_be_translated() -> None:
    assert UNTOLD == engine_words.UNTOLD


def test_every_state_of_a_track_can_be_translated() -> None:
    assert {*STATES, MANUAL} <= set(engine_words.STATES)


def test_every_reason_can_be_translated() -> None:
    names = {name for name, _, _ in (*statistics(1), *HARMONY, *NOTES)}
    said = {word for pair in WORDS.values() for word in pair} | {f"its {name}" for name in names}
    assert said | {"its instruments and style"} == set(engine_words.REASONS)


def test_every_kind_of_field_can_be_translated() -> None:
    assert {*GROUPS, *GROUPS.values(), *AXES, kinds_of(())} <= set(engine_words.FIELDS)


def test_every_rule_of_a_profile_can_be_translated() -> None:
    said = {profile.about for profile in BUILT_IN}
    for existing in EXISTING:
        for times in TIMES:
            profile = Profile(
                "One", "", ("mood",), existing=existing, times=times, confidence=0.5, sidecar=True
            )
            said |= {rule.replace("0.50", "{confidence}") for rule in profile.rules()}
    assert said == set(engine_words.RULES)


def test_formats_code_pages_crates_and_profiles_have_words() -> None:
    formats = {words for each in FORMATS for words in (each.title, each.says)}
    assert formats == set(engine_words.FORMATS)
    assert set(CODE_PAGES.values()) == set(engine_words.CODE_PAGES)
    crates = {name for _, name, *_ in (*FIRST_CRATES, *MORE_CRATES)}
    crates |= {PLAYED_FOLDER, FAILED_CRATE[0], *(name for name, *_ in PLAYED_CRATES)}
    assert crates == set(engine_words.CRATES)
    assert {profile.name for profile in BUILT_IN} == set(engine_words.PROFILES)


def test_sentences_about_the_sound_are_said() -> None:
    said = {
        node.value
        for path in (ENGINE.parent / "app" / "playback").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
    }
    assert said >= set(engine_words.SOUND)
