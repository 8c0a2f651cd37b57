"""Where Moodline keeps its own files."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


@dataclass(frozen=True, slots=True)
class AppPaths:
    """The folders and files Moodline owns. Nothing is created here: whoever writes makes its
    folder.
    """

    data: Path
    config: Path
    cache: Path
    logs: Path

    @classmethod
    def of_user(cls) -> AppPaths:
        """The system's usual places, or all under MOODLINE_HOME where that is set."""
        home = os.environ.get("MOODLINE_HOME")
        if home:
            root = Path(home).expanduser().absolute()
            return cls(root, root, root / "cache", root / "logs")
        dirs = platformdirs.PlatformDirs("moodline", appauthor=False)
        return cls(
            dirs.user_data_path, dirs.user_config_path, dirs.user_cache_path, dirs.user_log_path
        )

    @property
    def library(self) -> Path:
        """The SQLite library."""
        return self.data / "library.sqlite"

    @property
    def journal(self) -> Path:
        """The folder of the tag journal: one sub-folder per run."""
        return self.data / "journal"

    @property
    def models(self) -> Path:
        """The user's own trained models; the bundled ones are in ``resources/models``."""
        return self.data / "models"

    @property
    def profiles(self) -> Path:
        """The folder of the user's own profiles of what is written into tags."""
        return self.config / "profiles"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / "settings.toml"

    @property
    def window(self) -> Path:
        """The window's place and its columns."""
        return self.config / "window.ini"

    @property
    def demo(self) -> Path:
        """The demo tracks that were asked for."""
        return self.data / "demo"

    @property
    def moods(self) -> Path:
        """The user's own map of moods, in place of the bundled one."""
        return self.config / "moods.toml"

    @property
    def queue(self) -> Path:
        """What was playing, and what was to come."""
        return self.data / "queue.json"
