"""My stand-up entry, filled in beforehand, posted from a prompt or a pipe; the stand-up itself, opened and closed."""

import re
from typing import TYPE_CHECKING, NamedTuple

from store import clock
from store.errors import WrongWords
from store.kinds import standup_round
from store.kinds.person import Person
from store.kinds.standup import StandUp, timing
from store.kinds.standup_line import joined
from store.words import Words
from tui.cli.arguments import ANYWAY, Option, unknown_option, whole_number
from tui.cli.call import Call, Verb
from tui.cli.consequences import say_apart
from tui.cli.option_words import option_called, take_options
from tui.i18n import t
from tui.served import WRITES
from tui.text.days import long

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from store.insight.overview import Overview
    from store.insight.prefill import Filled, Prefilled
    from store.kinds.standup_line import Line
    from store.records import Records

#: Options that may be given several times: what is said, by section. With ``action`` it becomes one.
_SAID = {"done": "done", "next": "next", "blocked": "blocked", "note": "note", "action": "next"}


class _Shown(NamedTuple):
    """A numbered line: of the entry as it is posted, or ``filled`` in; ``kept`` is posted unless it is dropped."""

    line: "Line"
    kept: bool
    filled: "Filled | None" = None


def _standup(call: Call) -> None:
    if "post" in call.options and call.words == ["-"]:
        call.words.clear()  # its lines are read from there anyway
    call.take(0)
    take_options(call, lambda name: option_called(name, _SAID) is not None)
    call.fields = [(option_called(name, _SAID) or name, text) for name, text in call.fields]
    wrong = next((name for name, _text in call.fields if name not in _SAID), None)
    if wrong is not None:
        raise unknown_option(wrong, [*_SAID, *(option.name for option in call.verb.options)])
    if "open" in call.options or "close" in call.options:
        _round(call)
        return
    from store.insight.prefill import prefill

    person = call.whose_day()
    overview = call.objects.overview
    there = _day_of(call.workspace.records, person)
    day = call.given_day("on", today=there) or there
    found = prefill(call.workspace.ledger, overview, person, day)
    shown = _numbered(found, day)
    if "post" in call.options:
        _post(call, overview, found, shown)
        return
    if call.fields:
        raise WrongWords("Lines are said to be posted: --post")
    _show(call, overview, found, shown)


def _day_of(records: "Records", person: str) -> "date":
    """The day it is where that person is."""
    return clock.today(records.one(Person, person).zone or records.settings.zone)


# What is proposed


def _numbered(found: "Prefilled", day: "date") -> list[_Shown]:
    """What is posted already, what is proposed, and at last what is only offered."""
    from tui.text.sentences import said

    posted = [_Shown(line, kept=True) for line in (found.entry.lines if found.entry else ())]
    made = [_Shown(filled.line(lambda words: said(words, day)), filled.kept, filled) for filled in found.lines]
    return [*posted, *(each for each in made if each.kept), *(each for each in made if not each.kept)]


def _show(call: Call, overview: "Overview", found: "Prefilled", shown: list[_Shown]) -> None:
    if call.json:
        from tui.text.standup_lines import said_in

        for number, each in enumerate(shown, 1):
            call.output.object(_object(number, each, said_in(each.line, overview, found.person)))
        return
    from tui.cli.standup_input import OFFERED
    from tui.text.standup_lines import SECTIONS

    for section, words in SECTIONS.items():
        of_it = [(n, each) for n, each in enumerate(shown, 1) if each.kept and each.line.section == section]
        _rows(call, overview, found.person, t(words), of_it)
    _rows(call, overview, found.person, t(OFFERED), [(n, each) for n, each in enumerate(shown, 1) if not each.kept])
    _tell(call, overview, found, shown)


def _rows(call: Call, overview: "Overview", person: str, label: str, rows: "list[tuple[int, _Shown]]") -> None:
    from tui.text.standup_lines import line_text

    if rows:
        call.output.line(label)
    today = overview.today
    said = [(f"  {number}.", line_text(each.line, overview, person), _why(each, today)) for number, each in rows]
    call.output.table(said, cut=True)


def _why(each: _Shown, today: "date") -> str:
    from tui.text.sentences import said

    return "" if each.filled is None or each.filled.why is None else said(each.filled.why, today)


def _tell(call: Call, overview: "Overview", found: "Prefilled", shown: list[_Shown]) -> None:
    day = long(found.day, overview.today)
    if found.entry is not None:
        call.output.say(t("{id} of {day} is posted; what came since can be added: --post", id=found.entry.id, day=day))
    elif shown:
        call.output.say(t("The entry of {day} is not posted yet: --post, without some lines --drop N", day=day))
    else:
        call.output.say(t("There is nothing to propose for {day}; say something: --note TEXT --post", day=day))


def _object(number: int, each: _Shown, text: str) -> dict[str, object]:
    filled = each.filled
    return {
        "n": number,
        "section": each.line.section,
        "on": each.line.on,
        "text": text,
        "did": each.line.did or None,
        "kept": each.kept,
        "posted": filled is None,
        "why": t(filled.why) if filled is not None and filled.why is not None else None,
        "days": filled.days if filled is not None and filled.section == "blocked" else None,
    }


# Posting


def _post(call: Call, overview: "Overview", found: "Prefilled", shown: list[_Shown]) -> None:
    from store.commands import standup
    from tui.cli import standup_input
    from tui.text.standup_lines import line_text

    base = found.entry.lines if found.entry is not None else ()
    lines = _chosen(call, shown)
    records = call.workspace.records
    text = None if call.fields else standup_input.piped()
    if text is not None:
        known = {line_text(each.line, overview, found.person): each.line for each in shown}
        posted = {line.id: line for line in lines if line in base}
        lines = [*(posted | {line.id: line for line in standup_input.read(records, text, known)}).values()]
    make: list[str] = []
    for name, text in call.fields:
        if text is None or not text.strip():
            raise WrongWords("--{name} wants a value: --{name} {value}", name=name, value="TEXT")
        line = standup_input.line(records, _SAID[name], text)
        lines = _with(lines, line, base)
        make += [line.id] if name == "action" else []
    entry = call.workspace.do(standup.post, lines, found.day, found.person, base=base, make=make)
    _told(call, overview, entry.id)
    call.records_out([entry.id])


def _with(lines: "list[Line]", line: "Line", posted: "Sequence[Line]") -> "list[Line]":
    """What is said takes the place of what was proposed about the same record."""
    others = [
        each
        for each in lines
        if not line.on or each in posted or each.id == line.id or (each.section, each.on) != (line.section, line.on)
    ]
    return [*joined(others, [line])]


def _told(call: Call, overview: "Overview", id: str) -> None:
    """How it came: late, early."""
    records = call.workspace.records
    entry = records.one(StandUp, id)
    round = standup_round.of_day(records, entry.day)
    zone = records.one(Person, entry.person or "").zone or records.settings.zone
    when = timing(entry.made_at, entry.day, zone, None if round is None else round.closed)
    day, lines = long(entry.day, overview.today), Words("{n} lines", one="{n} line", n=len(entry.lines))
    said = {
        "early": Words("{id} is posted for {day}, ahead of it: {lines}", id=id, day=day, lines=lines),
        "in time": Words("{id} is posted for {day}: {lines}", id=id, day=day, lines=lines),
        "late": Words("{id} is posted for {day}, late: {lines}", id=id, day=day, lines=lines),
    }
    call.output.say(t(said[when]))


def _chosen(call: Call, shown: list[_Shown]) -> "list[Line]":
    dropped, kept = (_numbers(call, name, len(shown)) for name in ("drop", "keep"))
    return [each.line for n, each in enumerate(shown, 1) if n not in dropped and (each.kept or n in kept)]


def _numbers(call: Call, name: str, most: int) -> set[int]:
    """The numbers of lines that an option names, with commas between them."""
    words = [word for word in re.split(r"[\s,，、;；]+", call.given(name) or "") if word]
    numbers = {whole_number(name, word, 1) for word in words}
    beyond = next((number for number in sorted(numbers) if number > most), None)
    if beyond is not None:
        raise WrongWords("There is no line {n}; `concord standup` shows those there are", n=beyond)
    return numbers


# The stand-up itself


def _round(call: Call) -> None:
    from store.commands import standup

    day, overview = call.given_day("on", today=call.workspace.today), call.objects.overview
    say_apart(call, overview)
    if "open" in call.options:
        found = call.workspace.do(standup.open_round, day, call.given_ref("who", "person"))
        call.output.say(t("The stand-up is open, {who} leads", who=call.called(found.facilitator or "")))
        call.records_out([found.id])
        return
    closed = call.workspace.do(standup.close_round, day, call.given_refs("present", "person"))
    if call.json:
        call.changed_out([closed.id])
        return
    from store.insight.digest import of_day
    from tui.text.digest import digest_lines

    call.output.text(digest_lines(of_day(overview, closed.day), overview))


VERBS = {
    "standup": Verb(
        "standup [--post [--done TEXT ...] [--next TEXT ...] [--blocked TEXT ...] [--note TEXT ...] [--action TEXT ...]"
        " [--drop N,...] [--keep N,...]] [--on DAY] [--who WHO] | standup --open [--on DAY] [--who WHO]"
        " | standup --close [--on DAY] [--present WHO,...]",
        Words("My stand-up entry, filled in with what I did, do next and am held up by; --post posts it"),
        (
            "concord standup",
            "concord standup --post --drop 2",
            'concord standup --post --done "A-4 the feed is live" --next A-7 --note "off at noon"',
            'concord standup --post --action "Ring the customs"',
            "concord standup --post - < entry.txt",
            "concord standup --close --present ana,bo",
            "concord standup --close --on yesterday",
        ),
        _standup,
        (
            Option("post", Words("Posts it; lines from standard input take the place of the proposed ones")),
            Option("drop", Words("Without these lines, by their numbers"), "N"),
            Option("keep", Words("With these of the lines that are only offered"), "N"),
            Option("on", Words("The entry, or the stand-up, of that day (today)"), "DAY"),
            Option("who", Words("Somebody else's entry; whoever leads the stand-up that is opened"), "WHO"),
            Option("open", Words("Opens the stand-up")),
            Option("close", Words("Closes it, and prints its digest")),
            Option("present", Words("Who was there"), "WHO"),
            ANYWAY,
        ),
        takes_fields=True,
        dash="own",
        touches=WRITES,
    )
}
