"""People: who owns, does, leads and answers."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from store.fields import choice, day, line, ref, tag_list
from store.kinds.base import Kind, Record
from store.words import Words


class Person(Record, frozen=True):
    """``login`` is the operating system's user; it may be missing, and old ones stay among ``other_names``."""

    name: Annotated[str, line("Name", names=True)]
    login: Annotated[str, line("Login", unique=True, hint="The user name on this machine")] = ""
    other_names: Annotated[tuple[str, ...], tag_list("Other names", spaced=True, asked=False)] = ()
    department: Annotated[str | None, ref("Department", "department")] = None
    role: Annotated[
        str,
        choice(
            "Role",
            ("viewer", "Viewer"),
            ("member", "Member"),
            ("coordinator", "Coordinator"),
            ("admin", "Admin"),
        ),
    ] = "member"
    email: Annotated[str, line("Email")] = ""
    away_until: Annotated[date | None, day("Away until")] = None


KIND = Kind(
    name="person",
    prefix="PN",
    label="Person",
    plural="People",
    record=Person,
    no_done=Words("people are never done"),
)
