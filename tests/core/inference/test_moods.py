from __future__ import annotations

from pathlib import Path

import pytest

from mer_core.emotion import MOODS
from mer_core.errors import InputError
from mer_core.inference.moods import MOOD_MAP, MoodMap
from mer_core.paths import AppPaths


def own_map(text: str) -> AppPaths:
    paths = AppPaths.of_user()
    paths.config.mkdir(parents=True, exist_ok=True)
    (paths.config / "moods.toml").write_text(text, "utf-8")
    return paths


def test_the_shipped_map_knows_every_mood() -> None:
    assert tuple(mood.name for mood in MoodMap.load().moods) == MOODS
    assert MoodMap.of_user(AppPaths.of_user()) == MoodMap.load()


def test_a_users_map_changes_only_what_it_names() -> None:
    paths = own_map("[happy]\nvalence = 0.6\n")
    happy, *others = MoodMap.of_user(paths).moods
    shipped, *rest = MoodMap.load().moods
    assert (happy.valence, happy.arousal, happy.heads) == (0.6, shipped.arousal, shipped.heads)
    assert others == rest


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[happy\n", "line 1"),
        ("[groovy]\nvalence = 0.5\n", "'groovy' is no mood"),
        ("[happy]\nvalence = 1.5\n", "happy.valence must lie between -1 and 1"),
        ("[happy]\nspread = 0\n", "happy.spread must lie"),
        ("[happy]\narousal = 'high'\n", "happy.arousal must be a number"),
        ("[happy]\narousal = nan\n", "happy.arousal must be a number"),
        ("[happy]\ncolour = 'red'\n", "unknown key 'colour'"),
        ("[happy]\nheads = { 'film.joy' = 1 }\n", "'film.joy', which no model answers"),
        ("[happy]\nheads = ['film.happy']\n", "table of weights"),
        ("[happy]\nplane = 0\nheads = { 'film.sad' = -1 }\n", "nothing speaks for happy"),
        ("happy = 3\n", "happy must be a table"),
    ],
)
def test_a_mistake_in_the_users_map_is_told_with_the_file_and_the_place(
    text: str, complaint: str
) -> None:
    with pytest.raises(InputError) as caught:
        MoodMap.of_user(own_map(text))
    assert complaint in str(caught.value)
    assert "moods.toml" in str(caught.value)


def test_a_map_that_lacks_a_mood_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "moods.toml"
    path.write_text(MOOD_MAP.read_text("utf-8").replace("[dreamy]", "[calm.more]"), "utf-8")
    with pytest.raises(InputError, match="mistake"):
        MoodMap.load(path)
    with pytest.raises(InputError, match="cannot be read"):
        MoodMap.load(tmp_path / "nowhere.toml")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_map_that_an_editor_saved_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "moods.toml"
    path.write_bytes(MOOD_MAP.read_text("utf-8").encode(encoding))
    assert MoodMap.load(path) == MoodMap.load()


def test_a_file_too_large_for_a_map_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "moods.toml"
    with path.open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(InputError, match="larger than 1 MB"):
        MoodMap.load(path)
