"""Importing tables: goals with what belongs to them, or records of any kind; from CSV or a workbook."""

import os
import re
from typing import TYPE_CHECKING, Any

from store.errors import Forbidden, Invalid, Refused, WrongWords
from store.interop import goals_csv, records_csv, table_file
from store.interop.column_names import read_map
from store.interop.column_values import Ways
from store.interop.day_column import ORDERS
from store.interop.files import read as read_file
from store.interop.table_faults import FaultyTable
from store.kinds import KINDS
from store.records.names import title_of
from store.words import Words
from tui import served
from tui.cli.arguments import AS_FILE, STANDARD_INPUT, as_path
from tui.cli.call import Call
from tui.cli.consequences import count_odd_days, say_series
from tui.cli.kind_words import kind_of
from tui.cli.progress import progress
from tui.i18n import in_each, t

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: So many lines of what would happen are shown; the others are counted.
SHOWN = 20
#: A map of columns is at most this long, in bytes.
_MAP_LIMIT = 1 << 20
#: The rule refuses each record by itself, not whoever imports: which records those are is looked for.
_OF_RECORDS = (Invalid, Refused)


def goals(call: Call, path: str) -> None:
    """Import goals with their key results, departments, people and progress."""
    rows = goals_csv.read(path, in_each, **_reading(call), ways=_ways(call))
    planned = goals_csv.plan(call.workspace.records, rows, strict="strict" in call.options)
    remark(call, rows.remarks)
    remarks = [t(words) for words in rows.remarks]
    if "dry-run" in call.options:
        with progress(call):
            call.workspace.rehearse(goals_csv.apply, planned)
        said = planned.said()
        if call.json:
            made = {"dry_run": True, "makes": planned.counts(), "lines": [t(words) for words in said]}
            call.output.object({**made, "remarks": remarks})
        foretell(call, said, planned.counts())
        return
    with progress(call):
        made = call.workspace.do_ahead(goals_csv.apply, planned)
    if call.json:
        call.output.object({"dry_run": False, "made": made, "joins": dict(planned.joins), "remarks": remarks})
    else:
        call.output.text(id for ids in made.values() for id in ids)
    if not made and not planned.joins:
        say_nothing_new(call)
    for kind, ids in made.items():
        call.output.say(t("Made: {n} {kind}", n=len(ids), kind=_label(kind, len(ids))))
    for words in planned.joining():
        call.output.say(t(words))


def rows(call: Call, path: str) -> None:
    """Import a record for each row of a table of one kind."""
    kind = kind_of(call.options.get("kind", "action"))
    reading = _reading(call)
    names = records_csv.column_names(kind, in_each, reading.pop("mapped"))
    needed = [names.reaching(kind.naming.name)]
    found = table_file.read(path, names.known, **reading, needed=needed)
    if "fill-down" in call.options:
        table_file.fill_down(found)
    command = records_csv.ImportRows(kind, found, names, in_each, ways=_ways(call), strict="strict" in call.options)
    dry, seq = "dry-run" in call.options, call.workspace.ledger.seq
    try:
        with progress(call):
            made = (call.workspace.rehearse if dry else call.workspace.do_ahead)(command)
    except FaultyTable:
        raise
    except _OF_RECORDS as error:
        _look_for_all(call, command, error)
        raise
    _tell(call, kind.name, made, dry=dry)
    if not command.exported:  # what was at its day elsewhere is nothing to look at
        count_odd_days(call, (record for _line, record in made.added))
    say_series(call, seq)


def _look_for_all(call: Call, command: records_csv.ImportRows, error: Refused) -> None:
    """Raise all that the rules refuse, each with its line, in place of the first."""
    if isinstance(error, Forbidden) and error.reason == "wants-role":
        return
    command.every = True
    call.workspace.rehearse(command)


def _tell(call: Call, kind: str, made: records_csv.ImportedRows, *, dry: bool) -> None:
    """What was made, or would be; what was there already; what has to be said of the file."""
    remarks = [*made.remarks, *_said_there(made)]
    remark(call, remarks)
    counts: dict[str, int] = {}
    for party in made.parties:
        counts[party.kind] = counts.get(party.kind, 0) + 1
    if made.added:
        counts[kind] = counts.get(kind, 0) + len(made.added)
    if call.json:
        _tell_json(call, kind, made, counts, remarks, dry=dry)
    if dry:
        foretell(call, _lines(kind, made, None if call.json else SHOWN + 1), counts)
        return
    if not call.json:
        call.output.text([*(party.id for party in made.parties), *(record.id for _line, record in made.added)])
    for name, n in counts.items():
        call.output.say(t("Made: {n} {kind}", n=n, kind=_label(name, n)))
    if not counts:
        say_nothing_new(call)


def _tell_json(
    call: Call,
    kind: str,
    made: records_csv.ImportedRows,
    counts: dict[str, int],
    remarks: "Sequence[Words]",
    *,
    dry: bool,
) -> None:
    said: dict[str, Any] = {"dry_run": dry}
    if dry:
        said |= {"makes": counts, "lines": [t(words) for words in _lines(kind, made, None)]}
    else:
        ids: dict[str, list[str]] = {}
        for party in made.parties:
            ids.setdefault(party.kind, []).append(party.id)
        ids.setdefault(kind, []).extend(record.id for _line, record in made.added)
        said["made"] = {name: of_kind for name, of_kind in ids.items() if of_kind}
    there = [{"line": line, "id": id} for line, id in made.there]
    call.output.object({**said, "there": there, "remarks": [t(words) for words in remarks]})


def _lines(kind: str, made: records_csv.ImportedRows, most: int | None) -> list[Words]:
    parties = [goals_csv.SAID[party.kind].filled(line=party.line, name=party.name) for party in made.parties[:most]]
    label = Words(KINDS[kind].label)
    added = made.added[: None if most is None else max(most - len(parties), 0)]
    return parties + [
        Words('Line {line}: adds {kind} "{name}"', line=line, kind=label, name=title_of(record))
        for line, record in added
    ]


def _said_there(made: records_csv.ImportedRows) -> "Iterable[Words]":
    if made.there and made.added:
        line, id = made.there[0]
        yield Words(
            "{n} rows are there already, such as line {line}: {id}",
            one="One row is there already, line {line}: {id}",
            n=len(made.there),
            line=line,
            id=id,
        )


def _label(kind: str, n: int) -> Words:
    return Words(KINDS[kind].label if n == 1 else KINDS[kind].plural)


def _reading(call: Call) -> dict[str, Any]:
    """How the file is read, by the options."""
    return {"mapped": _map(call), "encoding": call.given("encoding"), "sheet": call.given("sheet")}


def _map(call: Call) -> dict[str, str]:
    """What columns mean: pairs, or a file of them."""
    text = call.given("map")
    if text is None:
        return {}
    path = AS_FILE if text == STANDARD_INPUT else text
    if re.search("[=＝]", text) and (served.session() is not None or not os.path.exists(as_path(path))):
        return read_map("\n".join(re.split(r"[,，;；](?=[^=＝]*[=＝])", text)))
    try:
        return read_map(read_file(as_path(path), _MAP_LIMIT).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise WrongWords("{path} is not in UTF-8", path=text) from None


def _ways(call: Call) -> Ways:
    return Ways(_one_of(call, "dates", ORDERS), _one_of(call, "progress", ("fraction", "percent")))


def _one_of(call: Call, option: str, words: "Sequence[str]") -> str | None:
    text = call.given(option)
    if text is not None and text.strip().casefold() not in words:
        raise WrongWords('--{name} wants one of {words}, not "{text}"', name=option, words=words, text=text[:40])
    return None if text is None else text.strip().casefold()


def foretell(call: Call, said: "Sequence[Words]", counts: dict[str, int] | None = None) -> None:
    """What would happen, line by line: that is the data of a dry run; and how many of what."""
    if not call.json:
        call.output.text(t(words) for words in said[:SHOWN])
    more = sum((counts or {}).values()) - SHOWN
    if more > 0:
        call.output.say(t("and {n} more", n=more))
    if counts:
        made = [t("{n} {kind}", n=n, kind=_label(kind, n)) for kind, n in counts.items()]
        call.output.say(t("It would make: {list}", list=made))
    if said:
        call.output.say(t("Nothing was written: this was a dry run"))
    else:
        say_nothing_new(call)


def say_nothing_new(call: Call) -> None:
    """Nothing of the file is new."""
    call.output.say(t("Everything in the file is there already"))


def remark(call: Call, remarks: "Sequence[Words]") -> None:
    """What in the file gives nothing, or how it was read."""
    for words in remarks[:SHOWN]:
        call.output.say(t(words))
    if len(remarks) > SHOWN:
        call.output.say(t("and {n} more", n=len(remarks) - SHOWN))
