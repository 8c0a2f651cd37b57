"""Keys by all of their names, and energy."""

from __future__ import annotations

import pytest

from mer_core.tonality import Key, drive_of, energy_of


@pytest.mark.parametrize(
    ("text", "camelot"),
    [
        ("8A", "8A"), ("08b", "8B"), ("Am", "8A"), ("A minor", "8A"), ("a", "8A"), ("C", "8B"),
        ("1d", "8B"), ("1m", "8A"), ("F#m", "11A"), ("Gb", "2B"), ("D♭m", "12A"), ("Cmaj", "8B"),
        ("C sharp minor", "12A"), ("B-flat major", "6B"), (" Ebmin ", "2A"), ("h", None),
        ("", None),
        ("13A", None), ("0A", None), ("Amazing", None), ("eyJhbGdvcml0aG0iOjk0", None),
    ],
)  # fmt: skip
def test_a_key_is_read_however_programs_spell_it(text: str, camelot: str | None) -> None:
    key = Key.parse(text)
    assert (None if key is None else key.camelot) == camelot


def test_every_key_is_found_by_its_name_and_by_its_place() -> None:
    keys = [Key.of(tonic, minor=minor) for tonic in range(12) for minor in (False, True)]
    assert sorted(key.rank for key in keys) == list(range(24))
    for number, key in enumerate(keys):
        assert (key.tonic, key.minor) == (number // 2, number % 2 == 1)
        assert Key.parse(key.name) == Key.parse(key.camelot) == key


def test_relatives_and_fifths_mix() -> None:
    key = Key.parse("8A")
    assert key is not None
    assert [str(other) for other in key.mixing] == ["Am (8A)", "C (8B)", "Dm (7A)", "Em (9A)"]


def test_energy_rises_with_arousal_and_with_drive_and_stays_within_its_scale() -> None:
    assert [energy_of(arousal, None) for arousal in (-1.0, 0.0, 1.0)] == [1, 6, 10]
    assert energy_of(0.2, -1.0) < energy_of(0.2, 0.0) < energy_of(0.2, 1.0)
    assert (energy_of(-1.0, -1.0), energy_of(1.0, 1.0)) == (1, 10)


def test_drive_is_density_and_steadiness() -> None:
    assert drive_of(0.1, 20.0) == -1.0
    assert drive_of(9.0, 0.0) == 1.0
    assert drive_of(3.0, 7.0) == pytest.approx(0.0)
