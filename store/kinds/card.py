"""Cards: what somebody puts up in a retrospective, and the votes that it gets."""

from typing import Annotated

from store.fields import line, mapping, ref, text
from store.kinds.base import Kind, Record, declare


class Card(Record):
    """``author`` is a person, not stored when the retrospective is anonymous; ``votes`` maps people to counts."""

    text: Annotated[str, text("Text", names=True)]
    retro: Annotated[str | None, ref("Retrospective", "retro")] = None
    column: Annotated[str, line("Column", searched=False)] = ""
    author: Annotated[str | None, ref("Author", "person", asked=False)] = None
    group: Annotated[str, line("Group")] = ""
    votes: Annotated[dict[str, int], mapping("Votes", "person")] = {}


KIND = declare(Kind(name="card", prefix="C", label="Card", plural="Cards", record=Card))
