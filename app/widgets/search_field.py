"""The search field: what is asked, how many match, and why not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QStringListModel, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
)
from PySide6.QtWidgets import (
    QApplication,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from app.accessible import GROUP, NOTHING
from app.i18n import tr
from app.theme import RADIUS, Theme, icon_pixmap
from app.timers import make_timer
from app.widgets.labels import Label
from app.widgets.painting import fill_round
from app.widgets.wording import count, part_of
from mer_core.library.query.completing import completions

#: Field names with their colon, and the words that join.
_KEYWORDS = re.compile(r"(?<![\w\"])~?#?[a-z_]+:(?=\S)|\bOR\b|\bAND\b|\bNOT\b|\|")
_PAUSE_MS = 120
_MAX_OFFERED = 12


class _QueryEdit(QLineEdit):
    """A line edit that colours the query's field names."""

    escaped = Signal()
    focus_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setStyleSheet("QLineEdit { background: transparent; border: none; padding: 0; }")
        self._wrong: tuple[int, int] | None = None
        self.textChanged.connect(lambda _: self.set_wrong(None))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._colour()

    def set_wrong(self, letters: tuple[int, int] | None) -> None:
        """Underline these letters, (first, behind the last)."""
        self._wrong = letters
        self._colour()

    def _colour(self) -> None:
        """Colour by the input method's text formats, the one way a line edit offers."""
        accent = QTextCharFormat()
        accent.setForeground(self._theme.colour("accent"))
        formats = [(*match.span(), accent) for match in _KEYWORDS.finditer(self.text())]
        if self._wrong is not None:
            wrong = QTextCharFormat()
            wrong.setForeground(self._theme.colour("bad"))
            wrong.setFontUnderline(True)
            formats.append((*self._wrong, wrong))
        attributes = [
            QInputMethodEvent.Attribute(
                QInputMethodEvent.AttributeType.TextFormat,
                start - self.cursorPosition(),
                end - start,
                look,
            )
            for start, end, look in formats
        ]
        QApplication.sendEvent(self, QInputMethodEvent("", attributes))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()


class _Rim(QWidget):
    """The rounded ground of the field; its rim is the accent while the edit has the focus."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.active = False
        self.wrong = False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        fill_round(painter, box, RADIUS, self.theme.colour("raised"))
        if self.active or self.wrong:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self.theme.colour("bad" if self.wrong else "accent"))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.end()


class SearchField(QWidget):
    """Glyph, query, live count; an error stands under the field while the last good result stays.

    ``query_changed`` follows typing after a short pause, ``submitted`` Enter at once, ``escaped``
    Escape.
    """

    accessible_role = GROUP

    query_changed = Signal(str)
    submitted = Signal(str)
    escaped = Signal()

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, placeholder: str = ""
    ) -> None:
        super().__init__(parent)
        self._sent = ""
        self.setAccessibleName(tr("Search field"))
        self._box = _Rim(theme, self)
        self.edit = _QueryEdit(theme, self._box)
        self.edit.setPlaceholderText(placeholder or tr("Search"))
        self.edit.setAccessibleName(tr("Search"))
        self._glyph = Label("", self._box)
        self._glyph.accessible_role = NOTHING
        self.count_label = Label("", self._box, name=tr("Matches"))
        self.count_label.setProperty("role", "faint")
        self.error_label = Label("", self)
        self.error_label.setProperty("role", "bad")
        self.error_label.setWordWrap(True)
        self.error_label.hide()
        self._crates: Sequence[str] = ()
        self._start = 0
        self._choices = QStringListModel(self)
        self.completer = QCompleter(self._choices, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setWidget(self.edit)
        self._offers = QListView()
        self._offers.setAccessibleName(tr("How the search may go on"))
        self._offers.setProperty("kind", "offers")
        self.completer.setPopup(self._offers)
        self._pause = make_timer(self, _PAUSE_MS, self._send, once=True)
        self._lay_out()
        self._connect()
        self.set_theme(theme)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._box)
        row.setContentsMargins(10, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._glyph)
        row.addWidget(self.edit, 1)
        row.addWidget(self.count_label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._box)
        column.addWidget(self.error_label)
        self.setFocusProxy(self.edit)

    def _connect(self) -> None:
        self.edit.textChanged.connect(self._pause.start)
        self.edit.textEdited.connect(self._offer)
        self.completer.activated.connect(self._complete)
        self.edit.returnPressed.connect(self._submit)
        self.edit.escaped.connect(self.escaped)
        self.edit.focus_changed.connect(self._show_focus)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._box.theme = theme
        self._box.setFixedHeight(theme.px(28))
        self.edit.set_theme(theme)
        ratio = self.devicePixelRatioF()
        self._glyph.setPixmap(icon_pixmap("search", theme.colour("dim"), theme.px(14), ratio))
        self._box.update()

    def query(self) -> str:
        """What stands in the field."""
        return self.edit.text()

    def set_query(self, query: str) -> None:
        """Put ``query`` into the field and say so at once by ``query_changed``."""
        self.edit.setText(query)
        self._send()

    def set_crates(self, names: Sequence[str]) -> None:
        """What can stand after "crate:"."""
        self._crates = names

    def _offer(self, text: str) -> None:
        """Offer what may take the place of the word before the cursor."""
        self._start, found = completions(text, self.edit.cursorPosition(), self._crates)
        self._choices.setStringList(found[:_MAX_OFFERED])
        if found:
            self.completer.complete(self._box.rect())
        else:
            self._offers.hide()
            self.window().activateWindow()  # some systems leave the keyboard with what is hidden

    def _complete(self, choice: str) -> None:
        text, cursor = self.edit.text(), self.edit.cursorPosition()
        before = text[: self._start] + choice + ("" if choice.endswith(":") else " ")
        self.edit.setText(before + text[cursor:].lstrip())
        self.edit.setCursorPosition(len(before))
        if choice.endswith(":"):
            self._offer(self.edit.text())

    def set_count(self, shown: int, total: int) -> None:
        """Say how many of all tracks match; a plain total where all do."""
        text = count(total) if shown == total else part_of(shown, total)
        self.count_label.setText(text)

    def set_error(self, message: str, letters: tuple[int, int] | None = None) -> None:
        """Say under the field why the query cannot be read, and underline the ``letters`` that are
        wrong, (first, behind the last); an empty string takes it away.
        """
        self.edit.set_wrong(letters)
        self.error_label.setText(message)
        self.error_label.setVisible(bool(message))
        self._box.wrong = bool(message)
        self._box.update()

    def _show_focus(self) -> None:
        self._box.active = self.edit.hasFocus()
        self._box.update()

    def _send(self) -> None:
        self._pause.stop()
        if self.query() != self._sent:
            self._sent = self.query()
            self.query_changed.emit(self._sent)

    def _submit(self) -> None:
        self._send()
        self.submitted.emit(self.query())
