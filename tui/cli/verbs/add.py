"""Add a record, or many as JSON lines in one commit."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from store import commands
from store.errors import WrongWords
from store.records.names import title_of
from store.words import Words
from tui.cli.arguments import ANYWAY, STANDARD_INPUT, Option, as_path
from tui.cli.call import Call, Verb
from tui.cli.consequences import FEW, count_odd_days, say_added, say_series, tell
from tui.cli.given_text import refuse_lines
from tui.cli.kind_words import fields_given, in_names, kind_of, read_values, refuse_said, with_options
from tui.cli.progress import progress
from tui.i18n import in_each, t
from tui.served import WRITES

if TYPE_CHECKING:
    from store.fields import Field
    from store.kinds.base import Kind, Record
    from store.records import Changes

#: A new one of these changes others: it puts a goal's question again, or ends blockers.
_FOLLOWED = ("key-result", "decision")


def _add(call: Call) -> None:
    source = call.options.get("from-json")
    if source is not None:
        _add_lines(call, source)
        return
    if "dry-run" in call.options:
        raise WrongWords("--dry-run goes with --from-json: it says what the lines would make")
    if call.words:
        kind_of(call.words[0])
    word, name = call.take(2)
    kind = kind_of(word)
    given = fields_given(kind, with_options(call, kind), call.verb.options)
    refuse_said(kind, given)
    seq = call.workspace.ledger.seq
    refuse_lines(call, given if "quick" in call.options else [(kind.naming, name), *given])
    if "quick" in call.options:
        ids = [made.id for made in call.workspace.do(_added_quick, kind, name, given)]
    else:
        ids = [call.workspace.do(_added, kind, [(kind.naming, name), *given]).id]
    _say_all_added(call, kind, ids)
    call.records_out(ids)
    if kind.name in _FOLLOWED:
        tell(call, seq, ids)
    else:
        say_series(call, seq)


def _say_all_added(call: Call, kind: "Kind", ids: "Sequence[str]") -> None:
    for id in ids if len(ids) <= FEW else ():
        say_added(call, id)
    if len(ids) > FEW and not call.json:
        call.output.say(t("Made: {n} {kind}", n=len(ids), kind=Words(kind.plural)))
        count_odd_days(call, map(call.workspace.records.get, ids))


def _added(changes: "Changes", kind: "Kind", given: "Sequence[tuple[Field, str]]") -> "Record":
    return commands.add(changes, kind.name, read_values(changes, given))


def _added_quick(changes: "Changes", kind: "Kind", text: str, given: "Sequence[tuple[Field, str]]") -> "list[Record]":
    """A record for each line, with what that says besides the title."""
    from store.fields.clean_text import clean
    from store.records.title_line import TitleLine, lines_of

    if kind.naming.type != "line":
        raise WrongWords("--quick reads titles, and a {kind} has none", kind=Words(kind.label))
    reads = TitleLine([*kind.fields.values()], changes, changes.here, changes.who, in_each)
    said = [reads.read(line) for line in lines_of(clean(text, lines=True)) or [""]]
    bare = [n for n, each in enumerate(said, 1) if not each.title]
    if bare and len(said) > 1:
        raise WrongWords("There is no title in line {n}", n=bare[0])
    for doubt in (doubt for each in said for doubt in each.doubts):
        raise WrongWords.of(doubt)
    values = read_values(changes, given)
    return commands.add_many(changes, kind.name, [each.over(values, kind.naming.name) for each in said])


def _add_lines(call: Call, source: str) -> None:
    from store.interop import json_lines
    from store.interop.json_records import Adding

    kind = kind_of(call.take(1)[0])
    beside = [*(name for name, _text in call.fields), *(["quick"] if "quick" in call.options else [])]
    if beside:
        raise WrongWords("--{name} and --from-json do not go together: give the field in the JSON", name=beside[0])
    objects = json_lines.read(_input(source, json_lines.SIZE_LIMIT))
    if not objects:
        call.output.say(t("No JSON came in; nothing was added"))
        return
    objects = [(line, _named(kind, line, found)) for line, found in objects]
    adding, dry, seq = Adding(kind, objects), "dry-run" in call.options, call.workspace.ledger.seq
    with progress(call):
        records = call.workspace.rehearse(adding) if dry else call.workspace.do_ahead(adding)
    if dry:
        _tell(call, kind, [(line, record) for (line, _object), record in zip(objects, records, strict=True)])
        count_odd_days(call, records)
        return
    label = Words(kind.label if len(records) == 1 else kind.plural)
    call.output.say(t("Made: {n} {kind}", n=len(records), kind=label))
    count_odd_days(call, records)
    say_series(call, seq)
    call.records_out([record.id for record in records])


def _named(kind: "Kind", line: int, found: "dict[str, Any]") -> "dict[str, Any]":
    try:
        return in_names(kind, found)
    except WrongWords as error:
        raise WrongWords("Line {line}: {reason}", line=line, reason=error.words) from None


def _tell(call: Call, kind: "Kind", made: "Sequence[tuple[int, Record]]") -> None:
    """What the lines would make: that is the data of a dry run. Ids are given only when they are added."""
    label = Words(kind.label)
    said = (t('Line {line}: adds {kind} "{name}"', line=n, kind=label, name=title_of(record)) for n, record in made)
    if call.json:
        call.output.object({"dry_run": True, "makes": {kind.name: len(made)}, "lines": list(said)})
        return
    call.output.text(said)
    call.output.say(t("Nothing was written: this was a dry run"))


def _input(source: str, limit: int) -> bytes:
    if source != STANDARD_INPUT:
        from store.interop import files

        return files.read(as_path(source), limit)

    if sys.stdin is None or sys.stdin.isatty():
        raise WrongWords("--from-json - reads JSON lines from standard input, and nothing is piped into it")
    return sys.stdin.buffer.read(limit + 1)


VERBS = {
    "add": Verb(
        "add KIND NAME [--quick] [--FIELD VALUE ...] | add KIND --from-json FILE|- [--dry-run]",
        Words("Adds a record and prints its id"),
        (
            'concord add action "Stock feed to the shops" --owner ana --due fri',
            'concord add action --quick "Call the printer @bo !high #print due:fri goal:G-2"',
            'concord add milestone "Posters hang" --goal G-12 --department MKT --due eom --depends-on MS-3',
            'concord add key-result "Stock sold" --goal G-12 --start 0 --target 90 --unit %',
            "concord add action --from-json actions.jsonl --dry-run",
            "concord add action --from-json - < actions.jsonl",
        ),
        _add,
        (
            Option("quick", Words("NAME says more than the name, as on the screen; of several lines each is a record")),
            Option("from-json", Words("Adds a record for each JSON line of FILE (- is standard input)"), "FILE"),
            Option("dry-run", Words("With --from-json: only says what would happen")),
            ANYWAY,
        ),
        takes_fields=True,
        touches=WRITES,
    )
}
