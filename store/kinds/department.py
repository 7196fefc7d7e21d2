"""Departments: who agrees, brings, asks and answers."""

from typing import Annotated

from store.fields import flag, line, ref, tag_list, text
from store.kinds.base import Kind, Record, declare


class Department(Record):
    """``code`` is a short unique name that can change; the old ones stay among ``other_names`` and are found."""

    name: Annotated[str, line("Name", names=True)]
    code: Annotated[str, line("Code", unique=True, hint="A short name such as MKT")] = ""
    other_names: Annotated[tuple[str, ...], tag_list("Other names")] = ()
    lead: Annotated[str | None, ref("Lead", "person")] = None
    deputy: Annotated[str | None, ref("Deputy", "person")] = None
    parent: Annotated[str | None, ref("Part of", "department")] = None
    agreement: Annotated[
        str, text("Working agreement", hint="Hours, channel, days to answer a request, how it decides")
    ] = ""
    active: Annotated[bool, flag("Active")] = True


KIND = declare(
    Kind(name="department", prefix="DP", label="Department", plural="Departments", record=Department)
)
