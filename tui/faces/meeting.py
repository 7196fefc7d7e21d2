"""A meeting: when and where, who comes and was there, its agenda against its time, what came of it, its minutes."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from store.kinds import KINDS
from store.kinds.action import OPEN
from store.kinds.agenda_item import AgendaItem, agenda
from store.kinds.meeting import THERE, Attendance, Meeting, is_quorate, there
from store.kinds.meeting_opening import last_actions
from store.kinds.meeting_rights import AHEAD, HERE
from store.kinds.meetings_around import neighbours, outcomes
from store.words import Words
from tui.faces.agenda_table import agenda_table
from tui.faces.face import Face, Narrowing, Order
from tui.faces.lessons_section import lessons_of
from tui.faces.meeting_times import lasting, row_when, when
from tui.faces.page import Page
from tui.faces.ways import Way
from tui.i18n import t
from tui.text.joined import listed, noted, told
from tui.text.labels import choice_label, value_label
from tui.text.record_row import RecordRow

ADD_ITEM = Way("add", Words("{key} adds an item"), ('concord add agenda-item "..." --meeting {id}',))
_ROOM = Words("{key} opens its room")
#: How each goes on from where it stands.
GO_ON = {
    "draft": Way("meeting", _ROOM, ("concord meeting open {id}",)),
    "open": Way("meeting", _ROOM, ("concord meeting start {id}",)),
    "running": Way("meeting", _ROOM, ("concord meeting go",)),
}
AMEND = Way(
    "meeting", Words("{key} opens its room, where i adds to the minutes"), ('concord meeting amend {id} "..."',)
)
STEPS = ("draft", "open", "running", "closed")
#: Signs before the title, as those of actions are.
SIGNS = {"running": "~"}
_TONES = {"draft": "muted", "open": "foreground", "running": "accent", "closed": "good", "cancelled": "muted"}
_LAST = 1 << 40


class MeetingGlance(msgspec.Struct, gc=False):
    """What sorts and narrows meetings."""

    on: str | None = None
    time: str = ""
    state: str = "draft"
    goal: str | None = None
    departments: tuple[str, ...] = ()


class MeetingFace(Face):
    """What is held now, what comes next by day and time, then what is over, the latest first."""

    kind = KINDS["meeting"]
    footer = ("add", "meeting", "edit", "comment", "search", "help")
    adds = (KINDS["agenda-item"], "meeting")
    day = "on"
    empty = Words("No meetings here. Press a to call one")
    sorted = Words("by day")
    glance = MeetingGlance
    heeds = Narrowing._fields
    columns = ("on", "time", "place", "facilitator", "state", "series", "goal")

    def order(self, glance: MeetingGlance) -> Order:
        at = _minute(glance)
        if self.over(glance):
            return (2, -at)
        return (0 if glance.state == "running" else 1, at if glance.on else _LAST)

    def over(self, glance: MeetingGlance) -> bool:
        return glance.state in ("closed", "cancelled")

    def open_order(self, glance: MeetingGlance) -> Order:
        return (1, _minute(glance) if glance.on else _LAST)

    def in_department(self, glance: MeetingGlance, department: str) -> bool:
        return department in glance.departments

    def row(self, record: Meeting) -> RecordRow:
        state, today = value_label(record, "state").lower(), self.seen.today
        over = self.over(MeetingGlance(state=record.state))
        missed = record.state in AHEAD and record.on is not None and record.on < today
        soon = record.state in AHEAD and record.on == today
        said = {} if over or record.state == "running" or not record.facilitator else self.whose(record.facilitator)
        return self.named_row(
            record,
            sign=SIGNS.get(record.state, ""),
            **(said or {"who": state}),
            when=row_when(self.seen, record, today),
            when_tone="accent" if record.state == "running" else "warn" if soon or missed else "muted",
            mark="x" if over else "!" if missed else "?" if record.state == "draft" else "",
            mark_tone="bad" if missed else "muted",
            title_tone="muted" if over or record.state == "draft" else "foreground",
        )

    def begins(self, narrowing: Narrowing) -> dict[str, Any]:
        return super().begins(narrowing) | {"length": 45}

    def write(self, page: Page) -> None:
        record: Meeting = page.record
        page.head(value_label(record, "state").lower(), _TONES.get(record.state, "muted"))
        page.skip("state", "series_day", "current", "since", "begun", "closed", "coming", "prepared", "attendance")
        page.skip("present", "actions", "open_why", "amendments", "confirmed_at", "confirmed_by", "confirmed_in")
        _when(page, record)
        if record.state == "cancelled":
            page.field("reason", tone="warn")
        else:
            _steps(page, record)
        page.fields("purpose", "expected")
        _who(page, record)
        _minutes(page, record)
        before, after = neighbours(page.records, record)
        page.fact(t("Last one"), page.name(before))
        page.fact(t("Next one"), page.name(after))
        page.field("copied_from")
        items = agenda(page.records, record.id)
        agenda_table(page, record, items)
        if record.state in HERE:
            page.ways(*((ADD_ITEM,) if record.state in AHEAD else ()), GO_ON[record.state])
        elif record.state == "closed" and not record.confirmed_at:
            page.ways(AMEND)
        _came_of(page, record, items)
        _last_time(page, record)
        lessons_of(page, fitting=record.state in HERE)


def _minute(glance: MeetingGlance) -> int:
    """The day and the time as one number that sorts."""
    return int(f"{glance.on or '0000-00-00'}{glance.time or '24:00'}".replace("-", "").replace(":", ""))


def _when(page: Page, record: Meeting) -> None:
    page.skip("on", "time", "length")
    page.inline(
        ("", when(page, record), "strong" if record.state in (*AHEAD, "running") else ""),
        ("", lasting(record.length), ""),
        ("zone", record.zone, "muted"),
        ("place", record.place, ""),
        ("goal", page.name(record.goal), ""),
        ("series", t("of {series}", series=page.name(record.series)) if record.series else "", ""),
    )
    page.inline(
        ("facilitator", t("led by {who}", context="meeting", who=page.name(record.facilitator)), "")
        if record.facilitator
        else ("facilitator", t("nobody leads it yet"), "warn" if record.state in (*AHEAD, "running") else ""),
        ("note_taker", t("{who} takes notes", who=page.name(record.note_taker)) if record.note_taker else "", ""),
    )


def _steps(page: Page, record: Meeting) -> None:
    at = STEPS.index(record.state) if record.state in STEPS else 0
    page.steps(
        (choice_label("meeting", "state", state).lower(), "done" if n < at else "here" if n == at else "ahead")
        for n, state in enumerate(STEPS)
    )


# Who


def _who(page: Page, record: Meeting) -> None:
    """Before it: who comes, who is prepared. From its beginning on: who was there, for whom; quorum."""
    page.skip("departments", "quorum", "quorum_of")
    begun = record.state in ("running", "closed") or bool(record.attendance)
    if begun:
        page.run(list(_there(page, record)), t("There"))
    else:
        page.run(list(_coming(page, record)), t("Departments"))
    if record.state in AHEAD and record.departments:
        lacking = [id for id in record.departments if id not in record.prepared]
        ready = len(record.departments) - len(lacking)
        said = t("{n} of {total}", n=ready, total=len(record.departments))
        if lacking:
            said = noted(said, t("not yet {names}", names=page.names(lacking)))
        page.fact(t("Prepared"), said, "good" if not lacking else "")
    if record.quorum or record.quorum_of:
        page.fact(t("Quorum"), quorum_said(page, record, begun=begun), _quorum_tone(record, begun=begun))


def quorum_said(page: Page, record: Meeting, *, begun: bool) -> str:
    """What it wants to decide, and whether it has that."""
    wants = [t("{n} departments", one="{n} department", n=record.quorum)] if record.quorum else []
    wants += [t("with {names}", names=page.names(record.quorum_of))] if record.quorum_of else []
    if not begun:
        return told(wants)
    here = t("{n} there", n=len(there(record)))
    held = t("it may decide") if is_quorate(record) else t("what is decided wants to be confirmed")
    return page.together(told(wants), here, held)


def _quorum_tone(record: Meeting, *, begun: bool) -> str:
    return "" if not begun else "good" if is_quorate(record) else "warn"


def _coming(page: Page, record: Meeting) -> Iterator[tuple[str, str]]:
    for id in dict.fromkeys((*record.departments, *record.coming)):
        said, name = record.coming.get(id), page.name(id)
        if said is None:
            yield (t("{department} has not said", department=name), "muted")
        elif said.answer == "no":
            yield (t("{department} does not come", department=name), "warn")
        elif said.answer == "delegate":
            who = called_by(page, said.who) or t("a delegate")
            yield (t("{department} sends {who}", department=name, who=who), "good")
        else:
            yield (noted(t("{department} comes", department=name), called_by(page, said.who)), "good")


def _there(page: Page, record: Meeting) -> Iterator[tuple[str, str]]:
    for id in dict.fromkeys((*record.departments, *record.attendance)):
        each = record.attendance.get(id)
        if each is None or each.state not in THERE:
            tone = "warn" if each or record.state == "closed" else "muted"
            yield (t("{department}: nobody", department=page.name(id)), tone)
        else:
            yield (was_there(page, id, each), "good")


def was_there(page: Page, id: str, each: Attendance) -> str:
    """A department with who was there for it, in whose place, and that they were late."""
    who = called_by(page, each.who)
    if each.state == "delegate":
        who = t("{who} for {whom}", who=who, whom=called_by(page, each.instead_of)) if each.instead_of else who
        who = who or t("a delegate")
    notes = [who, t("late", context="attendance") if each.state == "late" else ""]
    return noted(page.name(id), listed(filter(None, notes)))


def called_by(page: Page, who: str) -> str:
    """Somebody who is given by id, or by a name."""
    return page.name(who) if who and page.records.find(who) is not None else who


# What came of it


def _came_of(page: Page, record: Meeting, items: Iterable[AgendaItem]) -> None:
    found = outcomes(page.records, [record.id, *(each.id for each in items)])
    page.listing(t("What came of it"), found)
    for id, why in record.open_why.items():
        page.fact(t("{id} is left open", id=id), why, "warn")


def _last_time(page: Page, record: Meeting) -> None:
    """The actions of the meeting before it, with what became of them once they are looked through."""
    if record.state == "closed" and not record.actions:
        return
    last = last_actions(page.records, record)
    found = [each.id for each in last if each.state in OPEN or each.id in record.actions]
    looked = len(record.actions)
    page.listing(t("Actions of last time"), found, t("{n} looked through", n=looked) if looked else "")


def _minutes(page: Page, record: Meeting) -> None:
    if record.state != "closed":
        return
    if record.confirmed_at is not None:
        who = page.name(record.confirmed_by) or ""
        said = page.together(t("confirmed"), who, page.moment(record.confirmed_at), page.name(record.confirmed_in))
        page.fact(t("Minutes", context="meeting"), said, "good")
    else:
        page.fact(t("Minutes", context="meeting"), t("a draft until the next meeting confirms them"), "warn")
    for at, each in enumerate(record.amendments):
        label = t("Amended") if not at else ""
        page.fact(label, noted(each.text, page.together(page.person(each.by), page.moment(each.at))))


FACE = MeetingFace
