"""A series of meetings: its next days; changed from a day on, one of its days, whose turn it is, its end."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from store.errors import WrongWords
from store.kinds import KINDS
from store.words import Words
from tui.cli.arguments import ANYWAY, WHY, Option, unknown_option
from tui.cli.call import Call, Verb
from tui.cli.consequences import say_changed, tell
from tui.cli.kind_words import fields_given, read_values, with_options
from tui.i18n import t
from tui.served import WRITES

if TYPE_CHECKING:
    from datetime import date

    from store.fields import Field
    from store.kinds.base import Record
    from store.kinds.series_changes import GoneAlong
    from store.records import Changes
    from tui.cli.series_days import SeriesDay

#: So many days are shown where nobody says how many.
SHOWN = 8
#: What is done to a series, one at a time; without any it is shown, or changed as a whole.
_DEEDS = ("from", "on", "prepare", "cancel", "restore", "end", "skip", "swap")
#: The orders by the words that say them.
_ROTAS = {
    "lead": "facilitators", "facilitators": "facilitators", "facilitator": "facilitators", "主持": "facilitators",
    "主持人": "facilitators", "notes": "note_takers", "note-takers": "note_takers", "note-taker": "note_takers",
    "记录": "note_takers", "记录人": "note_takers",
}  # fmt: skip


def _series(call: Call) -> None:
    (word,) = call.take(1)
    id = call.named(word, "series")
    with_options(call, KINDS["series"])
    deeds = [name for name in _DEEDS if name in call.options]
    if len(deeds) > 1:
        raise WrongWords(
            "--{first} and --{second} are two things; do them one after the other", first=deeds[0], second=deeds[1]
        )
    if deeds == ["on"]:
        _change_one(call, id)
        return
    kind = KINDS["series"]
    given = fields_given(kind, call.fields, call.verb.options)
    if "move" in call.options:
        raise WrongWords("--move says where one day goes: --on DAY --move DAY")
    if given and deeds not in ([], ["from"]):
        raise unknown_option(call.fields[0][0], [option.name for option in call.verb.options])
    if deeds == ["from"]:
        _change_from(call, id, given)
    elif deeds:
        _DO[deeds[0]](call, id)
    elif given:
        _change(call, id, given)
    else:
        _show(call, id)


# Shown


def _show(call: Call, id: str) -> None:
    """Its next days, one a line, and whose turn it is."""
    from tui.cli.series_days import days_shown

    since = call.given_day("since") or call.workspace.today
    _out(call, days_shown(call, id, since, call.number("limit", SHOWN)))


def _out(call: Call, found: "Sequence[SeriesDay]") -> None:
    if call.json:
        for each in found:
            call.output.object(each.as_object())
        return
    if not found:
        call.output.say(t("No more meetings come"))
    call.output.table([each.as_row() for each in found])


# Changed


def _change(call: Call, id: str, given: "list[tuple[Field, str]]") -> None:
    """As a whole, as `concord edit` does it."""
    from store import commands

    def deed(changes: "Changes") -> "Record":
        return commands.edit(changes, id, read_values(changes, given, changes.get(id)), why=call.options.get("why", ""))

    before, seq = call.workspace.records.get(id), call.workspace.ledger.seq
    call.workspace.do(deed)
    say_changed(call, before, [field.name for field, _text in given])
    tell(call, seq, [id])
    call.changed_out([id])


def _change_from(call: Call, id: str, given: "list[tuple[Field, str]]") -> None:
    """From a day on."""
    from store.commands import series as deeds

    if not given:
        raise WrongWords("Say what is different from then on: --from DAY --FIELD VALUE")
    since = _day(call, "from")

    def deed(changes: "Changes") -> "GoneAlong":
        return deeds.change_from(changes, id, read_values(changes, given, changes.get(id)), since)

    before = call.workspace.records.get(id)
    found = call.workspace.do(deed)
    say_changed(call, before, [field.name for field, _text in given])
    if not call.json:
        _say_along(call, found)
    call.changed_out([id, *(moved for moved, _was, _now in found.moved), *found.adjusted])


def _say_along(call: Call, found: "GoneAlong") -> None:
    from tui.text.days import long

    today = call.workspace.here
    for id, was, now in found.moved:
        call.output.say(
            t("{id} goes along from {before} to {after}", id=id, before=long(was, today), after=long(now, today))
        )
    if found.adjusted:
        call.output.say(t("{ids} changed too", ids=list(found.adjusted)))
    if found.kept:
        call.output.say(t("{ids} stays as it was: people were told of it", ids=list(found.kept)))
    if found.left:
        call.output.say(t("{ids} stays on its day, which the series has no more", ids=list(found.left)))


def _change_one(call: Call, id: str) -> None:
    """One day of it."""
    from store.commands import series as deeds

    kind, day = KINDS["meeting"], _day(call, "on")
    given = fields_given(kind, call.fields, call.verb.options)
    moved = call.given_day("move", day)
    if not given and moved is None:
        raise WrongWords("Say what is different on that day: --on DAY --move DAY, or --FIELD VALUE")

    def deed(changes: "Changes") -> "Record":
        meeting = deeds.meeting_of(changes, id, day)
        values = read_values(changes, given, meeting) | ({} if moved is None else {"on": moved})
        return deeds.change_one(changes, id, day, values, call.options.get("why", ""))

    _done(call, id, deed)


def _prepare(call: Call, id: str) -> None:
    from store.commands import series as deeds

    day = _day(call, "prepare")
    _done(call, id, lambda changes: deeds.meeting_of(changes, id, day))


def _cancel(call: Call, id: str) -> None:
    from store.commands import series as deeds

    day, to = _day(call, "cancel"), _agenda_to(call)
    _done(call, id, lambda changes: deeds.cancel_one(changes, id, day, call.options.get("why", ""), to))


def _restore(call: Call, id: str) -> None:
    from store.commands import series as deeds

    day = _day(call, "restore")
    _done(call, id, lambda changes: deeds.restore_one(changes, id, day, call.options.get("why", "")))


def _done(call: Call, id: str, deed: "Callable[[Changes], Record]") -> None:
    """One meeting of it was changed: which day it is, and its id."""
    from tui.cli.series_days import day_shown

    seq = call.workspace.ledger.seq
    meeting = call.workspace.do(deed)
    if not call.json:
        call.output.say(t(day_shown(call, meeting.id)))
    tell(call, seq, [id, meeting.id])
    call.records_out([meeting.id])


def _end(call: Call, id: str) -> None:
    from store.commands import series as deeds

    day, to = _day(call, "end"), _agenda_to(call)
    before = call.workspace.records.get(id)
    gone = call.workspace.do(deeds.finish, id, day, call.options.get("why", ""), to)
    say_changed(call, before, ["repeats", "ended"])
    if gone and not call.json:
        call.output.say(t("{ids} cancelled too", ids=[each.id for each in gone]))
    call.changed_out([id, *(each.id for each in gone)])


# Turns


def _skip(call: Call, id: str) -> None:
    from store.commands import series as deeds

    before = call.workspace.records.get(id)
    call.workspace.do(deeds.skip_turn, id, _order(call.options["skip"]))
    _turned(call, before)


def _swap(call: Call, id: str) -> None:
    from store.commands import series as deeds

    people = call.all_named(call.options["swap"], "person")
    if len(people) != 2:
        raise WrongWords("Say which two change their places: --swap ana,bo")
    series: Any = call.workspace.records.get(id)
    both = [order for order in ("facilitators", "note_takers") if set(people) <= set(getattr(series, order))]
    order = _order(call.options["rota"]) if "rota" in call.options else both[0] if both else "facilitators"
    call.workspace.do(deeds.swap_turns, id, order, *people)
    _turned(call, series)


def _turned(call: Call, before: "Record") -> None:
    """What has changed, and whose turn it is by now, on the next three days."""
    from tui.cli.series_days import days_shown

    say_changed(call, before, ["facilitators", "facilitator_next", "note_takers", "note_taker_next"])
    _out(call, days_shown(call, before.id, call.workspace.today, 3))


def _order(word: str) -> str:
    found = _ROTAS.get(word.strip().casefold().replace("_", "-"))
    if found is None:
        raise WrongWords('"{word}" is no order of turns; say lead or notes', word=word[:40])
    return found


def _agenda_to(call: Call) -> str:
    """Where an agenda goes: a word for it, or the id of a meeting."""
    word = (call.given("agenda") or "").strip()
    said = {"next": "next", "下次": "next", "下一次": "next", "backlog": "backlog", "待议": "backlog", "drop": "drop"}
    said |= {"放弃": "drop", "去掉": "drop"}
    return said.get(word.casefold(), "") or (call.named(word, "meeting") if word else "")


def _day(call: Call, option: str) -> "date":
    day = call.given_day(option)
    if day is None:
        raise WrongWords("--{name} wants a value: --{name} {value}", name=option, value="DAY")
    return day


_DO: "dict[str, Callable[[Call, str], None]]" = {
    "prepare": _prepare, "cancel": _cancel, "restore": _restore, "end": _end, "skip": _skip, "swap": _swap,
}  # fmt: skip

VERBS = {
    "series": Verb(
        "series SERIES [--FIELD VALUE ...] [--from DAY | --on DAY [--move DAY] | --cancel DAY | --end DAY | ...]",
        Words("Shows the next days of a series of meetings; changes it, from a day on, or one of its days"),
        (
            "concord series SE-1",
            "concord series SE-1 --time 10:00 --place B2",
            'concord series SE-1 --from "next month" --repeats "every other tue"',
            "concord series SE-1 --on tue --move wed --time 15:00",
            'concord series SE-1 --cancel 2026-12-29 --why "holidays" --agenda next',
            "concord series SE-1 --skip lead",
            "concord series SE-1 --swap ana,bo",
        ),
        _series,
        (
            Option("from", Words("What is given changes from that day on; without it, for all of the series"), "DAY"),
            Option("on", Words("What is given changes for the meeting of that day only"), "DAY"),
            Option("move", Words("The day to which that one goes"), "DAY"),
            Option("prepare", Words("Makes the meeting of that day, so that it can be prepared"), "DAY"),
            Option("cancel", Words("The meeting of that day does not take place"), "DAY"),
            Option("restore", Words("The meeting of that day, which was cancelled, takes place after all"), "DAY"),
            Option("agenda", Words("Where the agenda of what is cancelled goes: next, backlog, drop or M-7"), "HOW"),
            Option("end", Words("The series ends with that day; later meetings of it are cancelled"), "DAY"),
            Option("skip", Words("Whoever's turn is next is passed over: lead or notes"), "WHAT"),
            Option("swap", Words("These two change their places in the order"), "WHO,WHO"),
            Option("rota", Words("In which order: lead or notes"), "WHAT"),
            Option("since", Words("Shows the days from that one on"), "DAY"),
            Option("limit", Words("So many days ({n})", n=SHOWN), "N"),
            WHY,
            ANYWAY,
        ),
        takes_fields=True,
        touches=WRITES,
    ),
}
