"""Folders that are kept an eye on: what happens in them, and when it has come to rest."""
