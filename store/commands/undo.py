"""Taking back and doing again: which commit is meant, whether it still stands, and who has been there since.

An undo is a commit of its own. It is held against the invariants, as every commit, and not against the steps that bind
a person's command: a moved date goes back without another reason.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from store import clock
from store.engine import reversal as engine
from store.engine.journal.entry import Entry
from store.errors import Forbidden, Refused
from store.fields import unknown
from store.fields.rights import not_deleted
from store.kinds import KINDS, READ, SEALED, STORED
from store.kinds.base import STAMPS
from store.records import Changes
from store.words import Words, with_note

if TYPE_CHECKING:
    from store.engine.ledger import Ledger
    from store.workspace import Workspace

#: Verbs of commits that are nobody's to take back: the making of a workspace and its repair.
FIRM = ("init", "found", "repair")

NOTHING = Words("There is nothing of yours to take back", "nothing-left")
#: What is written without saying by whom is nobody's to take back, or it would say so after all.
UNSAID = Words("What was written last does not say who wrote it, and taking it back would; nothing is taken back")
UNSAID_AGAIN = Words("What was written last does not say who wrote it; nothing before it is done again")
OTHERS = Words("Only whoever made a change takes it back", "not-yours")
NOTHING_AGAIN = Words("There is nothing to do again", "nothing-left")


class LaterChange(NamedTuple):
    """What somebody has changed since: the record, the field ("" for all of it), who, and in which entry."""

    id: str
    field: str
    who: str
    seq: int


class Overtaken(Refused):
    """What was to be taken back has been changed since; ``since`` says what and by whom, ``rest`` whether more is left.

    Nothing was written. Giving the command again with ``partly`` takes the rest back.
    """

    code = "overtaken"

    def __init__(self, entry: Entry, since: Sequence[LaterChange], *, rest: bool) -> None:
        listed = [with_note(f"{each.id} {each.field}".strip(), each.who or "?") for each in since[:8]]
        super().__init__(
            "It was changed since: {list}",
            list=[*listed, *["…"] * (len(since) > 8)],
            details={"seq": entry.seq, "since": [each._asdict() for each in since], "rest": rest},
        )
        self.entry, self.since, self.rest = entry, list(since), rest


class Unsaid(Refused):
    """The last change is one of which nobody may learn whose it is, such as a card of an anonymous retrospective."""

    code = "anonymous"


def latest(
    ledger: "Ledger", *, own: Collection[int] | None = None, again: bool = False, older: bool = False
) -> Entry | None:
    """The commit that undo takes back next, or that redo (``again``) takes back: an undo, unless something came after.

    Among the entries ``own`` names, or all that the ledger's person made; None where there is none. Raises `Unsaid`
    where something was written since by nobody knows whom, unless ``older``.
    """
    gone: set[int] = set()
    for entry in _mine(ledger, own):
        verb = entry.what.get("verb")
        if not entry.who:
            if older or verb == "repeat":  # what comes again by itself
                continue
            raise Unsaid("{reason}", reason=UNSAID_AGAIN if again else UNSAID)
        if verb in ("undo", "redo"):
            if verb == "undo" and again and entry.seq not in gone:
                return entry
            if entry.seq not in gone:
                gone.add(int(entry.what.get("of", 0)))
        elif again:
            return None
        elif entry.seq not in gone and verb not in FIRM:
            return entry
    return None


def _mine(ledger: "Ledger", own: Collection[int] | None) -> Iterator[Entry]:
    if own is None:
        needles = (b'"who":' + msgspec.json.encode(ledger.who), b'"who":""')
        yield from (entry for entry in ledger.backwards(0, needles) if entry.who in (ledger.who, ""))
    elif own:
        first = min(own)
        yield from (entry for entry in ledger.backwards(first - 1) if entry.seq in own)


def original(ledger: "Ledger", entry: Entry) -> Entry:
    """The commit that an undo or a redo is about; any other is its own."""
    while entry.what.get("verb") in ("undo", "redo"):
        of = int(entry.what.get("of", 0))
        found = next((each for each in ledger.backwards(of - 1) if each.seq == of), None)
        if found is None or found.seq >= entry.seq:
            break
        entry = found
    return entry


def take_back(workspace: "Workspace", entry: Entry, *, again: bool = False, partly: bool = False) -> list[str]:
    """Undo a commit (with ``again`` it is an undo that is undone); the ids of the records that it changed.

    Raises `Forbidden` where it is somebody else's, `Overtaken` where something of it was changed since, unless
    ``partly``; what the rules raise where what it restores would break them. Then nothing is written.
    """
    if not entry.who:
        raise Unsaid("{reason}", reason=UNSAID)
    written = _written(workspace.ledger, entry.seq)
    if written is None or written.op != entry.op or written.who != workspace.who:
        raise Forbidden("{reason}", reason=OTHERS)
    try:
        did = str(original(workspace.ledger, entry).what.get("verb")) if again else ""
        return workspace.do(_taken_back, written, did, partly)
    except _Held as held:
        # Looked up now that the lock is free: nobody else has to wait for the reading.
        since = list(_since(workspace.ledger, entry, held.held))
        raise Overtaken(entry, since, rest=held.rest) from None


def _written(ledger: "Ledger", seq: int) -> Entry | None:
    """That commit, with all that it has in it."""
    return next((each for each in ledger.unveiled.backwards(seq - 1) if each.seq == seq), None)


class _Held(Refused):
    def __init__(self, held: list[engine.NoLongerStands], rest: bool) -> None:
        super().__init__("It was changed since")
        self.held, self.rest = held, rest


def _taken_back(changes: Changes, entry: Entry, again: str, partly: bool) -> list[str]:
    transaction = changes.transaction
    transaction.exempt, transaction.again, transaction.back_to = "" if again else "undo", again, clock.moment(entry.at)
    merged = "merge" in (again, entry.what.get("verb"))
    apart = msgspec.structs.replace(entry, changes=[_taken_apart(changes, each) for each in entry.changes])
    held = engine.take_back(transaction, apart, [name for name in STAMPS if name != "made_by" or not merged])
    held = [each for each in held if each.table not in SEALED]  # that they are gone, or were there, is nobody's to know
    _refuse_unseen(changes, entry, held)
    touched = [(table, number) for table, number, before, after in transaction.touched() if before != after]
    ids = list(dict.fromkeys(_told_of(changes, *each) for each in dict.fromkeys(touched) if each[0] in READ))
    if held and not partly:
        raise _Held(held, bool(touched))
    _follow(changes)
    changes.say("redo" if again else "undo", of=entry.seq, did=str(entry.what.get("verb", "")), ids=ids)
    return ids


def _taken_apart(changes: Changes, change: dict[str, Any]) -> dict[str, Any]:
    kind = READ.get(change["t"])
    return change if kind is None or kind.taken_apart is None else kind.taken_apart(changes, change)


def _told_of(changes: Changes, table: str, number: int) -> str:
    """The id of a record, of a part that of what it is a part of."""
    kind = READ[table]
    raw = (changes.raw(table, number) or changes.transaction.committed.raw(table, number)) if kind.part_of else None
    return kind.id(number) if raw is None else str(getattr(unknown.read(raw, kind.record), kind.part_of))


def _refuse_unseen(changes: Changes, entry: Entry, held: Sequence[engine.NoLongerStands]) -> None:
    """Raise `Forbidden` where what stands in the way is not shown yet, in words that do not tell it from what is there.

    What does not go away for votes that nobody sees is refused as that of which there are none.
    """
    made = {(each.get("t"), each.get("n")) for each in entry.changes if "new" in each}
    for table, number, path in held:
        kind = KINDS.get(table)
        record = None if kind is None or kind.veil is None else changes.find(kind.id(number))
        shows = None if record is None else changes.shows(record)
        if kind is None or shows is None or shows(path):
            continue
        if kind.stays is not None and (table, number) in made:
            raise not_deleted(kind.id(number), kind.stays)
        raise Forbidden("{id} stays as it is; what has become of it is not shown yet", id=kind.id(number))


def _follow(changes: Changes) -> None:
    """What follows from it for records that others have a part in."""
    for table, _number, before, after in list(changes.transaction.touched()):
        kind = STORED.get(table)
        if kind is not None and kind.on_back is not None and before is not None:
            now = None if after is None else unknown.read(after, kind.record)
            kind.on_back(changes, unknown.read(before, kind.record), now)


def _since(ledger: "Ledger", entry: Entry, held: Sequence[engine.NoLongerStands]) -> Iterator[LaterChange]:
    """Who was the last to change what does not stand any more."""
    wanted = {(each.table, each.number, each.path) for each in held}
    needles = [b'"t":"%s","n":%d' % (table.encode(), number) for table, number, _path in wanted]
    found: dict[tuple[str, int, str], LaterChange] = {}
    for later in ledger.backwards(entry.seq, needles) if len(needles) < 50 else ledger.backwards(entry.seq):
        for change in later.changes:
            for place in [each for each in wanted if each[:2] == (change.get("t"), change.get("n"))]:
                paths = {**change.get("set", {}), **change.get("was", {})}
                hit = "new" in change or "old" in change or not place[2]
                if hit or any(_overlap(path, place[2]) for path in paths):
                    found[place] = LaterChange(_id(place), place[2].partition(".")[0], later.who, later.seq)
                    wanted.discard(place)
    for place in wanted:
        found[place] = LaterChange(_id(place), place[2], "", 0)
    yield from sorted(found.values())


def _overlap(one: str, other: str) -> bool:
    return one == other or one.startswith(other + ".") or other.startswith(one + ".")


def _id(place: tuple[str, int, str]) -> str:
    kind = READ.get(place[0])
    return f"{place[0]} {place[1]}" if kind is None else kind.id(place[1])
