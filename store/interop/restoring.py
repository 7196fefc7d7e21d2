"""An archive unpacked into a database: first into a folder that is gone afterwards, where all of it is verified."""

import os

from store.engine.checkup import Report
from store.engine.home.raw_journal import FolderJournal
from store.engine.nowhere import nowhere
from store.interop.archive import LIMIT, restore
from store.kinds.person import Person
from store.workspace import open_workspace
from store.workspace.workspace_move import left_outside


def restore_at(path: str, place: str, *, limit: int = LIMIT) -> tuple[Report, list[str]]:
    """Make a workspace at an address from an archive; what a look at all of it found, and who is not let in yet.

    Whoever does that is let in where one of its people has the name of their role for a login; nobody else is. Raises
    what `archive.restore` does, and `Failed` where there is a workspace at that address already.
    """
    from store.engine.home.postgres import restored  # late: it needs psycopg
    from store.engine.home.postgres.address import address_of
    from store.engine.home.postgres.new_schema import let_in

    restored.refuse_taken(place)
    role = restored.role_at(place)
    with nowhere() as trial:
        folder = os.path.join(trial, "again")
        report = restore(path, folder, limit=limit)
        with open_workspace(folder, role) as workspace:
            logins = [each.login for each in workspace.records.all(Person) if each.login and each.left_on is None]
        journal = FolderJournal(folder)
        restored.fill(place, journal.header, journal.entries(0))
    if role in logins:
        let_in(address_of(place), role, role)
    return report, left_outside(place)
