"""The columns in which records of a kind are listed, between the mark and the name: fields, and what is computed.

A column stands only where one of the records has something in it.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from store.words import Words
from tui.cli.plain_text import crop
from tui.i18n import t
from tui.text.joined import listed, told

if TYPE_CHECKING:
    from store.kinds.base import Kind, Record
    from tui.cli.record_lines import Shown

#: So many columns of a kind that has none of its own.
_COLUMNS = 5
_LISTED = ("choice", "ref", "day", "number")


class ListedRecord(NamedTuple):
    """A record with what is computed of it."""

    shown: "Shown"
    record: Any
    found: dict[str, Any]


class Column(NamedTuple):
    """Its label, and what stands in it; ``name`` is a field's or one of its own."""

    name: str
    label: Words
    says: Callable[[ListedRecord], str]


def table(
    shown: "Shown", kind: "Kind", records: "Sequence[Record]", without: Iterable[str] = (), *, heads: bool = False
) -> list[list[str]]:
    """A row for each record: id, mark, columns, name; with ``heads`` the labels in a row above."""
    columns = [column for column in _columns(kind) if column.name not in without]
    naming = kind.naming
    rows: list[list[str]] = []
    for record in records:
        found = shown.computed(record)
        cells = [column.says(ListedRecord(shown, record, found)) for column in columns]
        rows.append([record.id, shown.mark(record, found), *cells, shown.line(record, naming.name)])
    if not heads or not rows:
        return rows
    # A label is no reason for a column in which nothing stands.
    filled = [any(row[at] for row in rows) for at in range(len(rows[0]))]
    labels = [t("Id"), "", *(t(column.label) for column in columns), t(naming.label)]
    return [[cell for cell, some in zip(row, filled, strict=True) if some] for row in (labels, *rows)]


def _columns(kind: "Kind") -> list[Column]:
    names = (
        _OF.get(kind.name)
        or [
            field.name
            for field in kind.fields.values()
            if (field.type in _LISTED or field.unique) and field.asked and not field.names
        ][:_COLUMNS]
    )
    return [_OWN.get((kind.name, name)) or _of_field(kind, name) for name in names]


def _of_field(kind: "Kind", name: str) -> Column:
    field = kind.fields[name]
    return Column(name, field.label, lambda row: row.shown.value(field, row.record))


#: What is listed of a kind: names of fields, or of columns of its own.
_OF: dict[str, tuple[str, ...]] = {
    "department": ("code", "lead", "deputy", "goals", "late", "waiting", "health"),
    "person": ("login", "department", "role", "load", "late", "away_until"),
    "team": ("goal", "start", "end", "members"),
    "goal": ("owner", "due", "step", "health", "progress", "unsaid"),
    "key-result": ("goal", "department", "owner", "now", "should", "target", "confidence", "health"),
    "check-in": ("key_result", "on", "confidence", "help_from", "note"),
    "milestone": ("goal", "department", "owner", "due", "late", "moves", "depends_on"),
    "action": ("owner", "department", "due", "late", "priority", "state", "goal"),
    "request": ("pair", "need_by", "state", "answer", "goal"),
    "blocker": ("holds", "waiting_on", "age", "severity", "next"),
    "decision": ("goal", "chosen", "decided", "review_on"),
    "resource": ("department", "capacity", "over"),
    "allocation": ("resource", "amount", "goal", "department", "start", "end", "state"),
    "retro": ("goal", "on", "state"),
    "lesson": ("sort", "departments", "goal", "retro"),
}


def _count(row: ListedRecord) -> str:
    counts = (("{n} open", row.found["open"]), ("{n} late", row.found["late"]))
    return told(t(template, n=n) for template, n in counts if n)


def _late(row: ListedRecord) -> str:
    if row.found.get("late_days"):
        return t("{n} days late", one="{n} day late", n=row.found["late_days"])
    blockers = row.found.get("blocked_by")
    return t("by {ids}", ids=blockers) if blockers and row.shown.is_open(row.record) else ""


def _health(row: ListedRecord) -> str:
    return row.shown.health(row.found["health"])


def _share(share: float | None) -> str:
    return "" if share is None else f"{share * 100:.0f} %"


def _step(row: ListedRecord) -> str:
    return row.shown.choice(row.record, "outcome" if row.record.outcome else "step")


def _unsaid(row: ListedRecord) -> str:
    """Who has not said anything, or objects, while it is asked."""
    if row.record.step not in ("meet", "plan", "execute"):
        return ""
    silent = "".join(f" {each}" for each in row.found["pending"])
    objecting = "".join(
        f" {row.shown.called(id)}" for id, each in row.record.stances.items() if each.stance == "objects"
    )
    return "  ".join([*([f"?{silent}"] if silent else []), *([f"!{objecting}"] if objecting else [])])


def _load(row: ListedRecord) -> str:
    return t("{share} % in teams", share=row.found["share"]) if row.found["share"] else ""


def _members(row: ListedRecord) -> str:
    return listed(f"{row.shown.called(id)} {share} %" for id, share in row.record.members.items())


def _number(name: str) -> "Callable[[ListedRecord], str]":
    def said(row: ListedRecord) -> str:
        value = getattr(row.record, name, None) if name == "target" else row.found[name]
        return "" if value is None else row.shown.number(value, row.record.unit)

    return said


def _should(row: ListedRecord) -> str:
    from tui.text.labels import should_value

    value = should_value(row.record, row.shown.overview.progress(row.record.id))
    return "" if value is None else row.shown.number(value, row.record.unit)


def _confidence(row: ListedRecord) -> str:
    value = row.found.get("confidence", getattr(row.record, "confidence", None))
    return "" if value is None else f"{value}/10"


def _moves(row: ListedRecord) -> str:
    return t("moved {n} times", one="moved once", n=row.found["moves"]) if row.found["moves"] else ""


def _priority(row: ListedRecord) -> str:
    return "" if row.record.priority == "normal" else row.shown.choice(row.record, "priority")


def _pair(row: ListedRecord) -> str:
    asker, asked = (row.shown.called(id) if id else "?" for id in (row.record.asker, row.record.department))
    return f"{asker} > {asked}"


def _answer(row: ListedRecord) -> str:
    if row.record.state != "sent":
        return ""
    days = Words("{n} days", one="{n} day", context="working", n=row.found["promised_days"] or 0)
    return t("{n} of {total}", n=row.found["answer_days"], total=days)


def _age(row: ListedRecord) -> str:
    days = row.found["age_days"]
    if not days and row.record.resolved is not None:
        return ""
    return t("{n} days", one="{n} day", n=days) if days else t("since today")


def _severity(row: ListedRecord) -> str:
    return "" if row.record.severity == "normal" else row.shown.choice(row.record, "severity")


def _next(row: ListedRecord) -> str:
    if row.record.resolved is not None:
        return ""
    if row.found["wants_decision"]:
        return t("wants a decision")
    owner = row.shown.called(row.record.next_owner) if row.record.next_owner else ""
    day = str(row.record.next_by) if row.record.next_by else ""
    return told(filter(None, (crop(row.record.next_step, 40), owner, day)))


def _capacity(row: ListedRecord) -> str:
    from store.kinds.resource import amount_words

    return t(amount_words(row.record.capacity, row.record.unit, row.record.per))


def _over(row: ListedRecord) -> str:
    return t("over-committed") if row.found["over_committed"] else ""


def _resource(row: ListedRecord) -> str:
    from store.records.names import title

    return title(row.shown.overview.reading, row.record.resource) if row.record.resource else ""


def _goals(row: ListedRecord) -> str:
    return t("{n} goals", one="{n} goal", n=row.found["goals"]) if row.found["goals"] else ""


def _waiting(row: ListedRecord) -> str:
    return t("{n} wait", one="{n} waits", n=row.found["waiting"]) if row.found["waiting"] else ""


_OWN: dict[tuple[str, str], Column] = {
    (kind, column.name): column
    for kind, column in (
        ("department", Column("goals", Words("Goals"), _goals)),
        ("department", Column("late", Words("Actions"), _count)),
        ("department", Column("waiting", Words("Others wait"), _waiting)),
        ("department", Column("health", Words("Health"), _health)),
        ("person", Column("load", Words("Load"), _load)),
        ("person", Column("late", Words("Actions"), _count)),
        ("team", Column("members", Words("Members"), _members)),
        ("goal", Column("step", Words("Step"), _step)),
        ("goal", Column("health", Words("Health"), _health)),
        ("goal", Column("progress", Words("Progress"), lambda row: _share(row.found["progress"]))),
        ("goal", Column("unsaid", Words("Not agreed"), _unsaid)),
        ("key-result", Column("now", Words("now"), _number("current"))),
        ("key-result", Column("should", Words("should"), _should)),
        ("key-result", Column("target", Words("target"), _number("target"))),
        ("key-result", Column("confidence", Words("Confidence"), _confidence)),
        ("key-result", Column("health", Words("Health"), _health)),
        ("check-in", Column("confidence", Words("Confidence"), _confidence)),
        ("milestone", Column("late", Words("State"), _late)),
        ("milestone", Column("moves", Words("Moved"), _moves)),
        ("action", Column("late", Words("Late"), _late)),
        ("action", Column("priority", Words("Priority"), _priority)),
        ("request", Column("pair", Words("Asked of"), _pair)),
        ("request", Column("answer", Words("Answer"), _answer)),
        ("blocker", Column("age", Words("Age"), _age)),
        ("blocker", Column("severity", Words("Severity"), _severity)),
        ("blocker", Column("next", Words("Next step"), _next)),
        ("resource", Column("capacity", Words("Capacity"), _capacity)),
        ("resource", Column("over", Words("State"), _over)),
        ("allocation", Column("resource", Words("Resource"), _resource)),
    )
}
