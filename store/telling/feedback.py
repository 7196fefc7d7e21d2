"""What feedback tells: which department was asked about which, and that it gave it. What it said stands on its page."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from store.history.notices import ChangedRecord, Notice
from store.history.telling import Telling
from store.history.wording import Told
from store.insight.feedback_table import value_of
from store.kinds.feedback import QUESTIONS, Feedback
from store.words import Words

if TYPE_CHECKING:
    from store.insight.overview import Overview


def _said(_told: Told, new: Mapping[str, Any], _old: Mapping[str, Any]) -> Words:
    """The title says of which department, on which."""
    if not new.get("given"):
        return Words("{who} took back the feedback {name}")
    return Words("{who} gave the feedback {name}")


class FeedbackTelling(Telling):
    is_news = False
    about = "retro"
    quiet = ("given_by", *QUESTIONS, "said")
    changes = {"given": _said}
    deeds = ("given",)

    def made(self, told: Told) -> Words:
        """A department was asked."""
        of, on = (told.called(told.document.get(name)) or "?" for name in ("of", "on"))
        retro = told.called(told.document.get("retro")) or "?"
        if of == on:
            return Words("{who} asked {of} what it says of itself, for {retro}: {name}", of=of, retro=retro)
        return Words("{who} asked {of} for feedback on {on}, for {retro}: {name}", of=of, on=on, retro=retro)

    def notices(self, change: ChangedRecord) -> Iterator[Notice]:  # noqa: ARG002
        """Nobody by name: whoever speaks for a department has it in my day."""
        yield from ()

    def computed(self, record: Feedback, _overview: "Overview") -> dict[str, Any]:
        """The mean of its answers."""
        return {"mean": value_of(record)}
