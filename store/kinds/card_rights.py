"""Who may do what to a card: its author words it, each gives their own votes, whoever leads enters those of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from store.fields.rights import Claim, Right, of_maker
from store.kinds.person import has_left
from store.kinds.retro_rights import CLOSED, leads, takes_part
from store.words import Words

if TYPE_CHECKING:
    from store.kinds.agenda_item import Note
    from store.kinds.card import Card


def _retro(claim: Claim, card: Card) -> Any:
    return claim.after.find(card.retro or "")


def _moved(claim: Claim, before: Card | None, after: Card) -> bool:
    """Votes count where they were given, and what is anonymous stays so."""
    if before is None:
        return True
    return OWN.allows(claim, before, after) and not before.votes and not _others_voted(claim, before)


def _others_voted(claim: Claim, card: Card) -> bool:
    """For the card; as long as votes are hidden, for any of its retrospective: which one is not told by a refusal."""
    from store.kinds.retro import votes_hidden  # late: it stands above this

    retro: Any = claim.records.find(card.retro or "")
    hidden = retro is not None and votes_hidden(retro)
    cards = claim.records.pointing(type(card), "retro", card.retro or "") if hidden else (card,)
    me = claim.me
    mine = {None if me is None else me.id}
    return any(set(each.votes) - mine for each in cards)


def _author(claim: Claim, before: Card | None, after: Card) -> bool:
    """Oneself; what is carried on stays whose it was."""
    me, earlier = claim.me, claim.records.find(after.came_from or "")
    said = {None if me is None else me.id, getattr(earlier, "author", None)} - {None}
    return before is None and after.author in said


def _shown(claim: Claim, before: Card | None, _after: Card) -> bool:
    """What nobody sees yet, nobody puts in order either."""
    from store.kinds.card import is_private  # late: it stands above this

    me = claim.me
    if before is None or not before.made_by:
        return True  # of an anonymous one nobody can tell whose it is
    return not is_private(before, claim.records, None if me is None else me.id)


def _votes(claim: Claim, before: Card | None, after: Card) -> bool:
    """One's own, while the retrospective takes votes; those of others, whoever leads it, by their own name.

    An import brings none to where they are hidden.
    """
    from store.kinds.retro import votes_hidden  # late: it stands above this

    me, retro = claim.me, _retro(claim, after)
    if before is None or me is None or getattr(retro, "state", "") != "vote":
        there: Any = claim.records.find(after.retro or "")
        return claim.importing and before is None and (there is None or not votes_hidden(there))
    changed = {id for id in {**before.votes, **after.votes} if before.votes.get(id) != after.votes.get(id)}
    changed |= {id for id in {**before.votes_by, **after.votes_by} if before.votes_by.get(id) != after.votes_by.get(id)}
    return all(_given(claim, before, after, id, me.id) for id in changed)


def _given(claim: Claim, before: Card, after: Card, id: str, me: str) -> bool:
    """What one gave oneself only oneself takes back; for whoever has, nobody enters any."""
    from store.kinds.card import votes_themselves  # late: it stands above this

    if id == me:
        return id not in after.votes_by
    voter: Any = claim.records.find(id)
    if id in after.votes and voter is not None and has_left(voter, claim.today):
        return False
    entered = after.votes_by.get(id) == (me if id in after.votes else None)
    own = votes_themselves(claim.records, before.retro or "", id)
    return leads(claim, _retro(claim, before)) and entered and not own


def _noted(claim: Claim, before: Card | None, after: Card) -> bool:
    """One's own lines, now; those of others by whoever leads. Of what is anonymous no line says whose it is."""
    if claim.importing:
        return True
    retro = _retro(claim, after)
    if before is None or retro is None or retro.state == CLOSED:
        return False
    was, now = ({each.id: each for each in notes} for notes in (before.notes, after.notes))
    signed = not retro.anonymous
    return len(now) == len(after.notes) and all(
        _line(claim, was.get(id), now.get(id), lead=leads(claim, retro), signed=signed) for id in {**was, **now}
    )


def _line(claim: Claim, was: Note | None, now: Note | None, *, lead: bool, signed: bool) -> bool:
    if was == now or now is None:
        return was == now or lead or (signed and was is not None and was.by == claim.who)
    if was is None:
        return (now.by == claim.who and claim.is_now(now.at)) if signed else (not now.by and now.at is None)
    mine = lead or (signed and was.by == claim.who)
    return mine and (was.by, was.at) == (now.by, now.at) and now == msgspec.structs.replace(was, text=now.text)


def _carried(claim: Claim, before: Card | None, after: Card) -> bool:
    """Into one that follows its own, while that is held."""
    retro, to = _retro(claim, after), claim.after.find(after.carried_to or "")
    if before is None or retro is None or retro.state == CLOSED:
        return claim.importing and before is None
    follows = after.carried_to is None or getattr(to, "follows", None) == after.retro
    return follows and (leads(claim, retro) or takes_part(claim, retro))


def _came_from(claim: Claim, before: Card | None, after: Card) -> bool:
    """Of the retrospective that its own follows."""
    earlier, retro = claim.after.find(after.came_from or ""), _retro(claim, after)
    follows = getattr(retro, "follows", None)
    return claim.importing or (before is None and follows is not None and follows == getattr(earlier, "retro", None))


def _stays(claim: Claim, before: Card | None, _after: Card | None) -> bool:
    """What others gave their votes to or noted on, only whoever leads takes away.

    An undo is held to hidden votes only: for what anybody sees it looks itself.
    """
    from store.kinds.retro import votes_hidden  # late: it stands above this

    if before is None:
        return True
    retro: Any = claim.records.find(before.retro or "")
    if claim.undoing is not None:
        return retro is None or not votes_hidden(retro) or not _others_voted(claim, before)
    others = _others_voted(claim, before) or any(each.by != claim.who for each in before.notes)
    return retro is None or leads(claim, retro) or not others


def _led(claim: Claim, before: Card, _after: None) -> bool:
    retro: Any = claim.records.find(before.retro or "")
    return retro is not None and retro.facilitator is not None and leads(claim, retro)


OWN = of_maker(Words("only whoever said it"))
MOVED = Right(Words("only whoever put the card up, before anybody votes for it"), _moved, firm=True)
AUTHOR = Right(Words("whoever puts the card up, nobody else"), _author)
SHOWN = Right(Words("only whoever put the card up, as long as others do not see it"), _shown)
VOTES = Right(
    Words("each gives their own, while the retrospective takes votes; whoever leads it enters those of others"), _votes
)
NOTES = Right(
    Words("everybody their own lines, whoever leads the retrospective all of them, until it is closed"), _noted
)
CARRIED = Right(Words("into the retrospective that follows, as long as its own is held"), _carried)
CAME_FROM = Right(Words("of the retrospective that its own follows, as it is carried"), _came_from)
TAKES_AWAY = Right(Words("whoever leads the retrospective, or a coordinator"), _led)
STAYS = Right(
    Words("others may have voted for it or noted on it; whoever leads the retrospective takes it away"), _stays
)
