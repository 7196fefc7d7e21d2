"""Resources: what is asked of a pool, who else wants the same, and when granting it is more than there is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from store import commands
from store.commands import dry_run
from store.fields import choice, text
from store.kinds import KINDS
from store.kinds.allocation import WANTED, Allocation, decline, grant, rivals
from store.kinds.resource import Load, Resource, amount_words, load, overlaps
from store.words import Words
from tui.acts.goal import named
from tui.acts.request import ask_how
from tui.faces.allocations_section import COLUMNS, allocations, over_words, rows, too_much
from tui.i18n import t
from tui.parts.choice_rows import ChoiceRow
from tui.parts.chooser import Chooser
from tui.parts.context_form import Answering
from tui.parts.record_page import ScreenPage
from tui.text.cells import wrap
from tui.text.days import period
from tui.text.joined import told
from tui.text.line import Line
from tui.text.safe import safe

if TYPE_CHECKING:
    from store import News
    from store.records import Changes
    from tui.acts.acts import Acts
    from tui.desk.desk import Desk

#: The key of the row that asks.
ASK = "+"
#: So many of those that want the same are named.
RIVALS = 6


def wanted(desk: "Desk", resource: Resource, allocation: Allocation, width: int) -> list[Line]:
    """Whether granting it is more than there is, and who else wants the same: granted first, then asked for."""
    found, page = too_much(desk, resource, allocation), ScreenPage(desk, resource, width)
    if found:
        worst = over_words(page, resource, max(found, key=lambda each: each.used))
        granted = allocation.state == "granted"
        head = t("This is too much: {load}", load=worst) if granted else t("It would be too much: {load}", load=worst)
    else:
        head = t("There is enough: {load}", load=over_words(page, resource, _most(desk, resource, allocation)))
    lines: list[Line] = [[(line, "bad" if found else "good")] for line in wrap(head, width, 3)]
    others = rivals(allocation, allocations(desk, resource.id), resource.per)
    others.sort(key=lambda each: each.state != "granted")
    if others:
        lines.append([(t("Wanted at the same time"), "muted")])
    page.table(COLUMNS, rows(page, others[:RIVALS]))
    lines += page.lines
    if len(others) > RIVALS:
        lines.append([(t("and {n} more", n=len(others) - RIVALS), "faint")])
    return lines


def _most(desk: "Desk", resource: Resource, allocation: Allocation) -> Load:
    """The most that is granted at the same time while this is."""
    uses = [each for each in allocations(desk, resource.id) if each.state == "granted" and each.id != allocation.id]
    found = [each for each in load([*uses, allocation], resource.per) if overlaps(each, allocation, resource.per)]
    return max(found, key=lambda each: each.used, default=Load(allocation.start, allocation.end, allocation.amount))


# Choosing


class PoolScreen(Chooser[str]):
    """Dismissed with the id of an allocation, `ASK`, or None. What others ask meanwhile appears."""

    def __init__(self, desk: "Desk", id: str) -> None:
        self._resource = desk.records.one(Resource, id)
        super().__init__(desk, f"{id}  {safe(self._resource.name)}", t("Find"))

    def heed(self, _entries: "Sequence[News]") -> None:
        """The rows anew, the cursor on its row."""
        chosen = self.key
        self.look()
        self.hold(self.rows, chosen)
        self.redraw()

    def find(self, text: str, width: int) -> Sequence[ChoiceRow]:
        """Asking for some, then what is asked for, then what is granted."""
        resource = self._resource
        capacity = t(amount_words(resource.capacity, safe(resource.unit), resource.per))
        shown = [ChoiceRow("", [(t("There are {capacity}", capacity=capacity), "muted")])]
        shown.append(ChoiceRow(ASK, [(t("Ask for some of it"), "foreground")]))
        said = text.casefold()
        all_ = allocations(self.desk, resource.id)
        found = [each for each in all_ if said in f"{each.id} {each.title} {each.goal or ''}".casefold()]
        over = {each.id for each in found if too_much(self.desk, resource, each)}
        page = ScreenPage(self.desk, resource, width - 4)
        page.table(COLUMNS, rows(page, found, over))
        for each, line in zip(found, page.lines, strict=True):
            shown.append(ChoiceRow(each.id, [("! " if each.id in over else "  ", "bad"), *line]))
        return shown

    async def choose(self, key: str) -> None:
        """Answer with it."""
        self.dismiss(key)


# Asking and answering


async def allocate(acts: "Acts") -> None:
    """Ask for some of a resource; grant, decline or release what is asked for or granted."""
    id = acts.chosen
    chosen = await acts.show(PoolScreen(acts.desk, id))
    if chosen == ASK:
        await _ask(acts, id)
    elif chosen is not None:
        await _answer(acts, chosen)


async def settle(acts: "Acts") -> None:
    """Grant, decline or release the allocation that is chosen."""
    await _answer(acts, acts.chosen)


async def _ask(acts: "Acts", id: str) -> None:
    kind = KINDS["allocation"]
    asked = [field for field in kind.in_order if field.asked and field.name not in ("resource", "tags")]
    fields, closed = dry_run.adding(acts.desk.workspace, "allocation", asked, resource=id)
    person = acts.desk.records.person_of(acts.desk.who)
    values = {
        "resource": id,
        "amount": 1,
        "goal": acts.target.goal,
        "department": person.department if person is not None else None,
    }

    async def submit(new: dict[str, Any]) -> Any:
        return await acts.desk.do(commands.add, "allocation", {"resource": id, **new})

    resource = acts.desk.records.one(Resource, id)
    title = t("Ask for some of {name}", name=safe(resource.name))
    form = Answering(
        acts.desk, title, fields, values, submit, about=lambda form, width: _free(form, id, width), closed=closed
    )
    made = await acts.show(form)
    if made is not None:
        acts.finished(Words("{id} is sent", id=made.id))


def _free(form: Answering, id: str, width: int) -> list[Line]:
    """What there would be of it with what is typed so far."""
    desk = form.here
    resource, goal = desk.records.find(id), desk.records.find(form.now("goal") or "")
    if not isinstance(resource, Resource):
        return [[(t("{id} is gone", id=id), "warn")]]
    start = form.now("start") or getattr(goal, "start", None)
    end = form.now("end") or getattr(goal, "due", None)
    asked = Allocation(title="", resource=id, amount=form.now("amount") or 0, start=start, end=end)
    return wanted(desk, resource, asked, width)


#: What can be said of an allocation, by how far it is.
_ANSWERS = {
    "asked": choice("Answer", ("grant", "Grant"), ("decline", "Decline"), ("release", "Not needed any more")),
    "granted": choice("Answer", ("release", "Release"), ("decline", "Decline after all")),
    "over": choice(
        "Answer", ("release", "Release"), ("decline", "Decline after all"), ("grant", "Keep it, and say why")
    ),
}


async def _answer(acts: "Acts", id: str) -> None:
    record, desk = acts.desk.records.one(Allocation, id), acts.desk
    resource = desk.records.find(record.resource or "")
    if record.state not in WANTED:
        desk.say(Words("{id} is not asked for any more", id=id), "warn")
        return
    over = isinstance(resource, Resource) and record.state == "granted" and bool(too_much(desk, resource, record))
    why = text("Why", hint="Declining wants a reason; so does more than there is", name="why")
    said = await ask_how(acts, record, _ANSWERS["over" if over else record.state], [why], _answered, _asked_for)
    if said is not None:
        acts.finished(_SAID[said].filled(id=id))


_SAID = {"grant": Words("{id} is granted"), "decline": Words("{id} is declined"), "release": Words("{id} is released")}


async def say_why(acts: "Acts", goal: str) -> None:
    """Ask why a goal has more of the resource than there is."""
    desk, resource = acts.desk, acts.desk.records.one(Resource, acts.chosen)
    granted = [each for each in allocations(desk, resource.id) if (each.goal, each.state) == (goal, "granted")]
    over = next((each for each in granted if too_much(desk, resource, each)), None)
    if over is None:
        desk.say(Words("There is enough of {name} by now", name=resource.name))
        return
    id, field = over.id, KINDS["allocation"].fields["over"]
    desk.workspace.foresee(grant, id, "-")

    async def submit(new: dict[str, Any]) -> Any:
        return await desk.do(grant, id, new.get("over") or "")

    def about(form: Answering, width: int) -> list[Line]:
        return _asked_for(form, id, width)

    title = f"{id}  {safe(over.title)}"
    if await acts.show(Answering(desk, title, [named(field, "over", names=True)], {}, submit, about=about)):
        acts.finished(Words("{id}: why it is beyond the capacity is kept", id=id))


def _asked_for(form: Answering, id: str, width: int) -> list[Line]:
    """How much of what, for which goal, by whom; then whether that is too much, and who else wants it."""
    desk = form.here
    record = desk.records.find(id)
    resource = desk.records.find(getattr(record, "resource", None) or "")
    if not isinstance(record, Allocation) or not isinstance(resource, Resource):
        return [[(t("{id} is gone", id=id), "warn")]]
    amount = t(amount_words(record.amount, safe(resource.unit), resource.per))
    said = [t("{amount} of {name}", amount=amount, name=safe(resource.name))]
    said.append(period(record.start, record.end, desk.today))
    goal = desk.records.find(record.goal or "")
    said += [f"{goal.id} {safe(getattr(goal, 'title', ''))}"] if goal is not None else []
    said += [t("asked by {who}", who=safe(desk.overview.called(record.department)))] if record.department else []
    lines: list[Line] = [[(line, "foreground")] for line in wrap(told(said), width, 3)]
    return [*lines, (), *wanted(desk, resource, record, width)]


def _answered(changes: "Changes", id: str, new: dict[str, Any]) -> Any:
    why = new.get("why") or ""
    match new.get("answer"):
        case "decline":
            return decline(changes, id, why)
        case "release":
            return commands.done(changes, id, why)
        case _:
            return grant(changes, id, why)
