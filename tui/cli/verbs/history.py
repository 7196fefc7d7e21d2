"""What happened, and taking back what one did last."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from store import clock
from store.errors import Refused
from store.fields.dates import read_day
from store.words import Words
from tui.cli.arguments import Option
from tui.cli.call import Call, Verb
from tui.i18n import t
from tui.served import READS, WRITES
from tui.text.keys_told import keys_called, with_key
from tui.text.sentences import said, with_reason

if TYPE_CHECKING:
    from store import News
    from store.history import Event

#: So many events are shown unless told otherwise.
_LIMIT = 50


def _history(call: Call) -> None:
    from store import history

    words = call.take(0, 1)
    limit = call.number("limit", _LIMIT)
    workspace = call.workspace
    events: Iterable[Event]
    if words:
        events = _life(call, words[0])
    else:
        events = history.told(_entries(call), workspace.records, workspace.ledger)
    found = list(islice(events, limit))
    if call.json:
        for event in found:
            call.output.object(object_of(event))
        return
    zone, called = workspace.records.zone_of(workspace.who), keys_called(found, workspace.ledger.folder)
    rows = [(when(event, zone), with_key(with_reason(event), event, called)) for event in found]
    call.output.table(rows, cut=True)
    if not found:
        call.output.say(t("Nothing happened"))


def _life(call: Call, word: str) -> "Iterator[Event]":
    """All that happened to a record, or to one reading of a metric."""
    from store import history
    from tui.cli.reading_words import reading_named

    ledger, records = call.workspace.ledger, call.workspace.records
    named = reading_named(call, word) if "@" in word else None
    if named is not None:
        return history.life_of_reading(ledger, records, *named)
    return history.life(ledger, records, call.named(word))


def _entries(call: Call) -> "Iterator[News]":
    """The entries that are asked for, the newest first."""
    from store.history import recent

    ledger = call.workspace.ledger
    who, moment, after = call.options.get("by"), _since(call), call.number("after", 0, 0)
    entries = recent(ledger, moment, 1 << 60) if moment else ledger.backwards(after)
    return (entry for entry in entries if entry.seq > after and (who is None or entry.who == who))


def _since(call: Call) -> str:
    """The moment at which that day begins where whoever asks is."""
    if "since" not in call.options:
        return ""
    today = call.workspace.here
    day = read_day(call.options["since"], today, call.workspace.records.calendar, begins=True)
    # A weekday is read as the next one; what happened lies behind.
    day = day - timedelta(7) if timedelta(0) < day - today <= timedelta(7) else day
    return clock.stamp(clock.begins(day, call.workspace.records.zone_of(call.workspace.who)))


def when(event: "Event", zone: str) -> str:
    """The moment of an event, as it is printed."""
    return f"{clock.there(event.at, zone):%Y-%m-%d %H:%M}" if event.at else ""


def object_of(event: "Event") -> dict[str, Any]:
    """An event for scripts."""
    return {
        "seq": event.seq,
        "at": event.at,
        "who": event.who,
        "verb": event.verb,
        "id": event.id,
        "ids": event.ids,
        "message": said(event.words),
        "why": event.why,
        **({"key": event.key} if event.key else {}),
        "changes": {change.field: [change.before, change.after] for change in event.changes},
    }


def _take_back(call: Call) -> None:
    from store import history
    from store.commands import undo

    call.take(0)
    workspace, again = call.workspace, call.name == "redo"
    entry = undo.latest(workspace.ledger, again=again, older="older" in call.options)
    if entry is None:
        raise Refused("{reason}", reason=undo.NOTHING_AGAIN if again else undo.NOTHING)
    meant = undo.original(workspace.ledger, entry)
    told = [with_reason(event) for event in history.told([meant], workspace.records)]
    ids = undo.take_back(workspace, entry, again=again, partly="partly" in call.options)
    for sentence in told if ids else ():
        call.output.say(t("Done again: {what}", what=sentence) if again else t("Taken back: {what}", what=sentence))
    if not ids:
        call.output.say(t("It was as it was before already: nothing was changed"))
    call.changed_out([id for id in ids if workspace.records.find(id) is not None])


_PARTLY = Option("partly", Words("Also where some of it was changed since: then the rest"))
_OLDER = Option("older", Words("Also where something was written since that says nothing of who wrote it"))

VERBS = {
    "history": Verb(
        "history [ID] [--since DAY] [--by LOGIN] [--limit N]",
        Words("What happened, the newest first; with ID, the life of that record field by field (--json)"),
        ("concord history --since monday", "concord history A-142 --json"),
        _history,
        (
            Option("since", Words("Not before that day"), "DAY"),
            Option("after", Words("Only what came after that change of the journal (its seq)"), "SEQ"),
            Option("by", Words("Only what that person did"), "LOGIN"),
            Option("limit", Words("At most so many (50)"), "N"),
        ),
        touches=READS,
    ),
    "undo": Verb(
        "undo [--partly] [--older]",
        Words("Takes back your last change, if what it touched still stands"),
        ("concord undo",),
        _take_back,
        (_PARTLY, _OLDER),
        touches=WRITES,
    ),
    "redo": Verb(
        "redo [--partly] [--older]",
        Words("Does again what you took back last"),
        ("concord redo",),
        _take_back,
        (_PARTLY, _OLDER),
        touches=WRITES,
    ),
}
