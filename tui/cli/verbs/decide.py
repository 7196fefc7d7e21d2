"""Deciding, in the short form."""

import re
from typing import TYPE_CHECKING, Any

from store import commands
from store.commands.deciding_anew import decide_anew
from store.errors import WrongWords
from store.kinds import split_id
from store.kinds.decision import WAIVED, Decision, Hearing, decide, supersede
from store.words import Words
from tui.cli.arguments import WHY, Option
from tui.cli.call import Call, Verb
from tui.cli.consequences import say_added, say_changed, tell
from tui.served import WRITES

if TYPE_CHECKING:
    from store.records import Changes


#: The texts of a decision that have an option of their name.
_TEXTS = ("options", "consequences", "known_by", "despite")


def _decide(call: Call) -> None:
    question, chosen = call.take(2)
    place = split_id(question)
    if place is not None and place[0].record is not Decision and call.workspace.records.find(question.upper()):
        raise WrongWords('"{word}" is no question; say it in words, and what it is about with an option', word=question)
    waived = call.given("waived")
    id = call.named(question, "decision") if re.fullmatch(r"[dD]-[0-9]+", question) else None
    before = None if id is None else call.workspace.records.get(id)
    given: dict[str, Any] = {
        "goal": call.given_ref("goal", "goal"),
        "decided_by": call.given_refs("by", "person", "department"),
        "review_on": call.given_day("review-on", getattr(before, "review_on", None)),
        "ends": call.given_refs("ends", "blocker"),
        "answers": call.given_refs("answers", "department"),
        "evidence": call.given_value("decision", "evidence", call.given("evidence")) or (),
        **{name: call.given(name.replace("_", "-")) or "" for name in _TEXTS},
    }
    heard = call.given_refs("heard", "department", "person")
    passed = call.pairs([waived] if waived else [], "department", "person")
    why, seq = call.given("why") or "", call.workspace.ledger.seq
    supersedes = call.given_ref("supersedes", "decision")
    if before is not None:
        made = call.workspace.do(_decide_open, before.id, chosen, why, given, heard, passed, supersedes)
        say_changed(call, before)
    elif supersedes is not None:
        hearings = _hearings(heard, passed)
        values = {**given, "question": question, "chosen": chosen, "why": why, "consulted": hearings}
        made = call.workspace.do(decide_anew, supersedes, {name: value for name, value in values.items() if value})
        say_added(call, made.id)
    else:
        made = call.workspace.do(decide, question, chosen, why, heard=heard, waived=passed, **given)
        say_added(call, made.id)
    tell(call, seq, [made.id])
    call.records_out([made.id])


def _decide_open(
    changes: "Changes",
    id: str,
    chosen: str,
    why: str,
    given: dict[str, Any],
    heard: tuple[str, ...],
    waived: dict[str, str],
    supersedes: str | None,
) -> Any:
    """What was asked and not decided yet; whoever was heard already stays heard."""
    decision = changes.one(Decision, id)
    hearings = {**decision.consulted, **_hearings(heard, waived)}
    values = {name: value for name, value in {**given, "why": why}.items() if value}
    made = commands.edit(changes, id, {**values, "chosen": chosen, "consulted": hearings})
    if supersedes is not None:
        supersede(changes, supersedes, id)
    return made


def _hearings(heard: tuple[str, ...], waived: dict[str, str]) -> dict[str, Hearing]:
    return {each: Hearing() for each in heard} | {each: Hearing(WAIVED, why) for each, why in waived.items()}


VERBS = {
    "decide": Verb(
        "decide QUESTION|DECISION CHOSEN [--why TEXT] [--goal GOAL] [--heard WHO] [--waived WHO=WHY] [--ends B] ...",
        Words("Records a decision; it may end blockers and answer objections"),
        (
            'concord decide "Who pays for the flyers?" "MKT" --why "it has the budget" --ends B-7 --heard FIN',
            'concord decide "Which week?" "the second" --goal G-12 --answers LOG --waived "FIN=away until Monday"',
            'concord decide "Which week?" "the third" --supersedes D-3    # what is decided stays as it was',
            'concord add decision "Which week?" --goal G-12    # later: concord decide D-3 "the second"',
        ),
        _decide,
        (
            WHY,
            Option("goal", Words("For which goal"), "GOAL"),
            Option("by", Words("Who decided (you)"), "WHO"),
            Option("heard", Words("Who of those to be consulted (C) was heard"), "WHO"),
            Option("waived", Words("Who was not, and why: FIN=away until Monday"), "WHO=WHY"),
            Option("ends", Words("The blockers that it ends"), "BLOCKER"),
            Option("answers", Words("The departments whose objections it answers"), "DEPARTMENT"),
            Option("supersedes", Words("The decision that this one goes before by now"), "DECISION"),
            Option("evidence", Words("On what it rests: records, readings (N-3, N-3@09:30), links"), "WHAT"),
            Option("options", Words("What could be chosen, one on a line; below it + for, - against"), "TEXT"),
            Option("consequences", Words("What follows from it"), "TEXT"),
            Option("known-by", Words("How one will know whether it was right"), "TEXT"),
            Option("despite", Words("Why it is decided though not all of those asked agree"), "TEXT"),
            Option("review-on", Words("When to look at it again"), "DAY"),
        ),
        touches=WRITES,
    )
}
