"""Export records as JSON lines, CSV, or the JSON file of a TinyDB; decisions as MADR files, meetings as a calendar."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.errors import WrongWords
from store.interop import files
from store.kinds import KINDS
from store.words import Words
from tui.cli import into_file
from tui.cli.arguments import Option, nearest
from tui.cli.call import Call, Verb
from tui.cli.kind_words import kind_of
from tui.i18n import in_each, t
from tui.served import READS

if TYPE_CHECKING:
    from store.interop.files import Target

#: Each format, with the options that are its own.
_FORMATS = {"json": ("kind",), "csv": ("kind", "excel"), "tinydb": ("kind",), "ics": ("for",), "readings": ("of",)}


def _export(call: Call) -> None:
    format, *rest = call.take(1, -1)
    if format == "madr":
        from tui.cli import madr_files

        madr_files.export(call, rest)
        return
    call.take(1, 2)
    if format not in _FORMATS:
        near = nearest(format, [*_FORMATS, "madr"])
        raise WrongWords(
            'There is no export as "{format}". There are: {formats}',
            format=format,
            formats=[*_FORMATS, "madr"],
            details={"formats": [*_FORMATS, "madr"], "near": near},
        )
    for name in call.options:
        others = [other for other, names in _FORMATS.items() if name in names]
        if others and format not in others:
            raise WrongWords("--{name} is only for: concord export {format}", name=name, format="|".join(others))
    kind = kind_of(call.options["kind"]).name if "kind" in call.options else None
    word = rest[0] if rest and rest[0] != "-" else None
    target = call.output if word is None else into_file.new_file(call, word)
    _write(call, format, kind, target)
    if word is not None:
        into_file.say_written(call, word)


def _write(call: Call, format: str, kind: str | None, target: "Target") -> None:
    if format == "json":
        files.write(target, _objects(call, kind))
    elif format == "csv":
        from store.interop import csv_file

        style = csv_file.Style(t, excel=True) if "excel" in call.options else csv_file.PLAIN
        csv_file.write(call.workspace.records, kind or "action", target, style, in_each)
    elif format == "readings":
        from store.interop import reading_rows

        metric = call.given_ref("of", "metric") or ""
        lines = reading_rows.as_lines if call.json else reading_rows.as_csv
        files.write(target, lines(call.workspace.records, metric))
    elif format == "ics":
        files.write(target, [_calendar(call)])
    else:
        from store.interop import tinydb_json

        tinydb_json.write(call.workspace.ledger, target, tables=[kind] if kind else None)


def _objects(call: Call, kind: str | None) -> Iterator[bytes]:
    objects = call.objects
    for name in [kind] if kind else KINDS:
        yield from objects.all_lines(KINDS[name])


def _calendar(call: Call) -> bytes:
    """The calendar of a person, a department or a series: of whoever asks unless told otherwise."""
    from store.interop import meeting_calendar

    workspace = call.workspace
    records = workspace.records
    me = records.person_of(workspace.who)
    id = call.given_ref("for", "person", "department", "series") or (me and me.id)
    if id is None:
        raise WrongWords('Nobody here has the login "{login}"; name whose calendar it is', login=workspace.who)
    labels = meeting_calendar.CalendarLabels(_due, _away)
    asked = meeting_calendar.CalendarAsked(
        records.get(id), workspace.today, workspace.ledger.header.workspace, "public" in call.options, labels
    )
    return meeting_calendar.calendar(records, asked)


def _due(id: str, title: str) -> str:
    return t("Due: {id} {title}", id=id, title=title)


def _away(name: str) -> str:
    return t("Away: {name}", name=name)


VERBS = {
    "export": Verb(
        "export json|csv|tinydb|ics|readings [FILE] [--kind KIND] [--excel] [--for NAME] | madr DIR [WORDS...]",
        Words(
            "Writes the records to FILE or standard output; csv without a kind: actions; MADR: decisions, a file each; "
            "ics: meetings, dues, days away; with --public no purpose or agenda, no actions, and nobody's name; "
            "readings: those of metrics, as CSV or with --json as JSON lines"
        ),
        (
            "concord export csv actions.csv",
            "concord export csv goals.csv --kind goal --excel",
            "concord export json --kind goal",
            "concord export madr decisions is:in-force goal:G-2",
            "concord export readings stock.csv --of N-3",
            "concord export ics marketing.ics --for MKT --force --public    # for cron: calendars subscribe to it",
        ),
        _export,
        (
            Option("kind", Words("Only the records of this kind"), "KIND"),
            Option("excel", Words("csv: opens right in Excel, Chinese too, with columns and choices in your language")),
            Option("for", Words("ics: of this person, department or series instead of you"), "NAME"),
            Option("of", Words("readings: only those of this metric"), "METRIC"),
            *into_file.OPTIONS,
        ),
        dash="own",
        touches=READS,
    )
}
