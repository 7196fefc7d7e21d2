"""Comments: what somebody says about a record."""

from __future__ import annotations

from typing import Annotated

from store.fields import ref, refs
from store.fields import text as prose
from store.fields.rights import ONCE, of_maker
from store.kinds.base import Kind, Record
from store.words import Words

OWN = of_maker(Words("only whoever said it"))


class Comment(Record, frozen=True):
    """Who and when are the record's own stamps."""

    text: Annotated[str, prose("Text", names=True, right=OWN)]
    on: Annotated[str | None, ref("On", right=ONCE)] = None
    mentions: Annotated[tuple[str, ...], refs("Mentions", "person", right=OWN)] = ()


KIND = Kind(
    name="comment",
    prefix="CM",
    label="Comment",
    plural="Comments",
    record=Comment,
    seen_at=("on",),
    writer="member",
    no_done=Words("a comment is only said; there is nothing to do about it", "never-done"),
)
