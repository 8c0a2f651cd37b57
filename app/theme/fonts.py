"""The bundled type: Inter in three weights, with tabular figures."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from mer_core.paths import RESOURCES

FAMILY = "Inter Moodline"
#: The weights as Qt names them; the bundled cuts are drawn at 450, 550 and 620.
REGULAR, MEDIUM, SEMIBOLD = 400, 500, 600


def load_fonts() -> bool:
    """Register the bundled fonts once per application; False where a file is missing or damaged."""
    if FAMILY in QFontDatabase.families():
        return True
    files = sorted((RESOURCES / "fonts").glob("*.ttf"))
    added = [QFontDatabase.addApplicationFont(str(file)) for file in files]
    return bool(added) and -1 not in added


def make_font(pixel_size: int, weight: int) -> QFont:
    """A font of ``pixel_size`` pixels, unhinted so that widths are the same at every scale."""
    font = QFont()
    font.setFamilies([FAMILY, "Inter", "Noto Sans", "Segoe UI", "Helvetica Neue", "sans-serif"])
    font.setPixelSize(pixel_size)
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    if hasattr(font, "setFeature"):  # from Qt 6.7
        font.setFeature(QFont.Tag("tnum"), 1)
    return font
