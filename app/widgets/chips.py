"""Mood chips: a mood's glyph, its word and its score on a tint of its colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.accessible import TEXT
from app.i18n import tr
from app.plain import tip
from app.theme import MEDIUM, Theme, mood_glyph, mood_word
from app.widgets.painting import draw_text, fill_round, text_width
from app.widgets.wording import score
from mer_core.emotion import UNCERTAIN, MoodScore

CHIP_HEIGHT = 20
_GAP = 6
_PADDING = 8
_GLYPH = 8
_FONT = 12


@dataclass(frozen=True, slots=True)
class _Chip:
    """One chip ready to paint; widths in logical pixels."""

    name: str
    figures: str
    name_width: float
    width: float


def _measure(mood: MoodScore, theme: Theme) -> _Chip:
    font = theme.font(_FONT, MEDIUM)
    # A word that a person gave is not a matter of more or less.
    figures = "" if mood.name == UNCERTAIN or mood.score == 1.0 else score(mood.score)
    name_width = text_width(font, mood_word(mood.name))
    width = theme.px(_PADDING) * 2 + theme.px(_GLYPH) + theme.px(5) + name_width
    if figures:
        width += theme.px(4) + text_width(theme.font(_FONT), figures)
    return _Chip(mood.name, figures, name_width, width)


def chips_width(moods: Sequence[MoodScore], theme: Theme) -> float:
    """The width all ``moods`` need in one row, in logical pixels."""
    widths = [_measure(mood, theme).width for mood in moods]
    return sum(widths) + theme.px(_GAP) * max(len(widths) - 1, 0)


def paint_chips(painter: QPainter, rect: QRectF, moods: Sequence[MoodScore], theme: Theme) -> int:
    """Paint ``moods`` from the left of ``rect``, centred in height; return how many found room.

    A first chip too wide for ``rect`` is painted without its score; later ones are left out.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    x, shown = rect.x(), 0
    for mood in moods:
        chip = _measure(mood, theme)
        if x + chip.width > rect.right() + 0.5:
            if shown:
                break
            figures = theme.px(4) + text_width(theme.font(_FONT), chip.figures)
            chip = _Chip(chip.name, "", chip.name_width, min(chip.width - figures, rect.width()))
        _paint_chip(painter, QRectF(x, rect.y(), chip.width, rect.height()), chip, theme)
        x += chip.width + theme.px(_GAP)
        shown += 1
    painter.restore()
    return shown


def _paint_chip(painter: QPainter, cell: QRectF, chip: _Chip, theme: Theme) -> None:
    height = theme.px(CHIP_HEIGHT)
    box = QRectF(cell.x(), round(cell.center().y() - height / 2), cell.width(), height)
    fill_round(painter, box, height / 2, theme.mood_tint_colour(chip.name))
    ink = theme.mood_text(chip.name)
    glyph = theme.px(_GLYPH)
    x = box.x() + theme.px(_PADDING)
    painter.fillPath(
        mood_glyph(chip.name, QRectF(x, box.center().y() - glyph / 2, glyph, glyph)), ink
    )
    x += glyph + theme.px(5)
    room = min(chip.name_width + 1, box.right() - x - 2)
    font = theme.font(_FONT, MEDIUM)
    draw_text(
        painter, QRectF(x, box.y(), room, height), mood_word(chip.name), font=font, colour=ink
    )
    if chip.figures:
        x += chip.name_width + theme.px(4)
        rest = QRectF(x, box.y(), box.right() - x, height)
        draw_text(painter, rest, chip.figures, font=theme.font(_FONT), colour=ink)


#: Qt's largest, which stands for no limit.
_ANY_HEIGHT = 2**24 - 1


class MoodChips(QWidget):
    """A row of chips that breaks into further lines where the width is short."""

    accessible_role = TEXT

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._moods: tuple[MoodScore, ...] = ()
        self.set_moods(())
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def set_moods(self, moods: Sequence[MoodScore]) -> None:
        """Show ``moods``, the strongest first."""
        self._moods = tuple(moods)
        words = ", ".join(f"{mood_word(mood.name)} {mood.score:.2f}" for mood in self._moods)
        name, nothing = tr("Moods"), tr("no moods known")
        self.setAccessibleName(f"{name}: {words or nothing}")
        self.setToolTip(tip(words))
        self.updateGeometry()
        self.update()

    def set_one_line(self, alone: bool) -> None:
        """Show the first line alone, or all of them again; the tool tip tells all."""
        self.setMaximumHeight(self._height(1) if alone else _ANY_HEIGHT)

    def _lines(self, width: float) -> list[list[MoodScore]]:
        lines: list[list[MoodScore]] = [[]]
        for mood in self._moods:
            if lines[-1] and chips_width([*lines[-1], mood], self._theme) > width:
                lines.append([])
            lines[-1].append(mood)
        return lines

    def _height(self, num_lines: int) -> int:
        return self._theme.px(num_lines * CHIP_HEIGHT + (num_lines - 1) * _GAP)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._height(len(self._lines(width)))

    def sizeHint(self) -> QSize:
        width = max(round(chips_width(self._moods, self._theme)) + 1, 80)
        return QSize(width, self._height(1))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._height(1))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        step = self._theme.px(CHIP_HEIGHT + _GAP)
        height = self._theme.px(CHIP_HEIGHT)
        for line, moods in enumerate(self._lines(self.width())):
            if line and line * step + height > self.height():
                break
            paint_chips(painter, QRectF(0, line * step, self.width(), height), moods, self._theme)
        painter.end()
