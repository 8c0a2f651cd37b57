"""Markdown in the look of the window: a model's card, a page of the guide."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
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

#: GitHub's tables, but none of its HTML: what a page says is text.
_FEATURES = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)
_HEADINGS = {1: 18.0, 2: 15.0}
#: How wide pictures are, in logical pixels.
_PICTURE = 520
#: What stands for a picture in a paragraph.
_PICTURE_SIGN = "\ufffc"


class MarkdownText(QTextBrowser):
    """Shows Markdown. Follows no link; pictures are those of ``folder``, and none where it is None:
    what others wrote opens no file.
    """

    def __init__(
        self, theme: Theme, name: str, folder: Path | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self._folder = folder
        self.setProperty("kind", "paper")
        self.setAccessibleName(name)
        self.setOpenLinks(False)

    def loadResource(self, _kind: int, name: QUrl | str) -> QPixmap:
        """A picture, never wider than a page on a small screen. Where Qt gets none at all from
        here, it opens the file itself.
        """
        if self._folder is None:
            return QPixmap()
        address = name.toString() if isinstance(name, QUrl) else name
        picture = QPixmap(str(self._folder / Path(address).name))
        if picture.isNull():
            return picture
        ratio = self.devicePixelRatioF()
        width = round(self._theme.px(_PICTURE) * ratio)
        fitted = picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        fitted.setDevicePixelRatio(ratio)
        return fitted

    def set_theme(self, theme: Theme) -> None:
        """Write it in another look."""
        if theme != self._theme:
            self._theme = theme
            self.show_text(self._text)

    def show_text(self, text: str) -> None:
        """Show ``text``, Markdown with tables."""
        self._text = text
        # Dressed before anything shows it: else every change would lay out the whole page anew.
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
        if not in_table and _PICTURE_SIGN not in block.text():
            lines.setLineHeight(135, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(letters)
        cursor.mergeBlockFormat(lines)
        links = QTextCharFormat()
        links.setForeground(self._theme.colour("accent"))
        for start, end in _links(block):
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(links)


def _links(block: QTextBlock) -> list[tuple[int, int]]:
    """Where the links of a paragraph begin and end."""
    found = []
    at = block.begin()
    while not at.atEnd():
        piece = at.fragment()
        if piece.charFormat().isAnchor():
            found.append((piece.position(), piece.position() + piece.length()))
        at += 1
    return found
