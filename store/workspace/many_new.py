"""Many new records of one kind, taken at once where nothing can be wrong with any of them.

What the review asks of each is asked of their columns here, each value once. This only ever says yes: what it does not
take is looked at one by one, and told by that what is wrong, and of which.
"""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any

import msgspec

from store.engine.transaction import Transaction
from store.errors import ConcordError
from store.fields import unknown
from store.fields.clean_text import is_clean
from store.kinds.base import Kind, Record
from store.records import Records, ids_in
from store.records.checks import Exists, all_fit
from store.records.duties import duty_fields
from store.words import Words
from store.workspace.roles import Holder

#: So many are looked at together; fewer than `FEW` one by one.
MANY = 1_000
FEW = 8

WhyGone = Callable[[str, Holder], Words | None]
_encode = msgspec.json.Encoder().encode


class NewRecords:
    """What `Reviewer.look_at` would find nothing wrong with, nor change."""

    def __init__(
        self, transaction: Transaction, holder: Holder | None, records: Records, exists: Exists, why_gone: WhyGone
    ) -> None:
        self._transaction, self._holder, self._records = transaction, holder, records
        self._exists, self._why_gone = exists, why_gone

    def are_right(self, kind: Kind, numbers: Sequence[int], raws: Sequence[bytes], fine: set[tuple[str, str]]) -> bool:
        """Whether they can be written as they stand; ``fine`` as in `field_faults`."""
        transaction = self._transaction
        if transaction.goes_back or transaction.exempt == "merge" or kind.anonymous is not None or kind.short_names:
            return False
        try:
            records = _read(kind, raws)
            if records is None:
                return False
            rows = zip(*map(msgspec.structs.astuple, records), strict=True)
            columns = dict(zip(kind.record.__struct_fields__, rows, strict=True))
            return (
                self._are_stamped(kind, numbers, columns)
                and all_fit(kind, columns, self._exists, fine)
                and not any(True for record in records for _ in kind.faults(record, None, self._records))
                and (self._holder is None or self._may_be(self._holder, kind, records, columns))
            )
        except ConcordError:
            return False  # a rule raises it, perhaps of a later one than the first with which something is wrong

    def _are_stamped(self, kind: Kind, numbers: Sequence[int], columns: dict[str, tuple[Any, ...]]) -> bool:
        stamps = {
            "rev": 1,
            "made_by": self._transaction.who,
            "made_at": self._transaction.now,
            "changed_by": "",
            "changed_at": None,
        }
        same = all(columns[name].count(value) == len(numbers) for name, value in stamps.items())
        return same and columns["id"] == tuple(map(kind.id, numbers))

    def _may_be(
        self, holder: Holder, kind: Kind, records: Sequence[Record], columns: dict[str, tuple[Any, ...]]
    ) -> bool:
        """Whether whoever commits may make them, and gives nothing to who is gone."""
        if not holder.holds_new(kind, records, columns):
            return False
        if self._transaction.anyway:
            return True
        given = (filter(None, columns[field.name]) for field in duty_fields(kind.record))
        ids = set(chain.from_iterable(map(ids_in, chain.from_iterable(given))))
        return all(self._why_gone(id, holder) is None for id in ids)


def _read(kind: Kind, raws: Sequence[bytes]) -> list[Record] | None:
    """The documents as records; None where one of them is not all that its record is, or its text is not clean."""
    joined = b"[" + b",".join(raws) + b"]"
    if not is_clean(joined):
        return None
    found: Any = list[unknown.evaluated(kind.record)]  # type: ignore[misc]
    try:
        records: list[Record] = msgspec.json.decode(joined, type=found)
    except msgspec.ValidationError:
        return None
    return records if _encode(records) == joined else None
