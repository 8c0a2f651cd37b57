"""The first steps: where the music is, that it is listened to, what to try."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.accessible import GROUP
from app.i18n import tr
from app.plain import menu_text, tip
from app.theme import Theme
from app.widgets.buttons import ActionButton
from app.widgets.empty_state import EmptyState
from app.widgets.keys import keep_own_keys
from app.widgets.labels import Label

_STEPS = 3


class Welcome(EmptyState):
    """The invitation of an empty library; the first step, where it ``shows_steps``.
    ``folder_requested`` carries the folder that was offered; ``skipped``: no steps are wanted.
    """

    folder_requested = Signal(object)
    skipped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._folder: Path | None = None
        self.step_label = Label(_step(1), self)
        self.step_label.setProperty("role", "section")
        self.folder_button = ActionButton(theme, "", "", self, primary=True)
        self.skip_button = QPushButton(tr("Skip the introduction"), self)
        self.skip_button.setProperty("kind", "link")
        self.folder_button.clicked.connect(lambda _=False: self.folder_requested.emit(self._folder))
        self.skip_button.clicked.connect(lambda _=False: self.skipped.emit())
        centre = Qt.AlignmentFlag.AlignHCenter
        self.column.insertWidget(self.column.indexOf(self.title_label), self.step_label, 0, centre)
        self.column.insertWidget(self.column.count() - 1, self.skip_button, 0, centre)
        self.buttons.insertWidget(1, self.folder_button)
        self.setTabOrder(self.folder_button, self.add_button)
        self.setTabOrder(self.demo_button, self.skip_button)
        self.offer(None)
        self.show_steps(False)
        keep_own_keys(self)

    def offer(self, folder: Path | None) -> None:
        """Offer ``folder`` by its name, before the choice of any other; None for none."""
        self._folder = folder
        self.folder_button.setVisible(folder is not None)
        self.add_button.setProperty("kind", "primary" if folder is None else None)
        self.add_button.style().polish(self.add_button)
        if folder is not None:
            name = menu_text(folder.name)
            self.folder_button.setText(tr("Listen to the folder {name}").format(name=name))
            self.folder_button.setToolTip(tip(str(folder)))

    def show_steps(self, shown: bool) -> None:
        """Whether more steps follow."""
        self.step_label.setVisible(shown)
        self.skip_button.setVisible(shown)

    def focus(self) -> None:
        """Give what is likeliest the keyboard."""
        (self.add_button if self._folder is None else self.folder_button).setFocus()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.folder_button.set_theme(theme)


class WelcomeBar(QWidget):
    """The steps that stand over the first songs. ``ended``: it is to go away."""

    accessible_role = GROUP

    add_requested = Signal()
    ended = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "panel")
        self.setProperty("edge", "bottom")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("First steps"))
        self.step_label, self.text_label = Label(), Label()
        self.step_label.setProperty("role", "section")
        self.text_label.setWordWrap(True)
        self.add_button = QPushButton(tr("Add another folder…"))
        self.next_button = QPushButton(tr("Go on"))
        self.play_button = ActionButton(theme, tr("Play a song"))
        self.find_button = ActionButton(theme, tr("Search by mood"))
        self.map_button = QPushButton(tr("See the mood map"))
        self.done_button = QPushButton(tr("Done"))
        self.skip_button = QPushButton(tr("Skip"))
        self.skip_button.setProperty("kind", "quiet")
        self._second = (self.add_button, self.next_button, self.skip_button)
        self._third = (self.play_button, self.find_button, self.map_button, self.done_button)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(8)
        row.addWidget(self.step_label)
        row.addSpacing(8)
        row.addWidget(self.text_label, 1)
        for button in (*self._second, *self._third):
            row.addWidget(button)
        self.add_button.clicked.connect(lambda _=False: self.add_requested.emit())
        self.next_button.clicked.connect(lambda _=False: self._go_on())
        for button in (self.skip_button, *self._third):
            button.clicked.connect(lambda _=False: self.ended.emit())
        keep_own_keys(self)
        self.hide()

    def begin(self) -> None:
        """The second step."""
        text = tr(
            "Moodline listens now. Play, sort and search meanwhile: nothing has to be waited for."
        )
        self._show(2, text, self._second)

    def _go_on(self) -> None:
        self._show(3, tr("What would you like to try first?"), self._third)
        self.play_button.setFocus()

    def _show(self, step: int, text: str, buttons: tuple[QPushButton, ...]) -> None:
        self.step_label.setText(_step(step))
        self.text_label.setText(text)
        for button in (*self._second, *self._third):
            button.setVisible(button in buttons)
        self.show()

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self.play_button.set_theme(theme)
        self.find_button.set_theme(theme)


def _step(number: int) -> str:
    return tr("Step {number} of {total}").format(number=number, total=_STEPS)
