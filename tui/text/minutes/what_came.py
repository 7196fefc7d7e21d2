"""What came of a meeting: decisions with why, actions with owner and day, what was carried, parked, added later."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from store import clock
from store.kinds import KINDS, options
from store.kinds.action import OPEN
from store.kinds.base import fields_of
from store.kinds.decision import WAIVED, Decision
from store.kinds.naming import title_of
from store.records import KIND_OF
from store.records.names import title
from store.words import Words
from tui.i18n import t
from tui.text.days import full
from tui.text.evidence_words import as_cited, links, others
from tui.text.joined import apart, labelled, listed, noted, told
from tui.text.kudos_words import thanked
from tui.text.labels import choice_label
from tui.text.minutes.document_names import DocumentNames, day_told, given
from tui.text.pages.document import (
    Bullet,
    Bullets,
    Facts,
    Heading,
    Inline,
    Paragraph,
    Part,
    Phrase,
    Quotation,
    TextTable,
    Together,
    row_of,
    typed,
)
from tui.text.times_said import times_said

if TYPE_CHECKING:
    from store.insight.minutes import Minutes, Point
    from store.kinds.action import Action
    from store.kinds.base import Record

#: The texts of a decision in the order in which they are told; a later version has more of them.
_DECISION_TEXTS = ("why", "options", "consequences", "known_by", "despite")


def _options(text: str) -> str:
    """A line each: what could be chosen, and what is for and against it."""
    return "\n".join(_option(each) for each in options.read(text))


def _option(option: options.Weighed) -> str:
    said = [*([typed(" ".join(option.note.split()))] if option.note else []), *map(_argument, option.arguments)]
    return labelled(typed(option.title), apart(said)) if said else typed(option.title)


def _marked(text: str) -> str:
    """A line each, with its mark where it has one."""
    return "\n".join(map(_argument, options.marked(text)))


def _argument(argument: options.Argument) -> str:
    return typed(f"{argument.mark} {argument.text}".strip())


_TOLD = {"options": _options, "consequences": _marked}


def action_table(
    actions: "Sequence[Action]", names: DocumentNames, open_why: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Part]:
    """Who does what by when; nothing where there are none. ``open_why`` says what an action lacks, and why."""
    if actions:
        rows = [_action(each, names, open_why.get(each.id, "")) for each in actions]
        yield TextTable((t("Id"), t("What"), t("Owner"), t("Due")), rows, t("Actions"))


def _action(action: "Action", names: DocumentNames, why: str) -> list[Inline]:
    ended = "" if action.state in OPEN else choice_label("action", "state", action.state)
    owner = names.called(action.owner) if action.owner else Phrase(t("nobody yet"), "warn")
    due = day_told(action.due) or Phrase(t("no day yet"), "warn")
    return [action.id, noted(typed(action.title), typed(why)), owner, row_of([due, ended])]


class MinutesOutcome:
    """Of one meeting, as it was when that was closed."""

    def __init__(self, minutes: "Minutes", names: DocumentNames) -> None:
        self.minutes, self.names, self.meeting = minutes, names, minutes.meeting
        self.zone = self.meeting.zone or names.records.settings.zone

    def decisions(self) -> Iterator[Part]:
        """Each with what was chosen and why, on one sheet."""
        for decision in self.minutes.decisions:
            chosen = Phrase(t("Not decided yet"), "warn") if not decision.chosen else typed(decision.chosen)
            facts = [*self._decision_facts(decision)]
            head = Heading((f"{decision.id} ", typed(decision.question)), 3)
            yield Together([head, Paragraph(chosen), *([Facts(facts)] if facts else [])])

    def _decision_facts(self, decision: Decision) -> Iterator[tuple[str, Inline]]:
        fields = fields_of(Decision)
        for name in _DECISION_TEXTS:
            if name in fields:
                yield from given(t(fields[name].label), _TOLD.get(name, typed)(getattr(decision, name)))
        yield from given(t("Decided by"), self.names.all_called(decision.decided_by))
        for label, state in ((t("Heard"), False), (t("Waived"), True)):
            heard = ((id, each) for id, each in decision.consulted.items() if (each.state == WAIVED) == state)
            yield from given(label, apart(noted(self.names.called(id), typed(each.why)) for id, each in heard))
        yield from given(t("Evidence"), apart(self._evidence(decision)))
        yield from given(t("Ends"), listed(self.names.named(id) for id in decision.ends))
        yield from given(t("Answers the objection of"), self.names.all_called(decision.answers))
        yield from given(t("Goal"), self.names.named(decision.goal) if decision.goal != self.meeting.goal else "")
        yield from given(t("Review on"), day_told(decision.review_on))
        now = self.names.records.maybe(Decision, decision.id) or decision
        if now.confirmed_in:
            where = self.names.named(now.confirmed_in)
            yield t("Quorum"), t("Decided without quorum, confirmed in {meeting}", meeting=where)
        elif decision.to_confirm:
            yield t("Quorum"), Phrase(t("Without quorum, to be confirmed"), "bad")

    def _evidence(self, decision: Decision) -> Iterator[str]:
        """Records, the readings that were cited as they were, links."""
        yield from map(self.names.named, others(decision))
        yield from (typed(as_cited(row, self.zone)) for row in decision.cited)
        yield from map(typed, links(decision))

    def actions(self) -> Iterator[Part]:
        """Who does what by when."""
        yield from action_table(self.minutes.actions, self.names, self.meeting.open_why)

    def rest(self) -> Iterator[Part]:
        """Requests and blockers."""
        if self.minutes.rest:
            yield Bullets([Bullet(self._told(each)) for each in self.minutes.rest])

    def _told(self, record: "Record") -> str:
        """What it is, and whom it is about: the department that is asked, whoever a blocker waits on."""
        kind = KIND_OF[type(record)]
        parties = [
            labelled(t(field.label), self.names.called(value))
            for field in kind.in_order
            if field.kinds
            and all(KINDS[each].short_names for each in field.kinds)
            and isinstance(value := getattr(record, field.name), str)
        ]
        text = labelled(t("{kind} {id}", kind=Words(kind.label), id=record.id), typed(title_of(record)))
        return noted(text, told(parties))

    def thanks(self) -> Iterator[Part]:
        """Across departments, since the meeting before."""
        if found := self.minutes.thanks:
            yield Bullets([Bullet(thanked(each, self.names.called, typed(each.kudos.title))) for each in found])

    def put_off(self, *states: str) -> Iterator[Part]:
        """What did not come to its end, and where it goes on."""
        if points := self.minutes.ended(*states):
            yield Bullets([Bullet(self._left(point)) for point in points])

    def _left(self, point: "Point") -> str:
        facts = (
            t("to {where}", where=self.names.named(point.goes_on)) if point.goes_on else "",
            times_said(point.earlier),
            typed(point.item.reason),
        )
        return noted(typed(point.item.title), told(filter(None, facts)))

    def amendments(self) -> Iterator[Part]:
        """What those who were there added, who and when."""
        for each in self.meeting.amendments:
            at = [] if each.at is None else [full(clock.there(each.at, self.zone).date())]
            about = typed(title(self.names.records, each.item)) if each.item else ""
            text = labelled(about, typed(each.text)) if about else typed(each.text)
            yield Quotation(text, told([self.names.by_login(each.by), *at]))
