"""Songs handed over to other programs: one module for each format, all listed in formats.py."""
