"""Sheets of sessions on paper: a PDF, and the small picture of how they changed over time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextTableFormat,
)

from app.i18n import mark, tr
from app.theme import Theme
from mer_core.library.sessions import LEAST, MIDDLE, MOST, Session
from mer_core.shown import shown

#: What stands on the page and on every sheet.
NO_CLAIM = mark(
    "Moodline makes no medical claim: these are the person's own answers, not a diagnosis and not "
    "a measure of treatment."
)
SOURCE = mark("Affect grid: Russell, Weiss and Mendelsohn (1989), 1 to 9 each way, 5 is neutral.")
HEAD = (mark("Date"), mark("Who"), mark("Before"), mark("After"), mark("Change"))


def cells_of(session: Session) -> tuple[str, ...]:
    """A sheet in a line: pleasure / arousal before, after, and how far they went."""
    (p1, a1), (p2, a2), (p, a) = session.before, session.after, session.change
    return session.day, shown(session.who), f"{p1} / {a1}", f"{p2} / {a2}", f"{p:+d} / {a:+d}"


def paint_changes(
    painter: QPainter, rect: QRectF, sessions: Sequence[Session], theme: Theme,
    font: QFont,
) -> None:  # fmt: skip
    """For each session a stroke from before to after, for pleasure and, below it, arousal: a ring
    before, a dot after.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    head, height = 1.5 * font.pixelSize(), rect.height() / 2
    for number, (name, ink) in enumerate(
        ((tr("Pleasure"), theme.colour("valence")), (tr("Arousal"), theme.colour("arousal")))
    ):
        lane = QRectF(rect.left(), rect.top() + number * height, rect.width(), height)
        painter.setPen(theme.colour("dim"))
        painter.drawText(lane, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, name)
        lane = lane.adjusted(6, head, -6, -6)
        painter.setPen(QPen(theme.colour("line"), 1))
        middle = lane.bottom() - (MIDDLE - LEAST) / (MOST - LEAST) * lane.height()
        painter.drawLine(QPointF(lane.left(), middle), QPointF(lane.right(), middle))
        painter.setPen(QPen(ink, 2))
        for place, session in enumerate(sessions):
            x = lane.left() + (place + 0.5) * lane.width() / len(sessions)
            ends = [
                QPointF(x, lane.bottom() - (square[number] - LEAST) / (MOST - LEAST)
                        * lane.height())
                for square in (session.before, session.after)
            ]  # fmt: skip
            painter.drawLine(*ends)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(ends[0], 3, 3)
            painter.setBrush(ink)
            painter.drawEllipse(ends[1], 3, 3)


def pdf(sessions: Sequence[Session]) -> bytes:
    """The sheets as a PDF of A4 pages."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setTitle(tr("Sessions"))
    writer.setCreator("Moodline")
    _document(sessions).print_(writer)
    return bytes(buffer.data().data())


def _document(sessions: Sequence[Session]) -> QTextDocument:
    document = QTextDocument()
    document.setDefaultFont(QFont("sans-serif", 10))
    cursor = QTextCursor(document)
    plain, bold, large, small = (QTextCharFormat() for _ in range(4))
    bold.setFontWeight(QFont.Weight.Bold)
    large.setFontPointSize(18)
    small.setFontPointSize(8)
    cursor.insertText(tr("Sessions") + "\n", large)
    legend = tr("Cells: pleasure / arousal; in the picture a ring is before, a dot after.")
    cursor.insertText(f"{tr(SOURCE)} {legend} {tr(NO_CLAIM)}", small)
    cursor.insertBlock()
    if sessions:
        cursor.insertImage(_picture(sessions))
    form = QTextTableFormat()
    form.setCellPadding(4)
    form.setBorderCollapse(True)
    form.setBorder(0.5)
    table = cursor.insertTable(len(sessions) + 1, len(HEAD), form)
    for row, cells in enumerate((tuple(map(tr, HEAD)), *map(cells_of, sessions))):
        for column, text in enumerate(cells):
            table.cellAt(row, column).firstCursorPosition().insertText(text, plain if row else bold)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    for session in sessions:
        if session.notes or session.songs:
            title = "  ".join(filter(None, cells_of(session)[:2]))
            cursor.insertText(f"\n\n{title}\n", bold)
            parts = [shown(line) for line in session.notes.splitlines()]
            parts += [f"{place}. {shown(song)}" for place, song in enumerate(session.songs, 1)]
            cursor.insertText("\n".join(parts), plain)
    return document


def _picture(sessions: Sequence[Session]) -> QImage:
    scale, width, height = 3, 480, 150
    image = QImage(width * scale, height * scale, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    image.setDevicePixelRatio(scale)
    font = QFont("sans-serif")
    font.setPixelSize(11)
    painter = QPainter(image)
    paint_changes(painter, QRectF(0, 0, width, height), sessions, Theme.light(), font)
    painter.end()
    return image
