"""Sheets of sessions in the library."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mer_core.errors import InputError
from mer_core.library.database import Library
from mer_core.library.sessions import MAX_NOTES, Session, as_csv

SHEET = Session("2026-05-08", (4, 7), (6, 4), "A. B.", "Calm.", ("Nina – Dawn",))


def test_a_sheet_is_kept_in_the_order_of_days_and_comes_back_with_its_id(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.sqlite") as library:
        second = library.sessions.add(SHEET)
        first = library.sessions.add(replace(SHEET, day="2026-05-01"))
        assert library.sessions.all() == [first, second]
        library.sessions.delete(first.id)
        assert library.sessions.all() == [second]
        assert library.sessions.add(first) == first
        assert library.sessions.all() == [first, second]


@pytest.mark.parametrize(
    "wrong",
    [{"day": "8.5.2026"}, {"before": (0, 5)}, {"after": (5, 10)}, {"notes": "x" * (MAX_NOTES + 1)}],
)
def test_what_no_sheet_can_hold_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InputError):
        replace(SHEET, **wrong)  # type: ignore[arg-type]


def test_no_cell_of_the_table_is_a_formula() -> None:
    table = as_csv([replace(SHEET, who="=1+1", notes="+2", songs=("@x",))])
    assert table.splitlines()[1] == "2026-05-08,'=1+1,4,7,6,4,'+2,'@x"
