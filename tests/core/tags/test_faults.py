"""Whatever fails, and wherever the writer dies: the file is the old or the new one, bit for bit."""

from __future__ import annotations

import shutil

import pytest

from benchmarks.faults import ACTIONS, FAULTS, STRATEGIES, outcomes


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("cc") is None, reason="the shim needs a C compiler")
@pytest.mark.parametrize("strategy", STRATEGIES)
def test_no_fault_of_a_disk_harms_a_file_and_the_journal_knows_what_is_there(strategy: str) -> None:
    found = outcomes(step=6, strategies=[strategy])
    assert [one for one in found if one.problem] == []
    assert {(one.action, one.fault) for one in found} >= {(a, f) for a in ACTIONS for f in FAULTS}
    assert {one.state for one in found} == {"old", "new"}
