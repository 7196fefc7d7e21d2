"""A few fields of the records of a kind, by those whom they name; kept as long as none of the kind changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

import msgspec

from store.fields import unknown
from store.kinds import KINDS

if TYPE_CHECKING:
    from store.insight.overview import Overview

R = TypeVar("R", bound=msgspec.Struct)


def rows_by(
    overview: Overview, kind: str, row: type[R], keys: Callable[[R], Iterable[str]]
) -> dict[str, list[tuple[str, R]]]:
    """(id, row) by each of the ``keys`` of a row."""

    def make() -> dict[str, list[tuple[str, R]]]:
        found: dict[str, list[tuple[str, R]]] = {}
        for rows in unknown.decoded(overview.source, kind, row):
            for number, each in rows.items():
                for key in keys(each):
                    found.setdefault(key, []).append((KINDS[kind].id(number), each))
        return found

    return overview.reading.cached(kind, row.__name__, make)
