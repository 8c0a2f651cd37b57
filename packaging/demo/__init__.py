"""The demo tracks: four short pieces, one per quadrant, composed and synthesised here (CC0)."""
