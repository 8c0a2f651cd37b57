"""Mood in the files' own tags, written without harm."""
