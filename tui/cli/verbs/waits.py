"""Who waits for whom; of one department everything that it waits for, and that others wait for from it."""

from typing import TYPE_CHECKING

from store.insight.waiting import answers, answers_words, matrix, waits
from store.records.names import title
from store.words import Words
from tui.cli.call import Call, Verb
from tui.cli.consequences import say_apart
from tui.cli.workdays import WORKDAYS, is_left_out
from tui.i18n import t
from tui.served import READS
from tui.text.joined import listed

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.insight.waiting import Cell, Wait

#: So many records are named in a line of the matrix.
_NAMED = 6


def _waits(call: Call) -> None:
    words = call.take(0, 1)
    if is_left_out(call):
        return
    overview = call.objects.overview
    of = call.named(words[0], "department") if words else None
    found = [wait for wait in waits(overview) if of in (None, wait.who, wait.on)]
    say_apart(call, overview)
    if call.json:
        _as_json(call, overview, found)
    elif of is None:
        _as_matrix(call, overview, found)
    else:
        _one_by_one(call, overview, found, of)
    if not found:
        call.output.say(t("No department waits for another"))


def _cells(overview: "Overview", found: "list[Wait]") -> "list[tuple[tuple[str, str], Cell]]":
    return sorted(matrix(found, overview.today).items(), key=lambda each: (-each[1].late, -each[1].oldest))


def _as_json(call: Call, overview: "Overview", found: "list[Wait]") -> None:
    for (who, on), cell in _cells(overview, found):
        took = answers(overview, on)
        call.output.object(
            {
                "who": overview.called(who),
                "on": overview.called(on),
                "open": cell.open,
                "late": cell.late,
                "oldest_days": cell.oldest,
                "ids": list(cell.ids),
                "median_answer_days": took.median,
                "promised_days": took.promised,
                "unanswered": took.open,
                "unanswered_days": took.longest,
            }
        )


def _as_matrix(call: Call, overview: "Overview", found: "list[Wait]") -> None:
    rows: list[tuple[str, ...]] = []
    for (who, on), cell in _cells(overview, found):
        late = t("{n} late", n=cell.late) if cell.late else ""
        more = [t("and {n} more", n=len(cell.ids) - _NAMED)] if len(cell.ids) > _NAMED else []
        what = t("{who} waits for {on}", who=overview.called(who), on=overview.called(on))
        oldest = t("oldest {n} days", one="oldest {n} day", n=cell.oldest) if cell.oldest else t("since today")
        rows.append((what, str(cell.open), late, oldest, listed([*cell.ids[:_NAMED], *more])))
    call.output.table(rows)
    for department in overview.departments.rows:
        _answers(call, overview, department)


def _one_by_one(call: Call, overview: "Overview", found: "list[Wait]", of: str) -> None:
    found.sort(key=lambda wait: (wait.on != of, not wait.late, wait.since or overview.today))
    rows: list[tuple[str, ...]] = []
    for wait in found:
        what = t("{who} waits for {on}", who=overview.called(wait.who), on=overview.called(wait.on))
        days = (overview.today - wait.since).days if wait.since else 0
        since = t("for {n} days", one="for {n} day", n=days) if days else t("since today")
        rows.append((what, wait.id, "!" if wait.late else "", since, title(overview.reading, wait.id)))
    call.output.table(rows, cut=True)
    _answers(call, overview, of, always=True)


def _answers(call: Call, overview: "Overview", department: str, *, always: bool = False) -> None:
    """How long its answers take; where that is not asked only if they take longer than it promises."""
    found = answers(overview, department)
    if found.median is not None and (always or found.median > found.promised):
        call.output.line(t(answers_words(found, overview.called(department))))


VERBS = {
    "waits": Verb(
        "waits [DEPARTMENT]",
        Words("Who waits for whom: by departments, with what is late and how old; of one, everything"),
        ("concord waits", "concord waits FIN", "concord waits --json"),
        _waits,
        (WORKDAYS,),
        touches=READS,
    )
}
