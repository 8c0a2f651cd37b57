"""Data only: model weights, mood map, fonts, icons, demo tracks."""
