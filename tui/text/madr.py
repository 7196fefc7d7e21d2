"""A decision as a record of MADR 4 (https://adr.github.io/madr): front matter, and Markdown under the headings there.

The headings and what the format says are English in every language; what people typed, and what Concord adds under
*More Information*, is in the reader's.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from store.kinds import options
from store.kinds.circulation import is_circulating, saying
from store.kinds.decision import WAIVED, Decision
from store.kinds.goal import Goal
from store.records.names import title
from tui.i18n import t
from tui.text.evidence_words import as_cited, links, others
from tui.text.joined import labelled, noted
from tui.text.labels import stance_label, value_label
from tui.text.pages.as_markdown import markdown
from tui.text.pages.document import Bullet, Bullets, Document, Heading, Inline, Paragraph, Part, Phrase, typed

if TYPE_CHECKING:
    from store.insight.overview import Overview

#: How an argument begins, by its mark.
BECAUSE = {options.FOR: "Good", options.AGAINST: "Bad", options.NEUTRAL: "Neutral"}
#: A name of a file has so many bytes of the question.
_LONG = 60
#: What JSON leaves in a string and YAML does not, or not everywhere.
_UNFIT = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def file_name(decision: Decision) -> str:
    """`0007-who-owns-the-dock-plan.md`: the number, then letters of any script and digits; nothing else."""
    question = unicodedata.normalize("NFC", decision.question).lower()
    letters = (each if each.isalnum() or unicodedata.category(each)[0] == "M" else " " for each in question)
    slug = ""
    for word in "".join(letters).split():
        longer = f"{slug}-{word}"
        if len(longer.encode()) > _LONG:
            slug = slug or f"-{word.encode()[: _LONG - 1].decode(errors='ignore')}"
            break
        slug = longer
    return f"{number(decision.id)}{slug}.md"


def number(id: str) -> str:
    """What stands for the number of a decision in the name of its file."""
    return id.partition("-")[2].rjust(4, "0")


def mark(id: str) -> str:
    """The last line, by which a file is known to be that of a decision."""
    return f"<!-- Concord {id} -->"


def lines(decision: Decision, overview: "Overview", files: Mapping[str, str]) -> Iterator[str]:
    """The record, line by line; ``files`` are the names of the files beside it, by the decision that each is of."""
    told = _Told(decision, overview, files)
    yield "---"
    for name, value in told.head():
        yield from _yaml(name, value)
    yield from ("---", "")
    yield from markdown(Document(typed(decision.question), [*told.parts()]))
    yield from ("", mark(decision.id))


def _yaml(name: str, value: str | date | list[str]) -> Iterator[str]:
    """A key with a day, a text in quotes, or a list of such texts."""
    if isinstance(value, list):
        yield f"{name}:"
        yield from (f"  - {_quoted(each)}" for each in value)
    else:
        yield f"{name}: {value if isinstance(value, date) else _quoted(value)}"


def _quoted(text: str) -> str:
    return _UNFIT.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


class _Told:
    def __init__(self, decision: Decision, overview: "Overview", files: Mapping[str, str]) -> None:
        self.decision, self.overview, self.files = decision, overview, files
        self.records = overview.reading
        goal = self.records.find(decision.goal or "")
        self.goal = goal if isinstance(goal, Goal) else None

    def head(self) -> Iterator[tuple[str, str | date | list[str]]]:
        """What stands in the front matter; lists only where there is somebody in them."""
        decision, stamp = self.decision, self.decision.changed_at or self.decision.made_at
        yield "status", self._status()
        day = decision.decided or (stamp and self.overview.day_of(stamp))
        if day:
            yield "date", day
        raci: Mapping[str, str] = self.goal.raci if self.goal is not None else {}
        heard = [id for id, hearing in decision.consulted.items() if hearing.state != WAIVED]
        asked = saying(decision.stances, "agrees", "reservation", "objects")
        makers = decision.decided_by or filter(None, [decision.circulated_by])
        for name, ids in (
            ("decision-makers", makers),
            ("consulted", [*heard, *asked]),
            ("informed", [id for id, letter in raci.items() if letter == "I"]),
        ):
            if found := self._names(ids):
                yield name, found

    def _status(self) -> str:
        decision = self.decision
        if decision.superseded_by:
            return f"superseded by ADR-{number(decision.superseded_by)}"
        return "accepted" if decision.chosen and not decision.to_confirm else "proposed"

    def parts(self) -> Iterator[Part]:
        """What stands under the title."""
        found = options.read(self.decision.options)
        chosen = self.decision.chosen
        yield Heading("Context and Problem Statement")
        yield Paragraph(typed(self.decision.question))
        if self.goal is not None and self.goal.why:
            yield Paragraph(typed(self.goal.why))
        yield from self._listed("Decision Drivers", self._drivers())
        titles = [each.title for each in found]
        if chosen and not any(options.is_chosen(each, chosen) for each in found):
            titles.append(chosen)
        yield from self._listed("Considered Options", map(typed, titles))
        yield from self._outcome()
        yield from _weighed(found)
        yield from self._listed("More Information", self._more())

    def _listed(self, heading: str, texts: Iterable[Inline], level: int = 2) -> Iterator[Part]:
        found = [Bullet(each) for each in texts if each]
        if found:
            yield from (Heading(heading, level), Bullets(found))

    def _drivers(self) -> Iterator[str]:
        """The goal, what it ends, what departments object to."""
        decision, goal = self.decision, self.goal
        if goal is not None:
            yield labelled(t("Goal"), self._record(goal.id))
        for id in decision.ends:
            yield labelled(t("Blocker"), self._record(id))
        for id in decision.answers:
            stance = goal.stances.get(id) if goal is not None else None
            yield labelled(
                t("Objection of {department}", department=self._name(id)), typed(stance.reason if stance else "")
            )

    def _outcome(self) -> Iterator[Part]:
        decision = self.decision
        yield Heading("Decision Outcome")
        if decision.chosen:
            because = f", because {typed(decision.why)}" if decision.why else ""
            yield Paragraph(f'Chosen option: "{typed(decision.chosen)}"{because}')
        elif decision.proposed:
            yield Paragraph(f'Proposed option: "{typed(decision.proposed)}"')
        else:
            yield Paragraph(t("Not decided yet"))
        said = options.marked(decision.consequences)
        yield from self._listed("Consequences", (_because(each) for each in said), 3)
        if decision.known_by or decision.review_on:
            yield Heading("Confirmation", 3)
        if decision.known_by:
            yield Paragraph(typed(decision.known_by))
        if decision.review_on:
            yield Paragraph(labelled(t("Review on"), str(decision.review_on)))

    def _more(self) -> Iterator[Inline]:
        """Where it comes from, who said what, what became of it."""
        decision = self.decision
        yield labelled("Concord", decision.id)
        supersedes = [each.id for each in self.records.pointing(Decision, "superseded_by", decision.id)]
        for label, ids in (
            (t("Supersedes"), supersedes),
            (t("Superseded by"), filter(None, [decision.superseded_by])),
        ):
            yield from ((labelled(label, ""), self._file(id)) for id in ids)
        if decision.source:
            item = self.records.find(decision.source)
            yield labelled(t("Made in"), self._record(getattr(item, "meeting", None) or decision.source))
        if decision.to_confirm:
            yield t("Without quorum, to be confirmed")
        if decision.confirmed_in:
            yield labelled(t("Confirmed in"), self._record(decision.confirmed_in))
        yield from self._said()
        for id in others(decision):
            yield labelled(t("Evidence"), self._record(id))
        for each in (*(as_cited(row, self.overview.zone) for row in decision.cited), *links(decision)):
            yield labelled(t("Evidence"), typed(each))
        if decision.result:
            day = str(decision.reviewed or "")
            said = noted(value_label(decision, "result"), day)
            yield labelled(t("How it turned out"), said)
            yield typed(decision.result_note)

    def _said(self) -> Iterator[str]:
        """Who was not heard and why; what departments said as it went round, and why it was decided all the same."""
        decision = self.decision
        for id, hearing in decision.consulted.items():
            if hearing.state == WAIVED:
                yield labelled(t("{who} waived", who=self._name(id)), typed(hearing.why))
        for id, stance in decision.stances.items():
            said = noted(stance_label(stance.stance)[0], typed(stance.reason) if stance.stance != "pending" else "")
            yield labelled(self._name(id), said)
        if is_circulating(decision):
            yield labelled(t("Answers until"), str(decision.circulated_until or ""))
        if decision.despite:
            yield labelled(t("Why all the same"), typed(decision.despite))

    # What is named

    def _file(self, id: str) -> Phrase | str:
        """Another decision: a link to its file where that is beside this one."""
        called = f"ADR-{number(id)}"
        return Phrase(called, url=self.files[id]) if id in self.files else called

    def _record(self, id: str) -> str:
        return f"{id} {typed(title(self.records, id))}"

    def _name(self, id: str) -> str:
        return typed(self.overview.names.of(id))

    def _names(self, ids: Iterable[Any]) -> list[str]:
        return list(dict.fromkeys(self.overview.names.of(str(id)) for id in ids))


def _because(said: options.Argument) -> str:
    return f"{BECAUSE[said.mark]}, because {typed(said.text)}" if said.mark else typed(said.text)


def _weighed(found: list[options.Weighed]) -> Iterator[Part]:
    """What is for and against each, where something is said of one."""
    if not any(each.note or each.arguments for each in found):
        return
    yield Heading("Pros and Cons of the Options")
    for each in found:
        yield Heading(typed(each.title), 3)
        if each.note:
            yield Paragraph(typed(each.note))
        if each.arguments:
            yield Bullets([Bullet(_because(said)) for said in each.arguments])
