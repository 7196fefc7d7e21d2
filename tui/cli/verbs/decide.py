"""Deciding, in the short form."""

from store.words import Words
from tui.cli.call import Call, Verb
from tui.cli.words import Option


def _decide(call: Call) -> int:
    from store.kinds.decision import decide

    question, chosen = call.take(2)
    waived = call.options.get("waived", "")
    made = call.workspace.do(
        decide,
        question,
        chosen,
        call.options.get("why", ""),
        goal=call.given_ref("goal", "goal"),
        decided_by=call.given_refs("by", "person", "department"),
        heard=call.given_refs("heard", "department", "person"),
        waived=call.pairs([waived] if waived else [], "department", "person"),
        review_on=call.given_day("review-on"),
        ends=call.given_refs("ends", "blocker"),
        answers=call.given_refs("answers", "department"),
        options=call.options.get("options", ""),
    )
    call.records_out([made.id])
    return 0


VERBS = {
    "decide": Verb(
        "decide",
        "decide QUESTION CHOSEN [--why TEXT] [--goal GOAL] [--heard WHO] [--waived WHO=WHY] [--ends BLOCKER] ...",
        Words("Records a decision; it may end blockers and answer objections"),
        ('concord decide "Who pays for the flyers?" "MKT" --why "it has the budget" --ends B-7 --heard FIN',),
        _decide,
        (
            Option("why", Words("The reason, kept in the history"), "TEXT"),
            Option("goal", Words("For which goal"), "GOAL"),
            Option("by", Words("Who decided (you)"), "WHO"),
            Option("heard", Words("Who of those to be consulted (C) was heard"), "WHO"),
            Option("waived", Words("Who was not, and why: FIN=away until Monday"), "WHO=WHY"),
            Option("ends", Words("The blockers that it ends"), "BLOCKER"),
            Option("answers", Words("The departments whose objections it answers"), "DEPARTMENT"),
            Option("options", Words("What else could have been chosen"), "TEXT"),
            Option("review-on", Words("When to look at it again"), "DAY"),
        ),
    )
}
