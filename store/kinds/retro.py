"""Retrospectives: looking back together at a goal, a meeting or a period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import msgspec

from store.errors import Fault, Refused, Unlisted
from store.fields import choice, day, flag, line, mapping, moment, number, period_line, ref, refs
from store.fields import minutes as lasting
from store.fields import text as prose
from store.fields.clean_text import clean
from store.kinds.action import Action
from store.kinds.base import Kind, Record, ended_by
from store.kinds.card import Card, columns_called, columns_of, votes_themselves
from store.kinds.common_rules import circle, period_form
from store.kinds.naming import by_id
from store.kinds.person import Person, has_left
from store.kinds.retro_format import FORMAT, VOTES, column_faults
from store.kinds.retro_rights import (
    BACK,
    CLOSED_WHY,
    HELPED,
    LEAD,
    LED,
    PEOPLE,
    READY,
    REVEALED,
    STATE,
    STEP_AT,
    VOTES_OPEN,
    leads,
)
from store.kinds.retro_steps import MOST, closing, complete, edited, follow_ups, reopen, stepped
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records

STATES = ("gather", "group", "vote", "discuss", "closed")


class Retro(Record, frozen=True):
    """``votes`` is how many each person may give; cards are records of their own.

    It is at its ``state`` since ``step_at``; ``minutes`` says how long each is meant to take, ``ready`` who is done
    with it. Cards above the number ``revealed`` are private while they are gathered. It ``follows`` an earlier one,
    whose ``change`` it judges.
    """

    title: Annotated[str, line("Title", names=True)]
    goal: Annotated[str | None, ref("Goal", "goal")] = None
    meeting: Annotated[str | None, ref("Meeting", "meeting")] = None
    period: Annotated[str, period_line("Period")] = ""
    departments: Annotated[tuple[str, ...], refs("Departments", "department")] = ()
    people: Annotated[tuple[str, ...], refs("Takes part", "person", right=PEOPLE)] = ()
    facilitator: Annotated[str | None, ref("Facilitator", "person", duty=True, right=LEAD)] = None
    on: Annotated[date | None, day("Day")] = None
    format: Annotated[
        str,
        choice(
            "Format",
            ("start-stop-continue", "Start, stop, continue"),
            ("keep-drop-add", "Keep, drop, add"),
            ("4ls", "Liked, learned, lacked, longed for"),
            ("mad-sad-glad", "Mad, sad, glad"),
            ("sailboat", "Sailboat"),
            ("own", "One of our own"),
            right=LED,
        ),
    ] = FORMAT
    template: Annotated[str | None, ref("From the format", "retro-format", right=LED)] = None
    columns: Annotated[
        str,
        prose("Columns", hint="One line each, or ; between: the name of a column, a colon, what it asks", right=LED),
    ] = ""
    state: Annotated[
        str,
        choice(
            "State",
            ("gather", "Gather"),
            ("group", "Group"),
            ("vote", "Vote"),
            ("discuss", "Discuss"),
            ("closed", Words("Closed", context="meeting")),
            later=True,
            right=STATE,
        ),
    ] = "gather"
    anonymous: Annotated[bool, flag("Anonymous", right=LED)] = False
    votes: Annotated[int, number("Votes a person", least=0, most=100, unit=None, right=LED)] = VOTES
    minutes: Annotated[
        dict[str, int], mapping("Minutes a step", keys="retro.state", item=lasting("Minutes"), right=LED)
    ] = {}
    step_at: Annotated[datetime | None, moment("At this step since", right=STEP_AT)] = None
    ready: Annotated[tuple[str, ...], refs("Is done", "person", asked=False, right=READY)] = ()
    revealed: Annotated[int, number("Cards shown up to", least=0, unit=None, asked=False, right=REVEALED)] = 0
    votes_open: Annotated[bool, flag("Votes are open", asked=False, right=VOTES_OPEN)] = False
    follows: Annotated[str | None, ref("Follows", "retro", later=True, right=LED)] = None
    change: Annotated[str, line("One change to try", later=True)] = ""
    change_helped: Annotated[
        str,
        choice(
            "Whether the change helped",
            ("", "Not said yet"),
            ("helped", "It helped"),
            ("partly", "It helped in part"),
            ("not", "It did not help"),
            ("worse", Words("Worse", context="change")),
            asked=False,
            right=HELPED,
        ),
    ] = ""
    change_said: Annotated[str, prose("What the change did", asked=False, right=HELPED)] = ""
    closed_why: Annotated[str, prose("Why it was closed without", asked=False, right=CLOSED_WHY)] = ""


# Rules


def faults(retro: Retro, before: Retro | None, records: Records) -> Iterator[Fault]:
    """What the cards rest on stays as it is while there are cards; the votes given fit into the limit."""
    yield from period_form(retro.period)
    yield from column_faults("columns", retro.columns)
    yield from circle(retro, before, "follows", records) if retro.follows else ()
    if retro.format == "own" and not retro.columns:
        yield Fault("columns", Words("a format of your own says which there are", "wants-columns"))
    for step in retro.minutes.keys() - {*STATES[:-1]}:
        yield Unlisted(f"minutes.{step}", step, KIND.fields["state"].listed[:-1])
    if before is None:
        return
    same = columns_of(retro) == columns_of(before)
    if same and retro.anonymous == before.anonymous and retro.votes >= before.votes:
        return
    cards = list(records.pointing(Card, "retro", retro.id))
    if not same and any(card.column not in columns_of(retro) for card in cards):
        yield Fault("format", Words("there are cards in its columns already; move those first", "has-cards"))
    if retro.anonymous != before.anonymous and cards:
        yield Fault(
            "anonymous", Words("there are cards already, written under the promise that was given", "has-cards")
        )
    if retro.votes < before.votes:
        yield from _fewer(retro, before, cards)


def _fewer(retro: Retro, before: Retro, cards: Sequence[Card]) -> Iterator[Fault]:
    """Not fewer votes than somebody has given; as long as they are hidden, nobody learns how many those are."""
    given: dict[str, int] = {}
    for card in cards:
        for person, count in card.votes.items():
            given[person] = given.get(person, 0) + count
    most = max(given.values(), default=0)
    if given and votes_hidden(before):
        words = Words("votes are given that are hidden still; it can be less once they are open", "has-votes")
        yield Fault("votes", words)
    elif most > retro.votes:
        yield Fault("votes", Words("somebody has given {n} already; it cannot be less", "out-of-range", n=most))


def votes_hidden(retro: Retro) -> bool:
    """How others voted is not told yet; one sees one's own."""
    return not retro.votes_open and retro.state not in ("discuss", "closed")


def place(state: str) -> int:
    """Where a state stands among the states; -1 for one that only a later version knows."""
    return STATES.index(state) if state in STATES else -1


# Commands


def open_one(changes: Changes, retro_id: str) -> Retro:
    """The retrospective, which has to be open still; raises `Refused`."""
    retro = changes.one(Retro, retro_id)
    if retro.state == "closed":
        raise Refused("{id} is closed already; reopen it first", "closed", id=retro.id)
    return retro


def led(changes: Changes, retro: Retro) -> Retro:
    """The same for what whoever leads it does; raises `Refused` with who that is."""
    if not leads(changes.claim, retro) and retro.facilitator is not None:
        raise Refused(
            "{person} leads {id}; take the lead first, or ask a coordinator",
            "retro-led-by-another",
            person=by_id(changes, retro.facilitator),
            id=retro.id,
        )
    return retro


def here(changes: Changes, person_id: str) -> str:
    """The person, who has not left; raises `Refused`."""
    person = changes.one(Person, person_id)
    if has_left(person, changes.today):
        raise Refused(
            "{who} left on {day} and takes no part any more",
            "takes-no-part",
            who=by_id(changes, person_id),
            day=person.left_on,
        )
    return person_id


def move(changes: Changes, retro_id: str, state: str, why: str = "") -> Retro:
    """On to gather, group, vote, discuss or closed, or back; whoever takes it on leads it where nobody does.

    What is gathered, grouped and voted stays. At its first step it is begun so. Closing it may want ``why``.
    """
    retro = changes.one(Retro, retro_id)
    if state not in STATES:
        raise Refused(
            '"{value}" is not one of: {choices}', "not-listed", value=state, choices=KIND.fields["state"].listed
        )
    if state == retro.state and (state != "gather" or retro.step_at is not None):
        raise Refused("{id} is there already: {state}", "there-already", id=retro.id, state=state)
    retro = led(changes, open_one(changes, retro_id))
    why = clean(why, lines=True)
    if state == retro.state:
        after = msgspec.structs.replace(retro, step_at=changes.now, ready=())
    else:
        after = closing(changes, retro, why) if state == "closed" else stepped(changes, retro, state, changes.now)
    changes.say("move", id=retro.id, state=state, was=retro.state, **({"why": why} if after.closed_why else {}))
    return changes.put(msgspec.structs.replace(after, facilitator=retro.facilitator or changes.person_id))


def add_card(changes: Changes, retro_id: str, column: str, text: str) -> Card:
    """A card in a column, before it begins too; its author is not stored where the retrospective is anonymous."""
    retro = open_one(changes, retro_id)
    text = clean(text, lines=True)
    if not text:
        raise Refused("A card wants words", "wants-words")
    if column not in columns_of(retro):
        raise Refused('"{value}" is not one of: {choices}', "not-listed", value=column, choices=columns_called(retro))
    author = None if retro.anonymous else changes.person_id
    card = Card(text=text, retro=retro.id, column=column, author=author)
    card = changes.add(card)
    changes.say("card", id=card.id, on=retro.id)
    return card


def vote(changes: Changes, card_id: str, by: int = 1, person: str | None = None) -> Card:
    """One vote for a card from whoever gives the command, or one back (``by=-1``).

    Whoever leads it enters those of a ``person`` beside the same terminal; what somebody gave themselves stays theirs.
    """
    card = changes.one(Card, card_id)
    retro = open_one(changes, card.retro or "")
    if retro.state != "vote":
        raise Refused("{id} does not take votes now; move it on to vote first", "not-voting", id=retro.id)
    me = changes.person_id
    if me is None:
        raise Refused(
            "Only people of this workspace vote; nobody here has the login {login}", "not-a-member", login=changes.who
        )
    voter = person or me
    entered = {id: each for id, each in card.votes_by.items() if id != voter}
    if voter != me:
        led(changes, retro)
        here(changes, voter)
        if votes_themselves(changes, retro.id, voter):
            name = by_id(changes, voter)
            raise Refused("{person} votes in {id} themselves", "voted-themselves", person=name, id=retro.id)
        entered[voter] = me
    count = card.votes.get(voter, 0) + by
    if count < 0:
        raise Refused("You gave {id} no vote that you could take back", "no-vote", id=card.id)
    votes = {id: n for id, n in {**card.votes, voter: count}.items() if n}
    given = sum(other.votes.get(voter, 0) for other in changes.pointing(Card, "retro", retro.id))
    if by > 0 and given + by > retro.votes:
        raise Refused(
            "All {n} votes are given; take one back first",
            "votes-spent",
            one="The one vote is given; take it back first",
            n=retro.votes,
        )
    changes.say("vote", id=card.id, on=retro.id, **({} if voter == me else {"for": voter}))
    return changes.change(card, votes=votes, votes_by={id: each for id, each in entered.items() if id in votes})


def group(changes: Changes, card_ids: Sequence[str], name: str) -> list[Card]:
    """Cards that say the same, under one name; without a name they stand alone again."""
    cards = [changes.one(Card, id) for id in dict.fromkeys(card_ids)]
    if not cards:
        raise Refused("Nothing was named to change; give the ids of the records", "nothing-named")
    if len({card.retro for card in cards}) > 1:
        raise Refused("Cards of different retrospectives do not go into one group", "other-retro")
    retro = open_one(changes, cards[0].retro or "")
    changes.say("group", on=retro.id, ids=[card.id for card in cards])
    return [changes.change(card, group=clean(name)) for card in cards]


def follow_up(
    changes: Changes,
    retro_id: str,
    title: str,
    owner: str | None = None,
    due: date | None = None,
    card_id: str | None = None,
) -> Action:
    """An action that came out of a retrospective, or of one of its cards: `MOST` of them, for more are not done."""
    retro = open_one(changes, retro_id)
    if card_id is not None and changes.one(Card, card_id).retro != retro.id:
        raise Refused("{card} is not a card of {id}", "other-retro", card=card_id, id=retro.id)
    there = [each.id for each in follow_ups(changes, retro.id)]
    if len(there) >= MOST:
        raise Refused(
            "{ids} came out of {id}: no more than {n} actions do. Drop one of them first",
            "too-many-actions",
            n=MOST,
            id=retro.id,
            ids=there,
        )
    action = Action(title=clean(title), owner=owner, due=due, goal=retro.goal, source=card_id or retro.id)
    action = changes.add(action)
    changes.say("follow-up", id=action.id, on=retro.id)
    return action


#: What stays as it is once it is closed; the next one judges its change.
KEPT = (
    *("goal", "meeting", "period", "departments", "people", "format", "columns", "anonymous", "votes", "minutes"),
    *("follows", "change"),
)

KIND = Kind(
    name="retro",
    prefix="R",
    label="Retrospective",
    plural="Retrospectives",
    record=Retro,
    asks=("facilitator", "on", "goal", "departments"),
    writer="member",
    faults=faults,
    on_add=complete,
    on_edit=edited,
    reopen=reopen,
    no_done=Words("a retrospective is done once it is closed, after its last step", "closed-not-done"),
    standing=ended_by("state", closed="done"),
    stands_by=("state",),
    within=("goal",),
    back=BACK,
    closes=True,
    kept=KEPT,
)
