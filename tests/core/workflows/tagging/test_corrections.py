"""Corrections by hand on their way into the files, and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from mer_core.emotion import Correction
from mer_core.jobs import SilentContext
from mer_core.library.database import Library
from mer_core.tags import writer
from mer_core.tags.journal import Journal
from mer_core.workflows.scan import scan
from mer_core.workflows.tag import apply, stage
from mer_core.workflows.undo import undo
from tests.core.library.samples import NEWER_MODEL, make_emotion
from tests.core.workflows.tagging.conftest import FILES, state_of

TENDER = Correction(moods=("tender", "sad", "calm", "dreamy"), valence=-0.4, energy=8)


def id_of(library: Library, path: Path) -> int:
    row = library.find(path)
    assert row is not None
    return row.track.id


@pytest.mark.parametrize("name", FILES)
def test_a_correction_is_staged_and_written_as_manual_and_stays_so(
    name: str, library: Library, journal: Journal, music: Path, context: SilentContext
) -> None:
    assert apply(context, library, journal, stage(context, library)).written == len(FILES)
    path = music / name
    library.correct([id_of(library, path)], TENDER)
    assert state_of(library, path) == "staged"
    staged = stage(context, library)
    assert [entry.change.path for entry in staged] == [path]
    assert apply(context, library, journal, staged).written == 1
    tags = writer.read(path)
    assert tags.moods == ("Tender", "Sad", "Calm", "Dreamy")
    assert (tags.valence, tags.arousal) == (0.3, 0.625)
    assert tags.valence_range is None
    assert tags.arousal_range is not None
    assert {score.name for score in tags.scores} == {"tender", "sad", "calm", "dreamy"}
    assert tags.model.endswith(" manual")
    assert state_of(library, path) == "written"
    scan(context, library, [music], again=True)
    assert state_of(library, path) == "written"
    library.save_emotion(id_of(library, path), make_emotion())
    assert state_of(library, path) == "written"
    assert stage(context, library) == []


def test_another_model_never_takes_a_corrected_word_out_of_a_file(
    library: Library, journal: Journal, music: Path, context: SilentContext
) -> None:
    path = music / FILES[0]
    track_id = id_of(library, path)
    library.correct([track_id], TENDER)
    apply(context, library, journal, stage(context, library))
    library.save_emotion(track_id, make_emotion(0.9, 0.9, model=NEWER_MODEL))
    apply(context, library, journal, stage(context, library, how="auto"))
    tags = writer.read(path)
    assert (tags.moods[0], tags.valence, tags.arousal) == ("Tender", 0.3, 0.95)
    assert tags.model.endswith(" manual")


def test_a_correction_taken_back_brings_the_models_words_to_the_file_again(
    library: Library, journal: Journal, music: Path, context: SilentContext
) -> None:
    path = music / FILES[0]
    before = path.read_bytes()
    library.correct([id_of(library, path)], TENDER)
    apply(context, library, journal, stage(context, library))
    library.correct([id_of(library, path)], Correction(), without=TENDER.fields)
    assert state_of(library, path) == "staged"
    apply(context, library, journal, stage(context, library))
    assert writer.read(path).moods == ("Happy",)
    assert writer.read(path).model.endswith(" reviewed")
    undo(context, library, journal)
    undo(context, library, journal)
    assert path.read_bytes() == before


def test_a_step_back_spares_what_stands_in_a_file(
    library: Library, journal: Journal, music: Path, context: SilentContext
) -> None:
    first, second = (id_of(library, music / name) for name in FILES[:2])
    step = library.correct([first, second], TENDER)
    apply(context, library, journal, stage(context, library, [first]))
    undone = library.undo_correction(step)
    assert (len(undone), undone.num_written) == (1, 1)
    assert library.correction(first) == TENDER
    assert not library.correction(second)
    assert state_of(library, music / FILES[0]) == "written"


def test_a_step_may_be_taken_again_though_the_file_says_what_was_before(
    library: Library, journal: Journal, music: Path, context: SilentContext
) -> None:
    apply(context, library, journal, stage(context, library))
    track_id = id_of(library, music / FILES[0])
    step = library.correct([track_id], TENDER)
    assert len(library.undo_correction(step)) == 1
    assert state_of(library, music / FILES[0]) == "written"
    assert len(library.redo_correction(step)) == 1
    assert state_of(library, music / FILES[0]) == "staged"


def test_a_file_that_says_the_correction_already_is_taken_for_written(
    library: Library, journal: Journal, music: Path, context: SilentContext
) -> None:
    path = music / FILES[0]
    track_id = id_of(library, path)
    library.correct([track_id], TENDER)
    apply(context, library, journal, stage(context, library))
    library.mark_unwritten(track_id, None)  # as where a run was killed before it noted the file
    stage(context, library, [track_id])
    assert state_of(library, path) == "written"
    assert library.count("state:manual") == 1


def test_only_what_was_said_of_an_uncertain_sound_is_written(
    library: Library, journal: Journal, music: Path, context: SilentContext
) -> None:
    path = music / FILES[1]
    track_id = id_of(library, path)
    library.save_emotion(track_id, make_emotion(0.0, 0.0, moods=(("uncertain", 1.0),)))
    library.correct([track_id], Correction(valence=0.5))
    apply(context, library, journal, stage(context, library, [track_id]))
    tags = writer.read(path)
    assert (tags.moods, tags.valence, tags.arousal, tags.scores) == ((), 0.75, None, ())
    assert state_of(library, path) == "written"
