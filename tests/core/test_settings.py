from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from mer_core.errors import InputError
from mer_core.settings import CODE_PAGES, Settings
from tests.data.small_disk import SmallDisk

FOLDERS = (
    "/music", os.fsdecode(b"/caf\xe9/100%"), "/Käse/🎵", "/a\nb", "/c:\\d'\"", "/file://x",
    os.fsdecode(b"/\xff\xfe"),
)  # fmt: skip


def test_folders_of_any_bytes_survive(tmp_path: Path) -> None:
    settings = Settings(folders=FOLDERS, corpora=FOLDERS[1], theme="dark")
    settings.save(tmp_path / "settings.toml")
    assert Settings.load(tmp_path / "settings.toml") == settings
    assert os.listdir(tmp_path) == ["settings.toml"]


def test_settings_of_older_versions_are_read(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('folders = ["/a%20b", "/Käse"]\nvolume = 1\n', "utf-8")
    assert Settings.load(tmp_path / "settings.toml").folders == ("/a%20b", "/Käse")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_settings_that_an_editor_saved_are_read(
    tmp_path: Path, encoding: str, newline: str
) -> None:
    text = newline.join(('theme = "dark"', 'folders = ["/Käse"]', ""))
    (tmp_path / "settings.toml").write_bytes(text.encode(encoding))
    assert Settings.load(tmp_path / "settings.toml") == Settings(theme="dark", folders=("/Käse",))


def test_settings_that_find_no_room_leave_the_old_ones_and_no_litter(small_disk: SmallDisk) -> None:
    path = small_disk.folder / "settings.toml"
    old = Settings(theme="dark")
    old.save(path)
    small_disk.fill()
    with pytest.raises(InputError, match=r"could not be saved to .*settings.toml \(the disk is"):
        replace(old, folders=("/x" * 3000,)).save(path)
    small_disk.empty()
    assert Settings.load(path) == old
    assert os.listdir(small_disk.folder) == ["settings.toml"]


@pytest.mark.parametrize("page", [*CODE_PAGES, "windows-1251", "Shift_JIS", "latin-1", "mac-greek"])
def test_every_code_page_that_python_knows_can_be_chosen(page: str, tmp_path: Path) -> None:
    Settings(code_page=page).save(tmp_path / "settings.toml")
    assert Settings.load(tmp_path / "settings.toml").code_page == page


@pytest.mark.parametrize(
    "page", ["klingon", "utf-16", "rot13", "base64", "cp037", "a\0b", "é", " "]
)
def test_what_is_no_code_page_is_refused_with_an_example(page: str) -> None:
    with pytest.raises(InputError, match=r"unknown; write for example cp1251"):
        Settings(code_page=page)


def test_a_file_too_large_to_hold_settings_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    with path.open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(InputError, match="larger than 1 MB"):
        Settings.load(path)
