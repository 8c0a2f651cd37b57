"""Colours of equal lightness: OKLCH to sRGB.

Ottosson 2020, "A perceptual color space for image processing".
"""

from __future__ import annotations

import math

from PySide6.QtGui import QColor


def _linear_rgb(lightness: float, chroma: float, hue_deg: float) -> tuple[float, float, float]:
    """Linear sRGB of a colour, not clipped: values outside [0, 1] lie outside the gamut."""
    a = chroma * math.cos(math.radians(hue_deg))
    b = chroma * math.sin(math.radians(hue_deg))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _gamma(value: float) -> float:
    value = min(max(value, 0.0), 1.0)
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def oklch(lightness: float, chroma: float, hue_deg: float) -> QColor:
    """The colour of ``lightness`` in [0, 1]; chroma gives way until the screen can show it."""
    rgb = _linear_rgb(lightness, chroma, hue_deg)
    while chroma > 0 and not all(-0.001 <= value <= 1.001 for value in rgb):
        chroma = max(chroma - 0.004, 0.0)
        rgb = _linear_rgb(lightness, chroma, hue_deg)
    return QColor.fromRgbF(*(_gamma(value) for value in rgb))


def luminance(colour: QColor) -> float:
    """Relative luminance in [0, 1] (WCAG 2.2)."""
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: QColor, second: QColor) -> float:
    """The contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2); text needs 4.5, graphics 3."""
    bright, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def over(top: QColor, ground: QColor) -> QColor:
    """The opaque colour seen where ``top``, with its alpha, lies on an opaque ``ground``."""
    share = top.alphaF()
    return QColor.fromRgbF(
        share * top.redF() + (1 - share) * ground.redF(),
        share * top.greenF() + (1 - share) * ground.greenF(),
        share * top.blueF() + (1 - share) * ground.blueF(),
    )
