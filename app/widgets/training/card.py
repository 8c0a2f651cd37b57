"""A model's card, read from Markdown into the look of the window."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QPixmap,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.theme import SEMIBOLD, Theme

#: GitHub's tables, but none of its HTML: what a card says is text.
_FEATURES = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)
_HEADINGS = {1: 18.0, 2: 15.0}


class CardText(QTextBrowser):
    """Shows Markdown; follows no link and loads no picture."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self.setProperty("kind", "paper")
        self.setAccessibleName("The model's card")
        self.setOpenLinks(False)

    def loadResource(self, _kind: int, _name: QUrl | str) -> QPixmap:
        """No picture: where Qt gets none at all from here, it opens the file itself."""
        return QPixmap()

    def set_theme(self, theme: Theme) -> None:
        """Write the card in another look."""
        if theme != self._theme:
            self._theme = theme
            self.show_text(self._text)

    def show_text(self, text: str) -> None:
        """Show ``text``, Markdown with tables."""
        self._text = text
        # Dressed before anything shows it: else every change would lay out the whole card anew.
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(self._theme.font())
        document.setDocumentMargin(0)
        document.setMarkdown(text, _FEATURES)
        edit = QTextCursor(document)
        edit.beginEditBlock()
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                frame.setFormat(self._table_format(frame))
        block = document.begin()
        while block.isValid():
            self._dress(block)
            block = block.next()
        edit.endEditBlock()
        self.setDocument(document)

    def _table_format(self, table: QTextTable) -> QTextTableFormat:
        form = table.format()
        form.setBorder(0)
        form.setCellSpacing(0)
        form.setCellPadding(self._theme.px(4))
        form.setMargin(self._theme.px(4))
        return form

    def _dress(self, block: QTextBlock) -> None:
        """One paragraph, heading or cell."""
        level = block.blockFormat().headingLevel()
        in_table = QTextCursor(block).currentTable() is not None
        letters, lines = QTextCharFormat(), QTextBlockFormat()
        letters.setForeground(self._theme.colour("text" if level else "dim"))
        if level:
            letters.setFont(self._theme.font(_HEADINGS.get(level, 13.0), SEMIBOLD))
            lines.setBottomMargin(self._theme.px(6))
        if not in_table:
            lines.setTopMargin(self._theme.px(18 if level > 1 else 6))
            lines.setLineHeight(135, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(letters)
        cursor.mergeBlockFormat(lines)
