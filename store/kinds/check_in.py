"""Check-ins: the value of a key result on a day, and how sure one is."""

from datetime import date
from typing import Annotated

from store.fields import day, number, ref, refs, text
from store.kinds.base import Kind, Record, declare


class CheckIn(Record):
    """``confidence`` runs from 0 (lost) to 10 (certain) and may be missing."""

    value: Annotated[int | float, number("Value", names=True)]
    key_result: Annotated[str | None, ref("Key result", "key-result")] = None
    on: Annotated[date | None, day("Day")] = None
    confidence: Annotated[int | None, number("Confidence", least=0, most=10)] = None
    note: Annotated[str, text("Note")] = ""
    help_from: Annotated[tuple[str, ...], refs("Help needed from", "department", "person")] = ()


KIND = declare(Kind(name="check-in", prefix="CI", label="Check-in", plural="Check-ins", record=CheckIn))
