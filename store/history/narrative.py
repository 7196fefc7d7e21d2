"""Telling entries of the journal: each becomes one event or a few, in sentences."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

import msgspec

from store.engine.journal.entry import Entry
from store.fields.unknown import told as in_a_line
from store.history import default_sentences
from store.history.events import Change, Event
from store.history.item_changes import lines_said
from store.history.parts_told import PartsTold, whole
from store.history.record_names import RecordNames
from store.history.telling import telling_of
from store.history.times import in_order
from store.history.wording import Told
from store.kinds import KINDS, PARTS, STORED, split_id
from store.kinds.base import STAMPS, Kind
from store.kinds.metric import PLACES, place
from store.kinds.reading_address import address
from store.kinds.reading_day import Reading
from store.records import Records
from store.words import Words

if TYPE_CHECKING:
    from store.engine.ledger import Ledger

#: After so many entries of earlier days there are none of later ones.
ASTRAY = 100
#: So many records that the same was done to are told one by one.
FEW = 3


def told(entries: Iterable[Entry], records: Records, ledger: "Ledger | None" = None) -> Iterator[Event]:
    """The events of these entries, in their order. ``records`` gives names; what is deleted is called as it was.

    Where these are not all entries of that time, the ``ledger`` says what was deleted in others.
    """
    teller = _EventTeller(records, ledger)
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
    teller = _EventTeller(records, ledger, fully=True)
    concerned = (
        (entry, [change for change in entry.changes if _concerns(change, kind, number, id, records)])
        for entry in ledger.backwards(0, (mine, mention))
    )
    yield from in_order(event for entry, changes in concerned if changes for event in teller.tell(entry, changes))


def life_of_reading(ledger: "Ledger", records: Records, metric: str, moment: datetime) -> Iterator[Event]:
    """All that happened to one reading, the newest first."""
    named = address(Reading(metric, moment, 0), records.settings.zone)
    teller = _EventTeller(records, fully=True, each=True)
    numbers = records.numbers_with(PLACES, place(metric, moment.date()))
    needles = [b'"t":"%s","n":%d,' % (PLACES.table.encode(), number) for number in numbers]
    needles += [b'"day":"%s"' % str(moment.date()).encode()]  # what went, and came as another
    for entry in ledger.backwards(0, needles):
        found = [change for change in entry.changes if change["t"] == PLACES.table]
        events = teller.tell(entry, found) if found else ()
        yield from (each for each in events if any(change.field == named for change in each.changes))


def _concerns(change: Mapping[str, Any], kind: Kind, number: int, id: str, records: Records) -> bool:
    if change["t"] == kind.name and change["n"] == number:
        return True
    part = PARTS.get(str(change["t"]))
    if part is not None:
        return part.part_of == kind.name and whole(part, change, records).get(kind.name) == id
    other = KINDS.get(str(change["t"]))
    about = None if other is None else change.get("new", {}).get(telling_of(other).about)
    return about == id or (isinstance(about, list) and id in about)


class _EventTeller:
    """Makes events of entries; ``fully`` with what the sentences do not say."""

    def __init__(
        self, records: Records, ledger: "Ledger | None" = None, *, fully: bool = False, each: bool = False
    ) -> None:
        """``each`` tells parts of records one by one."""
        self._records = records
        self._fully = fully
        self._names = RecordNames(records, ledger)
        self._parts = PartsTold(records, self._names, None if each else set())

    def tell(self, entry: Entry, changes: list[dict[str, Any]] | None = None) -> list[Event]:
        """The events of an entry, or of some of its changes."""
        changes = [change for change in changes or entry.changes if change["n"] > 0]
        others = Counter(change["t"] for change in changes if change["t"] not in STORED)
        told = [_of_another(entry, table, n) for table, n in others.items()]
        for name, kind in PARTS.items():
            found = [change for change in changes if change["t"] == name]
            told += telling_of(kind).of_parts(entry, found, self._parts) if found else ()
        changes = [change for change in changes if change["t"] in KINDS and (self._fully or not _silent(entry, change))]
        for alike in _alike(changes):
            if len(alike) > FEW:
                told.append(self._many(entry, alike))
            else:
                told += [event for change in alike if (event := self._one(entry, change)) is not None]
        if key := entry.what.get("key"):
            told = [event._replace(key=str(key)) for event in told]
        return _without_repeats(told)

    def _one(self, entry: Entry, change: Mapping[str, Any]) -> Event | None:
        kind = KINDS[change["t"]]
        id = kind.id(change["n"])
        document = _readable(kind, change.get("new") or change.get("old") or self._document(kind, change["n"]))
        name = self._names.name(kind, id, document)
        about = Told(entry.who, name, kind, document, self._names.called, entry.what)
        new, old = (
            _readable(
                kind, {p: value for p, value in change.get(side, {}).items() if p.partition(".")[0] not in STAMPS}
            )
            for side in ("set", "was")
        )
        verb, sort = str(entry.what.get("verb", "")), _sort(change)
        if sort == "set" and not new and not old:
            return None
        if verb == "merge" and id in (entry.what.get("id"), entry.what.get("of")):
            words = default_sentences.merged(about)
        elif verb in ("undo", "redo"):
            words = default_sentences.taken_back(about, verb, sort)
        elif sort == "new":
            words = default_sentences.made(about)
        elif sort == "old":
            words = default_sentences.deleted(about)
        else:
            words = default_sentences.changed(about, *_loud(kind, new, old))
        lines = _lines(about, words, new, old) if self._fully and sort == "set" else ()
        fields = tuple(Change(path, old.get(path), new.get(path)) for path in {**old, **new})
        why = "" if id in _come_again(entry) else _why(entry, kind, new)
        return Event(entry.seq, _moment(entry), entry.who, verb, id, (id,), words, why, fields, lines)

    def _many(self, entry: Entry, changes: list[dict[str, Any]]) -> Event:
        kind = KINDS[changes[0]["t"]]
        ids = tuple(kind.id(change["n"]) for change in changes)
        verb, sort = str(entry.what.get("verb", "")), _sort(changes[0])
        went = "" if verb in ("undo", "redo") else _became(kind, changes)
        words = default_sentences.many(entry.who, kind, went or verb, sort, len(ids))
        return Event(entry.seq, _moment(entry), entry.who, verb, ids[0], ids, words, str(entry.what.get("why", "")))

    def _document(self, kind: Kind, number: int) -> Mapping[str, Any]:

        raw = self._records.raw(kind.name, number)
        return {} if raw is None else msgspec.json.decode(raw)


def _silent(entry: Entry, change: Mapping[str, Any]) -> bool:
    """Whether that is told nowhere but in the life of the record."""
    telling, sort = telling_of(KINDS[change["t"]]), _sort(change)
    if not telling.silent or sort == "old":
        return False
    paths = {path.partition(".")[0] for side in ("set", "was") for path in change.get(side, {})}
    if sort == "set" and paths - {*STAMPS} <= {*telling.silent}:
        return True
    return telling.is_silent(entry.what, change.get("new") or change.get("set", {}), made=sort == "new")


def _loud(kind: Kind, new: Mapping[str, Any], old: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """What of a change happened rather than came with it; all of it where nothing else did."""
    quiet = telling_of(kind).quiet
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
    return tuple(
        line
        for line in found
        if "item" not in line.values or str(line.values.get("name") or line.values["item"]) not in said
    )


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

    found = dict(values)
    for path, value in values.items():
        type = kind.fields[path].type if path in kind.fields else "extra"
        if isinstance(value, list) and type in ("refs", "tags"):
            found[path] = [in_a_line(item) for item in cast("list[Any]", value)]
        elif isinstance(value, dict | list) and type not in ("refs", "tags", "map", "rows", "checklist", "extra"):
            found[path] = in_a_line(value)
    return found


def _sort(change: Mapping[str, Any]) -> str:
    return "new" if "new" in change else "old" if "old" in change else "set"


def _became(kind: Kind, changes: list[dict[str, Any]]) -> str:
    """What several came to in one commit, each in its way: they are done, dropped, or changed in several ways."""
    ended = {_ended(kind, change) for change in changes}
    return "" if ended == {""} else _VERBS[ended.pop()] if len(ended) == 1 else "set"


_VERBS = {"done": "done", "dropped": "drop"}


def _ended(kind: Kind, change: Mapping[str, Any]) -> str:
    new = cast("Mapping[str, Any]", change.get("set", {}))
    told = {name: new[name] for name in kind.stands_by if isinstance(new.get(name), str) and new[name]}
    if kind.standing is None or not told:
        return ""
    values: dict[str, Any] = {kind.naming.name: "-", **told}
    how = kind.standing(kind.record(**values))
    return "" if how == "open" else how


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


def _come_again(entry: Entry) -> set[str]:
    """What a commit has made because it ended what comes again: its reason is that of the end."""
    return {str(each.get("next")) for each in entry.what.get("series", ())}


def _why(entry: Entry, kind: Kind, new: Mapping[str, Any]) -> str:
    """The reason given, wherever the kind keeps it."""
    return " ".join(str(entry.what.get("why") or telling_of(kind).why(new) or "").split())
