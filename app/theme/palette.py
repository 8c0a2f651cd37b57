"""The colours, sizes and type of the window, as one frozen value per look."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtGui import QColor, QFont

from app.theme.fonts import REGULAR, make_font
from app.theme.moods import MOOD_ANGLES, angle_at, hue_at_angle, hue_of_mood, safe_at_angle
from app.theme.oklch import contrast, oklch, over
from mer_core.emotion import UNCERTAIN

ColourName = Literal[
    "ground", "panel", "raised", "hover", "line", "text", "dim", "faint", "accent", "on_accent",
    "valence", "arousal", "tension", "valence_text", "arousal_text", "tension_text", "good", "warn",
    "bad", "selection", "track", "wave_rest", "band_low", "band_mid",
    "band_high", "plot", "knob", "shadow",
]  # fmt: skip

#: The grid everything sits on and the sizes derived from it, in logical pixels.
GRID = 8
ROW_HEIGHT = 39
RADIUS = 7
BODY_PX = 13


@dataclass(frozen=True, slots=True)
class Theme:
    """One look of the window. Colours are "#rrggbb"; ask ``colour`` for a QColor.

    ``ground`` lies behind tables, ``panel`` behind bars and panes, ``raised`` behind fields and
    buttons; ``faint`` is the quietest text that still passes WCAG AA; ``track`` is the
    empty part of bars; ``*_text`` are the readable twins of a curve's colour. ``scale`` multiplies
    type and sizes (the user's font scaling). ``is_safe``: moods take colours that eyes without a
    kind of cones tell apart, of a lightness within ``safe_range``; ``is_still``: nothing moves by
    itself.
    """

    name: str
    is_dark: bool
    ground: str
    panel: str
    raised: str
    hover: str
    line: str
    text: str
    dim: str
    faint: str
    accent: str
    on_accent: str
    valence: str
    arousal: str
    tension: str
    valence_text: str
    arousal_text: str
    tension_text: str
    good: str
    warn: str
    bad: str
    selection: str
    track: str
    wave_rest: str
    band_low: str
    band_mid: str
    band_high: str
    plot: str
    knob: str
    shadow: str
    mood_lightness: float
    mood_text_lightness: float
    mood_tint: float
    safe_range: tuple[float, float]
    scale: float = 1.0
    is_safe: bool = False
    is_still: bool = False

    @classmethod
    def dark(cls, *, scale: float = 1.0) -> Theme:
        """The dark look, with type and sizes multiplied by ``scale``."""
        return replace(_DARK, scale=scale)

    @classmethod
    def light(cls, *, scale: float = 1.0) -> Theme:
        """The light look, with type and sizes multiplied by ``scale``."""
        return replace(_LIGHT, scale=scale)

    @classmethod
    def high_contrast(cls, *, scale: float = 1.0) -> Theme:
        """Black, white and yellow, for eyes that need it; every text reaches 7:1."""
        return replace(_HIGH_CONTRAST, scale=scale)

    def colour(self, name: ColourName, alpha: float = 1.0) -> QColor:
        """A colour of this look by its name, with ``alpha`` in [0, 1]."""
        colour = QColor(getattr(self, name))
        colour.setAlphaF(alpha)
        return colour

    def px(self, size: float) -> int:
        """``size`` logical pixels at the user's scale."""
        return round(size * self.scale)

    @property
    def accent_hover(self) -> str:
        """The accent under the pointer: one step away from the ground."""
        accent = QColor(self.accent)
        return (accent.lighter(110) if self.is_dark else accent.darker(112)).name()

    @property
    def hair(self) -> str:
        """The hair line between table rows: half as strong as ``line``."""
        return over(self.colour("line", 0.55), self.colour("ground")).name()

    @property
    def row_hover(self) -> str:
        """A row or place under the pointer."""
        return over(self.colour("hover", 0.5), self.colour("ground")).name()

    @property
    def row_height(self) -> int:
        """The height of a table row."""
        return self.px(ROW_HEIGHT)

    def font(self, size: float = BODY_PX, weight: int = REGULAR) -> QFont:
        """Inter with tabular figures; ``size`` in unscaled pixels; REGULAR, MEDIUM or SEMIBOLD."""
        return make_font(self.px(size), weight)

    def mood_colour(self, name: str, alpha: float = 1.0) -> QColor:
        """A mood's full colour for ribbons, points, marks: its angle as hue; grey if uncertain."""
        return self._mood(name, None, 0.15, alpha)

    def mood_text(self, name: str) -> QColor:
        """A mood's colour for its word and glyph on ``mood_tint_colour``."""
        return self._mood(name, self.mood_text_lightness, 0.13, 1.0)

    def mood_tint_colour(self, name: str) -> QColor:
        """The translucent ground of a mood's chip."""
        return self._mood(name, self.mood_lightness, 0.15, self.mood_tint)

    def point_colour(self, valence: float, arousal: float) -> QColor:
        """The colour of a point on the plane, each in [-1, 1]; grey amid, full at the rim."""
        strength = min((valence**2 + arousal**2) ** 0.5 / 0.6, 1.0)
        lightness, hue = self._place(angle_at(valence, arousal))
        middle = self._grey
        return oklch(middle + (lightness - middle) * strength, 0.15 * strength, hue)

    def on_mood(self, name: str) -> QColor:
        """The colour of words written on ``mood_colour``."""
        ground, dark = (
            self.mood_colour(name),
            oklch(0.08 if self.is_safe else 0.22, 0.03, hue_of_mood(name)),
        )
        bright = QColor("#ffffff")
        return dark if contrast(dark, ground) >= contrast(bright, ground) else bright

    def _mood(self, name: str, lightness: float | None, chroma: float, alpha: float) -> QColor:
        """Of this lightness; None for that of the mood itself."""
        if name == UNCERTAIN:
            own, hue, chroma = self._grey, 265.0, 0.012
        else:
            own, hue = self._place(MOOD_ANGLES[name])
        colour = oklch(own if lightness is None else lightness, chroma, hue)
        colour.setAlphaF(alpha)
        return colour

    @property
    def _grey(self) -> float:
        """The lightness amid the plane."""
        return sum(self.safe_range) / 2 if self.is_safe else self.mood_lightness

    def _place(self, angle_deg: float) -> tuple[float, float]:
        """The lightness and the hue of a direction on the plane."""
        if not self.is_safe:
            return self.mood_lightness, hue_at_angle(angle_deg)
        hue, share = safe_at_angle(angle_deg)
        low, high = self.safe_range
        return low + (high - low) * share, hue


_DARK = Theme(
    name="dark", is_dark=True,
    ground="#14161a", panel="#1b1e24", raised="#232730", hover="#2a2f3a", line="#2d323c",
    text="#e8eaee", dim="#98a0ad", faint="#8b93a1",
    accent="#7aa2ff", on_accent="#0d1220",
    valence="#f2b84b", arousal="#ff6f7d", tension="#9d8cff",
    valence_text="#f2b84b", arousal_text="#ff6f7d", tension_text="#a596ff",
    good="#3fb68b", warn="#f2b84b", bad="#ff6f7d",
    selection="#202836", track="#2c323d", wave_rest="#434a57",
    band_low="#4a78e6", band_mid="#f0a13c", band_high="#fdf6e3",
    plot="#16181d", knob="#e8eaee", shadow="#000000",
    mood_lightness=0.72, mood_text_lightness=0.78, mood_tint=0.22, safe_range=(0.56, 0.92),
)  # fmt: skip

_LIGHT = Theme(
    name="light", is_dark=False,
    ground="#f6f7f9", panel="#ffffff", raised="#eef0f4", hover="#e4e8ee", line="#dde1e8",
    text="#1a1d23", dim="#5b6472", faint="#5e6774",
    accent="#2f5fe0", on_accent="#ffffff",
    valence="#b97900", arousal="#d0384a", tension="#6a55d8",
    valence_text="#8a5a00", arousal_text="#b72b3d", tension_text="#5b46c8",
    good="#1c8f68", warn="#b97900", bad="#c22a3d",
    selection="#dfe6f6", track="#dae0e9", wave_rest="#c3cad5",
    band_low="#5b86ee", band_mid="#d98000", band_high="#5c2a00",
    plot="#f4f5f8", knob="#1a1d23", shadow="#1a1d23",
    mood_lightness=0.72, mood_text_lightness=0.44, mood_tint=0.24, safe_range=(0.36, 0.645),
)  # fmt: skip

_HIGH_CONTRAST = replace(
    _DARK, name="high-contrast",
    ground="#000000", panel="#000000", raised="#101215", hover="#23272e", line="#7d8794",
    text="#ffffff", dim="#e3e7ed", faint="#c6ccd6", accent="#9dbbff", on_accent="#000000",
    selection="#1a2745", track="#3a414d", wave_rest="#8a93a1",
    band_low="#6f9dff", band_mid="#ffb347", band_high="#ffffff",
    plot="#000000", knob="#ffffff",
    arousal_text="#ff97a1", tension_text="#c0b5ff", bad="#ff97a1", good="#5fd6aa",
    mood_text_lightness=0.86, mood_tint=0.16,
)  # fmt: skip
