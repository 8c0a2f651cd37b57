"""From corpora to a checkpoint, judged honestly."""
