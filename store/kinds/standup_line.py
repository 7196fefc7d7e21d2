"""The lines of a stand-up entry: what somebody said, or what was done, which each reads in their own language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any, cast
from zlib import crc32

import msgspec

from store import fields
from store.fields import ref
from store.fields.clean_text import clean

#: What a line is about, in the order in which an entry is read.
SECTIONS = ("done", "next", "blocked", "note")
#: How large a reference may be, in bytes.
DID_LIMIT = 4_096

Plain = str | int | float | bool | None


class Did(msgspec.Struct, frozen=True, omit_defaults=True):
    """What somebody did to a record, as the journal has it: ``verb`` "made" or "set", and the values by their paths.

    ``name`` is what the record was called. Of ``n`` of a ``kind`` that are told as one, only the verb of the history is
    known. ``mark`` is that of the line's text, which says the same: with another one it holds no longer.
    """

    verb: str
    mark: int = 0
    id: str = ""
    name: str = ""
    kind: str = ""
    n: int = 0
    set: dict[str, Plain] = {}
    was: dict[str, Plain] = {}


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that was said. ``id`` stays the same while the words change; ``on`` is the record that it is about.

    That record may be gone by now: what was said of it stays. What Concord said of a deed is a reference, ``did``, that
    each reads in their language; ``text`` is the sentence as it was posted, for older versions and other programs.
    """

    id: str = ""
    section: Annotated[
        str,
        fields.choice("Under", ("done", "Done"), ("next", "Next"), ("blocked", "In my way"), ("note", "Notes")),
    ] = "done"
    text: Annotated[str, fields.line("Text", names=True)] = ""
    on: Annotated[str | None, ref("About")] = None
    did: Annotated[dict[str, Any], fields.mapping("What was done")] = {}

    @property
    def deed(self) -> Did | None:
        """What was done, where the line says that; None once somebody has put it in words of their own."""
        if not self.did or self.did.get("mark") != _mark(self.text):
            return None
        try:
            return msgspec.convert(self.did, Did)
        except msgspec.ValidationError:
            return None  # a later version has told it otherwise; the text is there

    @staticmethod
    def searched(row: dict[str, Any]) -> Iterator[str]:
        """What of a stored line is found: its words; of a deed what it was done to, whoever reads it."""
        text, found = str(row.get("text") or ""), row.get("did")
        did = cast("dict[str, Any]", found) if isinstance(found, dict) else {}
        yield str(did["name"]) if did.get("name") and did.get("mark") == _mark(text) else text
        yield from (value for key, value in row.items() if key not in ("id", "did", "text") and isinstance(value, str))


def _mark(text: str) -> int:
    """What tells whether a text is still the same."""
    return crc32(text.encode())


def saying(line: Line, did: Did) -> Line:
    """The line as one that says what was done, in the language of whoever reads it; its text is for who cannot."""
    text = clean(line.text)
    stored = msgspec.to_builtins(msgspec.structs.replace(did, mark=_mark(text)))
    return msgspec.structs.replace(line, text=text, did=stored)


def with_ids(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines, cleaned, each with an id. Without one of its own, what says the same in the same section is one.

    So is what is next, or blocked, about the same record.
    """
    made: dict[str, Line] = {}
    others: list[Line] = []
    for line in lines:
        text, on = clean(line.text), line.on or None
        given = clean(line.id)
        id = given or _id_for(line.section, text, on)
        known = made.get(id)
        if known is None:
            made[id] = Line(id, line.section, text, on, line.did if line.deed else {})
        elif given:
            others.append(Line(id, line.section, text, on, line.did if line.deed else {}))
    return (*made.values(), *others)


def _id_for(section: str, text: str, on: str | None) -> str:
    if on and (not text or section in ("next", "blocked")):
        return f"{section} {on}"
    return f"{section} {crc32(f'{on} {text}'.encode()):08x}"


def joined(there: Sequence[Line], more: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of both; of two with the same id the later one, in the place of the earlier."""
    found = {line.id: line for line in there}
    found.update((line.id, line) for line in more)
    return tuple(found.values())
