"""The parts of the search language: tokens, a tree of them, fields with their SQL."""
