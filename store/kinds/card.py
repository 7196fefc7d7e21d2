"""Cards: what somebody puts up in a retrospective, and the votes that it gets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from store.errors import Fault, Unlisted
from store.fields import line, mapping, ref, rows
from store.fields import text as prose
from store.kinds.agenda_item import Note
from store.kinds.base import STAMPS, Kind, Record, Shows, Veil
from store.kinds.card_rights import AUTHOR, CAME_FROM, CARRIED, MOVED, NOTES, OWN, SHOWN, STAYS, TAKES_AWAY, VOTES
from store.kinds.common_rules import circle
from store.kinds.retro_format import read_columns
from store.kinds.retro_rights import BEHIND
from store.words import Name, Words

if TYPE_CHECKING:
    from store.kinds.retro import Retro
    from store.records import Records

#: The columns of each format: (value stored on the card, English label).
COLUMNS: dict[str, tuple[tuple[str, str | Words], ...]] = {
    "start-stop-continue": (("start", Words("Start", context="column")), ("stop", "Stop"), ("continue", "Continue")),
    "keep-drop-add": (("keep", "Keep"), ("drop", "Drop"), ("add", Words("Add", context="column"))),
    "4ls": (("liked", "Liked"), ("learned", "Learned"), ("lacked", "Lacked"), ("longed", "Longed for")),
    "mad-sad-glad": (("mad", "Mad"), ("sad", "Sad"), ("glad", "Glad")),
    "sailboat": (("wind", "Wind"), ("anchor", "Anchor"), ("rocks", "Rocks"), ("island", "Island")),
}


class Card(Record, frozen=True):
    """``author`` is a person, not stored when the retrospective is anonymous; ``votes`` maps people to counts.

    ``votes_by`` says who entered them for somebody beside the same terminal. ``carried_to`` is the retrospective in
    which it goes on, as a card that ``came_from`` it.
    """

    text: Annotated[str, prose("Text", names=True, right=OWN)]
    retro: Annotated[str | None, ref("Retrospective", "retro", right=MOVED)] = None
    column: Annotated[str, line("Column", searched=False, right=SHOWN)] = ""
    author: Annotated[str | None, ref("Author", "person", asked=False, right=AUTHOR)] = None
    group: Annotated[str, line("Group", later=True, right=SHOWN)] = ""
    votes: Annotated[dict[str, int], mapping("Votes", "person", right=VOTES)] = {}
    votes_by: Annotated[
        dict[str, str], mapping("Votes entered by", "person", right=VOTES, item=ref("Entered by", "person"))
    ] = {}
    notes: Annotated[tuple[Note, ...], rows("Notes", searched=True, right=NOTES)] = ()
    carried_to: Annotated[str | None, ref("Carried to", "retro", asked=False, right=CARRIED)] = None
    came_from: Annotated[str | None, ref("Came from", "card", asked=False, right=CAME_FROM)] = None


# Columns


def columns_of(retro: Retro) -> tuple[str, ...]:
    """The columns of a retrospective, as stored on cards."""
    return tuple(column for column, _label in _columns(retro))


def columns_called(retro: Retro) -> list[Name]:
    """The same as they are listed where another word was given."""
    return [
        Name(column, label if isinstance(label, Words) else Words(label), column) for column, label in _columns(retro)
    ]


def shown_columns(retro: Retro, cards: Iterable[Card]) -> Sequence[tuple[str, str | Words]]:
    """The columns with their labels; of a format that only a later version knows, those of its cards.

    What people called a column themselves is a label with a value in it, never one that is looked up.
    """
    return (
        _columns(retro) or [(name, _said(name)) for name in dict.fromkeys(card.column for card in cards)] or [("", "")]
    )


def question_of(retro: Retro, column: str) -> str:
    """What a column of a format of one's own asks; "" where that is all said by its name."""
    return next((each.question for each in read_columns(retro.columns) if each.title == column), "")


def _columns(retro: Retro) -> Sequence[tuple[str, str | Words]]:
    if retro.format == "own":
        return [(each.title, _said(each.title)) for each in read_columns(retro.columns)]
    return COLUMNS.get(retro.format, ())


def _said(title: str) -> Words:
    """What people typed, as a label."""
    return Words("{name}", name=title)


# Who sees what


def number_of(card: Card) -> int:
    """The number of its id."""
    return int(card.id.partition("-")[2] or 0)


def highest(records: Records, retro: str) -> int:
    """The highest number among the cards of a retrospective."""
    return max((number_of(each) for each in records.pointing(Card, "retro", retro)), default=0)


def is_private(card: Card, records: Records, me: str | None) -> bool:
    """Only whoever wrote it may see it yet: what is put up while cards are gathered, until that is ended.

    What went with its retrospective stays so: whether it was ever shown nobody knows any more. ``me`` is the person who
    looks. Of an anonymous card nobody knows whose it is.
    """
    retro: Any = records.find(card.retro or "")
    if not card.retro or card.came_from:
        return False
    if retro is not None and (number_of(card) <= retro.revealed or retro.state in BEHIND):
        return False
    if me is None:
        return True
    if card.author is not None:
        return card.author != me
    person: Any = records.find(me)
    return not card.made_by or person is None or card.made_by != person.login


#: What is seen of a private card: that it is there, and in which column.
_SEEN = (*STAMPS, "retro", "column", "author")
#: What tells how often a card was voted for, as long as nobody is to know.
_TELLING = ("rev", "changed_by", "changed_at")


def _veiling(records: Records) -> Iterator[str]:
    """The retrospectives that hide anything of their cards."""
    from store.kinds.retro import Retro, votes_hidden  # late: it puts cards

    return (retro.id for retro in records.all(Retro) if retro.state not in BEHIND or votes_hidden(retro))


def _shows(card: Card, records: Records, me: str | None) -> Shows | None:
    """Of votes one's own, and those that one has entered."""
    from store.kinds.retro import votes_hidden  # late: it puts cards

    retro: Any = records.find(card.retro or "")
    private = is_private(card, records, me)
    hidden = votes_hidden(retro) if retro is not None else bool(card.retro)

    def shows(path: str) -> bool:
        name, _dot, person = path.partition(".")
        if hidden and (name in _TELLING or name in ("votes", "votes_by")):
            return bool(person) and me in (person, card.votes_by.get(person))
        return not private or name in _SEEN

    return shows if private or hidden else None


def votes_themselves(records: Records, retro: str, person: str) -> bool:
    """Whether somebody has given votes of their own in a retrospective: for which card, nobody learns by asking."""
    cards = records.pointing(Card, "retro", retro)
    return any(person in each.votes and person not in each.votes_by for each in cards)


# Rules


def faults(card: Card, before: Card | None, records: Records) -> Iterator[Fault]:
    """A column of the retrospective's format, no author where it is anonymous, votes within the limit."""
    from store.kinds.retro import Retro  # late: it puts cards

    retro = records.maybe(Retro, card.retro)
    if retro is None:
        return
    columns = columns_of(retro)
    if card.column and columns and card.column not in columns:
        yield Unlisted("column", card.column, columns_called(retro))
    yield from circle(card, before, "came_from", records) if card.came_from else ()
    if card.author and retro.anonymous:
        yield Fault("author", Words("{id} is anonymous; leave the author out", "anonymous", id=retro.id))
    if retro.anonymous and before is not None and before.retro != card.retro and before.made_by:
        yield Fault("retro", Words("{id} is anonymous; write the card anew there", "anonymous", id=retro.id))
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
    kept=("text", "column", "group", "author", "votes", "votes_by", "notes", "carried_to"),
    stays=STAYS,
    takes_away=TAKES_AWAY,
    faults=faults,
    anonymous=is_anonymous,
    veil=Veil("retro", _veiling, _shows),
    no_done=Words("a card is only said; make an action of it", "never-done"),
)
