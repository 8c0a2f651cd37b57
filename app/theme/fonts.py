"""The bundled type: Inter in three weights, with tabular figures.

It has no Chinese, Japanese or Korean; Qt takes those from the system's fonts, letter by letter.
"""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from app.i18n import language
from mer_core.paths import RESOURCES

FAMILY = "Inter Moodline"
#: The weights as Qt names them; the bundled cuts are drawn at 450, 550 and 620.
REGULAR, MEDIUM, SEMIBOLD = 400, 500, 600
#: China and Japan write many characters differently: in a Chinese window China's come first.
_CHINESE = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei UI", "PingFang SC",
    "WenQuanYi Micro Hei",
)  # fmt: skip


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
    chinese = _CHINESE if language() == "zh_CN" else ()
    others = ("Noto Sans", "Segoe UI", "Helvetica Neue", "sans-serif")
    font.setFamilies([FAMILY, "Inter", *chinese, *others])
    font.setPixelSize(pixel_size)
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    if hasattr(font, "setFeature"):  # from Qt 6.7
        font.setFeature(QFont.Tag("tnum"), 1)
    return font
