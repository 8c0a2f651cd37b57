from __future__ import annotations

from pathlib import Path

import pytest

from mer_core.cli.terminal import RequestError
from tests.core.cli.test_commands import run, run_strictly


def test_a_search_is_explained_and_counted(home: Path) -> None:
    said = run("search", "--explain", "mood:calm", "|", "energy:>7").stdout
    assert said == "Calm is among the moods or energy more than 7: 0 found.\n"


def test_an_error_points_at_the_word_that_is_wrong(home: Path) -> None:
    with pytest.raises(RequestError) as raised:
        run_strictly("search", "rain", "mood:hapy", "calm")
    assert str(raised.value).endswith("\n  rain mood:hapy calm\n       ^^^^^^^^^")
    with pytest.raises(RequestError) as raised:
        run_strictly("search", "--explain", "(calm")
    assert str(raised.value).endswith("\n  (calm\n       ^")
