"""TinyDB's document ids and the whole numbers under which the ledger keeps documents.

TinyDB compares ids in two ways, and both are kept: by how they are written where it reads (``get(doc_id="3")`` finds
document 3), by their value where it changes (``update(doc_ids=[3.0])`` does, ``["3"]`` does not).
"""


def by_text(doc_id: object) -> int | None:
    """The number that is written like ``doc_id``, or None where no number is."""
    if type(doc_id) is int:
        return doc_id
    text = str(doc_id)
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()):
        return None
    number = int(text)
    return number if str(number) == text else None


def by_value(doc_id: object) -> int | None:
    """The number that equals ``doc_id``, or None where none does; raises TypeError for what cannot be a key."""
    if type(doc_id) is int:
        return doc_id
    hash(doc_id)
    if isinstance(doc_id, int):
        return int(doc_id)
    return int(doc_id) if isinstance(doc_id, float) and doc_id.is_integer() else None


def to_keep(doc_id: object) -> int:
    """The number under which a new document is kept; raises ValueError where ``doc_id`` is no whole number."""
    number = by_text(doc_id)
    if number is None:
        raise ValueError(f"Document ID {doc_id!r} is not a whole number")
    return number
