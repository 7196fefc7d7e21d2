"""The feedback that departments are asked for, until they give it or the retrospective is closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from store.fields import unknown
from store.records import DocumentSource


class AskedRow(msgspec.Struct, gc=False):
    """Of feedback."""

    retro: str | None = None
    of: str | None = None
    on: str | None = None
    given: str | None = None

    @property
    def asked(self) -> tuple[str, ...]:
        """The department whose word is waited for."""
        return () if self.given or not self.of else (self.of,)


class _RetroStep(msgspec.Struct, gc=False):
    state: str = "gather"


def waiting(source: DocumentSource, found: Iterable[tuple[str, AskedRow]]) -> Iterator[tuple[str, AskedRow]]:
    """Those of them of which the retrospective goes on."""
    known: dict[str | None, bool] = {}
    for id, row in found:
        if row.retro not in known:
            raw = source.raw("retro", int(row.retro[2:])) if row.retro else None
            known[row.retro] = raw is None or unknown.read(raw, _RetroStep).state != "closed"
        if known[row.retro]:
            yield id, row
