"""Something to search in: documents as a ledger holds them, without a ledger."""

from collections.abc import Iterable
from typing import Any

import msgspec
import pytest

from store.engine.journal.entry import Entry


class Documents:
    """Encoded documents by table and number, and entries that tell what was changed."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[int, bytes]] = {}

    def raw(self, table: str, number: int) -> bytes | None:
        return self.tables.get(table, {}).get(number)

    def numbers(self, table: str) -> list[int]:
        return list(self.tables.get(table, {}))

    def highest(self, table: str) -> int:
        return max(self.numbers(table), default=0)

    def put(self, table: str, number: int, **document: Any) -> Entry:
        known = self.raw(table, number)
        document = {**(msgspec.json.decode(known) if known else {}), **document}
        self.tables.setdefault(table, {})[number] = msgspec.json.encode(document)
        return entry([(table, number)])

    def add(self, table: str, **document: Any) -> int:
        number = max(self.numbers(table), default=0) + 1
        self.put(table, number, **document)
        return number

    def delete(self, table: str, number: int) -> Entry:
        del self.tables[table][number]
        return entry([(table, number)])


def entry(touched: Iterable[tuple[str, int]]) -> Entry:
    return Entry(1, 1, "", "", "", {}, [{"t": table, "n": number} for table, number in touched])


@pytest.fixture
def documents() -> Documents:
    return furnished()


def furnished() -> Documents:
    """An organisation of a few records in two languages."""
    made = Documents()
    made.add("department", name="Marketing", code="MKT")
    made.add("department", name="采购部", code="CG")
    made.add("person", name="Ana Torres", login="ana", department="DP-1")
    made.add("person", name="李娜", login="lina", department="DP-2")
    made.add("goal", title="Launch the new catalogue", why="Shops ask for it", owner="PN-1", departments=["DP-1"])
    made.add("goal", title="门店库存盘点计划", owner="PN-2", departments=["DP-2"])
    made.add("key-result", title="Catalogue launched in 12 shops", goal="G-1", department="DP-1")
    made.add("action", title="Stock feed to the shops", owner="PN-1", note="Ask Jörg for the ＡＰＩ key")
    made.add("action", title="Relaunch of the web shop", owner="PN-2", tags=["Résumé", "web"])
    made.add("action", title="Inventory count", contributors=["PN-1", "PN-2"])
    made.add("action", title="Budget approval", note="line one\nthe launching party", department="DP-1")
    made.add("check-in", value=78, key_result="KR-1", note="Two suppliers answered late")
    made.add("card", text="Price list came too late\nand nobody knew why", author="PN-1")
    made.add("comment", text="See the promotion figures", on="A-1")
    return made
