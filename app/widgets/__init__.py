"""Small, reusable drawings and controls."""
