"""The choice of what is written: between the profiles on the disk and the review."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app.actions.preferences import Preferences
from app.actions.tagging import TagActions
from app.i18n import mark, tr
from app.views.frame import Frame
from mer_core.errors import InputError
from mer_core.tags import profiles
from mer_core.tags.profiles import BUILT_IN, STANDARD, Profile

_KIND = mark("Profiles (*.toml)")


class ProfilePresenter(QObject):
    """Shows the profiles, writes by the chosen one, hands them out and takes them in."""

    def __init__(
        self, frame: Frame, tags: TagActions, preferences: Preferences, folder: Path,
        plan_anew: Callable[[], None], parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._frame = frame
        self._tags = tags
        self._preferences = preferences
        self._folder = folder
        self._plan_anew = plan_anew
        self._known: dict[str, Profile] = {}

    def load(self) -> None:
        """Read the profiles again; the chosen one stays, where it is still there."""
        try:
            found = profiles.load_all(self._folder)
        except InputError as error:
            self._frame.notices.problem(str(error))
            found = BUILT_IN
        self._known = {profile.name: profile for profile in found}
        wanted = self._preferences.settings.profile.casefold()
        chosen = next((profile for profile in found if profile.key == wanted), STANDARD)
        self._frame.review.show_profiles(list(self._known), chosen)
        self._tags.profile = chosen

    def choose(self, name: str) -> None:
        """Write by this profile from now on; every analysed file is looked at anew."""
        self._preferences.update(profile=name)
        self._tags.profile = self._known[name]
        self._frame.review.panel.show_profile(self._known[name])
        self._plan_anew()

    def change_rules(self, existing: str, confidence: float) -> None:
        """Write by other rules than the profile's own, until another is chosen."""
        profile = replace(self._tags.profile, existing=existing, confidence=confidence)
        self._tags.profile = profile
        self._frame.review.panel.show_profile(profile)
        self._plan_anew()

    def hand_out(self) -> None:
        """Save the chosen profile where the user says."""
        profile = self._tags.profile
        name, _ = QFileDialog.getSaveFileName(
            self._frame, tr("Export profile"), f"{profile.key}.toml", tr(_KIND)
        )
        if name:
            self._say(
                lambda: profiles.save(profile, Path(name)),
                tr("{name} was exported.").format(name=profile.name),
            )

    def take_in(self) -> None:
        """Make a file of the user's one of the profiles."""
        name, _ = QFileDialog.getOpenFileName(self._frame, tr("Import profile"), "", tr(_KIND))
        if name:
            self._say(lambda: profiles.take_in(Path(name), self._folder), tr("Profile imported."))
            self.load()

    def _say(self, act: Callable[[], object], done: str) -> None:
        try:
            act()
        except InputError as error:
            self._frame.notices.problem(str(error))
        else:
            self._frame.notices.note(done)
