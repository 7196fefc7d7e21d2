"""Cards: what somebody puts up in a retrospective, and the votes that it gets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

from store.errors import Fault, Unlisted
from store.fields import line, mapping, ref
from store.fields import text as prose
from store.fields.rights import Claim, Right, of_maker
from store.kinds.base import Kind, Record
from store.words import Name, Words

if TYPE_CHECKING:
    from store.records import Records

#: The columns of each format: (value stored on the card, English label).
COLUMNS: dict[str, tuple[tuple[str, str | Words], ...]] = {
    "start-stop-continue": (("start", Words("Start", context="column")), ("stop", "Stop"), ("continue", "Continue")),
    "keep-drop-add": (("keep", "Keep"), ("drop", "Drop"), ("add", Words("Add", context="column"))),
    "4ls": (("liked", "Liked"), ("learned", "Learned"), ("lacked", "Lacked"), ("longed", "Longed for")),
    "mad-sad-glad": (("mad", "Mad"), ("sad", "Sad"), ("glad", "Glad")),
    "sailboat": (("wind", "Wind"), ("anchor", "Anchor"), ("rocks", "Rocks"), ("island", "Island")),
}


# Who may


def _moved(claim: Claim, before: Card | None, after: Card) -> bool:
    """Votes count where they were given, and what is anonymous stays so."""
    return before is None or (OWN.allows(claim, before, after) and not before.votes)


def _author(claim: Claim, before: Card | None, after: Card) -> bool:
    me = claim.me
    return before is None and me is not None and after.author == me.id


def _votes(claim: Claim, before: Card | None, after: Card) -> bool:
    """One's own, while the retrospective takes votes."""
    was = {} if before is None else before.votes
    changed = {id for id in {**was, **after.votes} if was.get(id) != after.votes.get(id)}
    me, retro = claim.me, claim.after.find(after.retro or "")
    return me is not None and changed == {me.id} and getattr(retro, "state", "") == "vote" and before is not None


OWN = of_maker(Words("only whoever said it"))
MOVED = Right(Words("only whoever put the card up, before anybody votes for it"), _moved)
AUTHOR = Right(Words("whoever puts the card up, nobody else"), _author)
VOTES = Right(Words("each gives their own, while the retrospective takes votes"), _votes)


class Card(Record, frozen=True):
    """``author`` is a person, not stored when the retrospective is anonymous; ``votes`` maps people to counts."""

    text: Annotated[str, prose("Text", names=True, right=OWN)]
    retro: Annotated[str | None, ref("Retrospective", "retro", right=MOVED)] = None
    column: Annotated[str, line("Column", searched=False)] = ""
    author: Annotated[str | None, ref("Author", "person", asked=False, right=AUTHOR)] = None
    group: Annotated[str, line("Group", later=True)] = ""
    votes: Annotated[dict[str, int], mapping("Votes", "person", right=VOTES)] = {}


def columns_of(format: str) -> tuple[str, ...]:
    """The columns of a retrospective's format, as stored on cards."""
    return tuple(column for column, _label in COLUMNS.get(format, ()))


def columns_called(format: str) -> list[Name]:
    """The same as they are listed where another word was given."""
    return [
        Name(column, label if isinstance(label, Words) else Words(label), column)
        for column, label in COLUMNS.get(format, ())
    ]


def shown_columns(format: str, cards: Iterable[Card]) -> Sequence[tuple[str, str | Words]]:
    """The columns of a format with their labels; of one that only a later version knows, those of its cards."""
    return COLUMNS.get(format) or [(name, name) for name in dict.fromkeys(card.column for card in cards)] or [("", "")]


def faults(card: Card, before: Card | None, records: Records) -> Iterator[Fault]:
    """A column of the retrospective's format, no author where it is anonymous, votes within the limit."""
    from store.kinds.retro import Retro  # late: it puts cards

    retro = records.maybe(Retro, card.retro)
    if retro is None:
        return
    columns = columns_of(retro.format)
    if card.column and columns and card.column not in columns:
        yield Unlisted("column", card.column, columns_called(retro.format))
    if card.author and retro.anonymous:
        yield Fault("author", Words("{id} is anonymous; leave the author out", "anonymous", id=retro.id))
    if card.votes and (before is None or card.votes != before.votes):
        yield from _vote_faults(card, retro.votes, records)


def _vote_faults(card: Card, limit: int, records: Records) -> Iterator[Fault]:
    given = dict.fromkeys(card.votes, 0)
    for other in records.pointing(Card, "retro", card.retro or ""):
        for person in card.votes:
            given[person] += 0 if other.id == card.id else other.votes.get(person, 0)
    for person, count in card.votes.items():
        if count < 1:
            yield Fault(f"votes.{person}", Words("a vote counts at least 1", "out-of-range"))
        elif count + given[person] > limit:
            yield Fault(
                f"votes.{person}",
                Words(
                    "has only {n} votes; take one back first",
                    "votes-spent",
                    one="has only {n} vote; take it back first",
                    n=limit,
                ),
            )


def is_anonymous(card: Card, records: Records) -> bool:
    """Nobody may learn who wrote a card of an anonymous retrospective."""
    from store.kinds.retro import Retro  # late: it puts cards

    retro = records.maybe(Retro, card.retro)
    return retro is not None and retro.anonymous


KIND = Kind(
    name="card",
    prefix="C",
    label="Card",
    plural="Cards",
    record=Card,
    seen_at=("retro",),
    writer="member",
    within=("retro",),
    kept=("text", "column", "group", "author", "votes"),
    faults=faults,
    anonymous=is_anonymous,
    no_done=Words("a card is only said; make an action of it", "never-done"),
)
