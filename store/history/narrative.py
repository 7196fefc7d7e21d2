"""Telling entries of the journal: each becomes one event or a few, in sentences."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from store.engine.journal.entry import Entry
from store.history import sentences
from store.history.calendar_changes import days_imported
from store.history.events import Change, Event
from store.history.item_changes import lines_said
from store.history.times import in_order
from store.history.wording import Told
from store.kinds import KINDS, split_id
from store.kinds.base import STAMPS, Kind
from store.kinds.naming import with_title
from store.records import Records
from store.words import Words

if TYPE_CHECKING:
    from store.engine.ledger import Ledger

#: After so many entries of earlier days there are none of later ones.
ASTRAY = 100
#: So many records that the same was done to are told one by one.
FEW = 3
#: What comes with a record rather than being something that happened to it.
_QUIET = {
    "workspace": (),
    "action": ("due_log", "done_on", "reason"),
    "milestone": ("due_log",),
    "card": (),
    "goal": ("reason", "period", "passed"),
    "request": ("answered", "delivered", "confirmed", "sent", "action"),
    "decision": ("decided", "decided_by"),
    "blocker": ("escalated_on", "resolution"),
}


def told(entries: Iterable[Entry], records: Records) -> Iterator[Event]:
    """The events of these entries, in their order. ``records`` gives names; what is deleted is called as it was."""
    teller = _Teller(records)
    return in_order(event for entry in entries for event in teller.tell(entry))


def recent(ledger: "Ledger", moment: str, most: int) -> Iterator[Entry]:
    """The entries of that moment (`clock.stamp`; a day is one of UTC) and later, the newest first, at most so many.

    A clock that was wrong for a while does not hide what lies behind it.
    """
    older = count = 0
    for entry in ledger.backwards():
        if entry.at < moment:
            older += 1
            if older > ASTRAY:
                return
            continue
        yield entry
        count += 1
        if count >= most:
            return


def since(ledger: "Ledger", seq: int, most: int = 2_000, *, but: str = "") -> list[Entry]:
    """The entries behind ``seq``, the newest first, at most so many; without those of ``but``'s own."""
    found: list[Entry] = []
    for entry in ledger.backwards(seq):
        if entry.who != but or not but:
            found.append(entry)
        if len(found) >= most:
            break
    return found


def life(ledger: "Ledger", records: Records, id: str) -> Iterator[Event]:
    """All that happened to one record, and what was said of it, the newest first."""
    place = split_id(id)
    if place is None:
        return
    kind, number = place
    mine = b'"t":"%s","n":%d,' % (kind.name.encode(), number)
    mention = b'"%s"' % id.encode()
    teller = _Teller(records, fully=True)
    concerned = (
        (entry, [change for change in entry.changes if _concerns(change, kind, number, id)])
        for entry in ledger.backwards(0, (mine, mention))
    )
    yield from in_order(event for entry, changes in concerned if changes for event in teller.tell(entry, changes))


#: By kind: the field that says which record one is about, so that its making is part of that record's life.
_ABOUT = {
    "comment": "on",
    "check-in": "key_result",
    "blocker": "holds",
    "card": "retro",
    "action": "source",
    "allocation": "resource",
    "decision": "ends",
}


def _concerns(change: Mapping[str, Any], kind: Kind, number: int, id: str) -> bool:
    if change["t"] == kind.name and change["n"] == number:
        return True
    about = change.get("new", {}).get(_ABOUT.get(str(change["t"]), ""))
    return about == id or (isinstance(about, list) and id in about)


class _Teller:
    """Knows the names of records, looked up once."""

    def __init__(self, records: Records, *, fully: bool = False) -> None:
        self._records = records
        self._fully = fully
        self._names: dict[str, str] = {}
        self._titles: dict[str, str] = {}

    def tell(self, entry: Entry, changes: list[dict[str, Any]] | None = None) -> list[Event]:
        """The events of an entry, or of some of its changes."""
        changes = [change for change in changes or entry.changes if change["n"] > 0]
        others = Counter(change["t"] for change in changes if change["t"] not in KINDS)
        told = [_of_another(entry, table, n) for table, n in others.items()]
        changes = [change for change in changes if change["t"] in KINDS]
        for alike in _alike(changes):
            if len(alike) > FEW:
                told.append(self._many(entry, alike))
            else:
                told += [event for change in alike if (event := self._one(entry, change)) is not None]
        return _without_repeats(told)

    def _one(self, entry: Entry, change: Mapping[str, Any]) -> Event | None:
        kind = KINDS[change["t"]]
        id = kind.id(change["n"])
        document = _readable(kind, change.get("new") or change.get("old") or self._document(kind, change["n"]))
        name = self._name(id, document)
        about = Told(entry.who, name, kind, document, self._called)
        new, old = (
            _readable(
                kind, {p: value for p, value in change.get(side, {}).items() if p.partition(".")[0] not in STAMPS}
            )
            for side in ("set", "was")
        )
        verb, sort = str(entry.what.get("verb", "")), _sort(change)
        if sort == "set" and not new and not old:
            return None
        if verb in ("undo", "redo"):
            words = sentences.taken_back(about, verb, sort)
        elif sort == "new":
            words = sentences.made(about)
        elif sort == "old":
            words = sentences.deleted(about)
        elif verb == "import" and kind.name == "workspace":
            words = days_imported(about, int(entry.what.get("n", 0)))
        else:
            words = sentences.changed(about, *_loud(kind, new, old))
        lines = _lines(about, words, new, old) if self._fully and sort == "set" else ()
        fields = tuple(Change(path, old.get(path), new.get(path)) for path in {**old, **new})
        why = _why(entry, kind, new)
        return Event(entry.seq, _moment(entry), entry.who, verb, id, (id,), words, why, fields, lines)

    def _many(self, entry: Entry, changes: list[dict[str, Any]]) -> Event:
        kind = KINDS[changes[0]["t"]]
        ids = tuple(kind.id(change["n"]) for change in changes)
        verb, sort = str(entry.what.get("verb", "")), _sort(changes[0])
        words = sentences.many(entry.who, kind, verb, sort, len(ids))
        return Event(entry.seq, _moment(entry), entry.who, verb, ids[0], ids, words, str(entry.what.get("why", "")))

    def _document(self, kind: Kind, number: int) -> Mapping[str, Any]:
        import msgspec

        raw = self._records.raw(kind.name, number)
        return {} if raw is None else msgspec.json.decode(raw)

    def _name(self, id: str, document: Mapping[str, Any]) -> str:
        kind = KINDS[_table(id)]
        title = " ".join(str(document.get(kind.naming.name, "")).split())
        # What is gone by now is told from the newest on: its deletion has its title, what came before it has none.
        title = self._titles.setdefault(id, title) if title else self._titles.get(id, "")
        if kind.name in ("person", "department"):
            return title or id
        return f"{id} {_cut(title)}".strip()

    def _called(self, id: str | None) -> str:
        """A department or a person by their short name, another record by id and title."""
        if not id:
            return ""
        name = self._names.get(id)
        if name is None:
            record = self._records.find(id)
            name = self._titles.get(id, id) if record is None else with_title(record, _cut)
            self._names[id] = name
        return name


def _loud(kind: Kind, new: Mapping[str, Any], old: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """What of a change happened rather than came with it; all of it where nothing else did."""
    quiet = _QUIET.get(kind.name, ())
    loud, was = (
        {path: value for path, value in side.items() if path.partition(".")[0] not in quiet} for side in (new, old)
    )
    return (loud, was) if loud or was else (new, old)


def _lines(told: Told, words: Words, new: Mapping[str, Any], old: Mapping[str, Any]) -> tuple[Words, ...]:
    """What changed, without what the sentence has said already, and without who voted where nobody may know."""
    private = told.kind.anonymous is not None and not told.who
    new, old = (
        {path: value for path, value in side.items() if not (private and _names_people(told.kind, path))}
        for side in (new, old)
    )
    found = list(lines_said(told, new, old))
    if len(found) == 1 and "item" not in found[0].values:
        return ()
    said = str(words)
    return tuple(line for line in found if "item" not in line.values or str(line.values["item"]) not in said)


def _names_people(kind: Kind, path: str) -> bool:
    field = kind.fields.get(path.partition(".")[0])
    return field is not None and "person" in field.kinds


def _of_another(entry: Entry, table: str, n: int) -> Event:
    """Records of a kind of a later version: that they were changed is all that can be said; it is about no id."""
    words = Words(
        "{who} changed {n} records of a kind that this version does not know: {kind}",
        one="{who} changed one record of a kind that this version does not know: {kind}",
        who=entry.who,
        n=n,
        kind=table,
    )
    verb, why = str(entry.what.get("verb", "")), str(entry.what.get("why", ""))
    return Event(entry.seq, _moment(entry), entry.who, verb, "", (), words, why)


def _readable(kind: Kind, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values by field, in one line those that a later version has stored otherwise than this one knows."""
    from store.fields.unknown import told as in_a_line

    found = dict(values)
    for path, value in values.items():
        type = kind.fields[path].type if path in kind.fields else "extra"
        if isinstance(value, list) and type in ("refs", "tags"):
            found[path] = [in_a_line(item) for item in cast("list[Any]", value)]
        elif isinstance(value, dict | list) and type not in ("refs", "tags", "map", "rows", "extra"):
            found[path] = in_a_line(value)
    return found


def _cut(title: str) -> str:
    """A title in a sentence is not longer than people would say it."""
    return title if len(title) <= 60 else title[:58].rstrip() + ".."


def _table(id: str) -> str:
    place = split_id(id)
    return "" if place is None else place[0].name


def _sort(change: Mapping[str, Any]) -> str:
    return "new" if "new" in change else "old" if "old" in change else "set"


def _alike(changes: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """The changes, those together that did the same to records of one kind."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for change in changes:
        groups.setdefault((change["t"], _sort(change)), []).append(change)
    yield from groups.values()


def _without_repeats(events: list[Event]) -> list[Event]:
    """Several cards grouped, or votes given, in one commit read the same: once is enough."""
    seen: dict[str, Event] = {}
    for event in events:
        seen.setdefault(str(event.words), event)
    return list(seen.values())


def _moment(entry: Entry) -> datetime | None:
    try:
        return datetime.fromisoformat(entry.at)
    except ValueError:
        return None


def _why(entry: Entry, kind: Kind, new: Mapping[str, Any]) -> str:
    """The reason given, wherever the kind keeps it."""
    why = entry.what.get("why") or new.get("reason") or new.get("resolution")
    if not why and kind.name == "goal":
        why = _reason(new)
    return " ".join(str(why or "").split())


def _reason(new: Mapping[str, Any]) -> str:
    """The reason of a stance, be it new with its department, new for it, or changed."""
    for path, value in new.items():
        if path.startswith("stances") and path.endswith(".reason"):
            return str(value)
        if path.startswith("stances") and isinstance(value, dict):
            return _reason({f"stances.{name}": inner for name, inner in cast("dict[str, Any]", value).items()})
    return ""
