"""The looks: legible, complete, told apart."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, QRectF
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QIcon, QPainterPath, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.theme import (
    FAMILY,
    ICONS,
    MEDIUM,
    MOOD_ANGLES,
    REGULAR,
    SEMIBOLD,
    Theme,
    app_icon,
    apply,
    contrast,
    icon,
    icon_pixmap,
    load_fonts,
    mood_glyph,
    over,
    stylesheet,
    theme_of,
)
from app.theme.moods import angle_at, hue_at_angle, safe_at_angle
from mer_core import settings
from mer_core.emotion import MOODS, MOODS_AND_UNCERTAIN

_PLAIN = (Theme.dark(), Theme.light(), Theme.high_contrast())
THEMES = (*_PLAIN, *(replace(theme, is_safe=True) for theme in _PLAIN))
GROUNDS = ("ground", "panel", "raised", "selection", "plot")
TEXTS = ("text", "dim", "faint", "valence_text", "arousal_text", "tension_text", "bad")
BOX = QRectF(0, 0, 40, 40)


class StyleChanges(QWidget):
    """Counts how often it was given a style."""

    number = 0

    def changeEvent(self, event: QEvent) -> None:
        self.number += event.type() == QEvent.Type.StyleChange
        super().changeEvent(event)


def by_name(theme: Theme) -> str:
    return f"{theme.name}-safe" if theme.is_safe else theme.name


@pytest.mark.parametrize("theme", THEMES, ids=by_name)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_every_text_reaches_wcag_aa_on_every_ground(theme: Theme, ground: str, text: str) -> None:
    assert contrast(theme.colour(text), theme.colour(ground)) >= 4.5


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_every_text_of_high_contrast_reaches_wcag_aaa(ground: str, text: str) -> None:
    theme = Theme.high_contrast()
    assert contrast(theme.colour(text), theme.colour(ground)) >= 7.0


@pytest.mark.parametrize("name", settings.THEMES)
def test_every_look_that_is_offered_is_there(name: str, qapp: QApplication) -> None:
    assert theme_of(name).name in (name, "dark", "light")
    assert name == "system" or theme_of(name).name == name


@pytest.mark.parametrize("theme", THEMES, ids=by_name)
def test_the_primary_button_is_legible_at_rest_and_under_the_pointer(theme: Theme) -> None:
    for ground in (theme.accent, theme.accent_hover):
        assert contrast(theme.colour("on_accent"), QColor(ground)) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=by_name)
@pytest.mark.parametrize("mood", MOODS_AND_UNCERTAIN)
def test_a_mood_is_legible_on_its_chip_and_on_the_ribbon(theme: Theme, mood: str) -> None:
    for ground in ("ground", "panel", "selection"):
        chip = over(theme.mood_tint_colour(mood), theme.colour(ground))
        assert contrast(theme.mood_text(mood), chip) >= 4.5
    assert contrast(theme.on_mood(mood), theme.mood_colour(mood)) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=by_name)
@pytest.mark.parametrize(
    "graphic", ["accent", "valence", "arousal", "tension", "knob", "good", "warn"]
)
def test_every_line_and_dot_reaches_three_to_one(theme: Theme, graphic: str) -> None:
    for ground in ("ground", "panel", "plot"):
        assert contrast(theme.colour(graphic), theme.colour(ground)) >= 3.0


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21.0)
    assert contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)


def test_neighbouring_moods_differ_in_hue() -> None:
    hues = {mood: hue_at_angle(MOOD_ANGLES[mood]) for mood in MOODS}
    for one, other in combinations(MOODS, 2):
        apart = abs((hues[one] - hues[other] + 180) % 360 - 180)
        assert apart >= 18, f"{one} and {other} are {apart:.0f} degrees apart"


def test_the_hue_has_no_seam_around_the_plane() -> None:
    angles = [angle / 4 for angle in range(4 * 361)]
    for hues in (list(map(hue_at_angle, angles)), [safe_at_angle(angle)[0] for angle in angles]):
        steps = [abs((b - a + 180) % 360 - 180) for a, b in pairwise(hues)]
        assert max(steps) < 1.0
    shares = [safe_at_angle(angle)[1] for angle in angles]
    assert max(abs(b - a) for a, b in pairwise(shares)) < 0.02


def test_a_point_has_the_hue_of_the_mood_it_stands_at() -> None:
    assert hue_at_angle(angle_at(0.866, 0.5)) == pytest.approx(
        hue_at_angle(MOOD_ANGLES["happy"]), abs=0.5
    )


def test_every_mood_has_a_glyph_of_its_own() -> None:
    glyphs = {mood: mood_glyph(mood, BOX) for mood in MOODS_AND_UNCERTAIN}
    for one, other in combinations(MOODS_AND_UNCERTAIN, 2):
        assert _difference(glyphs[one], glyphs[other]) > 60, f"{one} looks like {other}"


@pytest.mark.parametrize("mood", MOODS_AND_UNCERTAIN)
def test_a_glyph_fills_its_box_and_stays_within(mood: str) -> None:
    bounds = mood_glyph(mood, BOX).boundingRect()
    assert BOX.adjusted(-4, -4, 4, 4).contains(bounds)
    assert max(bounds.width(), bounds.height()) > 25


def _difference(first: QPainterPath, second: QPainterPath) -> int:
    """How many of 40 x 40 points lie in one shape but not in the other."""
    points = [QPointF(x + 0.5, y + 0.5) for x in range(40) for y in range(40)]
    return sum(first.contains(point) != second.contains(point) for point in points)


def test_the_bundled_type_is_inter_with_tabular_figures(qapp: QApplication) -> None:
    assert load_fonts()
    font = Theme.dark().font()
    assert QFontInfo(font).family() == FAMILY
    metrics = QFontMetricsF(font)
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")


def test_the_three_weights_are_three_cuts(qapp: QApplication) -> None:
    load_fonts()
    widths = [
        QFontMetricsF(Theme.dark().font(40, weight)).horizontalAdvance("Don’t Close Your Eyes")
        for weight in (REGULAR, MEDIUM, SEMIBOLD)
    ]
    assert widths[0] < widths[1] < widths[2]


def test_the_type_knows_the_scripts_of_europe(qapp: QApplication) -> None:
    load_fonts()
    metrics = QFontMetricsF(Theme.dark().font())
    assert all(metrics.inFontUcs4(ord(letter)) for letter in "Ångström Σ Чайковский ő ß − → ’")


def test_scale_enlarges_type_and_rows() -> None:
    large = Theme.dark(scale=1.5)
    assert large.font().pixelSize() == 20
    assert large.row_height == 58


def test_apply_dresses_and_redresses_the_application(qtbot: QtBot, qapp: QApplication) -> None:
    for theme in (Theme.light(), Theme.dark()):
        apply(qapp, theme)
        assert qapp.palette().color(QPalette.ColorRole.Window) == theme.colour("panel")
        assert qapp.styleSheet() == stylesheet(theme)
        assert qapp.font().family() == FAMILY


def test_a_look_that_is_worn_is_not_put_on_again(qtbot: QtBot, qapp: QApplication) -> None:
    apply(qapp, Theme.dark())
    widget = StyleChanges()
    qtbot.addWidget(widget)
    widget.show()
    widget.number = 0
    apply(qapp, Theme.dark())
    assert widget.number == 0
    for theme in (Theme.dark(scale=1.5), Theme.light(), Theme.high_contrast()):
        apply(qapp, theme)
        assert widget.number > 0
        widget.number = 0


@pytest.mark.parametrize("theme", THEMES, ids=by_name)
def test_the_style_sheet_is_complete(theme: Theme) -> None:
    rules = stylesheet(theme)
    assert rules.count("{") == rules.count("}")
    for file in re.findall(r"url\((.*?)\)", rules):
        assert Path(file).is_file()


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_draws_something_within_its_box(qapp: QApplication, name: str) -> None:
    colour = Theme.dark().colour("accent")
    image = icon_pixmap(name, colour, 96).toImage()
    painted = [
        (x, y) for x in range(96) for y in range(96) if image.pixelColor(x, y).alpha() == 255
    ]
    assert {image.pixelColor(*place).name() for place in painted} == {colour.name()}
    assert all(0 < x < 95 and 0 < y < 95 for x, y in painted)
    assert max(max(axis) - min(axis) for axis in zip(*painted, strict=True)) > 36


def test_a_disabled_icon_is_faded(qapp: QApplication) -> None:
    both = icon("more", Theme.dark())
    strong, faded = (
        both.pixmap(24, mode).toImage() for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled)
    )
    assert strong != faded


def test_the_application_has_a_mark(qapp: QApplication) -> None:
    image = app_icon().pixmap(64, 64).toImage()
    colours = {image.pixelColor(x, y).name() for x in range(64) for y in range(64)}
    assert {Theme.dark().accent, Theme.dark().panel} <= colours


def test_no_colour_is_written_outside_the_theme() -> None:
    app_folder = Path(__file__).parents[2] / "app"
    literal = re.compile(r"""["'\s:]#[0-9a-fA-F]{6}\b|QColor\(\s*\d""")
    found = [
        f"{file.relative_to(app_folder)}: {line.strip()}"
        for file in sorted(app_folder.rglob("*.py"))
        if file.parent.name != "theme"
        for line in file.read_text().splitlines()
        if literal.search(line)
    ]
    assert found == []
