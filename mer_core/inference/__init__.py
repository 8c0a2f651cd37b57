"""From a file to its emotion."""
