"""A user's own ratings: read, learnt as a small correction, and judged."""
