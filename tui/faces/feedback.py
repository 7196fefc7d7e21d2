"""Feedback: which department says what of which other one, or of itself."""

from store.kinds import KINDS
from store.kinds.feedback import MOST, QUESTIONS, Feedback, is_over
from store.words import Words
from tui.faces.face import Face
from tui.faces.page import Page
from tui.faces.ways import Way
from tui.i18n import t
from tui.text.record_row import RecordRow

GIVE = Way(
    "value",
    Words("{key} says it"),
    ('concord feedback give {id} --answered 4 --clear 3 --kept 4 --early 2 --helped 5 --said "..."',),
)


class FeedbackFace(Face):
    """As it was asked for; it is seen at its retrospective."""

    kind = KINDS["feedback"]
    takes = "give_feedback"
    ended = ("value",)
    columns = ("retro", "of", "on", "given")

    def row(self, record: Feedback) -> RecordRow:
        given = record.given is not None
        return self.named_row(
            record,
            **self.whose(record.of),
            when=t("given", context="feedback") if given else t("asked", context="feedback"),
            mark="" if given else "?",
            title_tone="muted" if given else "foreground",
        )

    def write(self, page: Page) -> None:
        record: Feedback = page.record
        given = record.given is not None
        said = t("given", context="feedback") if given else t("asked", context="feedback")
        page.head(said, "good" if given else "warn")
        of, on = page.name(record.of) or "?", page.name(record.on) or "?"
        pair = t("{of} of itself", of=of) if record.of == record.on else t("{of} about {on}", of=of, on=on)
        page.inline(("of", pair, ""), ("on", "", ""))
        page.field("retro")
        for name in QUESTIONS:
            value: int | None = getattr(record, name)
            page.field(name, "" if value is None else t("{n} of {most}", n=value, most=MOST))
        page.paragraph("said")
        page.fields("given", "given_by")
        if not is_over(record, page.records, page.today):
            page.ways(GIVE, who=page.name(record.of))


def asked_in(page: Page) -> None:
    """On the page of a retrospective: how much of what was asked is given, and what waits for an answer."""
    found = page.pointing(Feedback, "retro")
    waits = [each.id for each in found if each.given is None]
    if found:
        page.section(t("Feedback"), t("{n} of {total} given", n=len(found) - len(waits), total=len(found)))
    if waits:
        page.listing("", waits, without="retro")


FACE = FeedbackFace
