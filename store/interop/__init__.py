"""In and out of a workspace: one format, one file."""
