"""From samples to spectrograms."""
