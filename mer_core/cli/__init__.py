"""The `mer` command."""
