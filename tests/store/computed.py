"""What is computed of a record, as `--json` has it."""

from typing import Any

from store.history.telling import telling_of
from store.insight.overview import Overview
from store.kinds.base import Record
from store.records import KIND_OF


def computed(record: Record, overview: Overview) -> dict[str, Any]:
    """What follows from that record and those around it."""
    return telling_of(KIND_OF[type(record)]).computed(record, overview)
