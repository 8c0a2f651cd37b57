"""Networks, their specifications and checkpoints."""
