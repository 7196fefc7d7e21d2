"""What a line of notes reads as, by the words of every language, as the quick line of a new record is read."""

from datetime import date
from typing import Any

from store.records import Records
from store.records.noted_actions import reads_as_action
from tui.i18n import in_each


def read_note(text: str, records: Records, today: date, who: str) -> dict[str, Any] | None:
    """The values of the action that ``who`` can make of it by a key, None where it is only a note."""
    return reads_as_action(text, records, today, who, in_each)
