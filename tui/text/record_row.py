"""What a list says of one record, wherever it is drawn; texts that people typed as they are."""

from typing import NamedTuple


class Amount(NamedTuple):
    """A number with its unit, rounded where there is little room."""

    value: float | None
    unit: str = ""


class RecordRow(NamedTuple):
    """Mark, id, title, who, what else there is to say, when."""

    id: str
    title: str
    who: str = ""
    when: str = ""
    mark: str = ""
    mark_tone: str = "muted"
    when_tone: str = "muted"
    title_tone: str = "foreground"
    #: The same as ``who`` and ``when`` where there is room for more.
    who_long: str = ""
    when_long: str = ""
    #: Stands before the title: a sign of how far it is.
    sign: str = ""
    #: The same in words and more, behind the title where all of both has room.
    note: str = ""
    #: Stands before ``when``, where there is room.
    more: str = ""
    #: Stands instead of it; behind it what it is to become.
    amount: Amount | None = None
    target: float | None = None
    #: The last of its days, drawn behind ``more``.
    curve: tuple[float | None, ...] = ()
