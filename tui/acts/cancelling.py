"""A meeting that does not take place: why, and where its agenda goes."""

from typing import TYPE_CHECKING, Any

from store.commands import meeting_course as course
from store.fields import choice, text
from store.kinds.meeting import Meeting
from store.words import Words
from tui.i18n import t
from tui.parts.context_form import Answering

if TYPE_CHECKING:
    from tui.acts.acts import Acts

_WHERE = choice("Its agenda", ("backlog", "To the backlog"), ("drop", "Dropped with it"), name="agenda")


async def cancel(acts: "Acts", id: str) -> Words | None:
    """Ask that; what has happened, None where the person thought better of it."""
    desk = acts.desk
    desk.workspace.foresee(course.cancel, id, "-", "drop")

    async def submit(new: dict[str, Any]) -> Any:
        return await desk.do(course.cancel, id, new.get("why") or "", new["agenda"])

    backlog = bool(desk.records.one(Meeting, id).series)
    fields = [text("Why", name="why", names=True), _WHERE]
    values = {"agenda": "backlog" if backlog else "drop"}
    done = await acts.show(Answering(desk, t("Cancel {id}", id=id), fields, values, submit))
    return None if done is None else Words("{id} is cancelled", id=id)
