"""What keys do between departments: ask, and answer; and the shares of a team."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from store import commands
from store.commands import dry_run
from store.fields import Field, choice, number, ref, text
from store.insight import loads
from store.insight.waiting import answers, answers_words
from store.kinds import KINDS
from store.kinds.department import Department
from store.kinds.naming import short_name
from store.kinds.request import Request, accept, confirm, decline, negotiate
from store.kinds.team import Team, set_share
from store.words import Words
from tui.acts.goal import named
from tui.acts.record import with_lessons
from tui.faces.seen_at import goal_of
from tui.i18n import t
from tui.parts.context_form import Answering
from tui.text.cells import column, fit, lead, right, wrap
from tui.text.days import long
from tui.text.joined import percent, told
from tui.text.line import Line
from tui.text.safe import safe

if TYPE_CHECKING:
    from store.records import Changes
    from tui.acts.acts import Acts
    from tui.desk.desk import Desk

WHY = text("Why", name="why")


#: A command that answers: (changes, id, what was typed); and the lines above the form: (form, id, width).
Answer = Callable[["Changes", str, dict[str, Any]], Any]
AboutRecord = Callable[[Answering, str, int], list[Line]]


# Requests


async def send(acts: "Acts", **came: Any) -> None:
    """Ask another department for something, for the goal that is chosen or narrowed to; ``came`` says where from."""
    asked = [field for field in KINDS["request"].in_order if field.asked and field.name != "tags"]
    fields, closed = dry_run.adding(acts.desk.workspace, "request", asked)
    person = acts.desk.records.person_of(acts.desk.who)
    values: dict[str, Any] = {
        "goal": goal_of(acts.desk.records, acts.chosen) or acts.target.goal,
        "asker": None if person is None else person.department,
    }
    if acts.chosen.startswith("DP-") and acts.chosen != values["asker"]:
        values["department"] = acts.chosen

    async def submit(new: dict[str, Any]) -> Any:
        return await acts.desk.do(commands.add, "request", new | came)

    title = t("Ask another department")
    form = Answering(acts.desk, title, fields, values, submit, about=_asked, draft="ask", closed=closed)
    made = await acts.show(form)
    if made is not None:
        acts.finished(with_lessons(acts, [made], Words("{id} is sent", id=made.id)))


def _asked(form: Answering, width: int) -> list[Line]:
    """How the department that is asked answers, and what it has agreed to."""
    desk = form.here
    department = desk.records.find(form.now("department") or "")
    if not isinstance(department, Department):
        return [[(line, "muted")] for line in wrap(t("What it has agreed to stands here once it is named"), width)]
    words = t(answers_words(answers(desk.overview, department.id), short_name(department)))
    if department.agreement:
        words += f". {safe(department.agreement)}"
    return [[(line, "muted")] for line in wrap(words, width, 4)]


#: What can be answered, by how far the request is and the side on which one is.
_ANSWERS = {
    "sent": choice("Answer", ("accept", "Accept"), ("negotiate", "Offer something else"), ("decline", "Decline")),
    "asker": choice("Answer", ("accept", "Take the offer"), ("return", "Ask again as before")),
    "asked": choice(
        "Answer",
        ("negotiate", "Offer something else"),
        ("accept", "Do as was asked after all"),
        ("decline", "Decline"),
    ),
    "negotiating": choice(
        "Answer",
        ("accept", "Take the offer"),
        ("negotiate", "Offer something else"),
        ("decline", "Decline"),
        ("return", "Ask again as before"),
    ),
    "delivered": choice("Answer", ("confirm", "It is what was asked for"), ("return", "It is not")),
}


async def ask_how(
    acts: "Acts", record: Any, how: Field, fields: list[Field], command: Answer, about: AboutRecord
) -> str | None:
    """Ask how it is answered, and do that; the answer, None where the person thought better of it."""
    desk, id = acts.desk, record.id
    how = dry_run.choosing(
        desk.workspace, how, lambda changes, each: command(changes, id, {"answer": each, "why": "-"})
    )

    async def submit(new: dict[str, Any]) -> Any:
        await desk.do(command, id, new)
        return new.get("answer")

    asked, title = [named(how, "answer", names=True), *fields], f"{id}  {safe(record.title)}"
    form = Answering(desk, title, asked, {}, submit, about=lambda form, width: about(form, id, width))
    return await acts.show(form)


async def answer(acts: "Acts") -> None:
    """Accept, negotiate, decline; take an offer; confirm what was delivered, or give it back."""
    request: Request = acts.record()
    if request.state not in ("sent", "negotiating", "delivered"):
        answered = Words("{id} is answered; d delivers, x withdraws it", id=request.id)
        over = Words("{id} is over: there is nothing left to answer", id=request.id)
        acts.desk.say(answered if request.state == "accepted" else over, "warn")
        return
    side = _side(acts.desk, request)
    fields: list[Field] = []
    if side in ("sent", "asked", "negotiating"):
        declared = KINDS["action"].fields
        fields += [
            named(declared["owner"], "owner", hint="Who does it: what is asked, or what is offered"),
            named(declared["due"], "due", hint="By when; otherwise when it is needed"),
            text("Why", hint="What is offered instead, or why not", name="why"),
        ]
    else:
        fields.append(WHY)
    said = await ask_how(acts, request, _ANSWERS[side], fields, _answered, _request)
    if said is not None:
        acts.finished(_said(acts.desk.records.one(Request, request.id), said))


def _side(desk: "Desk", request: Request) -> str:
    """Which answers there are for whoever sits here."""
    if request.state != "negotiating":
        return request.state
    person = desk.records.person_of(desk.who)
    if person is None or not person.department or person.role in ("coordinator", "admin"):
        return "negotiating"
    return {request.asker: "asker", request.department: "asked"}.get(person.department, "negotiating")


def _request(form: Answering, id: str, width: int) -> list[Line]:
    """Who asks for what, why, by when; what is offered instead."""
    desk = form.here
    request, called = desk.records.find(id), desk.overview.called
    if not isinstance(request, Request):
        return [[(t("{id} is gone", id=id), "warn")]]
    asker, asked = (safe(called(each)) if each else "?" for each in (request.asker, request.department))
    said = [(t("{asker} asks {department}", asker=asker, department=asked), "foreground")]
    if request.need_by:
        said.append((t("needed by {day}", day=long(request.need_by, desk.today)), "foreground"))
    if request.why:
        said.append((safe(request.why), "foreground"))
    if request.state == "negotiating":
        offer = [safe(request.offer)] if request.offer else []
        offer += [long(request.offer_by, desk.today)] if request.offer_by else []
        offer += [safe(called(request.offer_owner))] if request.offer_owner else []
        said.append((t("{who} offers: {offer}", who=asked, offer=told(offer)), "warn"))
    department = desk.records.find(request.department or "")
    if request.state == "sent" and isinstance(department, Department):
        found = answers(desk.overview, department.id)
        said.append((t(answers_words(found, short_name(department))), "muted"))
    return [[(line, tone)] for words, tone in said for line in wrap(words, width, 4)]


def _answered(changes: "Changes", id: str, new: dict[str, Any]) -> Any:
    why, due = new.get("why") or "", new.get("due")
    match new.get("answer") or "accept":
        case "negotiate":
            return negotiate(changes, id, why, due, new.get("owner"))
        case "decline":
            return decline(changes, id, why)
        case "confirm":
            return confirm(changes, id)
        case "return":
            return commands.reopen(changes, id, why)
        case _:
            return accept(changes, id, new.get("owner"), due)


def _said(request: Request, how: str) -> Words:
    """What has become of it."""
    id = request.id
    if how == "accept":
        return Words("{id} is accepted and has become {action}", id=id, action=request.action)
    if how == "return":
        again = Words("{id} is asked again", id=id)
        return again if request.state == "sent" else Words("{id} goes back to be done", id=id)
    return {
        "negotiate": Words("{id}: the offer is sent", id=id),
        "decline": Words("{id} is declined", id=id),
        "confirm": Words("{id} is confirmed", id=id),
    }[how]


# Teams

_SHARES = (
    ref("Person", "person", name="person", names=True),
    number("Share of time", least=0, most=100, unit="%", hint="In percent; 0 takes the person out", name="share"),
)


class Shares(Answering):
    """Of one team; whoever is named is shown with all that they have promised."""

    def __init__(self, desk: "Desk", id: str) -> None:
        self.team = id
        self._for: str | None = None
        super().__init__(desk, f"{id}  {t('Shares of time')}", _SHARES, {"share": 50}, self._save)

    async def _save(self, new: dict[str, Any]) -> Any:
        return await self.here.do(set_share, self.team, new.get("person") or "", int(new.get("share") or 0))

    async def press(self, key: str, character: str | None) -> None:
        """Who is in the team already has a share."""
        await super().press(key, character)
        person = self.now("person")
        team = self.here.records.find(self.team)
        if person and person != self._for and isinstance(team, Team):
            self._for = person
            self.fill({"share": team.members.get(person, 50)})

    def about(self, width: int) -> list[Line]:
        """Who is in it, and what they have promised in all."""
        team, overview = self.here.records.find(self.team), self.here.overview
        if not isinstance(team, Team):
            return [[(t("{id} is gone", id=self.team), "warn")]]
        lines: list[Line] = [[(fit(safe(team.name), width).rstrip(), "foreground")]]
        names = {id: safe(overview.called(id)) for id in team.members}
        wide = column(names.values(), 14, width // 2)
        for id, share in team.members.items():
            load = loads.of_person(overview, id)
            lines.append([(lead(names[id], wide), "muted"), (right(percent(share), 6), "foreground")])
            if load.share > share:
                total = t("{share} % in all", share=load.share)
                lines[-1] = [*lines[-1], ("  " + total, "bad" if load.too_much else "muted")]
        person = self.now("person")
        if person:
            lines += [(), self._after(team, person)]
        return lines

    def _after(self, team: Team, person: str) -> Line:
        """What somebody would have promised with the share that is typed."""
        overview = self.here.overview
        load = loads.of_person(overview, person)
        others = load.share - dict(load.teams).get(team.id, 0)
        total = others + int(self.now("share") or 0)
        name = safe(overview.called(person))
        words = t(
            "{who} would have promised {share} % in all, {others} % to others", who=name, share=total, others=others
        )
        return [(words, "bad" if total > loads.ALL else "good")]


async def shares(acts: "Acts") -> None:
    """Give somebody a share in a team."""
    before = acts.record()
    acts.desk.workspace.foresee(set_share, before.id, dry_run.somebody(acts.desk.workspace), 1)
    after = await acts.show(Shares(acts.desk, before.id))
    if after is not None:
        acts.tell_changed(before, after, ("members",))
