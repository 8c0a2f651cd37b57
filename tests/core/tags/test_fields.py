from __future__ import annotations

import datetime
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mer_core.emotion import MOODS, EmotionCurve, ModelRef, MoodScore, TrackEmotion
from mer_core.tags.fields import OWN_FIELDS, MoodTags, settled, split_moods

DATE = datetime.date(2026, 7, 1)
unit = st.floats(0, 1).map(lambda value: round(value, 3))
words = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"], exclude_characters=";/"),
    min_size=1,
    max_size=12,
)
spans = st.one_of(st.none(), st.tuples(unit, unit))
mood_tags = st.builds(
    MoodTags,
    moods=st.lists(words, max_size=4, unique_by=str.casefold).map(tuple),
    valence=st.one_of(st.none(), unit),
    arousal=st.one_of(st.none(), unit),
    scores=st.lists(st.sampled_from(MOODS), unique=True).flatmap(
        lambda names: st.tuples(
            *(st.builds(MoodScore, st.just(n), unit) for n in sorted(names, key=MOODS.index))
        )
    ),
    valence_range=spans,
    arousal_range=spans,
    model=st.sampled_from(["", "moodline/a@1 00000000 2026-01-01 auto"]),
)


def emotion(
    *moods: MoodScore, valence: float = 0.624, arousal: float = -0.3, steps: int = 20
) -> TrackEmotion:
    values = np.linspace(-1, 1, steps, dtype=np.float32)
    curve = EmotionCurve(0.0, 1.0, values, -values, ("happy",) * steps)
    return TrackEmotion(
        duration_s=20.0, valence=valence, arousal=arousal, tension=0.0, confidence=0.9,
        moods=moods, curve=curve, heads=None, model=ModelRef("mood", "2.1", "ab" * 32),
    )  # fmt: skip


@given(mood_tags)
def test_what_is_said_is_read_back(tags: MoodTags) -> None:
    assert MoodTags.from_texts(tags.texts()) == tags


@given(mood_tags)
def test_only_our_own_fields_are_written_and_none_is_empty(tags: MoodTags) -> None:
    texts = tags.texts()
    assert set(texts) <= set(OWN_FIELDS)
    assert all(value for values in texts.values() for value in values)


@given(st.floats(-1, 1), st.floats(-1, 1))
def test_numbers_are_always_five_signs_between_0_and_1(valence: float, arousal: float) -> None:
    tags = MoodTags.of(
        emotion(MoodScore("happy", 0.5), valence=valence, arousal=arousal), date=DATE
    )
    texts = tags.texts()
    for field in ("MOOD_VALENCE", "MOOD_AROUSAL"):
        (text,) = texts[field]
        assert len(text) == 5
        assert 0.0 <= float(text) <= 1.0
    assert float(texts["MOOD_VALENCE"][0]) == pytest.approx((valence + 1) / 2, abs=0.0006)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, -0.001, 1.001])
def test_a_number_that_is_none_or_out_of_range_cannot_even_be_held(value: float) -> None:
    with pytest.raises(ValueError, match="outside"):
        MoodTags(valence=value)
    with pytest.raises(ValueError, match="outside"):
        MoodTags(arousal_range=(0.1, value))
    with pytest.raises(ValueError, match="outside"):
        MoodScore("happy", value)


def test_an_emotion_becomes_words_numbers_and_its_origin() -> None:
    scores = (MoodScore("happy", 0.9), MoodScore("tender", 0.6), MoodScore("calm", 0.2))
    tags = MoodTags.of(emotion(*scores), date=DATE, how="auto")
    assert tags.texts() == {
        "MOOD": ("Happy", "Tender"),
        "MOOD_VALENCE": ("0.812",),
        "MOOD_AROUSAL": ("0.350",),
        "MOOD_HAPPY": ("0.900",),
        "MOOD_TENDER": ("0.600",),
        "MOOD_CALM": ("0.200",),
        "MOOD_VALENCE_RANGE": ("0.050-0.950",),
        "MOOD_AROUSAL_RANGE": ("0.050-0.950",),
        "MOOD_MODEL": ("moodline/mood@2.1 abababab 2026-07-01 auto",),
    }


def test_nothing_is_said_of_an_uncertain_song() -> None:
    assert MoodTags.of(emotion(MoodScore("uncertain", 1.0)), date=DATE) == MoodTags()


def test_an_unknown_way_is_refused() -> None:
    with pytest.raises(ValueError, match="guessed"):
        MoodTags.of(emotion(MoodScore("happy", 1.0)), date=DATE, how="guessed")


@pytest.mark.parametrize("word", ["a;b", "a/b", "a\0b", "a\nb", " a", "a "])
def test_a_word_that_would_fall_apart_in_some_format_is_not_written(word: str) -> None:
    with pytest.raises(ValueError, match="separates"):
        MoodTags(moods=(word,)).texts()


def test_reading_forgives_what_others_wrote() -> None:
    texts = {
        "MOOD": ("Happy", "happy", "Sad"),
        "MOOD_VALENCE": ("much",),
        "MOOD_AROUSAL": ("7",),
        "MOOD_HAPPY": (" 0.5 ",),
        "MOOD_SAD": ("nan",),
        "MOOD_VALENCE_RANGE": ("0.1-9.9",),
    }
    assert MoodTags.from_texts(texts) == MoodTags(
        moods=("Happy", "Sad"), scores=(MoodScore("happy", 0.5),)
    )


def test_fields_of_other_programs_are_read_where_ours_are_missing() -> None:
    others = {"MUSICMATCH_MOOD": ("Mellow",), "1T_VALENCE": ("80",), "1T_ENERGY": ("25",)}
    assert MoodTags.from_texts(others) == MoodTags(("Mellow",), 0.8, 0.25)
    ours = {"MOOD": ("Sad",), "MOOD_VALENCE": ("0.100",), "MOOD_AROUSAL": ("0.200",)}
    assert MoodTags.from_texts(others | ours) == MoodTags(("Sad",), 0.1, 0.2)


def test_a_new_date_alone_is_no_change() -> None:
    held = {"MOOD": ("Sad",), "MOOD_MODEL": ("moodline/a@1 00000000 2025-01-01 auto",)}
    later = {"MOOD": ("Sad",), "MOOD_MODEL": ("moodline/a@1 00000000 2026-01-01 auto",)}
    assert settled(later, held) == held
    other = later | {"MOOD": ("Calm",)}
    assert settled(other, held) == other


def test_moods_in_one_string_are_taken_apart() -> None:
    assert split_moods(["Happy; Sad;;", " Calm "]) == ("Happy", "Sad", "Calm")
    assert split_moods(["Happy/Sad"], ";/") == ("Happy", "Sad")
