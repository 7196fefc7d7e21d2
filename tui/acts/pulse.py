"""Answering a pulse: five numbers and a sentence, of which nothing is kept with a name."""

from typing import TYPE_CHECKING, Any

import msgspec

from store import commands
from store.commands.pulse_for import ask_about
from store.fields import Field
from store.kinds.pulse import Pulse, answer, how_many, questions
from store.kinds.pulse_answer import ASKED, KIND, people_of
from store.kinds.pulse_results import LEAST
from store.words import Words
from tui.faces.pulse import said
from tui.i18n import t
from tui.parts.confirm import Confirm
from tui.parts.context_form import Answering
from tui.personal import pulses
from tui.text.cells import wrap
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.acts.acts import Acts
    from tui.text.line import Line


class AnswerForm(Answering):
    """The questions are its labels, so that they have room; no draft of it is kept."""

    label_part = 0.7


async def respond(acts: "Acts") -> None:
    """Answer the chosen pulse."""
    record, desk = acts.record(), acts.desk
    pulses.once(desk.personal, record)
    desk.workspace.foresee(answer, record.id, (1,) * len(ASKED))

    async def submit(new: dict[str, Any]) -> Any:
        values, sentence = [int(new.get(name) or 0) for name in ASKED], new.get("sentence") or ""
        await desk.run(lambda: pulses.give(desk.workspace, desk.personal, record, values, sentence))
        return record.id

    form = AnswerForm(desk, t("Answer {id}", id=record.id), _fields(record), {}, submit, about=_about)
    if await acts.show(form) is not None:
        acts.finished(Words("Your answer to {id} is counted; nobody learns that it is yours", id=record.id))


async def after(acts: "Acts", id: str, title: str) -> None:
    """Ask those who were in what is over how it was; where that was asked, answer."""
    asked = [each.id for each in acts.desk.records.pointing(Pulse, "about", id) if each.state == "open"]
    if asked:
        await respond(acts.on(asked[-1]))
        return
    made = await acts.desk.do(ask_about, id, t("After {id}: {title}", id=id, title=title))
    acts.finished(Words("{id} asks those who were there; u takes it back", id=made.id))


async def count(acts: "Acts") -> None:
    """Close the chosen pulse, which is asked about: that is not taken back."""
    record, desk = acts.record(), acts.desk
    desk.workspace.foresee(commands.done, record.id)
    n = how_many(desk.records, record)
    question = t(
        "Close {id} for good? {n} have answered; what they came to is told, and it is not opened again",
        one="Close {id} for good? One has answered; it is not opened again",
        id=record.id,
        n=n,
    )
    if await acts.show(Confirm(desk, question, t("Close and count"))):
        await desk.do(commands.done, record.id)
        acts.finished(Words("{id} is closed, and the answers are counted", id=record.id))


def _fields(record: Pulse) -> list[Field]:
    declared = KIND.fields
    asked = [
        msgspec.structs.replace(declared[name], label=Words("{text}", text=safe(said(each))), hint=_SCALE.template)
        for name, each in zip(ASKED, questions(record), strict=True)
    ]
    return [*asked, declared["sentence"]]


_SCALE = Words("1 is not at all, 5 is entirely")


def _about(form: Answering, width: int) -> "list[Line]":
    """What becomes of it; and of a small department, with whom it is told together."""
    records = form.here.records
    me = records.person_of(form.here.who)
    text = t("Without your name. Nothing is told of fewer than {n} answers", n=LEAST)
    if me is not None and people_of(records, me.department) < LEAST:
        text = t("Without your name. Your department is small: what it answers is told with others, or not at all")
    return [[(line, "muted")] for line in wrap(text, width)]
