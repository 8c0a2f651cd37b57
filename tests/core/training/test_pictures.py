"""The pictures of a report can be looked at."""

from __future__ import annotations

import struct
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mer_core.errors import TrainingError
from mer_core.training.confidence import Said
from mer_core.training.nets.answers import as_quadrants, samples_of
from mer_core.training.pictures import confusion_of, write_pictures, write_reliability
from mer_core.training.report import RELIABILITY
from tests.core.training.nets.answers import class_answers, history, plane_answers


def _pixels(path: Path) -> np.ndarray:
    """A PNG as floats in [0, 1], [height, width, channels]."""
    from matplotlib.image import imread

    pixels = imread(path)
    assert pixels.shape[:2] == struct.unpack(">II", path.read_bytes()[16:24])[::-1]
    return pixels


def test_a_row_of_the_matrix_is_what_a_class_was_called() -> None:
    pieces = samples_of(class_answers([0, 0, 0, 1, 3], [0, 0, 2, 1, 0]))["piece"]
    assert confusion_of(pieces).tolist() == [[2, 0, 1, 0], [0, 1, 0, 0], [0] * 4, [1, 0, 0, 0]]


def test_places_are_counted_by_their_quadrants() -> None:
    truth = np.array([[0.5, 0.5], [-0.5, -0.5]])
    answers = np.array([[0.5, 0.1], [-0.5, 0.1]])
    songs = as_quadrants(samples_of(plane_answers(truth, answers))["song"])
    assert confusion_of(songs).tolist() == [[1, 0, 0, 0], [0] * 4, [0, 1, 0, 0], [0] * 4]


def test_every_protocol_gets_a_matrix_and_all_share_the_learning_curves(tmp_path: Path) -> None:
    held = class_answers([0, 1, 2, 3] * 5, [0, 1, 2, 2] * 5)
    both = [
        replace(held, protocol=name, history=history(name)) for name in ("by-song", "as-published")
    ]
    paths = write_pictures(tmp_path / "report", both)
    assert [path.name for path in paths] == [
        "confusion-by-song.png", "confusion-as-published.png", "learning.png",
    ]  # fmt: skip
    for path in paths:
        pixels = _pixels(path)
        assert min(pixels.shape[:2]) > 400
        # Ink on paper: much is white, some is nearly black, some is coloured.
        brightness = pixels[..., :3].mean(axis=2)
        assert 0.4 < (brightness > 0.99).mean() < 0.99
        assert (brightness < 0.4).sum() > 500
        assert (np.ptp(pixels[..., :3], axis=2) > 0.4).sum() > 200


def test_the_matrix_is_dark_where_the_answers_are(tmp_path: Path) -> None:
    right = class_answers([0, 1, 2, 3], [0, 1, 2, 3])
    wrong = class_answers([0, 1, 2, 3], [3, 2, 1, 0])
    pictures = []
    for name, held in (("right", right), ("wrong", wrong)):
        (path,) = write_pictures(tmp_path / name, [held])
        pictures.append(_pixels(path)[..., :3])
    height, width, _ = pictures[0].shape
    # The first class's cell is in the upper left quarter.
    corners = [picture[: height // 2, : width // 2] for picture in pictures]
    blue = [((corner[..., 2] - corner[..., 0]) > 0.3).mean() for corner in corners]
    assert blue[0] > 0.1
    assert blue[1] < 0.02


def test_songs_of_several_pieces_get_a_matrix_of_their_own(tmp_path: Path) -> None:
    whole = class_answers([0, 1, 2, 3], [0, 1, 2, 3])
    halves = class_answers([0, 0, 1, 1], [0, 1, 1, 1], song=[0, 0, 1, 1])
    widths = [
        _pixels(write_pictures(tmp_path / name, [held])[0]).shape[1]
        for name, held in (("whole", whole), ("halves", halves))
    ]
    assert widths[1] > 1.5 * widths[0]


def test_a_longer_list_of_classes_makes_a_larger_picture(tmp_path: Path) -> None:
    gems = class_answers(list(range(9)), list(range(9)), task="gems", corpora=("emotify",))
    four = class_answers([0, 1, 2, 3], [0, 1, 2, 3])
    sizes = [
        _pixels(write_pictures(tmp_path / name, [held])[0]).shape[:2]
        for name, held in (("nine", gems), ("four", four))
    ]
    assert sizes[0][0] > 1.5 * sizes[1][0]


def test_one_epoch_and_folds_without_scores_can_be_drawn(tmp_path: Path) -> None:
    bare = tuple(replace(done, valid_loss=None, score=None) for done in history(folds=1, epochs=1))
    held = replace(class_answers([0, 1], [0, 1]), history=bare)
    assert write_pictures(tmp_path, [held])[-1].name == "learning.png"


def test_a_folder_that_cannot_be_written_is_a_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(TrainingError, match="cannot be written"):
        write_pictures(tmp_path / "file", [class_answers([0, 1], [0, 1])])


def test_a_diagonal_shows_how_sure_and_how_often_right(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    sure = random.uniform(0.25, 1.0, 400)
    right = (random.uniform(size=400) < sure).astype(float)
    one = Said(sure, right, ("song",) * 400, np.full(400, 0.6))
    write_reliability(tmp_path / "none", "tiny", {})
    assert not (tmp_path / "none").exists()
    for name, said in (("one", {"": one}), ("two", {"grekow": one, "": one})):
        write_reliability(tmp_path / name, "tiny", said)
    widths = [_pixels(tmp_path / name / RELIABILITY).shape[1] for name in ("one", "two")]
    assert widths[1] > 1.4 * widths[0]


def test_importing_the_judge_and_its_pictures_does_not_load_matplotlib() -> None:
    code = "import sys, mer_core.training.pictures; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
