"""Departments agree on shared goals: the terminal side of Concord."""

#: The version, as in pyproject.toml; asking the installed package for it costs as much as everything else at the start.
__version__ = "0.1.0"
