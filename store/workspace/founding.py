"""Making a workspace: its folder, its own record, and its first person, who is admin. And a new admin for one whose
admins are all somewhere else."""

import os

from store.engine import identity
from store.engine.ledger import Ledger
from store.engine.transaction import Transaction
from store.errors import Invalid, Refused
from store.fields.clean_text import clean
from store.kinds.department import Department
from store.kinds.person import Person
from store.kinds.workspace import Settings, found
from store.records import KIND_OF, Changes, Record
from store.records.checks import field_faults
from store.workspace import Workspace, open_workspace


def found_workspace(
    folder: str | os.PathLike[str],
    name: str = "",
    who: str | None = None,
    *,
    zone: str = "UTC",
    language: str = "en",
    person: str = "",
    department: str = "",
    group: str | None = None,
) -> Workspace:
    """A new workspace in ``folder``, opened; whoever makes it is its first person and admin.

    It is called ``name``, or as its folder is; the first person ``person``, or as the system calls them, in
    ``department`` if one is named. ``group`` is to have it. All of it is made or nothing. Raises `Failed` where there
    is one already or none can be made, `Damaged` where something is left of one, `Invalid` where a name will not do,
    `WrongWords` and `Refused` where ``group`` cannot have it.
    """
    from store.engine.journal import absence, sharing  # late: once in the life of a workspace

    folder = os.path.abspath(os.fspath(folder))
    login = identity.os_user() if who is None else who
    name = clean(name) or clean(os.path.basename(folder))
    person = clean(person) or full_name(login)
    _validate(Settings(name=name, zone=zone, language=language), Person(name=person, login=login))
    if clean(department):
        _validate(Department(name=clean(department)))
    gid = None if group is None else sharing.group_for(group, folder)

    def begin(aside: str) -> None:
        with open_workspace(aside, who) as workspace:
            workspace.do(found, name, zone, language, login, person, department)

    Ledger.create(folder, name, group=gid, begin=begin)
    try:
        return open_workspace(folder, who)
    except OSError as error:
        raise absence.explain(error, os.path.join(folder, absence.NAME)) from error


def _validate(*records: Record) -> None:
    """Before anything is made."""
    for record in records:
        kind = KIND_OF[type(record)]
        if wrong := list(field_faults(kind, record, None, lambda _kind, _number: False)):
            raise Invalid(str(getattr(record, "name", ""))[:40], wrong, kind.fields)


def appoint(folder: str | os.PathLike[str], login: str, wait: float = 10.0) -> Person:
    """Make ``login`` an admin of the workspace, none of whose admins can log in here; the person, new or as changed.

    For the folder's owner and root. Raises `Refused` for others, where there is an admin who can log in, and where
    nobody can log in as ``login``.
    """
    folder = os.path.abspath(os.fspath(folder))
    with open_workspace(folder, wait=wait) as workspace:
        owner = os.stat(folder).st_uid
        if os.geteuid() not in (0, owner):
            name = identity.user_name(owner)
            raise Refused(
                "Only {owner}, who owns {folder}, may say who is its admin", "not-yours", owner=name, folder=folder
            )
        if not workspace.orphaned:
            raise Refused(
                "{folder} has an admin who can log in. That is who gives roles here", "has-an-admin", folder=folder
            )
        if not identity.has_account(login):
            raise Refused('Nobody can log in to this machine as "{login}"', "no-such-account", login=login)

        def run(transaction: Transaction) -> Person:
            transaction.exempt = "owner"
            changes = Changes(transaction)
            if changes.person_of(login) is None:
                found(changes, os.path.basename(folder), login=login, person_name=full_name(login))
            person = changes.person_of(login)
            assert person is not None
            changes.say("init", id=person.id)
            return changes.change(person, role="admin")

        return workspace.ledger.commit(run)


def full_name(login: str) -> str:
    """The name that the operating system has for a login, or the login."""
    import pwd  # late: not every system has it

    try:
        return clean(pwd.getpwnam(login).pw_gecos.partition(",")[0]) or login
    except (KeyError, ValueError):
        return login
