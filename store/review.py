"""Interim: the review of a commit."""

from store.engine.transaction import Transaction


def review(transaction: Transaction) -> None:
    """Nothing yet."""
