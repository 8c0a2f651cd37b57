from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from mer_core.cells import guarded, unguarded
from mer_core.disk import decoded, replaced


def put(path: Path, data: bytes, *, must_be_new: bool = False) -> None:
    with replaced(path, must_be_new=must_be_new) as file:
        file.write(data)


def test_a_file_is_replaced_whole_and_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "a"
    put(path, b"1")
    path.chmod(0o640)
    put(path, b"22")
    assert path.read_bytes() == b"22"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["a"]


def test_what_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a"
    put(path, b"old")
    with pytest.raises(TypeError), replaced(path) as file:
        file.writelines([b"half", 1])  # type: ignore[list-item]
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a"]


def test_a_link_stays_a_link_and_a_pipe_a_pipe(tmp_path: Path) -> None:
    put(tmp_path / "real", b"1")
    (tmp_path / "link").symlink_to("real")
    put(tmp_path / "link", b"2")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"2"
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    put(tmp_path / "pipe", b"3")
    assert os.read(reader, 10) == b"3"
    os.close(reader)


def test_what_is_there_is_kept_where_a_new_file_is_asked_for(tmp_path: Path) -> None:
    put(tmp_path / "a", b"1", must_be_new=True)
    (tmp_path / "broken").symlink_to("nowhere")
    for name in ("a", "broken"):
        with pytest.raises(FileExistsError):
            put(tmp_path / name, b"2", must_be_new=True)
    assert (tmp_path / "a").read_bytes() == b"1"


def test_a_long_name_is_no_obstacle(tmp_path: Path) -> None:
    put(tmp_path / ("x" * 255), b"1")
    assert os.listdir(tmp_path) == ["x" * 255]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_with_and_without_a_mark(encoding: str) -> None:
    assert decoded("Käse 🎵".encode(encoding)) == "Käse 🎵"


@pytest.mark.parametrize("text", ["=1+1", "+x", "-x", "@x", "\t=1", "\r=1", "\n=1", "＝1", "'=1"])
def test_formulas_become_text_and_come_back(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "x", "a=b", "'n sync", "''", "1-2", "...And Justice"])
def test_other_text_is_left_alone(text: str) -> None:
    assert guarded(text) == text == unguarded(text)
