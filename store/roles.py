"""Who may do what: held against what a command did, before it is written, by the roles as they were before it.

It binds commands, which know who gives them; a script that writes to the tables goes past it, as does whoever edits the
files of a shared folder by hand.
"""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from store.engine.transaction import Transaction
from store.errors import Damaged, Forbidden
from store.kinds import KINDS
from store.kinds.person import Person
from store.records import Records
from store.words import Words

#: Each may do what those before it may. Whoever is not among the people is below them all.
ROLES = ("viewer", "member", "coordinator", "admin")
GUEST = -1
VIEWER, MEMBER, COORDINATOR, ADMIN = range(4)

#: By kind: who may add and change its records; all others are for members.
WRITERS = {"workspace": ADMIN, "department": COORDINATOR, "person": COORDINATOR}
#: What people may change of themselves.
OWN = {"name", "email", "away_until", "zone", "department", "tags", "extra", "other_names"}


def rank(records: Records, who: str) -> int:
    """The role of a login as a number, higher for more; `GUEST` for nobody.

    Without any admin everybody is one, if it is not read only for that (see `lacks_admin`).
    """
    ranks = records.cached("person", "ranks", lambda: _ranks(records))
    if ADMIN not in ranks.values():
        return ADMIN
    return ranks.get(who.casefold(), GUEST)


def lacks_admin(records: Records, who: str, has_account: Callable[[str], bool]) -> bool:
    """Whether there are people, of whom no admin can come: ``who`` is none and none has an account."""
    try:
        admins = _admins(records)
    except Damaged:  # a person does not read, who may be the one: that is for `check` to say
        return False
    if not admins:
        return next(records.all(Person), None) is not None
    return rank(records, who) != ADMIN and not any(has_account(login) for login in admins)


def no_admin(records: Records, folder: str) -> Words:
    """Why a workspace that lacks an admin is only read, and who can make one."""
    names = ", ".join(_admins(records))
    if not names:
        return Words(
            "it has no admin. Whoever owns the folder makes one: `concord init --admin LOGIN {folder}`", folder=folder
        )
    return Words(
        "no admin of it ({names}) can log in to this machine. Whoever owns the folder makes one: `concord init --admin "
        "LOGIN {folder}`",
        names=names,
        folder=folder,
    )


def _admins(records: Records) -> list[str]:
    """Their logins."""
    return records.cached(
        "person", "admins", lambda: [each.login for each in records.all(Person) if each.role == "admin" and each.login]
    )


def _ranks(records: Records) -> dict[str, int]:
    found: dict[str, int] = {}
    for person in records.all(Person):
        for login in (person.login, *person.other_names):
            if login:
                found.setdefault(login.casefold(), ROLES.index(person.role) if person.role in ROLES else VIEWER)
    return found


def allow(records: Records, transaction: Transaction) -> None:
    """Raise `Forbidden` where whoever gives the command may not do what it did; ``records`` are as before it."""
    mine = rank(records, transaction.who)
    if mine == ADMIN and "person" not in transaction.written:
        return
    gone = {KINDS[table].id(number) for table, number, _before, after in _of_kinds(transaction) if after is None}
    for table, number, before, after in _of_kinds(transaction):
        if before is not None and after is not None and bytes(before) == bytes(after):
            continue
        if after is not None and table not in _SPECIAL:
            need = WRITERS.get(table, MEMBER)
        else:
            was, now = (None if raw is None else msgspec.json.decode(raw) for raw in (before, after))
            need = _needed(records, transaction.who, table, was, now, gone)
        if mine < need:
            raise _forbidden(records, transaction.who, mine, need, KINDS[table].id(number), new=before is None)
    if mine == ADMIN:
        _keep_an_admin(records, transaction)


def _of_kinds(transaction: Transaction) -> Iterator[tuple[str, int, Any, Any]]:
    return (each for each in transaction.touched() if each[0] in KINDS)


def _needed(records: Records, who: str, table: str, was: Any, now: Any, gone: set[str]) -> int:
    """The least role for that change of a person or the workspace, or for deleting that record."""
    special = _SPECIAL.get(table)
    if special is not None:
        return special(records, who, was, now)
    above = {was.get("on"), was.get("retro")} & gone
    mine = was.get("made_by", "").casefold() in ("", who.casefold())
    return MEMBER if mine or above else COORDINATOR


def _person(records: Records, who: str, was: Any, now: Any) -> int:
    if was is None:
        if now["role"] in ("coordinator", "admin"):
            return ADMIN
        joins = now["login"].casefold() == who.casefold() and now["role"] == "member"
        return GUEST if joins and records.settings.joining == "open" else COORDINATOR
    if now is None:
        return ADMIN if was["role"] in ("coordinator", "admin") else COORDINATOR
    changed = {name for name in now if now[name] != was.get(name)} - {"rev", "changed_by", "changed_at"}
    if changed & {"role", "login"}:
        raised = {was["role"], now["role"]} & {"coordinator", "admin"} or was["login"] != now["login"] != ""
        return ADMIN if raised and was["login"] else COORDINATOR
    own = was["login"].casefold() == who.casefold()
    return VIEWER if own and changed <= OWN else COORDINATOR


def _workspace(_records: Records, _who: str, was: Any, now: Any) -> int:
    """Searches are kept for everyone by any member."""
    if was is None or now is None:
        return ADMIN
    changed = {name for name in now if now[name] != was.get(name)} - {"rev", "changed_by", "changed_at"}
    return MEMBER if changed == {"views"} else ADMIN


_SPECIAL: dict[str, Callable[[Records, str, Any, Any], int]] = {"person": _person, "workspace": _workspace}


def _keep_an_admin(records: Records, transaction: Transaction) -> None:
    after = Records(transaction)
    if any(person.role == "admin" for person in records.all(Person)) and not any(
        person.role == "admin" and person.login for person in after.all(Person)
    ):
        raise Forbidden("This would leave the workspace without an admin. Make somebody else one first")


def _forbidden(records: Records, who: str, mine: int, need: int, id: str, *, new: bool) -> Forbidden:
    if mine == GUEST:
        return Forbidden("{reason}", reason=no_guest(records, who), details={"role": "", "needed": ROLES[max(need, 0)]})
    details = {"role": ROLES[mine], "needed": ROLES[need]}
    role, needed = (Words(_label(ROLES[rank])) for rank in (mine, need))
    if new:
        kind = next(kind for kind in KINDS.values() if kind.prefix == id.partition("-")[0])
        template = "{kind}: adding one like that wants the role {needed}, yours is {role}"
        return Forbidden(template, kind=Words(kind.label), role=role, needed=needed, details=details)
    template = "{id}: changing it like that wants the role {needed}, yours is {role}"
    return Forbidden(template, id=id, role=role, needed=needed, details=details)


def no_guest(records: Records, who: str) -> Words:
    """Why a login that is nobody here may only read, and what to do about it."""
    joining = records.settings.joining
    if joining == "open":
        return Words(
            'You are not among the people here yet. Join: `concord add person "Your Name" --login {who}`', who=who
        )
    if joining == "ask":
        return Words("You are not among the people here yet. Ask a coordinator to add {who}", who=who)
    return Words("Nobody joins here by themselves, and {who} is not among the people. You can only read", who=who)


def _label(role: str) -> str:
    return next(choice.label for choice in KINDS["person"].fields["role"].choices if choice.value == role)
