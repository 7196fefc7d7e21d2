"""What comments tell: they belong to what they are said on; whoever is mentioned is told."""

from collections.abc import Iterator

from store.history.notices import ChangedRecord, Notice
from store.history.telling import Telling
from store.history.wording import Told, short
from store.kinds.comment import Comment
from store.words import Words


class CommentTelling(Telling):
    is_news = False
    about = "on"

    def made(self, told: Told) -> Words:
        """Somebody said it."""
        on = told.called(told.document.get("on"))
        return Words("{who} on {name}: {text}", name=on, text=short(told.document.get("text")))

    def notices(self, change: ChangedRecord) -> Iterator[Notice]:
        """Those who are mentioned."""
        comment: Comment = change.record
        if change.is_new:
            on = comment.on or comment.id
            words = Words("{who} mentions you on {id}", who=change.who, id=on)
            yield from (Notice(to, on, words) for to in comment.mentions)
