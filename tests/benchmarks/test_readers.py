"""docs/TAGS.md says what the code does, and other people's programs still see what it says."""

from __future__ import annotations

import pytest

from benchmarks.readers import (
    PAGE,
    READERS,
    answers,
    fields_table,
    profiles_table,
    readers_table,
    section,
    stars_table,
)

WRITTEN_DOWN = PAGE.read_text("utf-8")


def test_the_page_lists_the_fields_and_profiles_that_there_are() -> None:
    assert section(WRITTEN_DOWN, "fields") == fields_table()
    assert section(WRITTEN_DOWN, "profiles") == profiles_table()
    assert section(WRITTEN_DOWN, "stars") == stars_table()


@pytest.mark.slow
def test_every_program_that_is_installed_sees_what_the_page_says() -> None:
    found = answers()
    if not found:
        pytest.skip("none of the programs is installed")
    told = rows(section(WRITTEN_DOWN, "readers"))
    now = rows(readers_table(found))
    assert set(told) == set(now) == {reader.name for reader in READERS}
    for name in found:
        for before, after in zip(told[name], now[name], strict=True):
            assert set(before.replace("m", "")) <= set(after.replace("–", "") + "–"), name


def rows(table: str) -> dict[str, list[str]]:
    lines = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("|")]
    return {line[0].strip(): [cell.strip() for cell in line[1:]] for line in lines[2:]}
