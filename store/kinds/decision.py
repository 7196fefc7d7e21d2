"""Decisions: the question and what could be chosen, what was and why, who decided and was heard, how it turned out.

One is made in a meeting, between meetings, or after it went round: that is `store.kinds.circulation`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import msgspec

from store.errors import Fault, Refused, Unlisted
from store.fields import choice, day, flag, line, mapping, ref, refs, text
from store.fields.clean_text import clean
from store.fields.rights import ONCE
from store.kinds import blocker as blockers
from store.kinds import circulation, consensus
from store.kinds import evidence as proofs
from store.kinds.base import Kind, Record, fields_of, open_until
from store.kinds.blocker import Blocker
from store.kinds.circulation import Reviewed, against, looked_at
from store.kinds.decision_rights import (
    ADDED,
    ANSWERS,
    ASKED,
    BACK,
    CHOSEN,
    CIRCULATES,
    CONFIRMED_IN,
    DECIDED,
    DECIDED_BY,
    LOOKED_AT,
    RESULT,
    SAID,
    STAYS,
    SUPERSEDED,
    TO_CONFIRM,
    lacks_quorum,
    unheard,
)
from store.kinds.evidence import Cited
from store.kinds.goal import Goal, Stance, all_put_again, stance_faults
from store.kinds.joining import stronger
from store.kinds.naming import by_id
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records

#: What goes round is told from its fields alone; whoever knows decisions finds that here.
is_circulating, unanswered = circulation.is_circulating, circulation.unanswered
HEARD, WAIVED = "heard", "waived"
#: What a decision is made of: once it is made, these stay; what was left out of the others may still be said.
DECIDED_WITH = ("question", "goal", "options", "proposed", "chosen", "why", "consulted", "ends", "answers", "despite")
SAID_LATER = ("consequences", "known_by")
#: What departments are asked about where it goes round: where it changes, they are asked again.
ASKED_ABOUT = ("question", "options", "proposed")


class Hearing(msgspec.Struct, frozen=True, omit_defaults=True):
    """That a party was ``heard`` before a decision, or why it was not: ``waived``."""

    state: Annotated[str, choice("State", (HEARD, "heard"), (WAIVED, "waived"))] = HEARD
    why: Annotated[str, text("Why")] = ""

    def joined(self, other: Hearing) -> Hearing:
        """Two that are made one were heard where either was."""
        return stronger(self, other, "state", (HEARD, WAIVED))


class Decision(Record, frozen=True):
    """Open until something is ``chosen``, and then it stays so: another one supersedes it.

    It ends the blockers ``ends`` and answers the objections of ``answers``. As long as it goes round, ``stances`` has
    what each department says that is asked; ``despite`` is why it was decided although not all of them agree.
    """

    question: Annotated[str, line("Question", names=True, right=ASKED)]
    goal: Annotated[str | None, ref("Goal", "goal", right=CHOSEN)] = None
    options: Annotated[
        str, text("Options", hint="One on a line; below it + what is for it, - against", right=ASKED)
    ] = ""
    proposed: Annotated[str, line("Proposed", later=True, right=ASKED)] = ""
    chosen: Annotated[str, line("Chosen", right=CHOSEN)] = ""
    why: Annotated[str, text("Why", right=CHOSEN)] = ""
    consequences: Annotated[str, text("Consequences", hint="+ good, - bad, each on a line", right=ADDED)] = ""
    known_by: Annotated[str, text("How one will know", right=ADDED)] = ""
    decided_by: Annotated[tuple[str, ...], refs("Decided by", "person", "department", right=DECIDED_BY)] = ()
    decided: Annotated[date | None, day("Decided on", asked=False, right=DECIDED)] = None
    consulted: Annotated[
        dict[str, Hearing], mapping("Consulted", "department", "person", right=CHOSEN, found=True)
    ] = {}
    evidence: Annotated[tuple[str, ...], proofs.evidence()] = ()
    cited: Annotated[tuple[Cited, ...], proofs.cited()] = ()
    evidence_links: Annotated[str, proofs.links()] = ""
    circulated_by: Annotated[str | None, ref("Put round by", "person", asked=False, duty=True, right=CIRCULATES)] = None
    circulated_until: Annotated[date | None, day("Answers until", asked=False, deadline=True, right=CIRCULATES)] = None
    stances: Annotated[dict[str, Stance], mapping("Stances", "department", right=SAID, found=True)] = {}
    despite: Annotated[str, text("Why all the same", later=True, right=CHOSEN)] = ""
    review_on: Annotated[date | None, day("Review on", deadline=True)] = None
    ends: Annotated[tuple[str, ...], refs("Ends", "blocker", right=CHOSEN)] = ()
    answers: Annotated[tuple[str, ...], refs("Answers the objection of", "department", later=True, right=ANSWERS)] = ()
    superseded_by: Annotated[str | None, ref("Superseded by", "decision", asked=False, right=SUPERSEDED)] = None
    source: Annotated[str | None, ref("Came from", "agenda-item", asked=False, right=ONCE)] = None
    to_confirm: Annotated[bool, flag("Without quorum, to be confirmed", asked=False, right=TO_CONFIRM)] = False
    confirmed_in: Annotated[str | None, ref("Confirmed in", "meeting", asked=False, right=CONFIRMED_IN)] = None
    result: Annotated[
        str,
        choice(
            "How it turned out",
            ("", "Not known yet"),
            ("as-expected", "As expected"),
            ("better", "Better"),
            ("worse", "Worse"),
            later=True,
            right=RESULT,
        ),
    ] = ""
    result_note: Annotated[str, text("What came of it", later=True, right=RESULT)] = ""
    reviewed: Annotated[date | None, day("Looked at on", asked=False, right=LOOKED_AT)] = None


# Rules


def faults(decision: Decision, before: Decision | None, records: Records) -> Iterator[Fault]:
    """Hearings that there are; who was not heard is waived with a reason. What is decided goes before what was."""
    if decision.superseded_by is not None:
        by = records.maybe(Decision, decision.superseded_by)
        if by is not None and (not decision.chosen or not by.chosen or by.id == decision.id):
            words = Words("only what is decided is superseded, by another one that is decided", "not-decided")
            yield Fault("superseded_by", words)
        elif by is not None and by.superseded_by and (before is None or before.superseded_by is None):
            words = Words("{id} is superseded itself; name what stands", "superseded", id=by.id)
            yield Fault("superseded_by", words)
    for id, hearing in decision.consulted.items():
        if hearing.state not in (HEARD, WAIVED):
            yield Unlisted(f"consulted.{id}", hearing.state, fields_of(Hearing)["state"].listed)
        elif hearing.state == WAIVED and not hearing.why:
            yield Fault(f"consulted.{id}", Words("is waived without a reason", "waived-without-reason"))
    yield from proofs.faults(decision, before)
    if before is None or decision.stances != before.stances:
        yield from stance_faults(decision.stances)


def is_due(decision: Reviewed, today: date) -> bool:
    """It is in force, the day has come on which to look at it again, and nobody has."""
    due = decision.review_on is not None and decision.review_on <= today
    return bool(decision.chosen) and due and not looked_at(decision)


# Steps and commands


def complete(changes: Changes, decision: Decision) -> Decision:
    """What is chosen is decided today, by whoever says so unless told otherwise, once every C was heard or waived."""
    decision = proofs.settled(changes, None, decision)
    if not decision.goal:
        goals = {goal for id in decision.ends if (goal := _goal_of(changes, id))}
        decision = msgspec.structs.replace(decision, goal=goals.pop() if len(goals) == 1 else None)
    return _decided(changes, decision) if decision.chosen else decision


def edited(changes: Changes, before: Decision, after: Decision, _why: str) -> Decision:
    """Choosing decides, by the same rule. Raises `Refused` where what is decided would be another thing."""
    after = proofs.settled(changes, before, after)
    if before.chosen:
        spoiled = any(getattr(before, name) not in ("", getattr(after, name)) for name in SAID_LATER)
        if spoiled or any(getattr(before, name) != getattr(after, name) for name in DECIDED_WITH):
            raise stands(before)
        return msgspec.structs.replace(after, reviewed=_reviewed(before, after, changes.today))
    stances = consensus.stances_edited(changes, after.id, before.stances, after.stances)
    if any(getattr(before, name) != getattr(after, name) for name in ASKED_ABOUT):
        stances = all_put_again(stances, changes.now)
    after = msgspec.structs.replace(after, stances=stances)
    return _decided(changes, after, before.goal) if after.chosen else msgspec.structs.replace(after, decided=None)


def _reviewed(before: Decision, after: Decision, today: date) -> date | None:
    """When it was looked at last; a later day on which to look again counts where it is named from then on."""
    if not after.result:
        return None
    if after.review_on != before.review_on:
        return today
    if (before.result, before.result_note) == (after.result, after.result_note):
        return before.reviewed
    return None if after.review_on is not None and after.review_on > today else today


def stands(decision: Decision) -> Refused:
    """What is decided stays."""
    id, question, by = decision.id, decision.question, decision.superseded_by
    if by:
        return Refused("{old} is superseded by {id} already", "decided-already", old=id, id=by, question=question)
    return Refused(
        "{id} is decided: {chosen}. What is decided stays as it is; decide anew what supersedes it",
        "decided-already",
        id=id,
        question=question,
        chosen=decision.chosen,
    )


def _decided(changes: Changes, decision: Decision, was: str | None = None) -> Decision:
    """``was`` is the goal that it was about: its C are heard too."""
    for goal in dict.fromkeys((decision.goal, was)):
        missing = unheard(decision, changes.maybe(Goal, goal))
        if missing:
            names = [by_id(changes, id) for id in missing]
            raise Refused(
                "{names} is to be consulted (C) on {goal}: say that each was heard, or waive it with a reason",
                "wants-hearing",
                names=names,
                goal=goal,
            )
    if not decision.despite and (reasons := against(decision, changes)):
        raise Refused("{reasons}: say why it is decided all the same", "wants-despite", reasons=reasons, id=decision.id)
    me = changes.person_id
    by = decision.decided_by or ((me,) if me else ())
    marked = decision.to_confirm or lacks_quorum(changes, decision.source)
    decided = decision.decided or changes.today
    return msgspec.structs.replace(decision, decided=decided, decided_by=by, to_confirm=marked)


def follow(changes: Changes, before: Decision | None, after: Decision) -> None:
    """What is decided ends its blockers and answers its objections."""
    if after.chosen and (before is None or not before.chosen):
        for place in dict.fromkeys((*after.ends, *after.answers)):
            _end(changes, after, place)


def _end(changes: Changes, decision: Decision, place: str) -> None:
    record, said = changes.find(place), f"{decision.id}: {decision.chosen}"
    if isinstance(record, Blocker):
        if record.resolved is None:
            changes.put(blockers.done(changes, record, said))
        return
    goal = changes.maybe(Goal, decision.goal)
    if goal is None:
        raise Refused(
            "{id} names no goal, so there is no objection to answer; name it", "names-no-goal", id=decision.id
        )
    what = dict(changes.transaction.what)
    consensus.answer(changes, goal.id, place, said, decision.id)
    changes.transaction.what = what


def decide(
    changes: Changes,
    question: str,
    chosen: str,
    why: str = "",
    *,
    goal: str | None = None,
    decided_by: Sequence[str] = (),
    heard: Sequence[str] = (),
    waived: Mapping[str, str] | None = None,
    review_on: date | None = None,
    ends: Sequence[str] = (),
    answers: Sequence[str] = (),
    source: str | None = None,
    evidence: Sequence[str] = (),
    **more: str,
) -> Decision:
    """Decide: every C of the goal is ``heard`` or ``waived`` (with the reason). Raises `Refused`, `Invalid`.

    ``more`` are its other texts, by field: the options, the consequences, how one will know.
    """
    if not clean(chosen):
        raise Refused("Say what was chosen; a question that is still open is added without", "wants-choice")
    hearings = {id: Hearing() for id in heard}
    hearings |= {id: Hearing(WAIVED, clean(reason, lines=True)) for id, reason in (waived or {}).items()}
    decision = Decision(
        question=clean(question),
        chosen=clean(chosen),
        why=clean(why, lines=True),
        goal=goal,
        decided_by=tuple(decided_by),
        consulted=hearings,
        review_on=review_on,
        ends=tuple(dict.fromkeys(ends)),
        answers=tuple(dict.fromkeys(answers)),
        source=source,
        evidence=tuple(evidence),
    )
    texts = {name: clean(words, lines=True) for name, words in more.items()}
    decision = msgspec.structs.replace(decision, **texts)
    decision = changes.add(complete(changes, decision))
    follow(changes, None, decision)
    changes.say("decide", id=decision.id)
    return decision


def _goal_of(changes: Changes, blocker: str) -> str | None:
    for id in getattr(changes.find(blocker), "holds", ()):
        if id.startswith("G-"):
            return id
        if found := getattr(changes.find(id), "goal", None):
            return found
    return None


def supersede(changes: Changes, id: str, by: str) -> Decision:
    """What was decided in ``id`` is superseded by the decision ``by``. Raises `Refused` where it is so already."""
    old = changes.one(Decision, id)
    if not old.chosen:
        raise Refused("{id} is not decided yet, so there is nothing to supersede; decide it", "not-decided", id=id)
    if old.superseded_by:
        raise stands(old)
    return changes.change(old, superseded_by=by)


def reopen(_changes: Changes, decision: Decision, _why: str) -> Decision:
    """It is never open again. Raises `Refused`."""
    if not decision.chosen:
        raise Refused("{id} is open already; there is nothing to reopen", "open-already", id=decision.id)
    raise stands(decision)


KIND = Kind(
    name="decision",
    prefix="D",
    label="Decision",
    plural="Decisions",
    record=Decision,
    writer="member",
    faults=faults,
    on_add=complete,
    on_edit=edited,
    follow=follow,
    stays=STAYS,
    back=BACK,
    reopen=reopen,
    no_done=Words("a decision is made by choosing, and stays; another one supersedes it", "made-by-choosing"),
    standing=open_until("chosen"),
    stands_by=("chosen",),
    within=("goal",),
    out_of=("source",),
)
