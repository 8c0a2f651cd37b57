"""The founding papers' systems: nets trained step by step on pieces of clips."""
