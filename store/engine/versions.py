"""What another version of this program has written into a journal, as far as its form tells.

Fields and kinds of records come and go unseen here (`store.kinds.base`). Whatever changes how a journal is *read*, a
new part of an entry or a new way to change a document, raises `FORMAT`: in the header of a new journal, in ``v`` of
each entry, and, if older programs are not to take it for theirs, in the checkpoint. An older program applies what it
understands up to there, writes nothing any more, and repairs nothing.
"""

from typing import Any

import msgspec

from store.engine.journal.entry import FORMAT, Entry
from store.engine.journal.header import Header
from store.errors import ReadOnly
from store.words import Words

NEWER = Words("it was written by a newer Concord. Update yours")

#: What a change of a document consists of, in the order in which it is written.
_FORMS = {("t", "n", "new"), ("t", "n", "old"), ("t", "n", "set", "was"), ("t", "n", "did")}
_TYPES = {"t": str, "n": int, "new": dict, "old": dict, "set": dict, "was": dict, "did": str}
_DONE = ("clear", "drop")

_entries = msgspec.json.Decoder(Entry)
_headers = msgspec.json.Decoder(Header)


def entry_of(body: bytes) -> Entry | None:
    """The entry with that body, which verifies; None where a newer program has written it."""
    try:
        entry = _entries.decode(body)
    except msgspec.MsgspecError:
        return None
    return entry if entry.v <= FORMAT and all(map(_is_known, entry.changes)) else None


def _is_known(change: dict[str, Any]) -> bool:
    if tuple(change) not in _FORMS and tuple(sorted(change)) not in _SORTED:
        return False
    return all(type(value) is _TYPES[name] for name, value in change.items()) and change.get("did", "drop") in _DONE


_SORTED = {tuple(sorted(form)) for form in _FORMS}


def header_of(body: bytes, path: str) -> Header:
    """The header with that body, which verifies; raises `ReadOnly` where it cannot be read."""
    try:
        return _headers.decode(body)
    except msgspec.MsgspecError:
        raise newer(path) from None


def refuse(refusal: Words | None) -> None:
    """Raise `ReadOnly` where a newer program's writing is why nothing may be written."""
    if refusal == NEWER:
        raise ReadOnly("Nothing can be written here: {why}", why=NEWER)


def newer(path: str) -> ReadOnly:
    """That only a newer program may do anything to what is there."""
    return ReadOnly("{path} was written by a newer Concord. Update yours; nothing was changed", path=path)
