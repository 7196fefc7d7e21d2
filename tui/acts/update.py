"""Acknowledging an update for a department, asking what it needs to know first, answering what is asked."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from store.fields import text
from store.kinds.acknowledging import UNDERSTOOD, audience, questions, said
from store.kinds.department_rights import belongs_to, speaks_for
from store.kinds.update import Update, all_understood, answer, ask, understood
from store.kinds.update_rights import answers_for
from store.words import Words
from tui.i18n import t
from tui.parts.choice_rows import ChoiceRow
from tui.parts.chooser import Chooser
from tui.parts.context_form import Answering
from tui.text.cells import wrap
from tui.text.line import Line
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.acts.acts import Acts
    from tui.desk.desk import Desk

_QUESTION = text("What do you need to know?", name="said", names=True)
_ANSWER = text("Answer", name="said", names=True)
UNDERSTAND, ASK, REPLY = "understood", "ask", "answer"
_LABELS = {
    UNDERSTAND: Words("{department}: read and understood"),
    ASK: Words("{department}: needs clarification"),
    REPLY: Words("Answer the question of {department}"),
}
#: A deed, and for which department.
Saying = tuple[str, str]


def sayings(desk: "Desk", update: Update) -> Iterator[Saying]:
    """What whoever sits here can say to it: answers first, then for their own department, then for others."""
    records, who = desk.records, desk.who
    if answers_for(records, who, update):
        yield from ((REPLY, id) for id in questions(update))
    mine = [id for id in audience(update) if speaks_for(records, who, id)]
    own = {id for id in mine if belongs_to(records, who, id)}
    for id in sorted(mine, key=lambda each: (said(update, each).state == UNDERSTOOD, each not in own)):
        if said(update, id).state != UNDERSTOOD:
            yield UNDERSTAND, id
        yield ASK, id


class SayingScreen(Chooser[Saying]):
    """What is shared, of several their titles, and what can be said to it."""

    def __init__(self, desk: "Desk", updates: Sequence[Update], offered: Sequence[Saying]) -> None:
        self._updates, self._offered = updates, offered
        named = [f"{each.id}  {safe(each.title)}" for each in updates]
        super().__init__(desk, named[0] if len(named) == 1 else t("{n} updates", one="{n} update", n=len(named)))
        self._named = named

    def find(self, text: str, width: int) -> Sequence[ChoiceRow]:
        """What is told, then the sayings that fit what is typed."""
        if len(self._updates) > 1:
            told: Iterable[Line] = ([(line, "foreground")] for each in self._named for line in wrap(each, width, 1))
        else:
            told = _told(self.desk, self._updates[0], width)
        rows = [ChoiceRow("", line) for line in told]
        if rows:
            rows.append(ChoiceRow("", []))
        for at, (deed, id) in enumerate(self._offered):
            label = t(_LABELS[deed].filled(department=safe(self.desk.overview.called(id))))
            if text.casefold() in label.casefold():
                rows.append(ChoiceRow(str(at), [(label, "foreground")]))
        return rows

    async def choose(self, key: str) -> None:
        """Answer with it."""
        self.dismiss(self._offered[int(key)])


def _told(desk: "Desk", update: Update, width: int) -> Iterator[Line]:
    yield from ([(line, "foreground")] for line in wrap(safe(update.text), width, 6) if line)
    for id, word in update.acknowledged.items():
        name = safe(desk.overview.called(id))
        if word.question:
            asked = t('{department} asks: "{text}"', department=name, text=safe(word.question))
            yield from ([(line, "muted")] for line in wrap(asked, width, 2))
        if word.answer:
            yield from ([(line, "foreground")] for line in wrap(f"> {safe(word.answer)}", width, 2))


async def acknowledge(acts: "Acts") -> None:
    """Say that a department has understood it, ask, or answer; refused before anything is asked where nobody may."""
    if len(acts.ids) > 1:
        await _acknowledge_all(acts)
        return
    update: Update = acts.record()
    offered = list(sayings(acts.desk, update))
    if not offered:
        _refuse(acts, update)
        return
    acts.desk.workspace.foresee(*_tried(update.id, *offered[0]))
    chosen = await acts.show(SayingScreen(acts.desk, [update], offered))
    if chosen is None:
        return
    deed, department = chosen
    called = acts.desk.overview.called(department)
    if deed == UNDERSTAND:
        await acts.desk.do(understood, update.id, department)
        acts.finished(Words("{id}: {department} has understood it; u takes it back", id=update.id, department=called))
    elif await _asked_for(acts, update, deed, department):
        words = Words("{id}: the question of {department} is sent", id=update.id, department=called)
        answered = Words("{id}: the question of {department} is answered", id=update.id, department=called)
        acts.finished(words if deed == ASK else answered)


async def _acknowledge_all(acts: "Acts") -> None:
    """Say that a department has understood all that are marked and wait for it."""
    desk = acts.desk
    updates: list[Update] = [desk.records.get(id) for id in acts.ids]  # type: ignore[misc]
    open_to: dict[str, list[str]] = {}
    for update in updates:
        for deed, department in sayings(desk, update):
            if deed == UNDERSTAND:
                open_to.setdefault(department, []).append(update.id)
    if not open_to:
        _refuse(acts, updates[0])
        return
    waiting = {id for ids in open_to.values() for id in ids}
    shown = [each for each in updates if each.id in waiting]
    chosen = await acts.show(SayingScreen(desk, shown, [(UNDERSTAND, each) for each in open_to]))
    if chosen is not None:
        _deed, department = chosen
        ids, called = open_to[department], desk.overview.called(department)
        await desk.do(all_understood, ids, department)
        acts.finished(
            Words(
                "{department} has understood {n} updates; u takes it back",
                one="{department} has understood {n} update; u takes it back",
                n=len(ids),
                department=called,
            )
        )


def _refuse(acts: "Acts", update: Update) -> None:
    """Raise why nothing can be said to it, as the store says it."""
    to = audience(update)
    if not to:
        acts.desk.say(Words("{id} is for nobody yet: e names who is to know", id=update.id), "warn")
        return
    acts.desk.workspace.foresee(understood, update.id, to[0])


def _tried(id: str, deed: str, department: str) -> tuple[Any, ...]:
    if deed == UNDERSTAND:
        return understood, id, department
    return (ask if deed == ASK else answer), id, department, "-"


async def _asked_for(acts: "Acts", update: Update, deed: str, department: str) -> Any:
    """The words of a question or an answer."""
    desk, called = acts.desk, safe(acts.desk.overview.called(department))

    async def submit(new: dict[str, Any]) -> Any:
        return await desk.do(ask if deed == ASK else answer, update.id, department, new.get("said") or "")

    title = f"{update.id}  {t(_LABELS[deed].filled(department=called))}"
    field = _QUESTION if deed == ASK else _ANSWER
    return await acts.show(
        Answering(desk, title, [field], {}, submit, about=lambda form, width: _about(form, update.id, width))
    )


def _about(form: Answering, id: str, width: int) -> list[Line]:
    """What is told, and what was asked so far; as it is now."""
    update = form.here.records.find(id)
    if not isinstance(update, Update):
        return [[(t("{id} is gone", id=id), "warn")]]
    lines: list[Line] = [[(line, "strong")] for line in wrap(safe(update.title), width, 2)]
    return [*lines, *_told(form.here, update, width)]
