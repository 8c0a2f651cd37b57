"""The look of the window: colours, type, moods' hues and glyphs, icons.

The only place with a colour literal. ``apply(app, theme)`` dresses the application; a widget that
paints itself takes a ``Theme`` and asks it for colours and fonts.
"""

from app.theme.application import apply, is_still, palette, theme_of
from app.theme.fonts import FAMILY, MEDIUM, REGULAR, SEMIBOLD, load_fonts
from app.theme.icons import ICONS, app_icon, icon, icon_pixmap, paint_icon
from app.theme.moods import MOOD_ANGLES, mood_glyph, mood_word
from app.theme.oklch import contrast, luminance, over
from app.theme.palette import BODY_PX, GRID, RADIUS, ROW_HEIGHT, ColourName, Theme
from app.theme.stylesheet import stylesheet

__all__ = [
    "BODY_PX",
    "FAMILY",
    "GRID",
    "ICONS",
    "MEDIUM",
    "MOOD_ANGLES",
    "RADIUS",
    "REGULAR",
    "ROW_HEIGHT",
    "SEMIBOLD",
    "ColourName",
    "Theme",
    "app_icon",
    "apply",
    "contrast",
    "icon",
    "icon_pixmap",
    "is_still",
    "load_fonts",
    "luminance",
    "mood_glyph",
    "mood_word",
    "over",
    "paint_icon",
    "palette",
    "stylesheet",
    "theme_of",
]
