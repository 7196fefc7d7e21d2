"""What a list says of one record, wherever it is drawn; texts that people typed as they are."""

from typing import NamedTuple


class Amount(NamedTuple):
    """A number with its unit, rounded where there is little room."""

    value: float | None
    unit: str = ""


class RecordRow(NamedTuple):
    """Mark, id, title, who, when."""

    id: str
    title: str
    who: str = ""
    when: str = ""
    mark: str = ""
    mark_tone: str = "muted"
    when_tone: str = "muted"
    title_tone: str = "foreground"
    #: The same as ``when`` where there is room for eleven cells.
    when_long: str = ""
    #: Stands before the title: a sign of how far it is.
    sign: str = ""
    #: The same in words and more, behind the title where all of both has room.
    note: str = ""
    #: Stands instead of ``when``.
    amount: Amount | None = None
