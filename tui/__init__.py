"""Departments agree on shared goals: the terminal side of Concord."""

#: The version, taken from here by pyproject.toml; asking the installed package for it costs as much as the whole start.
__version__ = "0.2.0"
