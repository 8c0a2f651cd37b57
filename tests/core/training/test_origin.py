"""A report's hashes change with all that its figures depend on, and with nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from mer_core.errors import TrainingError
from mer_core.training import origin
from mer_core.training.corpora import load_corpora
from mer_core.training.origin import Origin, code_of, corpora_of, file_hash
from mer_core.training.requests import EvaluateRequest
from mer_core.training.session import origin_of
from tests.core.training.conftest import make_grekow, make_ravdess, make_soundtracks, write_table


def test_the_code_of_a_recipe_is_its_own_path() -> None:
    shipped = "mer_core.training.shipped.learner"
    seen: set[str] = set()
    waiting = {shipped}
    while waiting:
        name = waiting.pop()
        seen.add(name)
        waiting |= set(origin._imports(name)) - origin._SILENT - seen
    assert {"mer_core.training.shipped.fit", "mer_core.training.held_out"} <= seen
    assert {"mer_core.training.judge", "mer_core.audio.decode", "mer_core.models.fusion"} <= seen
    assert not {name for name in seen if "tang" in name or "conv2d" in name}
    assert not seen & {"mer_core.training.card", "mer_core.training.report", "mer_core.jobs"}


def test_words_about_the_code_are_not_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = {
        "plain": "def f():\n    return 1\n",
        "told": '"""A module."""\n\n# Why.\ndef f():\n    """One."""\n\n    return 1\n',
        "other": "def f():\n    return 2\n",
    }
    hashes = {}
    for name, source in sources.items():
        monkeypatch.setattr(origin, "_source", lambda _, source=source: source)
        origin._statements.cache_clear()
        origin._imports.cache_clear()
        hashes[name] = code_of(["a module"])
    origin._statements.cache_clear()
    origin._imports.cache_clear()
    assert hashes["plain"] == hashes["told"] != hashes["other"]


def test_labels_and_sound_count_and_their_order_does_not(tmp_path: Path) -> None:
    folder = make_soundtracks(tmp_path)
    labels = folder / "labels_per_clip.csv"
    table = labels.read_text("utf-8")

    def found() -> str:
        return corpora_of(load_corpora(tmp_path, ("soundtracks360",)))

    clips = load_corpora(tmp_path, ("soundtracks360",))
    before = found()
    assert corpora_of(clips[::-1]) == before
    labels.write_text(table.replace("Other & More", "Others"), "utf-8")
    assert found() != before
    labels.write_text(table, "utf-8")
    assert found() == before
    clips[0].path.write_bytes(clips[0].path.read_bytes()[:-100] + bytes(100))
    assert found() != before


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"seed": 1}, ("settings",)),
        ({"rounds": 3}, ("settings",)),
        ({"epochs": 3}, ("settings",)),
        ({"recipe": "td-cnn-2"}, ("settings",)),
        ({"protocols": ("as-published", "by-song")}, ()),
        # Nets are not left out of anything: their settings are what they were before that was.
        ({"protocols": ("by-song", "as-published", "by-corpus", "by-genre")}, ()),
    ],
)
def test_settings_count(tmp_path: Path, changes: dict[str, object], words: tuple[str]) -> None:
    make_ravdess(tmp_path)
    given = {"recipe": "td-cnn-1", "corpora": tmp_path}
    before, after = (
        origin_of(EvaluateRequest(**values))  # type: ignore[arg-type]
        for values in (given, given | changes)
    )
    assert before.differences(after) == words


def test_the_shipped_recipe_rests_on_the_taggers_weights(corpora: Path) -> None:
    shipped = origin_of(EvaluateRequest(corpora=corpora))
    assert shipped.weights == file_hash(origin.ENCODER)
    assert origin_of(EvaluateRequest(recipe="td-cnn-1", corpora=corpora)).weights == ""
    assert Origin("a", "b", "c", "d").differences(Origin("x", "b", "c", "y")) == ("code", "weights")


def test_a_corpus_that_is_only_judged_counts_where_it_is_judged(tmp_path: Path) -> None:
    for make in (make_ravdess, make_soundtracks):
        make(tmp_path)
    asked = {"recipe": "moodline-1", "corpora": tmp_path}
    folds = {**asked, "protocols": ("by-song",)}
    before, before_folds = origin_of(EvaluateRequest(**asked)), origin_of(EvaluateRequest(**folds))
    make_grekow(tmp_path)
    assert origin_of(EvaluateRequest(**asked)).differences(before) == ("corpora",)
    assert origin_of(EvaluateRequest(**folds)).differences(before_folds) == ()


def test_a_sound_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    write_table(tmp_path / "table.csv", [{"a": 1}])
    with pytest.raises(TrainingError, match=r"gone\.wav cannot be read"):
        file_hash(tmp_path / "gone.wav")


def test_a_corpus_that_is_named_twice_counts_once(tmp_path: Path) -> None:
    make_ravdess(tmp_path)
    once, twice = (
        origin_of(EvaluateRequest(recipe="td-cnn-1", corpora=tmp_path, names=names))
        for names in (("ravdess_song",), ("ravdess_song", "ravdess_song"))
    )
    assert once == twice
