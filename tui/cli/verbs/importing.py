"""Import from files: records out of tables, goals with what belongs to them, days off and meetings of a calendar."""

import re
from unicodedata import normalize

from store.errors import WrongWords
from store.fields.dates import YEARS
from store.words import Words
from tui.cli.arguments import ANYWAY, Option, as_path, nearest
from tui.cli.call import Call, Verb
from tui.i18n import t
from tui.served import WRITES

#: How tables are read.
_TABLES = ("strict", "map", "encoding", "sheet", "progress")
#: Each format, with the options that it takes.
_FORMATS = {"csv": (*_TABLES, "kind", "dates", "fill-down"), "goals": _TABLES, "calendar": ("years",), "ics": ()}


def _import(call: Call) -> None:
    format, path = call.take(2)
    if format not in _FORMATS:
        raise WrongWords(
            'There is no import of "{format}". There are: {formats}',
            format=format,
            formats=[*_FORMATS],
            details={"formats": list(_FORMATS), "near": nearest(format, _FORMATS)},
        )
    for name in call.options:
        others = [other for other, names in _FORMATS.items() if name in names]
        if others and format not in others:
            said = "|".join(others)
            raise WrongWords("--{name} is only for: concord import {format}", name=name, format=said)
    if format in ("calendar", "ics"):
        (_calendar if format == "calendar" else _meetings)(call, as_path(path))
        return
    from tui.cli import importing_tables

    (importing_tables.goals if format == "goals" else importing_tables.rows)(call, as_path(path))


def _calendar(call: Call, path: str) -> None:
    from store.interop import calendar_file
    from tui.cli.importing_tables import foretell, remark, say_nothing_new

    workspace = call.workspace
    today = None if "years" in call.options else workspace.today
    found = calendar_file.read(path, _years(call), workspace.records.settings.zone, today)
    if found.encoding:
        call.output.say(t("The file is read as {encoding}", encoding=found.encoding))
    if not found.spans:
        remark(call, found.left_out)
        raise WrongWords(
            "Nothing in the file is a day off, and nothing a working day made up for one",
            details={"left_out": [t(words) for words in found.left_out]},
        )
    planned = calendar_file.plan(workspace.records, found.days())
    dry = "dry-run" in call.options
    planned = (workspace.rehearse if dry else workspace.do_ahead)(calendar_file.apply, planned)
    said = planned.said()
    if call.json:
        days = {"new": planned.new, "changed": planned.changed}
        more = {"lines": [t(words) for words in said], "left_out": [t(words) for words in found.left_out]}
        more |= {"encoding": found.encoding} if found.encoding else {}
        call.output.object({"dry_run": dry, **days, **more})
    remark(call, found.left_out)
    if dry:
        foretell(call, said)
    elif planned.days:
        n = len(planned.days)
        call.output.say(t("{n} days of the calendar are set", one="One day of the calendar is set", n=n))
    else:
        say_nothing_new(call)


def _meetings(call: Call, path: str) -> None:
    from store.interop import files, meetings_ics
    from store.interop.calendar_days import SIZE_LIMIT
    from tui.cli.importing_tables import foretell, remark, say_nothing_new

    workspace = call.workspace
    settings, id = workspace.records.settings, workspace.ledger.header.workspace
    found = meetings_ics.read(files.read(path, SIZE_LIMIT), settings.zone, id)
    if not found.events:
        remark(call, found.left_out)
        raise WrongWords(
            "Nothing in the file is a meeting", details={"left_out": [t(words) for words in found.left_out]}
        )
    dry = "dry-run" in call.options
    taken = (workspace.rehearse if dry else workspace.do_ahead)(meetings_ics.take, found.events)
    said = [
        Words("{n} meetings are new", one="One meeting is new", n=len(taken.new)),
        Words("{n} meetings are changed", one="One meeting is changed", n=len(taken.changed)),
        Words("{n} meetings are cancelled", one="One meeting is cancelled", n=len(taken.cancelled)),
    ]
    said = [words for words in said if words.values["n"]]
    if call.json:
        left = [t(words) for words in found.left_out]
        ids = {"new": taken.new, "changed": taken.changed, "cancelled": taken.cancelled}
        call.output.object({"dry_run": dry, **ids, "left_out": left})
    elif not dry:
        call.output.text([*taken.new, *taken.changed, *taken.cancelled])
    remark(call, found.left_out)
    if dry:
        foretell(call, said)
    elif not said:
        say_nothing_new(call)
    else:
        for words in said:
            call.output.say(t(words))


def _years(call: Call) -> range:
    """The years in which what repeats is followed: this one and the next unless told otherwise."""
    text = call.given("years")
    if text is None:
        this = call.workspace.today.year
        return range(this, this + 2)
    written = re.fullmatch(r"(\d{4})(?: *(?:\.\.|-|–|~|至|到) *(\d{4}))?", normalize("NFKC", text).strip(), re.ASCII)
    first, last = (int(written[1]), int(written[2] or written[1])) if written else (0, 0)
    if not YEARS[0] <= first <= last <= YEARS[-1]:
        raise WrongWords('--years wants a year, or the first and the last: 2026..2028, not "{text}"', text=text[:40])
    return range(first, last + 1)


VERBS = {
    "import": Verb(
        "import csv|goals|calendar|ics FILE [--kind KIND] [--dry-run]",
        Words(
            "Imports records of any kind from CSV or a workbook (without a kind: actions), goals with their key "
            "results (goal, goal_owner, department, key_result, progress, step, outcome), days off, or meetings (ics)"
        ),
        (
            "concord import csv tasks.csv --dry-run",
            "concord import csv people.xlsx --kind person",
            "concord import csv tasks.csv --map columns.txt       # a line for each: Column = field",
            "concord import goals company-quarter.csv --dry-run",
            "concord import calendar holidays.ics --years 2026..2028",
            "concord import ics meetings.ics --dry-run",
            "concord import calendar days-off.txt               # 2026-12-25 Christmas, a line for each day",
        ),
        _import,
        (
            Option("kind", Words("csv: what the rows are (action)"), "KIND"),
            Option("dry-run", Words("Only says what would happen")),
            Option("map", Words('What columns mean: a file of lines "Column = field", or such pairs'), "FILE"),
            Option("encoding", Words("The encoding of the file, where it is not told right"), "NAME"),
            Option("sheet", Words("Of a workbook, the sheet (the first)"), "NAME"),
            Option("dates", Words("csv: how 12/1/2026 is meant: dmy, mdy or ymd"), "ORDER"),
            Option("progress", Words("How 0.7 is meant: fraction (70 %) or percent"), "HOW"),
            Option("fill-down", Words("csv: empty cells at the left are as the ones above")),
            Option("strict", Words("Refuses departments and people that are not known")),
            Option("years", Words("Calendar: the years of what repeats (this one and the next)"), "YEARS"),
            ANYWAY,
        ),
        dash="file",
        touches=WRITES,
    )
}
