"""The veil: what a person does not see yet of records that are not for everybody, in whatever way they are read.

A kind says what is hidden of a record from whom (`store.kinds.base.Veil`). It is held here, where documents and entries
leave the ledger, and nowhere above: lists, pages, search, history, exports and whatever is added to them tomorrow read
what there is to be seen. Where nothing is hidden, that is known from a number.
"""

import re
from typing import Any, cast

import msgspec

from store.engine.ledger import Ledger
from store.engine.transaction import Encoded
from store.fields import unknown
from store.kinds import KINDS
from store.kinds.base import Kind, Record, Shows, Veil
from store.records import Records, defaults_of

#: What stands for a text that is not to be seen.
HIDDEN = "…"
_encode, _decode = msgspec.json.encode, msgspec.json.decode


def veils(ledger: Ledger) -> dict[str, "KindVeil"]:
    """Those of all kinds that have one, for whoever reads that ledger, by table."""
    return {kind.name: KindVeil(kind, kind.veil, ledger) for kind in KINDS.values() if kind.veil is not None}


class KindVeil:
    """Over the records of one kind, for the person in whose name the ledger is opened."""

    def __init__(self, kind: Kind, veil: Veil, ledger: Ledger) -> None:
        self._kind, self._veil, self._ledger = kind, veil, ledger
        self._records = Records(ledger.unveiled)
        self._known: tuple[int, re.Pattern[bytes] | None] = -1, None
        #: Some that told what is hidden are gone: of what went with them it stays so, as the journal has it still.
        self._some_gone = False
        #: What was taken away while others were not to see it, by number.
        self._gone: dict[int, Record] = {}

    def _mentions(self) -> re.Pattern[bytes] | None:
        """What a document has in it of which something may be hidden; None where nothing is."""
        now = self._ledger.unveiled.generation(self._veil.by)
        if self._known[0] != now:
            ids = list(self._veil.down(self._records))
            pattern = re.compile(b'"(?:' + "|".join(map(re.escape, ids)).encode() + b')"') if ids else None
            unveiled = self._ledger.unveiled
            self._some_gone = len(unveiled.numbers(self._veil.by)) < unveiled.highest(self._veil.by)
            self._known = now, pattern
            if pattern is None and not self._some_gone:
                self._gone.clear()
        return self._known[1]

    def is_down(self) -> bool:
        return self._mentions() is not None or self._some_gone

    def generation(self, own: int) -> int:
        return max(own, *map(self._ledger.unveiled.generation, (self._veil.by, "person")))

    def _shows(self, record: Record) -> Shows | None:
        me = self._records.person_of(self._ledger.who)
        return self._veil.shows(record, self._records, None if me is None else me.id)

    def over(self, raw: Encoded) -> Encoded:
        mentions = self._mentions()
        if mentions is None or mentions.search(raw) is None:
            return raw
        record = self._read(raw)
        if record is None:
            return _UNREADABLE
        shows = self._shows(record)
        return raw if shows is None else _encode(self._seen(record, shows))

    def _read(self, raw: Encoded) -> Record | None:
        """The document as a record, None where it reads as none; where a later version has it say in another way what
        tells what is hidden, that is what it mentions.
        """
        by, mentions = self._veil.by, self._mentions()
        try:
            record = unknown.read(raw, self._kind.record)
        except msgspec.ValidationError:
            return None
        found = None if mentions is None or getattr(record, by) is not None else mentions.search(raw)
        return record if found is None else msgspec.structs.replace(record, **{by: found[0][1:-1].decode()})

    def _seen(self, record: Record, shows: Shows) -> Record:
        fresh, naming = defaults_of(type(record)), self._kind.naming.name
        hidden: dict[str, Any] = {}
        for name in record.__struct_fields__:
            value = getattr(record, name)
            if isinstance(value, dict):
                items = cast("dict[str, Any]", value)
                hidden[name] = {key: each for key, each in items.items() if shows(f"{name}.{key}")}
            elif not shows(name):
                hidden[name] = HIDDEN if name == naming else fresh[name]
        return msgspec.structs.replace(record, **hidden)

    def over_change(self, change: dict[str, Any]) -> dict[str, Any] | None:
        if "did" in change:
            return change
        number = change["n"]
        for side in ("new", "old"):
            if side in change:
                record = self._read(_encode(change[side]))
                if record is None:
                    return None
                if side == "old":
                    self._gone[number] = record
                shows = self._shows(self._now(number) or record)
                return change if shows is None else change | {side: _decode(_encode(self._seen(record, shows)))}
        record = self._now(number)
        shows = _nothing if record is None else self._shows(record)
        if shows is None:
            return change
        new, was = ({path: value for path, value in change[side].items() if shows(path)} for side in ("set", "was"))
        return change | {"set": new, "was": was} if {*new, *was} - _TOUCH else None

    def _now(self, number: int) -> Record | None:
        """The record as it is, or was when it was taken away; None where that is not known."""
        raw = self._ledger.unveiled.raw(self._kind.name, number)
        return self._gone.get(number) if raw is None else self._read(raw)


#: Of a document that nobody can read there is nothing to be seen.
_UNREADABLE = b"{}"
#: What every change changes.
_TOUCH = {"rev", "changed_by", "changed_at"}


def _nothing(_path: str) -> bool:
    return False
