"""Dress the application: style, palette, font, style sheet."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.theme.fonts import load_fonts
from app.theme.palette import Theme
from app.theme.stylesheet import stylesheet


def apply(app: QApplication, theme: Theme) -> None:
    """Give every widget of ``app`` the look of ``theme``; call again at any time to switch.

    Widgets that paint themselves have ``set_theme(theme)`` as well.
    """
    load_fonts()
    sheet = stylesheet(theme)
    colours = palette(theme)
    # Each of these goes to every widget there is, even where nothing is new.
    if app.styleSheet() != sheet or app.palette() != colours or app.font() != theme.font():
        app.setStyle("Fusion")
        app.setPalette(colours)
        app.setFont(theme.font())
        app.setStyleSheet(sheet)
    app.setEffectEnabled(Qt.UIEffect.UI_General, _effects() and not theme.is_still)


@cache
def _effects() -> bool:
    """Whether the system lets menus and tips move, as found before anything was changed."""
    return QApplication.isEffectEnabled(Qt.UIEffect.UI_General)


def is_still(motion: str) -> bool:
    """What a choice of mer_core.settings.MOTIONS comes to. Qt tells the system's wish on Windows
    alone; elsewhere it says that nothing moves even where that was not asked for.
    """
    if motion == "system":
        return QGuiApplication.platformName() == "windows" and not _effects()
    return motion == "reduced"


def theme_of(name: str, scale: float = 1.0) -> Theme:
    """The look of that name, one of mer_core.settings.THEMES; type and sizes times ``scale``."""
    if name == "system":
        scheme = QGuiApplication.styleHints().colorScheme()
        name = "light" if scheme.name == "Light" else "dark"
    looks = {"dark": Theme.dark, "light": Theme.light, "high-contrast": Theme.high_contrast}
    return looks[name](scale=scale)


def palette(theme: Theme) -> QPalette:
    """The Qt palette of ``theme``, for whatever no style rule reaches."""
    role = QPalette.ColorRole
    colours: dict[QPalette.ColorRole, QColor] = {
        role.Window: theme.colour("panel"),
        role.WindowText: theme.colour("text"),
        role.Base: theme.colour("ground"),
        role.AlternateBase: theme.colour("panel"),
        role.Text: theme.colour("text"),
        role.PlaceholderText: theme.colour("faint"),
        role.Button: theme.colour("raised"),
        role.ButtonText: theme.colour("text"),
        role.BrightText: theme.colour("bad"),
        role.ToolTipBase: theme.colour("raised"),
        role.ToolTipText: theme.colour("text"),
        role.Highlight: theme.colour("selection"),
        role.HighlightedText: theme.colour("text"),
        role.Link: theme.colour("accent"),
        role.LinkVisited: theme.colour("tension_text"),
        role.Light: theme.colour("hover"),
        role.Midlight: theme.colour("raised"),
        role.Mid: theme.colour("line"),
        role.Dark: theme.colour("line"),
        role.Shadow: theme.colour("shadow"),
    }
    result = QPalette()
    for name, colour in colours.items():
        result.setColor(name, colour)
    for name in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, name, theme.colour("faint"))
    return result
