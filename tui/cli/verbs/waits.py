"""Who waits for whom."""

from store.words import Words
from tui.cli.call import Call, Verb
from tui.i18n import t


def _waits(call: Call) -> int:
    from store.insight.waiting import answers, matrix, waits
    from tui.cli.as_json import Objects
    from tui.cli.plain import columns

    call.take(0)
    overview = Objects(call.workspace).overview
    cells = sorted(matrix(waits(overview), overview.today).items(), key=lambda each: (-each[1].late, -each[1].oldest))
    for (who, on), cell in cells if call.json else ():
        row = {"who": overview.called(who), "on": overview.called(on), "open": cell.open, "late": cell.late}
        call.output.object({**row, "oldest_days": cell.oldest, "ids": list(cell.ids)})
    if call.json:
        return 0
    rows = []
    for (who, on), cell in cells:
        late = t("{n} late", n=cell.late) if cell.late else ""
        oldest = t("oldest {n} days", one="oldest {n} day", n=cell.oldest)
        what = t("{who} waits for {on}", who=overview.called(who), on=overview.called(on))
        rows.append((what, str(cell.open), late, oldest, ", ".join(cell.ids[:6])))
    for line in columns(rows):
        call.output.line(line)
    if not rows:
        call.output.say(t("No department waits for another"))
    for department in overview.departments.rows:
        found = answers(overview, department)
        if found.median is not None and found.median > found.promised:
            said = t(
                "{department} answers within {n} working days (median); it promises {promised}",
                department=overview.called(department),
                n=f"{found.median:g}",
                promised=found.promised,
            )
            call.output.say(said)
    return 0


VERBS = {
    "waits": Verb(
        "waits",
        "waits",
        Words("Who waits for whom: by departments, with what is late and how old"),
        ("concord waits", "concord waits --json"),
        _waits,
    )
}
