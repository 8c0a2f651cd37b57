"""The states a track can be in, as colours of the theme; the word always stands beside the dot."""

from __future__ import annotations

from app.theme import ColourName

_COLOURS: dict[str, ColourName] = {
    "written": "good",
    "staged": "warn",
    "changed": "warn",
    "failed": "bad",
    "stale": "tension",
    "analysing": "accent",
}


def state_colour(state: str) -> ColourName:
    """The colour of a state's dot; quiet for "queued", "uncertain" and words not known here."""
    return _COLOURS.get(state, "faint")
