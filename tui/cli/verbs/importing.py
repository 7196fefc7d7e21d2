"""Import from files: goals with what belongs to them, the days off of a calendar."""

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from store.errors import WrongWords
from store.fields.dates import YEARS
from store.kinds import KINDS
from store.words import Words
from tui.cli.arguments import ANYWAY, Option, as_path, nearest
from tui.cli.call import Call, Verb
from tui.cli.progress import progress
from tui.i18n import t

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Each format, with the options that only it takes.
_FORMATS = {"goals": ("strict",), "calendar": ("years",)}
#: So many remarks about a file are said; the others are counted.
_REMARKS = 20


def _import(call: Call) -> None:
    format, path = call.take(2)
    if format not in _FORMATS:
        raise WrongWords(
            'There is no import of "{format}". There are: {formats}',
            format=format,
            formats=[*_FORMATS],
            details={"formats": list(_FORMATS), "near": nearest(format, _FORMATS)},
        )
    for other, names in _FORMATS.items():
        for name in names:
            if other != format and name in call.options:
                raise WrongWords("--{name} is only for: concord import {format}", name=name, format=other)
    (_goals if format == "goals" else _calendar)(call, as_path(path))


def _goals(call: Call, path: str) -> None:
    from store.interop import goals_csv

    rows = goals_csv.read(path)
    planned = goals_csv.plan(call.workspace.records, rows, strict="strict" in call.options)
    if "dry-run" in call.options:
        with progress(call):
            call.workspace.rehearse(goals_csv.apply, planned)
        said = planned.said()
        if call.json:
            call.output.object({"dry_run": True, "makes": planned.counts(), "lines": [t(words) for words in said]})
        _tell(call, said)
        return
    with progress(call):
        made = call.workspace.do_ahead(goals_csv.apply, planned)
    if call.json:
        call.output.object({"dry_run": False, "made": made, "joins": dict(planned.joins)})
    else:
        call.output.text(id for ids in made.values() for id in ids)
    if not made and not planned.joins:
        _say_nothing_new(call)

    for kind, ids in made.items():
        label = Words(KINDS[kind].label if len(ids) == 1 else KINDS[kind].plural)
        call.output.say(t("Made: {n} {kind}", n=len(ids), kind=label))
    for words in planned.joining():
        call.output.say(t(words))


def _calendar(call: Call, path: str) -> None:
    from store.interop import calendar_file

    workspace = call.workspace
    today = None if "years" in call.options else workspace.today
    found = calendar_file.read(path, _years(call), workspace.records.settings.zone, today)
    if found.encoding:
        call.output.say(t("The file was read as {encoding}", encoding=found.encoding))
    if not found.spans:
        _remark(call, found.left_out)
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
    _remark(call, found.left_out)
    if dry:
        _tell(call, said)
    elif planned.days:
        n = len(planned.days)
        call.output.say(t("{n} days of the calendar are set", one="One day of the calendar is set", n=n))
    else:
        _say_nothing_new(call)


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


def _tell(call: Call, said: "Sequence[Words]") -> None:
    """What would happen, line by line: that is the data of a dry run."""
    if not call.json:
        call.output.text(map(t, said))
    if said:
        call.output.say(t("Nothing was written: this was a dry run"))
    else:
        _say_nothing_new(call)


def _say_nothing_new(call: Call) -> None:
    call.output.say(t("Everything in the file is there already"))


def _remark(call: Call, remarks: "Sequence[Words]") -> None:
    """What in the file gives nothing, and why."""
    for words in remarks[:_REMARKS]:
        call.output.say(t(words))
    if len(remarks) > _REMARKS:
        call.output.say(t("and {n} more", n=len(remarks) - _REMARKS))


VERBS = {
    "import": Verb(
        "import goals|calendar FILE [--dry-run]",
        Words(
            "Imports goals from CSV (goal, goal_owner, department, key_result, progress, step, outcome), or days off"
        ),
        (
            "concord import goals company-quarter.csv --dry-run",
            "concord import calendar holidays.ics --years 2026..2028",
            "concord import calendar days-off.txt               # 2026-12-25 Christmas, a line for each day",
        ),
        _import,
        (
            Option("dry-run", Words("Only says what would happen")),
            Option("strict", Words("Goals: refuses departments and people that are not known")),
            Option("years", Words("Calendar: the years of what repeats (this one and the next)"), "YEARS"),
            ANYWAY,
        ),
        dash="file",
    )
}
