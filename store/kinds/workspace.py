"""The workspace itself: one record with the name, the time zone and the habits of the organisation."""

from typing import Annotated

from store.fields import choice, line, number
from store.kinds.base import Kind, Record, declare


class Settings(Record):
    """The one record of its kind. Late and today are counted in ``zone`` (IANA)."""

    name: Annotated[str, line("Name", names=True)]
    zone: Annotated[str, line("Time zone", hint="An IANA name such as Europe/Berlin or Asia/Shanghai")] = (
        "UTC"
    )
    language: Annotated[str, choice("Language", ("en", "English"), ("zh", "Chinese"))] = "en"
    working_days: Annotated[str, line("Working days", hint="The days of the week, Monday is 1: 12345")] = (
        "12345"
    )
    stale_after: Annotated[int, number("Days until stale", least=1, most=366)] = 14
    joining: Annotated[
        str, choice("Who may join", ("open", "Everyone"), ("ask", "On request"), ("closed", "Nobody"))
    ] = "open"


KIND = declare(Kind(name="workspace", prefix="WS", label="Workspace", plural="Workspaces", record=Settings))
