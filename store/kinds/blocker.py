"""Blockers: what holds a piece of work up, and on whom it waits."""

from datetime import date
from typing import Annotated

from store.fields import choice, day, line, ref, refs, text
from store.kinds.base import Kind, Record, declare


class Blocker(Record):
    """Open until ``resolved``. ``waiting_on`` is a department or a person; outside is said in the title."""

    title: Annotated[str, line("Title", names=True)]
    holds: Annotated[tuple[str, ...], refs("Holds up", "action", "key-result", "goal")] = ()
    waiting_on: Annotated[str | None, ref("Waiting on", "department", "person")] = None
    cause: Annotated[
        str,
        choice(
            "Kind",
            ("communication", "Communication"),
            ("silo", "Silo"),
            ("culture", "Culture"),
            ("resource", "Resource"),
            ("decision", "Decision"),
            ("technical", "Technical"),
            ("outside", "Outside"),
        ),
    ] = "communication"
    severity: Annotated[str, choice("Severity", ("high", "High"), ("normal", "Normal"), ("low", "Low"))] = (
        "normal"
    )
    since: Annotated[date | None, day("Since")] = None
    next_step: Annotated[str, line("Next step")] = ""
    next_by: Annotated[date | None, day("Next step by")] = None
    next_owner: Annotated[str | None, ref("Next step owner", "person")] = None
    resolved: Annotated[date | None, day("Resolved on", asked=False)] = None
    resolution: Annotated[str, text("Resolution", asked=False)] = ""


KIND = declare(Kind(name="blocker", prefix="B", label="Blocker", plural="Blockers", record=Blocker))
