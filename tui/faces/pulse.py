"""A pulse: what it asks; while it is open how many have answered, and no more; then what came, by groups and in all."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import msgspec

from store.fields.numbers import digits
from store.kinds import KINDS
from store.kinds.pulse import Pulse, how_many, is_past, line_of, may_close, questions
from store.kinds.pulse_results import HIGHEST, LEAST, LOWEST, Result, in_all
from store.words import Words
from tui.faces.face import Face, Narrowing, Order
from tui.faces.page import Cell, Gauge, Page, TableColumn
from tui.faces.ways import Way
from tui.i18n import t
from tui.text.labels import value_label
from tui.text.record_row import RecordRow

ANSWER = Way("value", Words("{key} answers"), ('concord pulse answer {id} 4 5 3 4 2 "..."',))
CLOSE = Way("done", Words("{key} closes it and counts"), ("concord pulse close {id}",))
#: So many of one line of pulses are shown beside each other.
SHOWN = 6


class PulseGlance(msgspec.Struct, gc=False):
    """What sorts and narrows pulses."""

    made_at: str | None = None
    state: str = "open"
    about: str | None = None
    departments: tuple[str, ...] = ()


class PulseFace(Face):
    """Open ones on top, then those that are closed, the latest first."""

    kind = KINDS["pulse"]
    footer = ("add", "value", "done", "comment", "search", "help")
    takes = "respond"
    ends = "count"
    ended = ("value",)
    day = "until"
    empty = Words("No pulse yet. Press a to ask five questions")
    sorted = Words("newest first")
    glance = PulseGlance
    heeds = Narrowing._fields
    columns = ("period", "departments", "until", "state")

    def order(self, glance: PulseGlance) -> Order:
        made = int("".join(filter(str.isdigit, glance.made_at or ""))[:14] or 0)
        return (glance.state == "closed", -made)

    def open_order(self, glance: PulseGlance) -> Order:
        return (False, self.order(glance)[1])

    def over(self, glance: PulseGlance) -> bool:
        return glance.state == "closed"

    def on_goal(self, glance: PulseGlance, goal: str) -> bool:
        return glance.about == goal

    def in_department(self, glance: PulseGlance, department: str) -> bool:
        return not glance.departments or department in glance.departments

    def idle(self, record: Pulse) -> Collection[str]:
        """Whoever looks at it on the screen may have answered, which only they know; others close it."""
        personal = getattr(self.seen, "personal", None)
        answered = personal is not None and personal.has_answered(record.id)
        closes = () if may_close(self.claim, record) else ("done",)
        return (*(self.ended if answered else super().idle(record)), *closes)

    def reopens(self, record: Pulse) -> bool | None:
        """To count again would tell what has changed."""
        return False if record.state == "closed" else None

    def begins(self, narrowing: Narrowing) -> dict[str, Any]:
        found = super().begins(narrowing)
        return found | {"about": narrowing.goal} if narrowing.goal else found

    def row(self, record: Pulse) -> RecordRow:
        closed, n = record.state == "closed", how_many(self.seen.records, record)
        return self.named_row(
            record,
            who=standing(record, self.seen.today),
            when=t("{n} answers", one="{n} answer", n=n),
            mark="x" if closed else "",
            title_tone="muted" if closed else "foreground",
        )

    def write(self, page: Page) -> None:
        record: Pulse = page.record
        closed = record.state == "closed"
        past = is_past(record, page.today)
        page.head(standing(record, page.today), "muted" if closed else "warn" if past else "")
        page.skip("questions", "state", "answered", "results", "sentences")
        page.fields("about", "period", "departments")
        if not closed:
            page.field("until")
        page.skip("until")
        if closed:
            _results(page, record)
        else:
            n = how_many(page.records, record)
            page.section(t("Questions"), t("{n} answers", one="{n} answer", n=n))
            for at, each in enumerate(questions(record), 1):
                page.fact(str(at), said(each))
            page.text(
                t(
                    "Until it closes nothing but the number of answers is told; then what departments of which at "
                    "least {n} have answered, and all together, have come to. Who answered what is not written down",
                    n=LEAST,
                ),
                "muted",
            )
            idle = {*self.idle(record), *self.barred(), *(("value",) if past else ())}
            page.ways(*(each for each in (ANSWER, CLOSE) if each.action not in idle))
        page.field("follows")


def said(question: str | Words) -> str:
    """A question: one of the usual in the reader's language, another as it was written."""
    return t(question) if isinstance(question, Words) else question


def standing(pulse: Pulse, today: date) -> str:
    """Open, over or closed: one whose day has gone by takes no answers, and is still to be closed."""
    return t("over") if is_past(pulse, today) else value_label(pulse, "state").lower()


def value_said(value: float) -> str:
    """A mean, as far as it is told."""
    return digits(value) + ("+" if value >= HIGHEST else "-" if value <= LOWEST else "")


def _tone(value: float) -> str:
    return "bad" if value <= 2 else "warn" if value < 3.5 else "good"


def _results(page: Page, record: Pulse) -> None:
    together = in_all(record.results)
    page.section(t("In all", context="pulse"), _of_all(record, together))
    if together is None:
        page.text(t("Fewer than {n} have answered; nothing is told of them", n=LEAST), "muted")
    rows: list[Sequence[Cell]] = []
    for at, each in enumerate(questions(record)):
        cells: list[Cell] = [(str(at + 1), "muted"), (said(each), "foreground")]
        if together is not None:
            value = together.values[at]
            cells += [(Gauge((value - 1) / 4, None), _tone(value)), (value_said(value), _tone(value))]
        rows.append(cells)
    columns = (TableColumn(), TableColumn(takes=True), TableColumn(gives=True), TableColumn(right=True))
    page.table(columns[: len(rows[0])], rows)
    if len(record.results) > 1 or any(each.who for each in record.results):
        page.section(t("By department"), t("at least {least} answers each", least=LEAST))
        page.table(_GROUPS, [_group(_called(page, each), each) for each in record.results])
    earlier = [each for each in line_of(page.records, record)[:SHOWN] if each.state == "closed"]
    if len(earlier) > 1:
        page.section(t("Over time"), t("in all"))
        told = [(each, found) for each in reversed(earlier) if (found := in_all(each.results)) is not None]
        page.table(_GROUPS, [_group(each.period or each.title, found) for each, found in told])
    if record.sentences:
        page.section(t("In sentences"), t("in no order"))
        for each in record.sentences:
            page.text(each.text)
    if together is not None:
        page.text(
            t("Rounded to halves: 4.5+ is 4.5 or more, 1.5- is 1.5 or less; in all is made of the groups told"),
            "faint",
        )


def _of_all(record: Pulse, together: Result | None) -> str:
    """How many answers there were, and of how many it is told."""
    told = 0 if together is None else together.n
    if told == record.answered:
        return t("{n} answers", one="{n} answer", n=told)
    return t("{n} of {total} answers", n=told, total=record.answered)


_GROUPS = (TableColumn(takes=True), TableColumn(right=True), *(TableColumn(str(n), right=True) for n in range(1, 6)))


def _called(page: Page, result: Result) -> str:
    return page.name(result.who) if result.who else t("the others together")


def _group(name: str, result: Result) -> list[Cell]:
    values: list[Cell] = [(value_said(each), _tone(each)) for each in result.values]
    return [(name, "foreground"), (t("{n} answers", one="{n} answer", n=result.n), "muted"), *values]


FACE = PulseFace
