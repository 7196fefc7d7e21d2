"""The search over everything: the screen, its rows, the searches kept under a name."""
