"""Saying what a department says to a goal, under what it and the others have said so far."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from store.commands.circulating import departments_of, objections
from store.commands.dry_run import WHY, choosing
from store.errors import ConcordError, Refused
from store.fields import Field
from store.kinds.decision import Decision
from store.kinds.goal import Goal, Stance, asked_since
from store.words import Words, cited
from tui.acts import goal as goal_acts
from tui.faces.stances_section import share_words
from tui.i18n import t
from tui.parts.context_form import Answering
from tui.text.cells import fit, wrap
from tui.text.joined import noted
from tui.text.labels import stance_label
from tui.text.line import Line
from tui.text.safe import safe

if TYPE_CHECKING:
    from store.records import Changes
    from tui.desk.desk import Desk

#: Cells of a department's name.
NAME = 8
ANSWER = Words("Answer")
#: What departments are asked about.
Asked = Goal | Decision


def _offered(field: Field, objects: bool) -> Field:
    """An answer is offered where there is an objection."""
    kept = tuple(each for each in field.choices if objects or each.value != "answer")
    return msgspec.structs.replace(field, choices=kept)


def _alone(fields: Sequence[Field], *, answers: bool) -> list[Field]:
    """What is wanted of one department; of an answer, its words."""
    if answers:
        return [
            goal_acts.named(field, field.name, label=ANSWER, names=True) for field in fields if field.name == "reason"
        ]
    return [field for field in fields if field.name in ("ready", "brings", "why", "stance", "reason")]


class StanceForm(Answering):
    """While a goal is prepared, whether a department is ready; afterwards its stance, or the answer to it.

    A question that goes round has only stances.

    Another department in the first field brings what that one says into the others. ``alone`` asks that department
    for what a gate wants of it, and for nothing else: whether it is ready, its stance, the answer to it.
    """

    def __init__(self, desk: "Desk", goal: Asked, department: str, stance: str = "", *, alone: bool = False) -> None:
        self.goal_id = goal.id
        self.prepares = isinstance(goal, Goal) and goal.step == "prepare"
        fields: Sequence[Field] = goal_acts.READY if self.prepares else goal_acts.STANCE
        if not isinstance(goal, Goal):
            fields = [field for field in fields if field.name not in ("benefit", "cost")]
        title = t("{id}: is the department ready?", id=goal.id) if self.prepares else t("Stance on {id}", id=goal.id)
        self._shown = department
        self._stance = stance
        self._answers = alone and stance == "answer"
        if alone:
            title = f"{goal.id}  {safe(desk.overview.called(department))}"
            fields = _alone(fields, answers=self._answers)
        super().__init__(desk, title, fields, self._values(goal, department), self._save)
        self._ask_of(department)

    def _values(self, goal: Asked, department: str) -> dict[str, Any]:
        if isinstance(goal, Goal) and self.prepares:
            return goal_acts.ready_now(goal, department)
        return goal_acts.stance_now(goal, department, self._stance)

    def _ask_of(self, department: str) -> None:
        """Close what whoever sits here may not say for that department."""
        command = goal_acts.save_ready if self.prepares else goal_acts.save_stance
        name, declared = ("ready", goal_acts.READY) if self.prepares else ("stance", goal_acts.STANCE)
        field, why = next(each for each in declared if each.name == name), None
        goal = self._asked()
        field = _offered(field, goal is not None and goal.stances.get(department, Stance()).stance == "objects")

        def say(changes: "Changes", said: str) -> object:
            return command(changes, self.goal_id, {"department": department, name: said, "reason": WHY, "why": WHY})

        try:
            field = choosing(self.here.workspace, field, say)
        except ConcordError as error:
            why = error.words
        for answer in self.answers:
            if answer.field.name == name:
                answer.field, answer.closed = field, why
                if answer.value not in [each.value for each in field.choices]:
                    answer.value = field.choices[0].value
            elif answer.field.name == "reason":
                answer.closed = why

    async def _save(self, new: dict[str, Any]) -> Any:
        command = goal_acts.save_ready if self.prepares else goal_acts.save_stance
        said = {"stance": "answer"} if self._answers else {}
        return await self.here.do(command, self.goal_id, {"department": self._shown, **said, **new})

    async def press(self, key: str, character: str | None) -> None:
        """Another department has other words, and another stance has none yet."""
        await super().press(key, character)
        goal, department = self._asked(), self.now("department")
        if goal is None:
            return
        if department and department != self._shown:
            self._shown = department
            self._ask_of(department)
            values = self._values(goal, department)
            self.fill({name: value for name, value in values.items() if name != "department"})
        if not self.prepares and not self._answers:
            now = goal.stances.get(self._shown, Stance())
            said = self.now("stance") in (now.stance, now.was)
            self.fill({"reason": now.reason if said else ""})

    def _refused(self, error: ConcordError) -> None:
        super()._refused(error)
        if type(error) is Refused and self.now("stance") == "answer" and not self.now("reason"):
            self.wrong("reason", error)

    def about(self, width: int) -> list[Line]:
        """What the chosen department says now, and whom one may speak for."""
        desk, goal = self.here, self._asked()
        if goal is None:
            return [[(t("{id} is gone", id=self.goal_id), "warn")]]
        said = [goal.title] if isinstance(goal, Goal) else [goal.question, goal.proposed]
        lines: list[Line] = [[(line, "foreground")] for each in said for line in wrap(safe(each), width, 2)]
        department, departments = self._shown, departments_of(goal)
        if department in departments and not self.prepares:
            lines += self._stance_lines(goal, department, width)
        mine = [id for id in departments if goal_acts.may_speak(desk, id)]
        names = [safe(desk.overview.called(id)) for id in mine]
        if len(mine) == len(departments):
            words = t("You speak for every department here")
        elif mine:
            words = t("You speak for {departments}", departments=names)
        else:
            words = t("Others speak for the departments that are asked")
        said = [words]
        others = [safe(desk.overview.called(id)) for id in objections(goal) if id != department]
        if others and not self.prepares and self.field("department") is not None:
            said.append(t("To answer the objection of {departments}, name that department", departments=others))
        return [*lines, *([(line, "muted")] for each in said for line in wrap(each, width))]

    def _asked(self) -> Asked | None:
        """What departments are asked about; None where somebody has deleted it."""
        found = self.here.records.find(self.goal_id)
        return found if isinstance(found, Goal | Decision) else None

    def _stance_lines(self, goal: Asked, department: str, width: int) -> list[Line]:
        stance, share = goal.stances.get(department, Stance()), goal_acts.share_of(goal, department)
        said, tone = stance_label(stance.stance)
        if stance.stance != "pending" and stance.reason:
            said = t('{stance}: "{reason}"', stance=said, reason=safe(stance.reason))
        elif stance.was:
            said = noted(said, t("before the change: {stance}", stance=stance_label(stance.was)[0]))
        elif stance.stance == "pending" and isinstance(goal, Goal) and asked_since(goal, department) is None:
            said, tone = t("not asked yet"), "muted"
        name = safe(self.here.overview.called(department))
        lines: list[Line] = []
        parts = [(said, tone)]
        if stance.answer:
            who = safe(self.here.overview.called(stance.answered_by))
            parts.append((t('answered by {who}: "{text}"', who=who, text=cited(safe(stance.answer))), "foreground"))
        parts += [(t(words), "muted") for words, text in share_words(share) if text]
        for text, tone in parts:
            for line in wrap(text, width - NAME - 1, 4):
                lines.append([(fit("" if lines else name, NAME + 1), "muted"), (line, tone)])
        return lines
