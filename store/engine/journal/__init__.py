"""Commits as lines that are only ever appended, and where they are kept."""
