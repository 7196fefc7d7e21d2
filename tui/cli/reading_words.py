"""A reading as it is named on the command line."""

from datetime import datetime

from store.kinds.reading_address import read_address
from tui.cli.call import Call


def reading_named(call: Call, word: str) -> tuple[str, datetime] | None:
    """The metric and the moment of the reading that a word names; None where it names none."""
    return read_address(word, call.workspace.records.settings.zone)
