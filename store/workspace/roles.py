"""Who may do what: held against what came out of a commit, before it is written, by the roles as they were before it.

It binds whoever commits, be it by a command, an import or a script on the tables; a field says itself who may bring
about what stands in it (`store.fields.rights`). Whoever edits the files of a shared folder by hand goes past it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from store import clock
from store.engine.home.home_at import is_address
from store.engine.transaction import Transaction
from store.errors import Damaged, Forbidden, Refused
from store.fields import unknown
from store.fields.indexes import ADMINS, LOGINS, Account
from store.fields.rights import ADMIN, COORDINATOR, FREE, GUEST, MEMBER, ROLES, VIEWER, Claim, Right, not_deleted
from store.kinds import KINDS, STORED
from store.kinds.base import STAMPS, Kind, Record, fields_of
from store.kinds.department_rights import speakers
from store.kinds.ending import refuse_gone, refuse_left_open, refuse_new, takes_new
from store.kinds.minutes_rights import TOLD
from store.kinds.person import Person, has_left
from store.records import Records, defaults_of
from store.words import Words

#: What people may change of themselves.
OWN = {"name", "email", "away_until", "zone", "department", "tags", "extra"}
#: What every change changes.
_TOUCHED = {"rev", "changed_by", "changed_at"}


def lacks_admin(records: Records, who: str, has_account: Callable[[str], bool]) -> bool:
    """Whether there are people, of whom no admin can come: ``who`` is none and none has an account."""
    if _has_admin(records) and (records.rank_of(who) == ADMIN or any(has_account(login) for login in _admins(records))):
        return False
    try:
        people = list(records.all(Person))
    except Damaged:  # a person does not read, who may be the one: that is for `check` to say
        return False
    return bool(people)


def no_admin(records: Records, folder: str) -> Words:
    """Why a workspace that lacks an admin is only read, and who can make one."""
    names = [*_admins(records)]
    if names and is_address(folder):
        from store.engine.home.postgres.address import address_of  # late: few have a database

        return Words(
            "no role of the database is that of an admin of it ({names}). Whoever owns {folder} lets one in",
            "no-admin-role",
            names=names,
            folder=address_of(folder).public,
        )
    if not names:
        return Words("it has no admin. Whoever owns {folder} makes one", "no-admin", folder=folder)
    return Words(
        "no admin of it ({names}) can log in to this machine. Whoever owns {folder} makes one",
        "no-admin",
        names=names,
        folder=folder,
    )


def _admin_records(records: Records) -> Iterator[Person]:
    return (records.one(Person, KINDS["person"].id(number)) for number in records.numbers_with(LOGINS, ADMINS))


def _admins(records: Records) -> list[str]:
    """Their logins."""
    return [person.login for person in _admin_records(records)]


def is_merging(transaction: Transaction, records: Records) -> bool:
    """Whether it makes one of two, or takes that back, by somebody who may: all that it touches only follows.

    A coordinator may, an admin where one of the two is more than a member.
    """
    did = transaction.again or (transaction.what.get("did") if transaction.goes_back else "")
    rank = records.rank_of(transaction.who)
    if (transaction.exempt != "merge" and did != "merge") or rank < COORDINATOR:
        return False
    touched = (
        raw for table, _n, *both in transaction.touched() if table == LOGINS.table for raw in both if raw is not None
    )
    return rank == ADMIN or all(unknown.read(raw, Account).role in ("viewer", "member") for raw in touched)


class Holder:
    """Holds one commit to what whoever commits may do; ``records`` are as before it."""

    def __init__(self, records: Records, transaction: Transaction) -> None:
        self._transaction = transaction
        verb = transaction.again or transaction.what.get("verb")
        importing = verb == "import" and records.rank_of(transaction.who) >= COORDINATOR
        after = Records(transaction, settled=True)
        now = transaction.now
        today = clock.today(records.settings.zone, now)
        undoing = transaction.back_to if transaction.exempt == "undo" else None
        again = bool(transaction.again)
        with_past = importing and bool(transaction.what.get("with_past"))
        self.claim = Claim(records, after, transaction.who, now, today, importing, again, undoing, with_past)
        me = self.claim.me
        self._gone = me is not None and has_left(me, today)
        #: Whoever has left only reads.
        self._mine = min(records.rank_of(transaction.who), VIEWER if self._gone else ADMIN)
        #: An undo takes back what once was right: it is held to the roles, and of the fields to what is firm.
        self._undoes = undoing is not None

    def hold(self, kind: Kind, id: str, before: Record | None, after: Record) -> None:
        """Raise `Forbidden` where whoever commits may not make that of a record (None: it is new)."""
        special = _SPECIAL.get(kind.name)
        need = ROLES.index(kind.writer) if special is None else special(self.claim, before, after)
        if self._mine < need:
            raise self._forbidden(need, kind, None if before is None else id)
        for name, default, right in held_fields(kind.record):
            value = getattr(after, name)
            if value == (default if before is None else getattr(before, name)):
                continue
            if (right.firm or not self._undoes) and not right.allows(self.claim, before, after):
                label, named = kind.fields[name].label, _named(kind, id, before, after)
                raise Forbidden(
                    "{id}, {field}: {rule}", id=named, field=label, rule=right.rule, details={"field": name}
                )
        if not self._undoes:
            refuse_new(self.claim, kind, before, after)
        elif before is not None and kind.back is not None and not kind.back.allows(self.claim, before, after):
            raise Forbidden("{id} stays as it is: {rule}", id=id, rule=kind.back.rule)
        refuse_left_open(self.claim, kind, before, after)

    def holds_new(self, kind: Kind, records: Sequence[Record], columns: Mapping[str, Sequence[Any]]) -> bool:
        """Whether `hold` refuses none of these new records, given as columns by field too; a quick answer."""
        if kind.name in _SPECIAL or self._undoes or self._mine < ROLES.index(kind.writer):
            return False
        asked: list[Right] = []  # of all records: what several fields have is asked once
        for name, default, right in held_fields(kind.record):
            column = columns[name]
            left_out = column.count(default)
            if left_out == len(column) or any(right is each for each in asked):
                continue
            if not all(
                right.allows(self.claim, None, record)
                for value, record in zip(column, records, strict=True)
                if value != default
            ):
                return False
            if not left_out:
                asked.append(right)
        return takes_new(self.claim, kind, columns)

    def hold_gone(self, kind: Kind, id: str, before: Record | None, gone: set[str]) -> None:
        """Raise `Forbidden` where whoever commits may not take a record away, together with the others ``gone``.

        What somebody made may be taken away by them, and what hangs on it, as far as nobody else has a part in it.
        """
        above = {getattr(before, "on", None), getattr(before, "retro", None)} & gone
        mine = before is not None and before.made_by == self.claim.who
        apart = kind.sealed or bool(kind.part_of)  # what goes with others, by rules of its own
        need = MEMBER if mine or above or apart else COORDINATOR
        if isinstance(before, Person):
            need = _gone_person(self.claim, before, mine=mine)
        elif not ((mine or apart) and kind.writer == "member"):
            need = max(need, ROLES.index(kind.writer))
        if before is not None and kind.takes_away is not None and kind.takes_away.allows(self.claim, before, None):
            need = ROLES.index(kind.writer)
        if self._mine < need:
            raise self._forbidden(need, kind, id)
        if before is not None and not self._undoes:
            refuse_gone(self.claim, kind, before)
        for right in (kind.stays, TOLD) if before is not None else ():
            if right is not None and not right.allows(self.claim, before, None):
                raise not_deleted(id, right)

    def hold_beside(self, unsigned: int, changed: int) -> None:
        """Raise `Forbidden` where whoever commits may not clear tables, or keep what is no record of any kind.

        Raises `Refused` where of what is ``changed`` only some does not say who wrote it: it would not say who did the
        rest, or say it of the card. What Concord exported comes back as it was: whoever brings it wrote none of it.
        """
        if 0 < unsigned < changed and not self.claim.with_past:
            raise Refused("What does not say who wrote it is saved by itself, without anything else", "anonymous")
        others = self._transaction.whole or any(table not in STORED for table in self._transaction.written)
        if others and self._mine < MEMBER:
            raise self._forbidden(MEMBER, None, None)

    def keep_an_admin(self) -> None:
        """Raise `Forbidden` where nobody would be left who gives roles."""
        before, after = (_has_admin(records) for records in (self.claim.records, self.claim.after))
        stays = any(person.left_on is None for person in _admin_records(self.claim.after))
        if before and (not after or not stays):
            raise Forbidden(
                "This would leave the workspace without an admin. Make somebody else one first", "last-admin"
            )

    def _forbidden(self, need: int, kind: Kind | None, id: str | None) -> Forbidden:
        records, who, mine = self.claim.records, self.claim.who, self._mine
        if mine == GUEST:
            details = {"role": "", "needed": ROLES[max(need, 0)]}
            return Forbidden("{reason}", reason=no_guest(records, who), details=details)
        if self._gone:
            return Forbidden("You have left by now and only read; a coordinator changes that", "you-left")
        details = {"role": ROLES[mine], "needed": ROLES[need]}
        label_of = KINDS["person"].fields["role"].label_of
        values: dict[str, Any] = {name: label_of(role) for name, role in details.items()} | {"details": details}
        if id is None:
            return Forbidden(
                "{kind}: adding one like that wants the role {needed}, yours is {role}",
                "wants-role",
                kind=Words("record" if kind is None else kind.label),
                **values,
            )
        return Forbidden(
            "{id}: changing it like that wants the role {needed}, yours is {role}", "wants-role", id=id, **values
        )


@cache
def held_fields(record: type[Record]) -> tuple[tuple[str, Any, Right], ...]:
    """The fields of a record that not everybody may bring about: name, what stands there by itself, who may."""
    fresh = defaults_of(record)
    return tuple(
        (name, fresh[name], field.held_to)
        for name, field in fields_of(record).items()
        if name not in STAMPS and field.held_to is not FREE
    )


def _named(kind: Kind, id: str, before: Record | None, after: Record) -> str | Words:
    """What is told of a record that is refused: what people know it by; of a new one what it is."""
    if kind.known_as is not None:
        return kind.known_as(after)
    return Words(kind.label) if before is None else id


def _changed(before: Record, after: Record) -> set[str]:
    names = set(after.__struct_fields__) - _TOUCHED
    return {name for name in names if getattr(before, name) != getattr(after, name)}


def _person(claim: Claim, before: Person | None, after: Person) -> int:
    """The least role for that; the fields themselves say who gives roles, logins and names."""
    if before is None:
        joins = after.login == claim.who != "" and claim.records.settings.joining == "open"
        return GUEST if joins else COORDINATOR
    changed = _changed(before, after)
    if before.login == claim.who and changed <= OWN:
        return VIEWER
    department = claim.records.find(after.department or "")
    me = claim.me
    if changed == {"department"} and me is not None and department is not None and me.id in speakers(department):  # type: ignore[arg-type]
        return MEMBER
    return COORDINATOR


def _gone_person(claim: Claim, before: Person, *, mine: bool) -> int:
    """A login that is given up is nobody's: only a coordinator who brought somebody in takes that back, or an admin.

    Whoever joined could otherwise join again, and speak for one department after another.
    """
    if before.other_names or before.role in ("coordinator", "admin"):
        return ADMIN
    return COORDINATOR if not before.login or (mine and before.login != claim.who) else ADMIN


def _workspace(_claim: Claim, before: Record | None, after: Record) -> int:
    """Searches are kept for everyone by any member."""
    return MEMBER if before is not None and _changed(before, after) <= {"views"} else ADMIN


_SPECIAL: dict[str, Callable[[Claim, Any, Any], int]] = {"person": _person, "workspace": _workspace}


def _has_admin(records: Records) -> bool:
    return bool(records.numbers_with(LOGINS, ADMINS))


def no_guest(records: Records, who: str) -> Words:
    """Why a login that is nobody here may only read, and what to do about it."""
    other = next((each for each in records.all(Person) if each.login and each.login.casefold() == who.casefold()), None)
    if other is not None:
        return Words(
            '{id} has the login "{login}" here, and the system says "{who}". An admin sets it right',
            "login-differs",
            id=other.id,
            login=other.login,
            who=who,
        )
    joining = records.settings.joining
    if joining == "open":
        return Words("You are not among the people here yet; with the login {who} you may join", "may-join", who=who)
    if joining == "ask":
        return Words("You are not among the people here yet. Ask a coordinator to add {who}", "not-a-member", who=who)
    return Words(
        "Nobody joins here by themselves, and {who} is not among the people. You can only read", "not-a-member", who=who
    )
