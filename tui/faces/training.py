"""A training: for whom, when, who took part, until when it counts; who of those it is for has the topic by now."""

from collections.abc import Collection, Iterable, Sequence

import msgspec

from store.insight.trainings import Coverage, of_department, of_person, runs_out, topic_of
from store.kinds import KINDS
from store.kinds.person import Person
from store.kinds.training import ARRANGED, Training
from store.words import Words
from tui.faces.face import Face, Order
from tui.faces.page import Cell, Page, TableColumn
from tui.faces.ways import EDIT, Way
from tui.i18n import t
from tui.text.days import short
from tui.text.joined import percent
from tui.text.labels import value_label
from tui.text.record_row import RecordRow

HELD = Way("done", Words("{key} says that it was held, and who took part"), ("concord training held {id} WHO",))
#: So many people of a topic are named.
NAMED = 4


class TrainingGlance(msgspec.Struct, gc=False):
    """What sorts and narrows trainings."""

    state: str = "planned"
    on: str | None = None
    departments: tuple[str, ...] = ()


class TrainingFace(Face):
    """Planned ones by their day, then those that were held, the latest first."""

    kind = KINDS["training"]
    footer = ("add", "edit", "done", "comment", "search", "help")
    ends = "hold"
    day = "on"
    empty = Words("No training yet. Press a to plan one")
    sorted = Words("by day")
    glance = TrainingGlance
    heeds = ("department",)
    columns = ("on", "departments", "holder", "state", "valid_for")

    def over(self, glance: TrainingGlance) -> bool:
        return glance.state != "planned"

    def order(self, glance: TrainingGlance) -> Order:
        day = int(glance.on.replace("-", "")) if glance.on else 99999999
        return (self.over(glance), -day if self.over(glance) else day)

    def open_order(self, glance: TrainingGlance) -> Order:
        return (False, int(glance.on.replace("-", "")) if glance.on else 99999999)

    def in_department(self, glance: TrainingGlance, department: str) -> bool:
        return department in glance.departments

    def idle(self, record: Training) -> Collection[str]:
        """Who took part is not for everybody to say."""
        said = ARRANGED.allows(self.claim, record, record)
        return super().idle(record) if said else (*super().idle(record), "done")

    def row(self, record: Training) -> RecordRow:
        over, until = record.state != "planned", runs_out(record)
        gone = record.state == "held" and until is not None and until <= self.seen.today
        return self.named_row(
            record,
            who=t("ran out") if gone else value_label(record, "state").lower(),
            when=short(record.on, self.seen.today) if record.on else "",
            mark="!" if gone else "x" if over else "",
            mark_tone="warn" if gone else "muted",
            title_tone="muted" if over else "foreground",
        )

    def write(self, page: Page) -> None:
        record: Training = page.record
        until = runs_out(record)
        gone = record.state == "held" and until is not None and until <= page.today
        page.head(t("ran out") if gone else value_label(record, "state").lower(), "warn" if gone else "muted")
        page.skip("state")
        page.fields("departments", "people")
        page.field("on", tone="warn" if record.state == "planned" and record.on and record.on < page.today else "")
        page.field("minutes", t("{n} min", n=record.minutes) if record.minutes else "")
        page.fields("holder")
        page.field("valid_for", t("{n} months", one="{n} month", n=record.valid_for) if record.valid_for else "")
        if record.state == "held" and until is not None:
            page.fact(t("Runs out"), page.day(until), "warn" if gone else "")
        page.paragraph("note")
        page.fields("reason", "took_part")
        found = list(_of_its_departments(page, record))
        if found:
            page.section(t("Who has it"))
            page.table(_COLUMNS, [_row(page, page.name(id), each) for id, each in found])
        if record.state == "planned":
            page.ways(HELD, EDIT)


def _of_its_departments(page: Page, record: Training) -> Iterable[tuple[str, Coverage]]:
    for id in record.departments:
        for each in of_department(page.records, id, page.today):
            if each.topic.casefold().split() == topic_of(record).split():
                yield id, each


_COLUMNS = (TableColumn(takes=True), TableColumn(right=True), TableColumn(gives=True), TableColumn(gives=True))


def _row(page: Page, name: str, each: Coverage) -> Sequence[Cell]:
    tone = "good" if len(each.have) == each.of else "bad" if each.ran_out else "warn"
    have = t("{n} of {total}, {share}", n=len(each.have), total=each.of, share=percent(each.share))
    lacking = [*each.missing, *each.ran_out]
    names = page.names(lacking[:NAMED])
    lacks = t("missing: {names}", names=names) if lacking else ""
    if len(lacking) > NAMED:
        lacks = t("missing: {names} and {n} more", names=names, n=len(lacking) - NAMED)
    return (name, "foreground"), (have, tone), (lacks, "muted"), (_planned(page, each), "muted")


def _planned(page: Page, each: Coverage) -> str:
    training = page.records.find(each.planned) if each.planned else None
    if not isinstance(training, Training):
        return ""
    return " ".join((training.id, page.day(training.on) if training.on else ""))


def department_section(page: Page, department: str) -> None:
    """Of each topic the share of a department that has it, who lacks it, and when it is held next."""
    found = of_department(page.records, department, page.today)
    if found:
        page.section(t("Training"), t("who has it"))
        page.table(_COLUMNS, [_row(page, each.topic, each) for each in found])


def person_section(page: Page, person: Person) -> None:
    """Of each topic that is for them whether they have it, and until when."""
    found = of_person(page.records, person, page.today)
    if not found:
        return
    rows: list[Sequence[Cell]] = []
    for each in found:
        state, tone = (
            (t("has it"), "good") if each.have else (t("ran out"), "bad") if each.ran_out else (t("missing"), "warn")
        )
        rows.append(((each.topic, "foreground"), (state, tone), (_planned(page, each), "muted")))
    page.section(t("Training"))
    page.table((TableColumn(takes=True), TableColumn(), TableColumn(gives=True)), rows)


FACE = TrainingFace
