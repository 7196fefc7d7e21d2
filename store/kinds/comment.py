"""Comments: what somebody says about a record."""

from __future__ import annotations

from typing import Annotated

from store.fields import ref, refs
from store.fields import text as prose
from store.kinds.base import Kind, Record
from store.words import Words


class Comment(Record, frozen=True):
    """Who and when are the record's own stamps."""

    text: Annotated[str, prose("Text", names=True)]
    on: Annotated[str | None, ref("On")] = None
    mentions: Annotated[tuple[str, ...], refs("Mentions", "person")] = ()


KIND = Kind(
    name="comment",
    prefix="CM",
    label="Comment",
    plural="Comments",
    record=Comment,
    no_done=Words("a comment is only said; there is nothing to do about it"),
)
