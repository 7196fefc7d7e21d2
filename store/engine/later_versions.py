"""What another version of this program has written into a journal, as far as its form tells.

Fields and kinds of records come and go unseen here (`store.kinds.base`). Whatever changes how a journal is *read*, a
new part of an entry or a new way to change a document, raises `FORMAT`: in the header of a new journal, in ``v`` of
each entry, and, if older programs are not to take it for theirs, in the checkpoint. An older program applies what it
understands up to there, writes nothing any more, and repairs nothing.
"""

import msgspec

from store.engine.journal.entry import FORMAT, Entry, Glance
from store.engine.journal.header import Header
from store.errors import ReadOnly
from store.words import Words

NEWER = Words("it was written by a newer Concord. Update yours", "newer-version")

#: What a change of a document consists of, and the types of that.
_FORMS: dict[tuple[str, ...], tuple[type, ...]] = {
    ("t", "n", "new"): (str, int, dict),
    ("t", "n", "old"): (str, int, dict),
    ("t", "n", "set", "was"): (str, int, dict, dict),
    ("t", "n", "did"): (str, int, str),
}
_DONE = ("clear", "drop")

_entries = msgspec.json.Decoder(Entry)
_glances = msgspec.json.Decoder(Glance)
_headers = msgspec.json.Decoder(Header)


def entry_of(body: bytes) -> Entry | None:
    """The entry with that body, which verifies; None where a newer program has written it."""
    try:
        entry = _entries.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    if entry.v > FORMAT:
        return None
    for change in entry.changes:
        if _FORMS.get(tuple(change)) != tuple(map(type, change.values())) or change.get("did", "drop") not in _DONE:
            return None
    return entry


def glance_of(body: bytes) -> Glance | None:
    """What a glance tells of the entry with that body; None where a newer program has written it."""
    try:
        glance = _glances.decode(body)
    except msgspec.MsgspecError:
        return None
    return glance if glance.v <= FORMAT else None


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
    return ReadOnly(
        "{path} was written by a newer Concord. Update yours; nothing was changed", "newer-version", path=path
    )
