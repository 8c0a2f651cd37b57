"""The engine: everything Moodline does, without Qt or a sound card."""
