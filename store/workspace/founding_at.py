"""Making a workspace at an address: schema, roles and first entries in one transaction, which may be done again."""

import os
from collections.abc import Mapping
from contextlib import closing
from tempfile import TemporaryDirectory
from typing import NamedTuple

from store.engine.home.home_at import need_driver
from store.engine.home.raw_journal import FolderJournal
from store.workspace.founding import found_workspace


class FoundAt(NamedTuple):
    """What was made: whether the workspace is ``new``, its schema was brought ``up`` to date, and the roles ``made``.

    ``admin`` is its first person, where it is new; ``people`` has the login of each role that was let in.
    """

    place: str
    new: bool
    up: bool
    people: dict[str, str]
    made: list[str]
    admin: str = ""


def found_at(
    place: str, name: str = "", *, zone: str = "UTC", language: str = "en", people: Mapping[str, str] | None = None
) -> FoundAt:
    """A workspace at that address, made where there is none; ``people`` are the roles to let in, each with its login.

    The first of them is admin; where none are given, the role of the address is let in under its own name. Where there
    is one already its schema is brought up to date and they are let in too. All of it is done or nothing. Raises
    `Failed` where a later version made it, `Refused` where whoever asks may not, and what `found_workspace` does.
    """
    need_driver()
    from store.engine.home.postgres import copying, new_schema, standing  # late: as the driver
    from store.engine.home.postgres.address import address_of
    from store.engine.home.postgres.connection import Connection

    address, people = address_of(place), dict(people or {})
    with closing(Connection(address)) as connection:
        if address.name in standing.schemas(connection):
            with connection.transaction():
                up = new_schema.bring_up(connection)
                made = new_schema.let_all_in(connection, people)
            return FoundAt(address.shown, False, up, people, made)
        role = str(connection.run("SELECT session_user::text")[0][0])
    people = people or {role: role}
    admin = next(iter(people.values()))
    with TemporaryDirectory(prefix="concord-") as aside:
        folder = os.path.join(aside, address.name)
        found_workspace(folder, name, admin, zone=zone, language=language).close()
        with closing(FolderJournal(folder)) as journal:
            made = copying.found(address, journal, people)
    return FoundAt(address.shown, True, False, people, made, admin)
