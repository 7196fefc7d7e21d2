"""Making a workspace: its folder, its own record, and its first person, who is admin."""

import os

from store.engine.ledger import Ledger
from store.errors import Failed
from store.kinds.person import Person
from store.kinds.workspace import Settings
from store.records import Changes
from store.text import clean
from store.workspace import Workspace, open_workspace


def found_workspace(
    folder: str | os.PathLike[str], name: str = "", who: str | None = None, *, zone: str = "UTC", language: str = "en"
) -> Workspace:
    """A new workspace in ``folder``, opened; whoever makes it is its first person and admin.

    It is called ``name``, or as its folder is. Raises `Failed` where there is one already or none can be made.
    """
    folder = os.path.abspath(os.fspath(folder))
    name = clean(name) or clean(os.path.basename(folder))
    if os.path.lexists(os.path.join(folder, "journal")):
        raise Failed("There is a workspace in {folder} already. Name another folder", folder=folder)
    Ledger.create(folder, name)
    workspace = open_workspace(folder, who)
    try:
        workspace.do(_found, name, zone, language, full_name(workspace.who))
    except BaseException:
        workspace.close()
        raise
    return workspace


def _found(changes: Changes, name: str, zone: str, language: str, person: str) -> None:
    changes.add(Settings(name=name, zone=zone, language=language))
    changes.add(Person(name=person, login=changes.who, role="admin"))
    changes.say("init", name=name)


def full_name(login: str) -> str:
    """The name that the operating system has for a login, or the login."""
    import pwd

    try:
        return clean(pwd.getpwnam(login).pw_gecos.partition(",")[0]) or login
    except KeyError:
        return login
