"""Comments: what somebody says about a record."""

from typing import Annotated

from store.fields import ref, refs, text
from store.kinds.base import Kind, Record, declare
from store.words import Words


class Comment(Record, frozen=True):
    """Who and when are the record's own stamps."""

    text: Annotated[str, text("Text", names=True)]
    on: Annotated[str | None, ref("On")] = None
    mentions: Annotated[tuple[str, ...], refs("Mentions", "person")] = ()


KIND = declare(
    Kind(
        name="comment",
        prefix="CM",
        label="Comment",
        plural="Comments",
        record=Comment,
        no_done=Words("a comment is only said; there is nothing to do about it"),
    )
)
