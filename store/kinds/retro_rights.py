"""Who may do what in a retrospective: who leads it, who takes part, what only its steps bring about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.fields.rights import Claim, Right
from store.kinds.department_rights import belongs_to
from store.kinds.person import Person, has_left
from store.words import Words

if TYPE_CHECKING:
    from datetime import date

    from store.kinds.retro import Retro
    from store.records import Records

#: What ends it.
CLOSED = "closed"
#: The states behind the one in which cards are gathered; whether one of a later version is, this one does not know.
BEHIND = ("group", "vote", "discuss", CLOSED)


# Who somebody is in it


def leads(claim: Claim, retro: Any) -> bool:
    """Whoever has the lead, anybody where nobody has it, or a coordinator."""
    me = claim.me
    return claim.above or (me is not None and retro.facilitator in (None, me.id))


def takes_part(claim: Claim, retro: Retro) -> bool:
    """Whoever is named, is of one of its departments, leads it or made it; anybody where it names none."""
    me = claim.me
    if me is None:
        return False
    if me.id in (*retro.people, retro.facilitator) or retro.made_by == claim.who:
        return True
    named = retro.people or retro.departments
    return not named or any(belongs_to(claim.records, claim.who, id) for id in retro.departments)


# What each field wants


def _led(claim: Claim, before: Retro | None, _after: Retro) -> bool:
    return before is None or leads(claim, before)


def _facilitator(claim: Claim, before: Retro | None, after: Retro) -> bool:
    """Whoever takes part takes it over themselves; handing it on is for whoever has it."""
    if before is None or leads(claim, before):
        return True
    me = claim.me
    return me is not None and after.facilitator == me.id and takes_part(claim, before)


def _people(claim: Claim, before: Retro | None, after: Retro) -> bool:
    return before is None or leads(claim, before) or _only_me(claim, before.people, after.people)


def _only_me(claim: Claim, before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    me = claim.me
    return me is not None and set(before) ^ set(after) <= {me.id}


def _state(claim: Claim, before: Retro | None, after: Retro) -> bool:
    """From step to step by whoever leads; it closes with what it wants, or with why it has that not."""
    from store.kinds.retro_steps import lacking  # late: it knows what comes of it

    if before is None:
        return after.state == "gather" or claim.importing
    if not (leads(claim, before) or leads(claim, after)):
        return False
    if before.state == CLOSED:
        return after.state == "discuss"
    return after.state != CLOSED or bool(after.closed_why) or not lacking(claim.after, after)


def _closed_why(claim: Claim, before: Retro | None, after: Retro) -> bool:
    if before is None:
        return claim.importing
    return leads(claim, before) and CLOSED in (before.state, after.state) and before.state != after.state


def _step_at(claim: Claim, before: Retro | None, after: Retro) -> bool:
    """Now, as it goes to another step or is begun."""
    if before is None:
        return claim.importing
    moved = before.state != after.state or before.step_at is None
    return leads(claim, before) and moved and claim.is_now(after.step_at)


def _ready(claim: Claim, before: Retro | None, after: Retro) -> bool:
    """Each says it of themselves; going on to another step makes nobody ready."""
    if before is None:
        return claim.importing
    if before.state != after.state:
        return not after.ready
    return before.state != CLOSED and (leads(claim, before) or _only_me(claim, before.ready, after.ready))


def _revealed(claim: Claim, before: Retro | None, after: Retro) -> bool:
    """All cards that there are as it goes to another step."""
    from store.kinds.card import highest  # late: it stands above this

    if before is None:
        return claim.importing
    moved = before.state != after.state
    return moved and (claim.again or after.revealed == max(before.revealed, highest(claim.records, after.id)))


def _votes_open(claim: Claim, before: Retro | None, after: Retro) -> bool:
    """By whoever leads it; or all who take part are done."""
    if before is None:
        return claim.importing
    return leads(claim, before) or (after.votes_open and all_done(claim.after, after, claim.today))


def all_done(records: Records, retro: Retro, today: date) -> bool:
    """All who take part have given their votes: who is named, whoever leads it, and who has voted by themselves.

    Nobody waits for who has left.

    Whoever puts their own name down, where nobody's was, is not all of them.
    """
    from store.kinds.card import Card  # late: it stands above this

    cards = records.pointing(Card, "retro", retro.id)
    voters = {id for card in cards for id in card.votes if id not in card.votes_by}
    named = [records.maybe(Person, id) for id in (*retro.people, *voters, retro.facilitator)]
    wanted = {each.id for each in named if each is not None and not has_left(each, today)}
    return retro.state == "vote" and bool(retro.people) and wanted <= {*retro.ready}


def _helped(claim: Claim, before: Retro | None, after: Retro) -> bool:
    """The next one says it, as long as it is held."""
    if before is None:
        return claim.importing
    following = claim.records.pointing(type(after), "follows", after.id)
    return any(each.state != CLOSED and (takes_part(claim, each) or leads(claim, each)) for each in following)


def _back(claim: Claim, before: Retro, after: Retro) -> bool:
    """Whoever leads it by now shows cards and votes, be it by an undo of what hid them."""
    from store.kinds.retro import votes_hidden  # late: it stands above this

    shown = (before.state not in BEHIND and after.state in BEHIND) or after.revealed > before.revealed
    return leads(claim, before) or not (shown or (votes_hidden(before) and not votes_hidden(after)))


BACK = Right(Words("by that cards or votes would be shown, which is for whoever leads it"), _back)
LED = Right(Words("whoever leads the retrospective, or a coordinator"), _led)
LEAD = Right(Words("whoever takes part takes the lead; whoever has it hands it on, or a coordinator"), _facilitator)
PEOPLE = Right(Words("whoever leads the retrospective says who takes part, or each does of themselves"), _people)
STATE = Right(
    Words("whoever leads it takes it from step to step; it closes with its lessons, a change to try and who does what"),
    _state,
)
CLOSED_WHY = Right(Words("said as the retrospective is closed, by whoever leads it"), _closed_why)
STEP_AT = Right(Words("written as the retrospective goes to another step"), _step_at)
READY = Right(Words("each says so of themselves, or whoever leads the retrospective does"), _ready)
REVEALED = Right(STEP_AT.rule, _revealed)
VOTES_OPEN = Right(Words("whoever leads it opens the votes, or all who take part are done"), _votes_open)
HELPED = Right(Words("said in the retrospective that follows it, while that is held"), _helped)
