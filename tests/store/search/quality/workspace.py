"""A workspace of ten thousand records in two languages, with some among them that the queries look for."""

import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

from store.demo.large import every_record
from store.kinds import KINDS, PREFIXES
from store.records import KIND_OF

HERE = Path(__file__).parent
TODAY = date(2026, 11, 23)
_ID = re.compile(rb'"(' + "|".join(PREFIXES).encode() + rb')-(\d+)"')


class Documents:
    """Encoded documents by table and number, as a ledger gives them."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[int, bytes]] = {name: {} for name in KINDS}

    def raw(self, table: str, number: int) -> bytes | None:
        return self.tables[table].get(number)

    def numbers(self, table: str) -> list[int]:
        return list(self.tables[table])

    def highest(self, table: str) -> int:
        return max(self.tables[table], default=0)

    def add(self, table: str, **document: object) -> str:
        documents = self.tables[table]
        number = max(documents, default=0) + 1
        documents[number] = msgspec.json.encode({"id": KINDS[table].id(number), **document})
        return KINDS[table].id(number)

    def add_large(self, records: int, lang: str) -> None:
        """An invented organisation behind what is there, its references moved along."""
        before = {KINDS[name].prefix.encode(): len(documents) for name, documents in self.tables.items()}

        def moved(match: re.Match[bytes]) -> bytes:
            return b'"%s-%d"' % (match[1], int(match[2]) + before[match[1]])

        for record in every_record(records, lang, TODAY):
            kind = KIND_OF[type(record)]
            raw = _ID.sub(moved, msgspec.json.encode(record))
            self.tables[kind.name][len(self.tables[kind.name]) + 1] = raw


class Wanted(NamedTuple):
    """A query, the sort of slip in it, and the record that is meant."""

    sort: str
    query: str
    id: str


def made(records: int = 10_000) -> tuple[Documents, list[Wanted]]:
    """The workspace and the queries to it."""
    documents = Documents()
    documents.add_large(records // 2, "en")
    documents.add_large(records - records // 2, "zh")
    ids: dict[str, str] = {}
    for kind, name, *rest in _lines("planted.tsv"):
        fields: dict[str, object] = dict(part.partition("=")[::2] for part in rest)
        fields = {field: float(str(value)) if field == "value" else value for field, value in fields.items()}
        naming = KINDS[kind].naming.name
        fields.setdefault(naming, name)
        ids[name or f"{fields[naming]:g}"] = documents.add(kind, **fields)
    return documents, [Wanted(sort, query, ids[name]) for sort, query, name in _lines("queries.tsv")]


def _lines(name: str) -> list[list[str]]:
    text = (HERE / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
