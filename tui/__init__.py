"""Departments agree on shared goals: the terminal side of Concord."""
