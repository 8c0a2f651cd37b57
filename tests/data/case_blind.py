"""Folders that take no notice of case: a real exFAT image where one can be mounted (root, FUSE and
exfat-fuse), and a stand-in for the one call that tells them apart.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

_TOOLS = ("losetup", "mkfs.exfat", "mount.exfat-fuse", "umount")


@contextmanager
def exfat(folder: Path) -> Iterator[Path]:
    """A mounted exFAT image of 16 MiB; skips the test where that is not possible."""
    path = f"{os.environ.get('PATH', '')}:/sbin:/usr/sbin"
    if os.name != "posix" or os.geteuid() or not all(shutil.which(t, path=path) for t in _TOOLS):
        pytest.skip("an exFAT image can only be mounted by root, with exfatprogs and exfat-fuse")
    image, mount = folder / "exfat.img", folder / "exfat"
    mount.mkdir()
    with open(image, "wb") as file:
        file.truncate(16 << 20)

    def call(*command: object) -> str:
        done = subprocess.run(
            [str(c) for c in command], capture_output=True, text=True, env={"PATH": path}
        )
        if done.returncode:
            pytest.skip(f"{command[0]}: {done.stderr.strip()}")
        return done.stdout.strip()

    call("mkfs.exfat", image)
    device = call("losetup", "--find", "--show", image)
    try:
        call("mount.exfat-fuse", device, mount)
        try:
            yield mount
        finally:
            call("umount", mount)
    finally:
        call("losetup", "--detach", device)


@contextmanager
def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An ordinary folder that says of its files, under a name in any case, that they are there."""
    root = folder / "any case"
    root.mkdir()

    def answering(real: Callable[..., os.stat_result]) -> Callable[..., os.stat_result]:
        def stat(path: Any, **options: Any) -> os.stat_result:
            try:
                return real(path, **options)
            except FileNotFoundError:
                if not isinstance(path, str | os.PathLike) or root not in Path(path).parents:
                    raise
            found = root
            for name in Path(path).relative_to(root).parts:
                twins = [n for n in os.listdir(found) if n.casefold() == name.casefold()]
                found = found / (twins[0] if twins else name)
            return real(found, **options)

        return stat

    monkeypatch.setattr(os, "stat", answering(os.stat))
    monkeypatch.setattr(os, "lstat", answering(os.lstat))
    yield root
