"""Some goals with all by which they are judged, as if there were no others: of a large workspace this is little."""

from collections.abc import Callable, Collection, Iterator
from typing import TypeVar

import msgspec

from store.engine.transaction import Encoded
from store.fields import unknown
from store.kinds import KINDS, split_id
from store.records import DocumentSource

T = TypeVar("T")


class _OfGoal(msgspec.Struct, gc=False):
    goal: str | None = None


class _OfResult(msgspec.Struct, gc=False):
    key_result: str | None = None


class AroundGoals:
    """The documents of ``source``, without other goals and without the key results, check-ins, actions, milestones and
    requests of those."""

    def __init__(self, source: DocumentSource, goals: Collection[str]) -> None:
        self._source = source
        self._numbers: dict[str, list[int]] = {}
        self._numbers["goal"] = [place[1] for id in goals if (place := split_id(id)) is not None]
        results = self._keep("key-result", _OfGoal, lambda row: row.goal, goals)
        self._keep("check-in", _OfResult, lambda row: row.key_result, {KINDS["key-result"].id(n) for n in results})
        self._keep("action", _OfGoal, lambda row: row.goal, goals)
        self._keep("milestone", _OfGoal, lambda row: row.goal, goals)
        self._keep("request", _OfGoal, lambda row: row.goal, goals)

    def _keep(self, kind: str, row: type[T], named: Callable[[T], str | None], ids: Collection[str]) -> list[int]:
        """Only the records of that kind that name one of ``ids``; their numbers."""
        found = unknown.decoded(self._source, kind, row)
        self._numbers[kind] = [number for rows in found for number, each in rows.items() if named(each) in ids]
        return self._numbers[kind]

    def raw(self, table: str, number: int) -> Encoded | None:
        return self._source.raw(table, number)

    def items(self, table: str) -> list[tuple[int, Encoded]]:
        if table not in self._numbers:
            return self._source.items(table)
        found = ((number, self._source.raw(table, number)) for number in self._numbers[table])
        return [(number, raw) for number, raw in found if raw is not None]

    def decoded(self, table: str, kind: type[T], /) -> Iterator[dict[int, T]]:
        if table not in self._numbers:
            yield from self._source.decoded(table, kind)
        else:
            one = msgspec.json.Decoder(kind).decode
            yield {number: one(raw) for number, raw in self.items(table)}
