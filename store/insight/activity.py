"""What somebody did and what of it stands: read off the end of the journal, record by record and field by field.

A field tells of somebody where the last changes to it are theirs and it is not again what it was before them. So what
was taken back tells nothing, what was done again tells once, and what somebody else has changed since is theirs to
tell. What comes of an import nobody did by hand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import msgspec

from store.engine.journal.entry import Entry
from store.history import deed_words, default_sentences
from store.history.record_names import RecordNames
from store.history.telling import Telling, telling_of
from store.history.wording import Told
from store.insight.projection import number_of
from store.kinds import KINDS
from store.kinds.base import Kind
from store.kinds.naming import short_name
from store.kinds.person import Person
from store.kinds.standup import StandUp
from store.kinds.standup_line import Did
from store.records import KIND_OF
from store.words import Words

if TYPE_CHECKING:
    from store.engine.ledger import Ledger
    from store.records import Records

#: Commits that are nobody's deed.
_NOBODYS = ("import", "init", "found", "repair")
#: Behind so many of somebody's commits of earlier days there are none of later ones: a clock may have been wrong.
ASTRAY = 10
#: More places than that are not looked for one by one.
_MANY = 40

Place = tuple[str, int]


class Deed(NamedTuple):
    """``id`` is the record, ``field`` what tells of it (a path, or "made"); ``closes`` that it is over with it.

    ``words`` is the history's sentence without whoever did it, ``seq`` the last change that it rests on; ``of`` is the
    kind and what was done to it, in the words that `default_sentences.many` knows; ``did`` is what of it is stored.
    """

    id: str
    field: str
    words: Words
    closes: bool
    seq: int
    of: tuple[str, str]
    did: Did | None


class SinceWhen(NamedTuple):
    """From where on: behind ``entry``, or where there is none, from ``moment`` on (`clock.stamp`)."""

    entry: StandUp | None
    moment: str


def deeds(ledger: Ledger, records: Records, person: Person, since: SinceWhen) -> list[Deed]:
    """What that person did since then and what of it stands: what is closed first, then in the order of the doing."""
    mine = _mine(ledger, person, since)
    if not mine.seqs:
        return []
    runs = _runs(ledger, mine)
    me, names = short_name(person), RecordNames(records)
    told = [deed for place, fields in runs.items() for deed in _told(place, fields, records, me, names)]
    found = _without_twins(told, records)
    found = [deed for deed in found if deed.id not in mine.said or deed.seq > mine.amended]
    return sorted(found, key=lambda deed: (not deed.closes, deed.seq))


# The entries of one person


class _Mine(msgspec.Struct):
    """``seqs`` of the commits, the ``places`` that they touched, the records of which the last entry tells already, as
    of its last change ``amended``."""

    seqs: set[int] = msgspec.field(default_factory=set[int])
    places: dict[Place, None] = msgspec.field(default_factory=dict[Place, None])
    said: set[str] = msgspec.field(default_factory=set[str])
    amended: int = 0


def _mine(ledger: Ledger, person: Person, since: SinceWhen) -> _Mine:
    logins = {login for login in (person.login, *person.other_names) if login}
    mine, entry = _Mine(), since.entry
    needles = _written(person)
    if entry is not None:
        mine.said = {line.on for line in entry.lines if line.section == "done" and line.on}
        needles.append(b'"t":"standup","n":%d,' % number_of(entry.id))
    if not needles:
        return mine
    older = 0
    for found in ledger.backwards(0, needles):
        if entry is not None and (posted := _of_entry(found, entry)):
            mine.amended = max(mine.amended, found.seq)
            if posted == "made":
                break
            continue
        if entry is None and found.at < since.moment:
            older += 1
            if older > ASTRAY:
                break
            continue
        if found.who in logins and _verb(ledger, found) not in _NOBODYS:
            mine.seqs.add(found.seq)
            mine.places.update(dict.fromkeys(place for place in found.touched() if _telling_fields(place[0])))
    return mine


@cache
def _telling_fields(table: str) -> frozenset[str]:
    """The fields that tell what somebody did to a record of that table."""
    kind = KINDS.get(table)
    return frozenset() if kind is None else frozenset(telling_of(kind).deeds) & {"made", *kind.fields}


def _verb(ledger: Ledger, found: Entry) -> str:
    """What sort of commit it is; of one that takes back or does again, what that is about."""
    verb = str(found.what.get("verb"))
    if verb == "redo":
        of = int(found.what.get("of", 0))
        found = next((each for each in ledger.backwards(of - 1, [b'"seq":%d,' % of]) if each.seq == of), found)
    return verb if verb not in ("undo", "redo") else str(found.what.get("did"))


def _written(person: Person) -> list[bytes]:
    """How the journal writes whoever has that login, or had it."""
    logins = [login for login in (person.login, *person.other_names) if login and " " not in login]
    return [b'"who":' + msgspec.json.encode(login) for login in dict.fromkeys(logins)]


def _of_entry(found: Entry, entry: StandUp) -> str:
    """Whether a commit ``made`` that stand-up entry or ``changed`` it; "" where it is about something else."""
    number = number_of(entry.id)
    for change in found.changes:
        if change["t"] == "standup" and change["n"] == number:
            # What was deleted and brought back is new in the journal too, later than it was made.
            return "made" if "new" in change and datetime.fromisoformat(found.at) == entry.made_at else "changed"
    return ""


# Runs: the last changes to a field, as long as they are one person's


class _Run(msgspec.Struct):
    """What a field was before the last changes to it that are one person's, and what it became.

    ``mine`` is that they are of the one that is asked about, ``over`` that somebody else's come before them, ``new``
    that they begin with the making of the record, ``only`` that there are none besides.
    """

    before: Any
    after: Any
    seq: int
    mine: bool = True
    over: bool = False
    new: bool = False
    only: bool = False


Runs = dict[Place, dict[str, _Run]]


def _runs(ledger: Ledger, mine: _Mine) -> Runs:
    """The runs of the places that were touched, by field."""
    runs: Runs = {place: {} for place in mine.places}
    needles = [b'"t":"%s","n":%d,' % (table.encode(), number) for table, number in mine.places]
    entries = ledger.backwards(min(mine.seqs) - 1, needles if len(needles) <= _MANY else ())
    for entry in entries:
        own = entry.seq in mine.seqs
        brought_back = entry.what.get("verb") == "undo"
        for change in entry.changes:
            run = runs.get((change["t"], change["n"]))
            if run is not None and not (brought_back and "new" in change):
                _extend(run, change, entry.seq, own=own)
    return runs


def _extend(run: dict[str, _Run], change: Mapping[str, Any], seq: int, *, own: bool) -> None:
    """Take in an older change of a record."""
    table = str(change["t"])
    if "new" in change:
        if own:
            _begun(run, table, change["new"], seq)
        return
    if "old" in change:
        return
    new, old = (_leaves(table, change.get(side, {})) for side in ("set", "was"))
    for path in {**old, **new}:
        known = run.get(path)
        if known is None:
            run[path] = _Run(old.get(path), new.get(path), seq, mine=own)
        elif own and not known.over:
            known.before = old.get(path)
        else:
            known.over = True


def _begun(run: dict[str, _Run], table: str, made: Mapping[str, Any], seq: int) -> None:
    """Whoever made a record gave all its fields their first values."""
    for path, value in _leaves(table, made).items():
        known = run.get(path)
        if known is None:
            run[path] = _Run(None, value, seq, new=True, only=True)
        elif not known.over:
            known.new = True
    run.setdefault("made", _Run(None, True, seq, new=True, only=True))


def _leaves(table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the fields that tell, those within maps by their path."""
    found: dict[str, Any] = {}
    for path, value in values.items():
        name = path.partition(".")[0]
        if name not in _telling_fields(table):
            continue
        if isinstance(value, dict):
            inner = {f"{path}.{key}": each for key, each in cast("dict[str, Any]", value).items()}
            found.update(_leaves(table, inner))
        else:
            found[path] = value
    return found


# Telling


def _told(place: Place, runs: Mapping[str, _Run], records: Records, me: str, names: RecordNames) -> Iterator[Deed]:
    """What somebody did to one record; nothing where it is gone by now."""
    kind = KINDS[place[0]]
    id, raw = kind.id(place[1]), records.raw(*place)
    record = records.find(id)
    if raw is None or record is None:
        return
    telling, document = telling_of(kind), msgspec.json.decode(raw)
    about = Told(me, names.name(kind, id, document), kind, document, names.called)
    if "made" in telling.deeds and "made" in runs:
        on, words = document.get(telling.about) or id, deed_words.without_who(default_sentences.made(about))
        made = deed_words.made(about, id)
        yield Deed(on, f"made {id}", words, closes=False, seq=runs["made"].seq, of=(kind.name, "new"), did=made)
    closing = {path for path in runs if telling.closes(path, record)}
    told = {path: run for path, run in runs.items() if path != "made" and _tells(telling, path, run, closing)}
    over = {path: run for path, run in told.items() if path in closing}
    did = (kind.name, _done(kind, record) if over else "set")
    for path, run in (over or told).items():
        words = default_sentences.changed(about, {path: run.after}, {path: run.before})
        reference = deed_words.changed(about, id, path, run.before, run.after)
        yield Deed(id, path, deed_words.without_who(words), bool(over), run.seq, did, reference)


def _done(kind: Kind, record: Any) -> str:
    """How the record was ended, in the words that `default_sentences.many` knows."""
    if kind.standing is None or (kind.done is None and kind.drop is None):
        return "set"
    return "drop" if kind.standing(record) == "dropped" else "done"


def summed(of: tuple[str, str], n: int) -> Words:
    """In one sentence that somebody did the same to many records of a kind."""
    return default_sentences.many("", KINDS[of[0]], of[1], "set", n)


def _tells(telling: Telling, path: str, run: _Run, closing: Collection[str]) -> bool:
    """A run that is somebody's, changed something, and is more than how a new record begins."""
    if not run.mine or run.before == run.after:
        return False
    if run.new and (run.only or path in telling.begins) and path not in closing:
        return False
    return telling.is_deed(path, run.after)


def _without_twins(found: Sequence[Deed], records: Records) -> list[Deed]:
    """Of one deed that the journal has twice, one: a request goes with its action, a key result has one check-in."""
    done = {(deed.id, deed.seq) for deed in found}
    latest: dict[str, int] = {}
    for deed in found:
        if deed.field.startswith("made "):
            latest[deed.id] = max(latest.get(deed.id, 0), number_of(deed.field))
    return [deed for deed in found if not _is_twin(deed, done, latest, records)]


def _is_twin(deed: Deed, done: Collection[tuple[str, int]], latest: Mapping[str, int], records: Records) -> bool:
    if deed.field.startswith("made "):
        return number_of(deed.field) < latest[deed.id]
    record = records.find(deed.id)
    above = None if record is None else telling_of(KIND_OF[type(record)]).told_by(record)
    return above is not None and (above, deed.seq) in done
