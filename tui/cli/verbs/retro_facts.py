"""`concord retro facts`: what is true of what a retrospective looks back at, as Markdown or as JSON."""

# late: what a deed loads, it imports when it runs.

from typing import TYPE_CHECKING, Any

from tui.cli.call import Call

if TYPE_CHECKING:
    from store.insight.retro_facts import RetroFacts


def _facts(call: Call) -> None:
    """``RETRO`` behind the word for it."""
    from store.insight.retro_facts import of_retro
    from tui.text.fact_lines import facts_page
    from tui.text.pages.as_markdown import markdown

    _deed, word = call.take(2)
    overview = call.objects.overview
    found = of_retro(overview, call.named(word, "retro"))
    if call.json:
        call.output.object(_as_object(call, found))
    else:
        call.output.text(markdown(facts_page(found, overview)))


def _as_object(call: Call, found: "RetroFacts") -> dict[str, Any]:
    """For scripts, with people and departments by the names that they go by."""
    called, last, scope = call.called, found.last, found.scope
    return {
        "id": found.retro,
        "goal": scope.goal,
        "meeting": scope.meeting,
        "departments": [called(id) for id in scope.departments],
        "since": scope.since,
        "until": scope.until,
        "last_time": None if last is None else last._asdict() | {"actions": [each._asdict() for each in last.actions]},
        "goals": [each._asdict() for each in found.goals],
        "milestones": [each._asdict() for each in found.milestones],
        "actions": [each._asdict() for each in found.actions],
        "slips": [each._asdict() | {"days": each.days} for each in found.slips],
        "blocked_days": [{"cause": cause} | days._asdict() for cause, days in found.by_cause.items()],
        "waited_days": [
            {"who": called(who), "on": called(on)} | days._asdict() for (who, on), days in found.by_pair.items()
        ],
        "answers": [
            {"department": called(each.department), "promised_days": each.promised, "median_days": each.median}
            | {"answered": dict(each.taken), "unanswered": dict(each.waiting)}
            for each in found.answers
        ],
        "decisions": [each._asdict() for each in found.decisions],
        "confidence": [
            {"key_result": each.id, "check_ins": [one._asdict() for one in each.readings]} for each in found.confidence
        ],
        "promises": [
            {"department": called(of) if of else None} | tally.counts
            for of, tally in found.kept(call.objects.overview).items()
        ],
        "kudos_across": [
            {"from": called(giver), "to": called(to), "n": n} for (giver, to), n in found.thanks.pairs.items()
        ],
        "feedback": [
            {"on": called(each.on), "of_itself": each.own, "others": each.others}
            | {"waits_for": [called(of) for of in each.waits], "ids": each.ids}
            for each in found.feedback
        ],
    }


DEEDS = {"facts": _facts}
