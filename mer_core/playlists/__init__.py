"""Playlists of other programs, read as lists of songs; exports/ writes them."""
