"""The page of settings, and what puts them to work."""
