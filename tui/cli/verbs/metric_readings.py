"""Readings of metrics: the latest ones, one more, one put right, many out of a file, old ones left out."""

import re
import sys
from typing import TYPE_CHECKING, Any

from store import clock
from store.errors import NotFound, WrongWords
from store.kinds.metric import Metric, as_shown
from store.kinds.reading_address import address
from store.kinds.reading_day import Reading
from store.words import Words
from tui.cli.arguments import STANDARD_INPUT, WHY, Option, as_path
from tui.cli.call import Call, Verb
from tui.cli.reading_words import reading_named
from tui.i18n import t
from tui.served import WRITES

if TYPE_CHECKING:
    from datetime import datetime

    from store.commands.readings import Entered

#: So many readings are shown unless told otherwise.
_LIMIT = 10
#: What scripts write, in which there is nothing to understand.
_PLAIN = re.compile(r"-?\d{1,15}(\.\d{1,2})?", re.ASCII)


def _reading(call: Call) -> None:
    words = call.take(0, -1)
    files = [name for name in ("from-csv", "from-json") if name in call.options]
    if files:
        call.take(0, 1)
        _enter_many(call, files, words)
    elif words[:1] == ["thin"]:
        _thin(call, words[1:])
    elif len(words) < 2:
        _show(call, words)
    else:
        call.take(2)
        _enter(call, *words)


# Showing


def _show(call: Call, words: list[str]) -> None:
    from tui.cli import readings_shown

    if not words:
        readings_shown.all_metrics(call)
        return
    named = _named(call, words[0])
    if named[1] is None:
        readings_shown.of_metric(call, named[0], call.number("limit", _LIMIT))
    else:
        readings_shown.one(call, named[0], named[1])


def _named(call: Call, word: str) -> "tuple[str, datetime | None]":
    """The metric, and the moment where a reading of it is named."""
    found = reading_named(call, word)
    return (call.named(word, "metric"), None) if found is None else (call.named(found[0], "metric"), found[1])


# Entering


def _enter(call: Call, word: str, value: str) -> None:
    from store.commands.readings import add_reading, correct_reading

    id, moment = _named(call, word)
    metric = call.workspace.records.one(Metric, id)
    said = _number(metric, value)
    at, note = _at(call, moment), call.options.get("note")
    if "correct" not in call.options:
        if "why" in call.options:
            raise WrongWords("--why goes with --correct: it says why a reading was wrong")
        source = call.options.get("source", "")
        made = call.workspace.do(add_reading, id, said, at, note or "", source)
    else:
        if at is None:
            last = _latest(call, id)
            if last is None:
                raise NotFound("There is no reading of {id} yet", id=id)
            at = last.at
        made = call.workspace.do(correct_reading, id, at, said, call.options.get("why", ""), note)
    _tell(call, metric, made)


def _number(metric: Metric, text: str) -> float:
    if _PLAIN.fullmatch(text):
        return float(text) if "." in text else int(text)
    from store.fields.read_numbers import read_number

    try:
        return read_number(text, metric.unit)
    except WrongWords as error:
        words = Words("{id}: {problem}", error.reason, id=metric.id, problem=error.words)
        raise WrongWords.of(words) from None


def _at(call: Call, moment: "datetime | None") -> "datetime | None":
    text = call.given("at")
    if text is None:
        return moment
    if moment is not None:
        raise WrongWords("The reading says its moment already; leave --at out")
    from store.fields.moments import read_moment

    records = call.workspace.records
    return read_moment(text, clock.now(), records.settings.zone, records.calendar)


def _latest(call: Call, id: str) -> Reading | None:
    from store.insight.metrics import latest

    return latest(call.objects.overview, id)


def _tell(call: Call, metric: Metric, made: Reading) -> None:
    from store.insight.metrics import color, off

    zone = call.workspace.records.settings.zone
    if call.json:
        from store.interop.reading_rows import as_object

        call.output.object({"address": address(made, zone), **as_object(made, zone)})
        return
    if (words_of_it := as_shown(metric, made.value)) is not None:
        call.output.say(t(words_of_it))
    by, side = off(metric, made.value)
    if color(metric, made.value) in ("amber", "red"):
        from tui.text.labels import number

        said = {"id": metric.id, "value": number(made.value, metric.unit), "n": f"{by:.0f}" if by >= 1 else f"{by:.1g}"}
        words = t("! {id}: {value} is {n}% too little", **said)
        call.output.say(words if side == "under" else t("! {id}: {value} is {n}% too much", **said))
    call.output.text([address(made, zone)])


# Many


def _enter_many(call: Call, files: list[str], words: list[str]) -> None:
    from store.interop import json_lines, reading_rows
    from tui.cli.progress import progress

    if len(files) > 1:
        raise WrongWords("--{name} and --{other} do not go together", name=files[0], other=files[1])
    metric = call.named(words[0], "metric") if words else ""
    source, mark = call.options[files[0]], ""
    if files[0] == "from-json":
        rows = reading_rows.of_objects(json_lines.read(_input(source, files[0], json_lines.SIZE_LIMIT)))
    else:
        from store.interop import csv_text
        from tui.i18n import in_each

        of_file = as_path(source) if source != STANDARD_INPUT else _input(source, files[0], csv_text.SIZE_LIMIT)
        rows, mark, remarks = reading_rows.of_table(of_file, in_each)
        for words_of_it in remarks:
            call.output.say(t(words_of_it))
    for words_of_it in reading_rows.passed_over(rows):
        call.output.say(t(words_of_it))
    command, dry = reading_rows.EnterRows(rows, metric, mark), "dry-run" in call.options
    with progress(call):
        made = (call.workspace.rehearse if dry else call.workspace.do_ahead)(command)
    _tell_many(call, made, dry=dry)


def _tell_many(call: Call, made: "Entered", *, dry: bool) -> None:
    there = len(made.readings) - made.new
    if call.json:
        metrics = list(dict.fromkeys(each.metric for each in made.readings))
        call.output.object({"dry_run": dry, "new": made.new, "there": there, "metrics": metrics})
        return
    _tell_rounded(call, made.readings)
    call.output.say(t("{n} readings are new", one="One reading is new", n=made.new))
    if there:
        call.output.say(t("{n} were there already", one="One was there already", n=there))
    if dry:
        call.output.say(t("Nothing was written: this was a dry run"))


def _tell_rounded(call: Call, readings: list[Reading]) -> None:
    values: dict[str, list[float]] = {}
    for each in readings:
        values.setdefault(each.metric, []).append(each.value)
    for id, found in values.items():
        if (words := as_shown(call.workspace.records.one(Metric, id), *found)) is not None:
            call.output.say(t(words))


def _input(source: str, option: str, limit: int) -> bytes:
    if source != STANDARD_INPUT:
        from store.interop import files

        return files.read(as_path(source), limit)
    if sys.stdin is None or sys.stdin.isatty():
        raise WrongWords("--{option} - reads from standard input, and nothing is piped into it", option=option)
    return sys.stdin.buffer.read(limit + 1)


# Leaving out


def _thin(call: Call, words: list[str]) -> None:
    from store.commands.readings import thin
    from store.fields.lengths import read_length

    if len(words) != 1:
        raise WrongWords("Something is missing. It is written: {usage}", usage=call.verb.written)
    id, keep, day = call.named(words[0], "metric"), call.given("keep"), _before(call)
    if keep is None or day is None:
        raise WrongWords("Say what stays: concord reading thin N-3 --keep 1d --before DAY")
    every, dry = read_length(keep, 366 * 24 * 60), "dry-run" in call.options
    found = (call.workspace.rehearse if dry else call.workspace.do_ahead)(thin, id, every, day)
    if call.json:
        call.output.object({"dry_run": dry, "metric": id, **found._asdict()})
        return
    said: dict[str, Any] = {"id": id, "n": found.gone, "stay": found.stay}
    if dry:
        call.output.say(t(_WOULD_GO.filled(**said)))
        call.output.say(t("Nothing was written: this was a dry run"))
    else:
        call.output.say(t(_GONE.filled(**said)))
        call.output.say(t("The journal keeps all of them; `concord undo` brings them back"))


_WOULD_GO = Words(
    "Of {id}, {n} readings would be left out and {stay} stay of that time",
    one="Of {id}, one reading would be left out and {stay} stay of that time",
)
_GONE = Words(
    "Of {id}, {n} readings are left out and {stay} stay of that time",
    one="Of {id}, one reading is left out and {stay} stay of that time",
)


def _before(call: Call) -> "datetime | None":
    day = call.given_day("before")
    return None if day is None else clock.begins(day, call.workspace.records.settings.zone)


VERBS = {
    "reading": Verb(
        "reading [METRIC [VALUE]] [--at WHEN] | [METRIC] --from-csv|--from-json FILE | thin METRIC --keep LENGTH",
        Words("Enters a reading of a metric, or many; without a value, shows the latest ones"),
        (
            "concord reading N-3",
            "concord reading N-3 4210 --at 09:30 --source till",
            'concord reading N-3@2026-11-23T09:30 4120 --correct --why "two pallets counted twice"',
            "concord reading --from-csv stock.csv --dry-run",
            "concord reading N-3 --from-json - < readings.jsonl       # metric, value, at, source, note",
            "concord reading thin N-3 --keep 1d --before 2026-06-01 --dry-run",
        ),
        _reading,
        (
            Option("at", Words("The moment it was so (now): 9:30, yesterday 15:00, 2026-11-23T09:30"), "WHEN"),
            Option("source", Words("Where the value comes from"), "TEXT"),
            Option("note", Words("What is to say about it"), "TEXT"),
            Option("correct", Words("Another value of that moment, or of the latest one; what stood there is kept")),
            WHY,
            Option("from-csv", Words("Enters a reading for each row of FILE (- is standard input)"), "FILE"),
            Option("from-json", Words("Enters a reading for each JSON line of FILE (- is standard input)"), "FILE"),
            Option("dry-run", Words("Only says what would happen")),
            Option("limit", Words("Shows at most so many (10)"), "N"),
            Option("keep", Words("thin: the last one of every so long stays: 15m, 1h, 1d"), "LENGTH"),
            Option("before", Words("thin: only readings before that day"), "DAY"),
        ),
        dash="own",
        touches=WRITES,
    )
}
