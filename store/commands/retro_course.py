"""The course of a retrospective: who leads it and is done, when votes are open, the change to try, the next one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from store.commands import add_draft, draft, refuse_unseen
from store.errors import Refused
from store.fields.clean_text import clean
from store.kinds import KINDS, retro_steps
from store.kinds.card import Card
from store.kinds.department import active_of
from store.kinds.goal import Goal, is_open
from store.kinds.lesson import Lesson
from store.kinds.naming import by_id
from store.kinds.person import Person, has_left
from store.kinds.retro import Retro, here, led, move, open_one
from store.kinds.retro_rights import all_done

if TYPE_CHECKING:
    from datetime import date

    from store.records import Changes

#: What of a retrospective the next one has too.
ALONG = ("title", "format", "template", "columns", "anonymous", "votes", "minutes", "people", "tags")


def close(changes: Changes, retro_id: str, why: str = "") -> Retro:
    """It is over; raises `Refused` with what it lacks, unless it is said ``why`` it closes without."""
    return move(changes, retro_id, "closed", why)


def reopen(changes: Changes, retro_id: str, why: str) -> Retro:
    """It is talked about again, for that reason."""
    why = clean(why, lines=True)
    after = retro_steps.reopen(changes, led(changes, changes.one(Retro, retro_id)), why)
    changes.say("reopen", id=retro_id, why=why)
    return changes.put(after)


def lead(changes: Changes, retro_id: str, person: str | None = None) -> Retro:
    """Whoever gives the command leads it from now on, or hands it to ``person``."""
    retro = open_one(changes, retro_id)
    who = person or changes.person_id
    if who is None:
        raise Refused(
            "Only people of this workspace take part; nobody here has the login {login}",
            "not-a-member",
            login=changes.who,
        )
    if who == retro.facilitator:
        raise Refused("{person} leads {id} already", "there-already", person=by_id(changes, who), id=retro.id)
    changes.say("lead", id=retro_id, who=who)
    return changes.change(retro, facilitator=who)


def set_ready(changes: Changes, retro_id: str, ready: bool = True, person: str | None = None) -> Retro:
    """Whoever gives the command is done with the step, or not yet; whoever leads says so of a ``person``.

    Once all who take part have given their votes, these are open.
    """
    retro = open_one(changes, retro_id)
    who = person or changes.person_id
    if who is None:
        raise Refused(
            "Only people of this workspace take part; nobody here has the login {login}",
            "not-a-member",
            login=changes.who,
        )
    if who != changes.person_id:
        led(changes, retro)
        here(changes, who)
    others = tuple(each for each in retro.ready if each != who)
    after = msgspec.structs.replace(retro, ready=(*others, who) if ready else others)
    changes.say("is-done", id=retro_id, ready=ready, **({} if who == changes.person_id else {"for": who}))
    return changes.put(
        msgspec.structs.replace(after, votes_open=after.votes_open or all_done(changes, after, changes.today))
    )


def open_votes(changes: Changes, retro_id: str) -> Retro:
    """Everybody sees how all have voted."""
    retro = led(changes, open_one(changes, retro_id))
    if retro.votes_open:
        raise Refused("The votes of {id} are open already", "there-already", id=retro.id)
    if retro.state != "vote":
        raise Refused("{id} does not take votes now; move it on to vote first", "not-voting", id=retro.id)
    changes.say("open-votes", id=retro_id)
    return changes.change(retro, votes_open=True)


def set_minutes(changes: Changes, retro_id: str, step: str, minutes: int | None) -> Retro:
    """How long a step is meant to take; None for as long as it takes."""
    retro = led(changes, open_one(changes, retro_id))
    planned = {each: n for each, n in {**retro.minutes, step: minutes}.items() if n}
    changes.say("edit", ids=[retro_id], fields=["minutes"])
    return changes.change(retro, minutes=planned)


def set_change(changes: Changes, retro_id: str, text: str) -> Retro:
    """The one change that is tried until the next one, which opens on it."""
    retro = open_one(changes, retro_id)
    text = clean(text)
    if not text:
        raise Refused("A change to try wants words", "wants-words")
    changes.say("change", id=retro_id)
    return changes.change(retro, change=text)


def judge_change(changes: Changes, retro_id: str, helped: str, said: str = "") -> Retro:
    """Whether the change that the earlier one tried helped; the earlier one, which keeps that."""
    retro = open_one(changes, retro_id)
    earlier = changes.maybe(Retro, retro.follows)
    if earlier is None or not earlier.change:
        raise Refused("{id} follows none that tried a change", "nothing-to-judge", id=retro_id)
    if helped not in [each.value for each in KINDS["retro"].fields["change_helped"].choices]:
        raise Refused(
            '"{value}" is not one of: {choices}',
            "not-listed",
            value=helped,
            choices=KINDS["retro"].fields["change_helped"].listed,
        )
    changes.say("judge-change", id=earlier.id, on=retro_id, helped=helped)
    return changes.change(earlier, change_helped=helped, change_said=clean(said, lines=True))


def file_lesson(
    changes: Changes,
    retro_id: str,
    title: str,
    sort: str = "do",
    departments: Sequence[str] = (),
    tags: Sequence[str] = (),
    card_id: str | None = None,
    **values: object,
) -> Lesson:
    """A lesson of it, or of one of its cards, whose words it has where it has none of its own.

    It applies to the departments of the retrospective where none are named.
    """
    retro = changes.one(Retro, retro_id)
    card = None if card_id is None else changes.one(Card, card_id)
    if card is not None and card.retro != retro.id:
        raise Refused("{card} is not a card of {id}", "other-retro", card=card.id, id=retro.id)
    if card is not None:
        refuse_unseen(changes, card, ["text"])
    words = "" if card is None else card.text
    said: dict[str, Any] = {
        "title": clean(title) or words.partition("\n")[0],
        "text": words if words != clean(title) else "",
        "sort": sort,
        "departments": departments or retro.departments,
        "tags": tags or (card or retro).tags,
        "retro": retro.id,
        "goal": retro.goal,
    }
    made = add_draft(changes, KINDS["lesson"], draft(KINDS["lesson"], {**said, **values}))
    changes.say("lesson", id=made.id, on=retro_id)
    return changes.one(Lesson, made.id)


# The one after it


def plan_next(changes: Changes, retro_id: str, on: date | None = None) -> Retro:
    """The next one of its chain, like it, to which cards are carried."""
    retro = open_one(changes, retro_id)
    found = retro_steps.following(changes, retro)
    if found is not None:
        raise Refused("{id} follows {earlier} already", "there-already", id=found.id, earlier=retro_id)
    new = next_like(changes, retro, {"on": on})
    changes.say("plan-next", id=new.id, on=retro_id)
    return new


def next_like(changes: Changes, retro: Retro, values: Mapping[str, Any]) -> Retro:
    """One like it that follows it. Who has left is not in it, nor a goal that closes with it."""
    like: dict[str, Any] = {name: getattr(retro, name) for name in ALONG} | {"follows": retro.id}
    like["departments"] = active_of(changes, retro.departments)
    leader, goal = changes.maybe(Person, retro.facilitator), changes.maybe(Goal, retro.goal)
    if leader is not None and not has_left(leader, changes.today):
        like["facilitator"] = leader.id
    if goal is not None and is_open(goal) and goal.step != "evaluate":
        like["goal"] = goal.id
    return changes.add(Retro(**like, **values))
