"""What every commit to a workspace goes through, whatever made it: command, merge, undo, import or script.

Each touched document of a kind's table is read as its record, cleaned, stamped, and held against the invariants.
An ordinary edit costs what it changes; only a deletion looks for what points to it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, TypeAlias

import msgspec

from store.engine.transaction import Encoded, Transaction
from store.errors import Fault, Gone, Invalid, StillReferenced, Unlisted
from store.fields import indexes, unknown
from store.fields.clean_text import clean_tree, is_clean
from store.kinds import STORED
from store.kinds.base import STAMPS, Kind, Record
from store.records import Records
from store.records.checks import field_faults, misfit, references
from store.records.duties import given, why_gone
from store.words import Words
from store.workspace.many_new import FEW, MANY, NewRecords
from store.workspace.roles import Holder, is_merging

#: Verbs of commits that bring back what has been.
BACK = ("undo", "redo")
#: Table, number, document before and after.
Touched: TypeAlias = tuple[str, int, Encoded | None, bytes | None]
#: A new record's number is less than so many ahead.
FAR = 10**9


def review(transaction: Transaction, records: Records) -> None:
    """Refuse the commit or make it fit to be written: stamps, revisions, ids; ``records`` are as before it.

    Raises `Invalid`, `StillReferenced`, and `Forbidden` where whoever commits may not bring that about.
    """
    verb = transaction.what.get("verb")
    if (verb in BACK and not transaction.goes_back) or (verb == "merge" and transaction.exempt != "merge"):
        transaction.what = {"verb": "write"}  # it only says so
    merging = is_merging(transaction, records)
    free = merging or transaction.exempt in ("owner", "demo", "repeat")
    holder = None if free else Holder(records, transaction)
    reviewer = Reviewer(transaction, holder, merging=merging)
    changed = [
        each
        for each in transaction.touched()
        if each[2] is not each[3] and (each[2] is None or each[3] is None or bytes(each[2]) != each[3])
    ]
    gone = _look_at_all(reviewer, changed)
    if reviewer.gone:
        raise Gone(reviewer.gone)
    if holder is not None:
        holder.hold_beside(reviewer.unsigned, len(changed))
        for id, (kind, before) in gone.items():
            holder.hold_gone(kind, id, _past(kind, before), set(gone))
        if any(
            before is not None and b'"admin"' in bytes(before) for table, _n, before, _a in changed if table == "person"
        ):
            holder.keep_an_admin()
    if gone:  # last, since it says what to do first, which is for whoever may
        refuse_if_referenced(transaction, set(gone))


def _look_at_all(reviewer: "Reviewer", changed: list[Touched]) -> dict[str, tuple[Kind, Encoded]]:
    """Have each looked at; what goes, by its id."""
    tell, looked_at = reviewer.transaction.tell, 0
    gone: dict[str, tuple[Kind, Encoded]] = {}
    for kind, run in _alike(changed):
        fresh = [(number, after) for _table, number, before, after in run if before is None and after is not None]
        if len(fresh) >= FEW and reviewer.takes_new(kind, fresh):
            looked_at += len(run)
            tell("check", looked_at, len(changed))
            continue
        for _table, number, before, after in run:
            tell("check", looked_at, len(changed))
            looked_at += 1
            if after is not None:
                reviewer.look_at(kind, number, before, after)
            elif before is not None:
                gone[kind.id(number)] = kind, before
    return gone


def _alike(changed: list[Touched]) -> Iterator[tuple[Kind, list[Touched]]]:
    """Those of kinds, in their order: new ones of one kind that follow each other together, as far as `MANY`."""
    for (table, _new), run in groupby(changed, lambda each: (each[0], each[2] is None)):
        kind, found = STORED.get(table), [*run]
        if kind is not None:
            yield from ((kind, found[at : at + MANY]) for at in range(0, len(found), MANY))


class Reviewer:
    """Looks at one commit; what it found to be right stays known until the end of it."""

    def __init__(self, transaction: Transaction, holder: Holder | None, *, merging: bool = False) -> None:
        """``merging``: two become one, so that what the one has made, the other one has."""
        self.transaction = transaction
        self._merging = merging
        self._holder = holder
        self._who, self._now = transaction.who, transaction.now
        #: So many records do not say who wrote them.
        self.unsigned = 0
        #: What is given to who is gone, and not said to be wanted all the same.
        self.gone: list[Words] = []
        self._known_gone: dict[str, Words | None] = {}
        self._restored = transaction.restored if transaction.goes_back else set[tuple[str, int]]()
        self.records = Records(transaction, settled=True)
        self._fine: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)

    def look_at(self, kind: Kind, number: int, before: Encoded | None, after: bytes) -> None:
        """Check one document that is new or changed, and write it back stamped."""
        cleaned = _cleaned(kind, after)
        if cleaned is not None:
            self.transaction.write(kind.name, number, cleaned)
            after = bytes(self.transaction.raw(kind.name, number) or after)
        given, unknowns = self._given(kind, number, before, after)
        past = None if before is None else _past(kind, before)
        last = given if (kind.name, number) in self._restored else past
        if self._holder and last is None and before is None:
            self._must_come_next(kind, number)
        same = unknowns == ([] if before is None else _unknown(kind, before))
        if past and last and before is not None and same and self._as_stamped(given, kind.id(number), last) == past:
            self.transaction.write(kind.name, number, msgspec.json.decode(before))
            return
        record = self._stamped(kind, kind.id(number), given, last)
        faults = [*field_faults(kind, record, past, self._exists, self._fine[kind.name])]
        if not faults:
            record = self._keep_names(kind, record, past)
            faults = [*self._taken_names(kind, record, past), *self._rules(kind, record, past)]
            if self._holder is not None and self._tells(self._holder, kind, record, faults):
                self._holder.hold(kind, kind.id(number), past, record)
        if faults:
            raise Invalid(_name(kind, number, record, before), faults, kind.fields)
        if self._holder is not None:
            self._holder.hold(kind, kind.id(number), past, record)
            self._look_who_is_given(self._holder, kind, record, past)
        if record != given:
            if unknowns:
                document = unknown.kept(record, after, kind.record)
                self.transaction.write(kind.name, number, document)
            else:
                self.transaction.put(kind.name, number, msgspec.json.encode(record))

    def takes_new(self, kind: Kind, documents: Sequence[tuple[int, bytes]]) -> bool:
        """Whether nothing is wrong with these new documents, nor to be written back of them; a quick answer.

        Where it is False, `look_at` tells what is wrong with which, if anything is.
        """
        highest = self.transaction.committed.highest(kind.name)
        numbers, raws = zip(*documents, strict=True)
        if not highest < min(numbers) <= max(numbers) < highest + FAR:
            return False
        new = NewRecords(self.transaction, self._holder, self.records, self._exists, self._why_gone)
        return new.are_right(kind, numbers, raws, self._fine[kind.name])

    def _given(
        self, kind: Kind, number: int, before: Encoded | None, after: bytes
    ) -> tuple[Record, list[tuple[str, Any]]]:
        """The document as a record, and what of it the kind does not know.

        Raises `Invalid` where it brings something that the kind does not know: that is only kept, or comes back.
        """
        now = _unknown(kind, after)
        comes_back = self.transaction.goes_back
        try:
            if now and not comes_back:
                old = [] if before is None else _unknown(kind, before)
                if any(part not in old for part in now):
                    msgspec.json.decode(after, type=unknown.strict(kind.record))
            return unknown.read(after, kind.record), now
        except msgspec.ValidationError as fault:
            raise Invalid(_name(kind, number, None, before), [misfit(kind, fault)], kind.fields) from None

    def _rules(self, kind: Kind, record: Record, past: Record | None) -> list[Fault]:
        """What breaks the rules of the kind, but for words of a later version that stood there already."""
        faults = list(kind.faults(record, past, self.records))
        if past is not None and any(isinstance(fault, Unlisted) for fault in faults):
            stood = {(each.field, str(each.words)) for each in kind.faults(past, None, self.records)}
            faults = [each for each in faults if (each.field, str(each.words)) not in stood]
        return faults

    def _tells(self, holder: Holder, kind: Kind, record: Record, faults: list[Fault]) -> bool:
        """What is wrong would tell of what is not shown: it is for whoever may bring that about."""
        if not faults or kind.veil is None:
            return False
        me = holder.claim.me
        shows = kind.veil.shows(record, self.records, None if me is None else me.id)
        return shows is not None and any(not shows(each.field) for each in faults)

    def _look_who_is_given(self, holder: Holder, kind: Kind, record: Record, past: Record | None) -> None:
        """Nothing that is open is given to who has left, to a department that is no more; an undo gives nothing new."""
        transaction = self.transaction
        if transaction.anyway or transaction.goes_back:
            return
        today = holder.claim.today
        for field, id in given(kind, record, past):
            why = self._why_gone(id, holder)
            if why is not None and not kind.is_over(record, self.records, today):
                name = Words(kind.label) if past is None else record.id
                self.gone.append(Words("{id}, {field}: {reason}", id=name, field=field.label, reason=why))

    def _why_gone(self, id: str, holder: Holder) -> Words | None:
        if id not in self._known_gone:
            self._known_gone[id] = why_gone(self.records, id, holder.claim.today)
        return self._known_gone[id]

    def _must_come_next(self, kind: Kind, number: int) -> None:
        """An id is given only once, and leaves room for those that follow."""
        highest = self.transaction.committed.highest(kind.name)
        if not highest < number < highest + FAR:
            words = Words("new records are numbered from {id} on", id=kind.id(highest + 1))
            raise Invalid(_name(kind, number, None, None), [Fault("id", words)])

    def _exists(self, table: str, number: int) -> bool:
        return self.transaction.raw(table, number) is not None

    def _stamped(self, kind: Kind, id: str, record: Record, past: Record | None) -> Record:
        """The record with its id, and stamps that go on from those of the one that it takes the place of, if any."""
        if kind.anonymous is not None and not self._merging and kind.anonymous(record, self.records):
            self.transaction.unsign()
            self.unsigned += 1
            who, now = self.transaction.who, self.transaction.now
        else:
            who, now = self._who, self._now
        if past is None:
            return msgspec.structs.replace(
                record, id=id, rev=1, made_by=who, made_at=now, changed_by="", changed_at=None
            )
        stamped = self._as_stamped(record, id, past)
        return msgspec.structs.replace(stamped, rev=past.rev + 1, changed_by=who, changed_at=now)

    def _as_stamped(self, record: Record, id: str, past: Record) -> Record:
        """The record with the id of its place and the stamps of the one that it takes the place of."""
        made_by = record.made_by if self._merging else past.made_by
        stamps = {name: getattr(past, name) for name in STAMPS}
        return msgspec.structs.replace(record, **stamps | {"id": id, "made_by": made_by})

    # Names: codes and logins are unique, and the old ones stay found

    def _keep_names(self, kind: Kind, record: Record, past: Record | None) -> Record:
        if past is None:
            return record
        for field in kind.short_names:
            old, new = getattr(past, field.name), getattr(record, field.name)
            if old == new:
                continue
            others: tuple[str, ...] = getattr(record, "other_names")  # noqa: B009 (kinds with unique names have it)
            others = tuple(name for name in others if name.casefold() not in (new.casefold(), old.casefold()))
            if old and old.casefold() != new.casefold() and not self._holders(kind, old) - {record.id}:
                others = (*others, old)
            record = msgspec.structs.replace(record, other_names=others)
        return record

    def _taken_names(self, kind: Kind, record: Record, past: Record | None) -> list[Fault]:
        faults: list[Fault] = []
        for field in kind.short_names:
            for name in (field.name, "other_names"):
                value = getattr(record, name)
                if past is not None and value == getattr(past, name):
                    continue
                for word in (value,) if isinstance(value, str) else value:
                    taken = self._holders(kind, word) - {record.id} if word else ()
                    if taken:
                        words = Words('"{value}" is already a name of {id}', "name-taken", value=word, id=min(taken))
                        faults.append(Fault(name, words))
        return faults

    def _holders(self, kind: Kind, name: str) -> set[str]:
        index = indexes.names(kind.name, tuple(field.name for field in kind.short_names))
        return {kind.id(number) for number in self.transaction.numbers_with(index, indexes.folded(name))}


def _unknown(kind: Kind, raw: Encoded) -> list[tuple[str, Any]]:
    """What of the document the kind does not know, by field: items of a list may change their places."""
    return [(path.partition(".")[0], value) for path, value in unknown.parts(raw, kind.record)]


def _past(kind: Kind, before: Encoded) -> Record | None:
    try:
        return unknown.read(before, kind.record)
    except msgspec.ValidationError:
        return None  # stored by another version: what takes its place is checked in full


def _name(kind: Kind, number: int, record: Record | None, before: Encoded | None) -> str | Words:
    """How to call the record in a message: a new one has no id that anybody knows."""
    if before is not None:
        return kind.id(number)
    title = "" if record is None else str(getattr(record, kind.naming.name))
    return Words('{kind} "{name}"', kind=kind.called, name=title[:40]) if title else kind.called


def _cleaned(kind: Kind, after: bytes) -> dict[str, Any] | None:
    """The document with its text cleaned; None where that changes nothing."""
    if is_clean(after):
        return None
    document = msgspec.json.decode(after)
    cleaned: dict[str, Any] = {}
    for name, value in document.items():
        field = kind.fields.get(name)
        cleaned[name] = clean_tree(value, lines=field is None or field.type not in ("line", "choice"))
    return None if cleaned == document else cleaned


# Deletions


def refuse_if_referenced(transaction: Transaction, gone: set[str]) -> None:
    """Raise `StillReferenced` where what stays points to one of the ids that go; nothing points to a part."""
    parts = {f"{kind.prefix}-" for kind in STORED.values() if kind.part_of}
    gone = {id for id in gone if not id.startswith(tuple(parts))}
    if not gone:
        return
    pattern, records = _mentions(gone), Records(transaction, settled=True)
    person = records.person_of(transaction.who)
    me = None if person is None else person.id
    found: dict[str, list[str]] = {}
    for kind in STORED.values():
        if not any(field.is_reference for field in kind.fields.values()):
            continue
        if kind.part_of and not any(id.startswith(f"{STORED[kind.part_of].prefix}-") for id in gone):
            continue  # there are many of them, and they name nothing else
        for number, raw in transaction.items(kind.name):
            if pattern.search(raw) is None:
                continue
            record = unknown.read(raw, kind.record)
            for field, id in references(kind, record):
                referrer = _told(kind, number, record, f"{field}.{id}", records, me)
                if id in gone and referrer not in found.setdefault(id, []):
                    found[id].append(referrer)
    for id, referrers in found.items():
        raise StillReferenced(id, referrers)


def _told(kind: Kind, number: int, record: Record, path: str, records: Records, me: str | None) -> str:
    """What is said to point there: for what nobody is to know yet of a record, that by which it is hidden."""
    shows = None if kind.veil is None else kind.veil.shows(record, records, me)
    return kind.id(number) if kind.veil is None or shows is None or shows(path) else getattr(record, kind.veil.by)


def _mentions(ids: set[str]) -> re.Pattern[bytes]:
    """What a document that points to one of these ids has in it; cheap to look for before decoding."""
    if len(ids) > 16:
        prefixes = sorted({id.partition("-")[0] for id in ids})
        return re.compile(b'"(?:' + "|".join(prefixes).encode() + b')-[0-9]+"')
    return re.compile(b'"(?:' + "|".join(sorted(ids)).encode() + b')"')
