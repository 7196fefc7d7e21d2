"""An update: what is shared with whom, which departments have understood it, what they ask, and the answers."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from store.insight.projected_fields import UpdateRow
from store.kinds import KINDS
from store.kinds.acknowledging import (
    ASKS,
    PRESSING,
    UNDERSTOOD,
    Acknowledgement,
    Sharing,
    audience,
    is_question,
    is_shared,
    questions,
    said,
    silent,
    since,
    waiting,
)
from store.kinds.blocker import PATIENCE
from store.kinds.department import Department
from store.kinds.department_rights import speaks_for, voices
from store.kinds.update import Update, is_over
from store.kinds.update_rights import answers_for
from store.words import Words, cited
from tui.faces.columns import Column, Listed
from tui.faces.evidence_section import evidence
from tui.faces.face import Face, Narrowing, Order
from tui.faces.page import Cell, Page, TableColumn
from tui.faces.ways import Way
from tui.i18n import t
from tui.text.days import short
from tui.text.joined import noted, told
from tui.text.labels import value_label
from tui.text.record_row import RecordRow

UNDERSTAND = Way(
    "value",
    Words("{key} says that it is understood, or asks"),
    ("concord update understood {id}", 'concord update ask {id} "..."'),
)
ANSWER = Way("value", Words("{key} answers"), ('concord update answer {id} "..." --department {department}',))
_TONES = {"risk": "bad", "change": "warn"}
_COLUMNS = (TableColumn(), TableColumn(takes=True))


def _counted(row: Listed) -> str:
    n, total = len(row.found["understood"]), len(row.found["understood"]) + len(row.found["not_understood"])
    return t("{n} of {total}", n=n, total=total) if total else ""


def _waits_for(row: Listed) -> str:
    """Who has not understood it, those that ask marked."""
    asking = row.found["asking"]
    return " ".join(f"{each}?" if each in asking else each for each in row.found["not_understood"])


class UpdateFace(Face):
    """What somebody still has to understand first, the newest on top."""

    kind = KINDS["update"]
    footer = ("add", "value", "edit", "comment", "search", "help")
    takes = "acknowledge"
    ended = ("value",)
    empty = Words("No updates here. Press a to tell other departments something")
    sorted = Words("newest first")
    glance = UpdateRow
    heeds = Narrowing._fields
    columns = (
        "sort",
        "department",
        "departments",
        Column("understood", Words("Understood"), _counted),
        Column("waits", Words("Not yet"), _waits_for),
        "goal",
    )

    def order(self, glance: UpdateRow) -> Order:
        return (glance.is_over, *self.open_order(glance))

    def open_order(self, glance: UpdateRow) -> Order:
        return (-(glance.made_at.timestamp() if glance.made_at else 0),)

    def over(self, glance: UpdateRow) -> bool:
        return glance.is_over

    def in_department(self, glance: UpdateRow, department: str) -> bool:
        return department == glance.department or department in glance.departments

    def idle(self, record: Update) -> Collection[str]:
        """Whoever speaks for none of those whom it is for has nothing to say to it, unless they answer a question."""
        answers = any(questions(record)) and answers_for(self.seen.records, self.seen.who, record)
        says = self._speaks(record) or answers
        return super().idle(record) if says else (*super().idle(record), "value")

    def _speaks(self, record: Update) -> bool:
        return any(speaks_for(self.seen.records, self.seen.who, id) for id in audience(record))

    def row(self, record: Update) -> RecordRow:
        shared, total, missing = is_shared(record), len(audience(record)), silent(record)
        over = is_over(record, self.seen.records, self.seen.today)
        oldest = _days(self, record, missing)
        when = t("{n} of {total}", n=total - len(missing), total=total) if total else ""
        sort = value_label(record, "sort").lower()
        presses = shared and not over and record.sort in PRESSING
        return self.named_row(
            record,
            who=f"{self.called(record.department)} {sort}".strip(),
            who_long=told(filter(None, (self.named(record.department), sort))),
            more=short(oldest[0], self.seen.today) if presses and oldest else "",
            when=when if shared else value_label(record, "state").lower(),
            when_tone="muted" if not presses else "bad" if oldest and oldest[1] > PATIENCE else "warn",
            mark="x" if not shared else "" if over else self._mark(record),
            mark_tone="warn" if shared else "muted",
            title_tone="muted" if over or not shared else "foreground",
        )

    def _mark(self, record: Update) -> str:
        """It waits for whoever looks: for a department to acknowledge it, or for the answer to a question."""
        me = self.seen.records.person_of(self.seen.who)
        asked = (record.owner, *self._voices(record.department)) if questions(record) else ()
        people = {*asked, *(person for each in waiting(record) for person in self._voices(each))}
        return "?" if me is not None and me.id in people else ""

    def _voices(self, department: str | None) -> tuple[str, ...]:
        """Who speaks for a department; a coordinator may for all, and is not asked."""
        found = self.seen.records.maybe(Department, department)
        return () if found is None else voices(self.seen.records, found)

    def write(self, page: Page) -> None:
        record: Update = page.record
        over = is_over(record, page.records, page.today)
        state = value_label(record, "sort" if is_shared(record) else "state").lower()
        page.head(state, _TONES.get(record.sort, "muted") if is_shared(record) and not over else "muted")
        page.skip("sort", "state", "acknowledged")
        page.field("reason", label=t("Because"))
        page.paragraph("text")
        sharer, to = page.name(record.department) or "?", page.names(audience(record))
        shared = t("{department} tells {departments}", department=sharer, departments=to) if to else sharer
        page.inline(("department", shared, ""), ("departments", "", ""))
        if not record.departments:
            page.text(t("It is for nobody yet: name the departments that are to know"), "warn")
        page.fields("owner", "goal")
        evidence(page)
        acknowledgements(page, record)
        if waiting(record) and not over and self._speaks(record):
            page.ways(UNDERSTAND)


def _days(face: UpdateFace, update: Sharing, departments: Iterable[str]) -> tuple[date, int] | None:
    """Since which day it waits longest for one of these, and for how many days."""
    overview = face.seen.overview
    found = [overview.day_of(at) for id in departments if (at := since(update, id)) is not None]
    return (min(found), (overview.today - min(found)).days) if found else None


def acknowledgements(page: Page, record: Update) -> None:
    """One department after another, those that ask first, then those that have said nothing, since when."""
    to = audience(record)
    if not to:
        return
    missing = silent(record)
    asking = questions(record)
    n = len(to) - len(missing)
    page.section(t("Acknowledged"), t("{n} of {total}", n=n, total=len(to)))
    order = {id: (id not in asking) + (id not in missing) for id in to}
    rows: list[tuple[Cell, ...]] = []
    for id in sorted(to, key=lambda each: order[each]):
        for at, line in enumerate(_of_department(page, record, id)):
            rows.append(((page.name(id) if not at else "", "muted"), line))
    page.table(_COLUMNS, rows)


def _of_department(page: Page, record: Update, id: str) -> Iterator[tuple[str, str]]:
    word = said(record, id)
    at = since(record, id)
    if word.state == UNDERSTOOD:
        yield noted(t("understood"), _by(page, word.by, page.moment(word.at))), "good"
    elif word.state != ASKS or word.answer:
        yield _silent_for(record, word, (page.overview.today - page.overview.day_of(at)).days if at else 0)
    yield from _asked(page, record, word, id)


def _silent_for(record: Update, word: Acknowledgement, days: int) -> tuple[str, str]:
    tone = "muted" if record.sort not in PRESSING else "bad" if days > PATIENCE else "warn"
    words = t("not yet, for {n} days", one="not yet, for {n} day", n=days) if days else t("not yet, asked today")
    return noted(words, t("it has changed since") if word.was else ""), tone


def _asked(page: Page, record: Update, word: Acknowledgement, id: str) -> Iterator[tuple[str, str]]:
    """What it asks, and the answer."""
    if not word.question:
        return
    asked = t('asks: "{text}"', text=cited(word.question))
    yield (noted(asked, _by(page, word.by, page.moment(word.at))) if word.state == ASKS else asked), "foreground"
    if word.answer:
        text = t('answered by {who}: "{text}"', who=page.person(word.answered_by), text=cited(word.answer))
        yield noted(text, page.moment(word.answered_at)), "foreground"
    elif is_question(word) and is_shared(record):
        none, mine = t("no answer yet"), answers_for(page.records, page.seen.who, record)
        yield page.lacking(none, ANSWER, department=page.word(id)) if mine else none, "warn"


def _by(page: Page, login: str, moment: str) -> str:
    return told(filter(None, (page.person(login), moment)))


FACE = UpdateFace
