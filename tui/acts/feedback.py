"""Giving feedback: what a department says of another one, five questions and a sentence."""

from typing import TYPE_CHECKING, Any

from store.kinds import KINDS, feedback
from store.kinds.feedback import QUESTIONS, Feedback
from store.records.names import title
from store.words import Words
from tui.i18n import t
from tui.parts.context_form import Answering
from tui.text.cells import wrap
from tui.text.line import Line
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.acts.acts import Acts


async def give_feedback(acts: "Acts") -> None:
    """Ask for the answers; refused before anything is typed where somebody else speaks for the department."""
    record: Feedback = acts.record()
    desk, id = acts.desk, record.id
    desk.workspace.foresee(feedback.give, id, {}, "-")
    fields = [KINDS["feedback"].fields[name] for name in (*QUESTIONS, "said")]

    async def submit(new: dict[str, Any]) -> Any:
        answers = {name: new.get(name) for name in QUESTIONS}
        return await desk.do(feedback.give, id, answers, new.get("said") or "")

    values = {field.name: getattr(record, field.name) for field in fields}
    form = Answering(
        desk, t("Feedback {id}", id=id), fields, values, submit, about=lambda form, width: _about(form, id, width)
    )
    if await acts.show(form) is not None:
        acts.finished(Words("{id} is given", id=id))


def _about(form: Answering, id: str, width: int) -> list[Line]:
    """Who is asked about whom, for which retrospective, and what the numbers mean."""
    desk = form.here
    record = desk.records.find(id)
    if not isinstance(record, Feedback):
        return [[(t("{id} is gone", id=id), "warn")]]
    of, on = (safe(desk.overview.names.of(each or "")) for each in (record.of, record.on))
    said = t("What {of} says of itself", of=of) if record.of == record.on else t("What {of} says of {on}", of=of, on=on)
    retro = f"{record.retro} {safe(title(desk.records, record.retro))}" if record.retro else ""
    lines = [(line, "foreground") for line in wrap(said, width, 2)]
    rest = t("1 is never, 5 is always; what one cannot say stays empty")
    return [[each] for each in (*lines, *((line, "muted") for text in (retro, rest) for line in wrap(text, width, 2)))]
