"""A blocker: what it holds up, on whom it waits, for how long, who is above, and the next step."""

from collections.abc import Collection
from typing import Any

from store.insight.projected_fields import BlockerRow
from store.kinds import KINDS
from store.kinds.blocker import PATIENCE, Blocker, age, wants_decision
from store.kinds.escalation import ladder
from store.words import Words
from tui.faces.columns import Column, Listed, unless_normal
from tui.faces.face import Face, Narrowing, Order, day_order
from tui.faces.lessons_section import lessons_of
from tui.faces.page import Page
from tui.faces.ways import Way
from tui.i18n import t
from tui.text.joined import chained, listed, said_by, told
from tui.text.labels import value_label
from tui.text.record_row import RecordRow

NEXT = Way(
    "next_step",
    Words("{key} says what happens next"),
    ('concord edit {id} --next-step "..." --next-owner WHO --next-by DAY',),
)
ESCALATE = Way("escalate", Words("{key} escalates"), ("concord escalate {id}",))
DECIDE = Way("decide", Words("{key} decides"), ('concord decide "..." "..." --ends {id}',))
RESOLVE = Way("done", Words("{key} resolves it"), ('concord done {id} --why "..."',))


def _age(row: Listed) -> str:
    days = row.found["age_days"]
    if not days and row.record.resolved is not None:
        return ""
    return t("{n} days", one="{n} day", n=days) if days else t("since today")


def _next(row: Listed) -> str:
    if row.record.resolved is not None:
        return ""
    if row.found["wants_decision"]:
        return t("wants a decision")
    owner = row.said.called(row.record.next_owner) if row.record.next_owner else ""
    day = str(row.record.next_by) if row.record.next_by else ""
    return told(filter(None, (row.said.short(row.record.next_step), owner, day)))


class BlockerFace(Face):
    """Open ones, the oldest first; resolved ones last."""

    kind = KINDS["blocker"]
    footer = ("escalate", "decide", "done", "next_step", "search", "help")
    empty = Words("Nothing is blocked here. Press b on an action to say what holds it up")
    ended = ("decide", "escalate", "next_step")
    presses = ("severity", Words("by severity"))
    glance = BlockerRow
    heeds = Narrowing._fields
    columns = (
        "holds",
        "waiting_on",
        Column("age", Words("Age"), _age),
        unless_normal("severity", Words("Severity")),
        Column("next", Words("Next step"), _next),
    )

    def order(self, glance: BlockerRow) -> Order:
        return day_order(glance.since, closed=glance.resolved is not None)

    def over(self, glance: BlockerRow) -> bool:
        return glance.resolved is not None

    def idle(self, record: Blocker) -> Collection[str]:
        return self.ended if record.resolved else ()

    def open_order(self, glance: BlockerRow) -> Order:
        return day_order(glance.since, closed=False)

    def on_goal(self, glance: BlockerRow, goal: str) -> bool:
        return goal in glance.holds or any(self._of(id, "goal") == goal for id in glance.holds)

    def in_department(self, glance: BlockerRow, department: str) -> bool:
        return department in (glance.waiting_on, *(self._of(id, "department") for id in glance.holds))

    def _of(self, id: str, field: str) -> str | None:
        return getattr(self.seen.records.find(id), field, None)

    def row(self, record: Blocker) -> RecordRow:
        open_ = record.resolved is None
        days = self.seen.overview.days_held(record.id)
        return self.named_row(
            record,
            **self.whose(record.waiting_on) if record.waiting_on else {"who": listed(record.holds[:1])},
            when=(t("{n} days", one="{n} day", n=days) if days else t("today")) if open_ else t("resolved"),
            when_tone=("bad" if days > PATIENCE else "warn") if open_ else "muted",
            mark="#" if open_ else "x",
            mark_tone="bad" if open_ and record.severity == "high" else "warn" if open_ else "muted",
            title_tone="foreground" if open_ else "muted",
        )

    def begins(self, narrowing: Narrowing) -> dict[str, Any]:  # noqa: ARG002
        return {"since": self.seen.overview.today}

    def write(self, page: Page) -> None:
        record: Blocker = page.record
        days = age(record, page.overview.today)
        held = t("{n} days", one="{n} day", n=days) if days else t("since today")
        if record.resolved:
            page.head(t("resolved"), "good")
        else:
            page.head(held, "bad" if days > PATIENCE else "warn")
        page.field("waiting_on")
        page.field("cause", label=t("Kind"))
        page.field("severity", value_label(record, "severity"), "bad" if record.severity == "high" else "")
        page.field("since", _since(page, record))
        page.skip("earlier", "escalated_on", "holds", "next_step")
        raised = t("{n} times", one="once", n=len(record.raised)) if record.raised else ""
        page.field("raised", raised, label=t("Raised again"))
        escalated = told(filter(None, (page.name(record.escalated_to), page.day(record.escalated_on))))
        page.field("escalated_to", escalated, label=t("Put before"))
        page.field("resolved")
        page.field("resolution", said_by(record.resolution))
        if not record.resolved:
            self._what_next(page, record)
        page.listing(t("Holds up") if record.resolved is None else t("Held up"), record.holds)
        lessons_of(page, fitting=record.resolved is None)

    def _what_next(self, page: Page, record: Blocker) -> None:
        """The next step stands out: without one nothing moves."""
        step = page.kind.fields["next_step"]
        if record.next_step:
            page.skip("next_owner", "next_by")
            overdue = record.next_by is not None and record.next_by < page.today
            said = page.together(record.next_step, page.name(record.next_owner), page.day(record.next_by))
            page.fact(t(step.label), said, "bad" if overdue else "")
        else:
            page.fact(t(step.label), page.lacking(t("none yet"), NEXT), "warn")
        above = ladder(record, page.overview.reading)
        if record.escalated_to in above:
            above = above[above.index(record.escalated_to) + 1 :]
        page.fact(t("Above"), chained(map(page.name, above)))
        if wants_decision(record, page.overview.today):
            page.text(
                t("It was raised again and nothing has moved: it wants a step, an escalation or a decision"), "bad"
            )
        page.ways(*(() if record.next_step else (NEXT,)), *((ESCALATE,) if above else ()), DECIDE, RESOLVE)


def _since(page: Page, record: Blocker) -> str:
    """Since when it holds, and whether it has held before."""
    n = len(record.earlier)
    before = t("held {n} times before", one="held once before", n=n) if n else ""
    return page.together(page.day(record.since), before)


FACE = BlockerFace
