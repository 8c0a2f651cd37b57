"""Playlists of other programs, read as lists of songs, and M3U8 written from ours."""
