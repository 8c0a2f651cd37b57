"""What was exported is taken in again, and what others typed; nothing else is believed."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mer_core.emotion import MOODS, Correction, Heads, TrackEmotion
from mer_core.errors import InputError
from mer_core.exports.table import path_text
from mer_core.jobs import SilentContext
from mer_core.library.database import Library
from mer_core.workflows.export import ExportWish, export
from mer_core.workflows.importing import ImportReport, import_file
from tests.core.library.samples import MODEL, NEWER_MODEL, make_curve, make_emotion, make_file

HASH = "ab" * 32


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A and B, neither analysed; A's sound is HASH."""
    library = Library.open(tmp_path / "library.sqlite")
    library.add([make_file(tmp_path / "A.flac", HASH), make_file(tmp_path / "B.flac")])
    return library


def taken(library: Library, path: Path, text: str | bytes) -> ImportReport:
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape"))
    return import_file(SilentContext(), library, path)


def correction_of(library: Library, path: Path) -> Correction:
    row = library.find(path)
    assert row is not None
    return row.correction


@pytest.mark.parametrize(
    "table",
    [
        "path,mood,valence,arousal,energy\nA.flac,happy; Calm,0.4,-0.5,7\n",
        "\ufeffFile;Moods;Valence;Arousal;Energy\r\nA.flac;happy|calm;0,4;−0,5;7\r\n",
        f"audio_hash\tmood words\tvalence\tarousal\tenergy\n{HASH}\thappy calm\t4e-1\t-.5\t7.0\n",
        json.dumps({"path": "A.flac", "moods": ["happy", "calm"], "valence": 0.4, "arousal": -0.5,
                    "energy": 7}),
        json.dumps({"audio_hash": HASH, "moods": "happy, calm", "valence": 0.4,
                    "arousal": "-0.5", "energy": 7}),
    ],
)  # fmt: skip
def test_tables_of_any_spreadsheet_and_json_say_what_is_right(
    library: Library, tmp_path: Path, table: str
) -> None:
    report = taken(library, tmp_path / "table.txt", table)
    assert report.skipped == ()
    assert correction_of(library, tmp_path / "A.flac") == Correction(
        ("happy", "calm"), 0.4, -0.5, 7
    )
    assert report.summary == "Corrections taken in: 1; said already: 0."
    assert library.undo_correction(report.corrected)
    assert not correction_of(library, tmp_path / "A.flac")


def test_fields_that_are_empty_stay_as_they_are(library: Library, tmp_path: Path) -> None:
    row = library.find(tmp_path / "A.flac")
    assert row is not None
    library.correct([row.track.id], Correction(("sad",), energy=3))
    taken(library, tmp_path / "t.csv", "path,mood,valence,energy\nA.flac,,0.1,\nB.flac,,,\n")
    assert correction_of(library, tmp_path / "A.flac") == Correction(("sad",), 0.1, energy=3)
    assert not correction_of(library, tmp_path / "B.flac")


def test_a_row_that_cannot_be_taken_is_named_and_stops_no_other(
    library: Library, tmp_path: Path
) -> None:
    rows = ["A.flac,glad,,", "A.flac,,2,", "A.flac,,,11", "C.flac,happy,,", ",happy,,",
            "B.flac,happy,0.5,3"]  # fmt: skip
    report = taken(library, tmp_path / "t.csv", "\n".join(["path,mood,valence,energy", *rows]))
    assert [where for where, _ in report.skipped] == [
        "line 2", "line 3", "line 4", "C.flac", "line 6",
    ]  # fmt: skip
    assert all(reason.endswith(".") for _, reason in report.skipped)
    assert correction_of(library, tmp_path / "B.flac") == Correction(("happy",), 0.5, energy=3)
    assert not correction_of(library, tmp_path / "A.flac")


@pytest.mark.parametrize(
    "content",
    [b"", b"title,mood\nx,happy\n", b"path\nA.flac\n", b"path,path,mood\nA,B,happy\n",
     b"path,mood\nA.flac,ha\0ppy\n", b"\xff\xd8\xff\xe0\0\x10JFIF"],
)  # fmt: skip
def test_a_file_that_is_no_such_table_is_refused_in_a_sentence(
    library: Library, tmp_path: Path, content: bytes
) -> None:
    with pytest.raises(InputError, match=r"table.csv.*\.$"):
        taken(library, tmp_path / "table.csv", content)


def test_a_file_that_is_not_there_is_refused_in_a_sentence(
    library: Library, tmp_path: Path
) -> None:
    for path in (tmp_path / "no.csv", tmp_path):
        with pytest.raises(InputError, match=r"cannot be read \(.*\)\.$"):
            import_file(SilentContext(), library, path)


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_an_export_of_ours_brings_back_what_was_corrected_and_nothing_of_the_model(
    tmp_path: Path, kind: str
) -> None:
    names = ["plain.flac", "=1+1.flac", "two\nlines.flac", os.fsdecode(b"caf\xe9.flac"), "🎵.flac"]
    said = [Correction(("sad", "calm")), Correction(valence=1e-5), Correction(energy=10),
            Correction(("happy",), -0.123456789, 1.0, 1), Correction()]  # fmt: skip
    with Library.open(tmp_path / "one.sqlite") as library:
        ids = library.add(make_file(tmp_path / name) for name in names)
        for track_id, correction in zip(ids, said, strict=True):
            library.save_emotion(track_id, make_emotion())
            library.correct([track_id], correction)
        data = export(SilentContext(), library, ExportWish(kind)).data
    with Library.open(tmp_path / "two.sqlite") as library:
        library.add(make_file(tmp_path / name) for name in names)
        report = taken(library, tmp_path / "table", data)
        assert report.skipped == ()
        assert [correction_of(library, tmp_path / name) for name in names] == said
        again = import_file(SilentContext(), library, tmp_path / "table")
        assert (len(again.corrected), again.num_said) == (0, 4)


def test_a_correction_finds_its_sound_under_another_name_and_waits_for_one_that_is_not_there(
    library: Library, tmp_path: Path
) -> None:
    later = "cd" * 32
    rows = [{"path": "/else/where.flac", "audio_hash": h, "moods": ["sad"]} for h in (HASH, later)]
    report = taken(library, tmp_path / "t.jsonl", "\n".join(map(json.dumps, rows)))
    assert report.skipped == ()
    assert correction_of(library, tmp_path / "A.flac").moods == ("sad",)
    library.add([make_file(tmp_path / "late.flac", later)])
    assert correction_of(library, tmp_path / "late.flac").moods == ("sad",)


def test_what_a_model_said_is_not_taken_for_what_a_person_said(
    library: Library, tmp_path: Path
) -> None:
    line = json.dumps({"path": "A.flac", "valence": 0.5, "timeline": {}, "quadrant": "Q1"})
    report = taken(library, tmp_path / "t.jsonl", line)
    assert len(report.skipped) == 1
    assert not correction_of(library, tmp_path / "A.flac")


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_no_text_whatever_ends_otherwise_than_in_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    with Library.open(folder / "library.sqlite") as library:
        for content in (text, '{"moodline": "analyses", "version": 1}\n' + text, "{" + text):
            reasons = []
            try:
                reasons += [r for _, r in taken(library, folder / "x", content).skipped]
            except InputError as error:
                reasons.append(str(error))
            assert all(reason.endswith(".") for reason in reasons)


# --- analyses ---


def analysed(seed: int, model: object = MODEL) -> TrackEmotion:
    generator = np.random.default_rng(seed)
    values = generator.uniform(-1, 1, (2, 50)).astype(np.float32)
    curve = make_curve(*values.tolist(), [MOODS[n % 10] for n in range(50)])
    gems = tuple(generator.uniform(0, 1, 9).tolist())
    return make_emotion(
        float(generator.uniform(-1, 1)), 1 / 3, curve=curve, heads=Heads(gems=gems),
        model=model,  # type: ignore[arg-type]
    )  # fmt: skip


def plain(emotion: TrackEmotion | None) -> object:
    assert emotion is not None
    curve = emotion.curve
    parts = asdict(emotion) | {"curve": None}
    return parts, curve.valence.tolist(), curve.arousal.tolist(), curve.moods, curve.step_s


def test_analyses_go_to_another_machine_exactly_and_by_their_sound(tmp_path: Path) -> None:
    with Library.open(tmp_path / "one.sqlite") as library:
        ids = library.add(make_file(tmp_path / f"{n}.flac", f"{n:064x}") for n in range(3))
        for number, track_id in enumerate(ids[:2]):
            library.save_emotion(track_id, analysed(number))
        given = [plain(library.emotion(track_id)) for track_id in ids[:2]]
        data = export(SilentContext(), library, ExportWish("analyses")).data
    assert data.isascii()
    with Library.open(tmp_path / "two.sqlite") as library:
        (first,) = library.add([make_file(tmp_path / "renamed.mp3", f"{0:064x}")])
        report = taken(library, tmp_path / "x.jsonl", data)
        assert (report.num_analyses, report.num_known, report.skipped) == (2, 0, ())
        assert plain(library.emotion(first)) == given[0]
        row = library.row(first)
        assert row is not None
        assert row.state == "staged"
        assert library.pending(MODEL.sha256) == []
        (second,) = library.add([make_file(tmp_path / "later.mp3", f"{1:064x}")])
        assert plain(library.emotion(second)) == given[1]
        again = import_file(SilentContext(), library, tmp_path / "x.jsonl")
        assert again.summary == "Analyses taken in: 0; known before: 2."


def test_an_analysis_by_another_model_replaces_none_that_is_shown(tmp_path: Path) -> None:
    with Library.open(tmp_path / "one.sqlite") as library:
        (track_id,) = library.add([make_file(tmp_path / "a.flac", HASH)])
        library.save_emotion(track_id, analysed(1, NEWER_MODEL))
        data = export(SilentContext(), library, ExportWish("analyses")).data
    with Library.open(tmp_path / "two.sqlite") as library:
        (track_id,) = library.add([make_file(tmp_path / "a.flac", HASH)])
        library.save_emotion(track_id, analysed(2))
        assert taken(library, tmp_path / "x.jsonl", data).num_analyses == 1
        shown = library.emotion(track_id)
        assert shown is not None
        assert shown.model == MODEL
        assert library.pending(NEWER_MODEL.sha256) == []  # it is taken up where it is asked for
        assert plain(library.emotion(track_id)) == plain(analysed(1, NEWER_MODEL))


def test_a_damaged_line_is_named_and_the_others_are_taken(tmp_path: Path) -> None:
    with Library.open(tmp_path / "one.sqlite") as library:
        (track_id,) = library.add([make_file(tmp_path / "a.flac", HASH)])
        library.save_emotion(track_id, analysed(1))
        head, line = export(
            SilentContext(), library, ExportWish("analyses")
        ).data.decode().splitlines()  # fmt: skip
    good = json.loads(line)
    curve = good["curve"]
    bad = [
        good | {"valence": 2.0}, good | {"audio_hash": "../../x"}, good | {"moods": []},
        good | {"moods": [["glad", 0.5]]}, good | {"confidence": float("nan")},
        good | {"curve": curve | {"valence": "????"}}, good | {"curve": curve | {"moods": "h"}},
        good | {"curve": curve | {"step_s": float("inf")}}, good | {"model": {"id": "x"}},
        good | {"duration_s": "long"}, {}, [], None,
    ]  # fmt: skip
    with Library.open(tmp_path / "two.sqlite") as library:
        lines = [head, *map(json.dumps, bad), "{", line]
        report = taken(library, tmp_path / "x.jsonl", "\n".join(lines))
        assert len(report.skipped) == len(bad) + 1
        assert report.num_analyses == 1


def test_an_export_of_a_newer_moodline_is_refused(library: Library, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="newer Moodline"):
        taken(library, tmp_path / "x.jsonl", '{"moodline": "analyses", "version": 2}\n')


def test_the_path_of_a_table_is_told_whatever_its_name(library: Library, tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.flac")
    report = taken(library, tmp_path / "t.csv", f"path,mood\n{name},happy\n")
    ((shown, _),) = report.skipped
    shown.encode("utf-8")
    library.add([make_file(tmp_path / name)])
    line = json.dumps({"path": path_text(tmp_path / name), "moods": ["happy"]})
    assert taken(library, tmp_path / "t.jsonl", line).skipped == ()
