"""A hue and a glyph for every mood, so that colour never speaks alone."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker, QPolygonF, QTransform

from app.i18n import mark, tr

#: The names in tags and searches, which are English everywhere; on the screen, ``mood_word``.
_WORDS = (
    mark("happy"), mark("energetic"), mark("tense"), mark("angry"), mark("nostalgic"), mark("sad"),
    mark("solemn"), mark("dreamy"), mark("calm"), mark("tender"), mark("uncertain"),
)  # fmt: skip

#: Where each mood stands on the plane: degrees counter-clockwise from +valence (90 is +arousal).
MOOD_ANGLES = {
    "happy": 30.0, "energetic": 58.0, "tense": 118.0, "angry": 140.0, "nostalgic": 196.0,
    "sad": 213.0, "solemn": 245.0, "dreamy": 285.0, "calm": 310.0, "tender": 335.0,
}  # fmt: skip

#: Plane angle -> OKLCH hue, both in degrees: amber on the happy side, red above, violet and blue on
#: the left, green right below. Falling; steep where moods stand close, so that neighbours differ.
_HUES = (
    (-25.0, 152.0), (30.0, 80.0), (58.0, 50.0), (118.0, 14.0), (140.0, -14.0), (196.0, -64.0),
    (213.0, -84.0), (245.0, -108.0), (285.0, -140.0), (310.0, -178.0), (335.0, -208.0),
)  # fmt: skip


#: The same for eyes that lack a kind of cones: plane angle -> hue and lightness, from 0 (darkest)
#: to 1, so that the quarters differ by one of both whatever is missing. Found by a search for the
#: largest CIEDE2000 between moods of different quarters, in the vision of Machado et al. 2009.
_SAFE = (
    (-25.0, 189.0, 0.80), (30.0, 102.0, 0.94), (58.0, 86.0, 0.90), (118.0, 36.0, 0.0),
    (140.0, 17.0, 0.03), (196.0, -64.0, 0.0), (213.0, -85.0, 0.0), (245.0, -102.0, 0.0),
    (285.0, -140.0, 0.93), (310.0, -156.0, 0.91), (335.0, -171.0, 0.80),
)  # fmt: skip


def safe_at_angle(angle_deg: float) -> tuple[float, float]:
    """The OKLCH hue in [0, 360) and the share of lightness in [0, 1] of a direction on the plane,
    for eyes that lack a kind of cones.
    """
    angle = (angle_deg + 25.0) % 360.0 - 25.0
    for (left, hue, share), (right, last_hue, last_share) in pairwise(_SAFE):
        if left <= angle <= right:
            part = (angle - left) / (right - left)
            return (hue + (last_hue - hue) * part) % 360.0, share + (last_share - share) * part
    return _SAFE[0][1:]


def hue_at_angle(angle_deg: float) -> float:
    """The OKLCH hue in [0, 360) of a direction on the plane."""
    angle = (angle_deg + 25.0) % 360.0 - 25.0
    for (left, first), (right, last) in pairwise(_HUES):
        if left <= angle <= right:
            return (first + (last - first) * (angle - left) / (right - left)) % 360.0
    return _HUES[0][1]


def angle_at(valence: float, arousal: float) -> float:
    """The direction of a point on the plane, in degrees."""
    return math.degrees(math.atan2(arousal, valence))


def hue_of_mood(name: str) -> float:
    """The OKLCH hue of a mood word; 265 (a blue that greys well) for "uncertain"."""
    return hue_at_angle(MOOD_ANGLES[name]) if name in MOOD_ANGLES else 265.0


def mood_word(name: str) -> str:
    """A mood's name as the screen shows it; another word as it is."""
    return tr(name) if name in _WORDS else name


def mood_glyph(name: str, rect: QRectF) -> QPainterPath:
    """The mood's shape, to be filled, scaled into ``rect``; KeyError on a word that is no mood."""
    fit = QTransform.fromTranslate(rect.x(), rect.y())
    fit.scale(rect.width() / 2, rect.height() / 2)
    fit.translate(1.0, 1.0)
    return fit.map(_unit_glyph(name))


@cache
def _unit_glyph(name: str) -> QPainterPath:
    """The shape within [-1, 1] x [-1, 1], y pointing down."""
    return _GLYPHS[name]()


def _polygon(*points: tuple[float, float]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    path.closeSubpath()
    return path


def _disc(radius: float, x: float = 0.0, y: float = 0.0) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(x, y), radius, radius)
    return path


def _bar(width: float, angle_deg: float, inner: float, outer: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(
        QRectF(inner, -width / 2, outer - inner, width),
        width / 2,
        width / 2,
        Qt.SizeMode.AbsoluteSize,
    )
    return QTransform().rotate(angle_deg).map(path)


def _sun() -> QPainterPath:
    path = _disc(0.42)
    for ray in range(8):
        path = path.united(_bar(0.2, ray * 45.0, 0.6, 1.0))
    return path


def _up() -> QPainterPath:
    return _polygon((0, -0.86), (0.96, 0.8), (-0.96, 0.8))


def _down() -> QPainterPath:
    return _polygon((0, 0.86), (0.96, -0.8), (-0.96, -0.8))


def _diamond() -> QPainterPath:
    return _polygon((0, -1), (0.92, 0), (0, 1), (-0.92, 0))


def _cross() -> QPainterPath:
    return _bar(0.46, 45.0, -1.0, 1.0).united(_bar(0.46, -45.0, -1.0, 1.0))


def _half_moon() -> QPainterPath:
    ring = _disc(0.88).subtracted(_disc(0.66))
    half = QPainterPath()
    half.addRect(QRectF(-1, -1, 1, 2))
    return ring.united(_disc(0.88).intersected(half))


def _square() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(-0.76, -0.76, 1.52, 1.52), 0.18, 0.18, Qt.SizeMode.AbsoluteSize)
    return path


def _heart() -> QPainterPath:
    path = QPainterPath(QPointF(0, 0.9))
    path.cubicTo(-1.55, -0.15, -0.85, -1.2, 0, -0.48)
    path.cubicTo(0.85, -1.2, 1.55, -0.15, 0, 0.9)
    return path


def _crescent() -> QPainterPath:
    return _disc(0.92).subtracted(_disc(0.78, 0.48, -0.22))


def _question() -> QPainterPath:
    path = QPainterPath(QPointF(-0.5, -0.42))
    path.cubicTo(-0.5, -1.15, 0.62, -1.15, 0.62, -0.42)
    path.cubicTo(0.62, 0.05, 0.02, 0.02, 0.02, 0.42)
    return stroked(path, 0.3).united(_disc(0.2, 0.02, 0.86))


def stroked(path: QPainterPath, width: float) -> QPainterPath:
    """The outline of ``path`` drawn with a round pen of ``width``."""
    pen = QPainterPathStroker()
    pen.setWidth(width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCurveThreshold(0.01)
    return pen.createStroke(path)


_GLYPHS: dict[str, Callable[[], QPainterPath]] = {
    "happy": _sun, "energetic": _up, "tense": _diamond, "angry": _cross, "sad": _down,
    "nostalgic": _half_moon, "solemn": _square, "calm": lambda: _disc(0.74), "tender": _heart,
    "dreamy": _crescent, "uncertain": _question,
}  # fmt: skip
