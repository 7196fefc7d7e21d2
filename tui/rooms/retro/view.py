"""What the room reads of its retrospective: the cards that one may see, what belongs together, votes, who is done."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from store.kinds import split_id
from store.kinds.action import Action
from store.kinds.card import Card, is_private, shown_columns
from store.kinds.lesson import Lesson
from store.kinds.retro import STATES, Retro, place, votes_hidden
from store.kinds.retro_steps import follow_ups, following, lacking

if TYPE_CHECKING:
    from store.records import Records
    from store.words import Words

#: An elapsed time is shown up to so many seconds.
LONGEST = 5999


class RetroTopic(NamedTuple):
    """What is discussed at once: the cards of a group, or one that stands alone; the one with the most votes first."""

    name: str
    cards: Sequence[Card]

    @property
    def key(self) -> str:
        """The id of its first card."""
        return self.cards[0].id

    @property
    def votes(self) -> int:
        return sum(sum(card.votes.values()) for card in self.cards)


class RetroView:
    """Of the retrospective with that id, as it is now, for the person ``me``. Raises `NotFound`.

    ``said`` are the words of cards that were put up in this sitting, by their ids: of an anonymous card nothing else
    knows who wrote it.
    """

    def __init__(self, records: "Records", id: str, me: str | None, said: dict[str, str]) -> None:
        self.records = records
        self.me = me
        self.said = said
        self.retro = records.one(Retro, id)
        found = list(records.pointing(Card, "retro", id))
        self.unseen = [each for each in found if is_private(each, records, me) and each.id not in said]
        unseen = {each.id for each in self.unseen}
        self.cards = [each for each in found if each.id not in unseen]
        self.columns: Sequence[tuple[str, str | Words]] = shown_columns(self.retro, found)

    # How far it is

    @property
    def at(self) -> int:
        """The place of its step among the steps; -1 for one of a later version."""
        return place(self.retro.state)

    @property
    def closed(self) -> bool:
        return self.retro.state == "closed"

    @property
    def following(self) -> str:
        """The step after this one; "" where there is none, or it is not known."""
        return STATES[self.at + 1] if 0 <= self.at < len(STATES) - 1 else ""

    @property
    def before(self) -> str:
        """The step before this one; "" where there is none."""
        return STATES[self.at - 1] if self.at > 0 else ""

    def on_step(self, now: datetime) -> int:
        """Seconds since the step began."""
        since = self.retro.step_at
        return 0 if since is None else max(0, min(LONGEST, int((now - since).total_seconds())))

    @property
    def minutes(self) -> int:
        """The minutes that the step has; 0 where none are said."""
        return self.retro.minutes.get(self.retro.state, 0)

    def beyond(self, now: datetime) -> bool:
        """The step takes longer than was planned."""
        return bool(self.minutes) and not self.closed and self.on_step(now) > self.minutes * 60

    # Who

    @property
    def ready(self) -> bool:
        """I am done with the step."""
        return self.me is not None and self.me in self.retro.ready

    @property
    def leads(self) -> bool:
        return self.me is not None and self.retro.facilitator == self.me

    @property
    def people(self) -> int:
        """How many take part; 0 where that is not said."""
        return len(self.retro.people)

    # Votes

    @property
    def hidden(self) -> bool:
        """The votes of others are not seen yet."""
        return votes_hidden(self.retro)

    def mine(self, card: Card) -> int:
        """My votes for it."""
        return card.votes.get(self.me or "", 0)

    @property
    def left(self) -> int:
        """How many votes I have left."""
        return max(0, self.retro.votes - sum(map(self.mine, self.cards)))

    # What is discussed

    @property
    def topics(self) -> list[RetroTopic]:
        """Groups and cards that stand alone, those with the most votes first."""
        groups: dict[tuple[str, str], list[Card]] = {}
        for card in self.cards:
            groups.setdefault((card.group, "" if card.group else card.id), []).append(card)
        topics = [
            RetroTopic(cards[0].group, sorted(cards, key=lambda card: -sum(card.votes.values())))
            for cards in groups.values()
        ]
        return sorted(topics, key=lambda topic: -topic.votes)

    def topic(self, key: str) -> RetroTopic | None:
        """That with this key."""
        return next((each for each in self.topics if each.key == key), None)

    # What came of it

    @property
    def follow_ups(self) -> list[Action]:
        """The actions out of it and out of its cards, in the order in which they were made."""
        return sorted(follow_ups(self.records, self.retro.id), key=lambda each: (split_id(each.id) or (None, 0))[1])

    @property
    def lacking(self) -> "list[Words]":
        """What is wanted still before it is closed."""
        return lacking(self.records, self.retro)

    @property
    def earlier(self) -> Retro | None:
        """The retrospective before this one, whose change was tried since."""
        return self.records.maybe(Retro, self.retro.follows)

    def carries(self, id: str) -> bool:
        """Whether that card may go on in the next retrospective, which of an anonymous one has to be there."""
        card = next((each for each in self.cards if each.id == id), None)
        if card is None or card.carried_to:
            return False
        to = following(self.records, self.retro)
        return not self.retro.anonymous if to is None else to.anonymous == self.retro.anonymous

    @property
    def to_judge(self) -> bool:
        """The change of last time was tried; whether it helped is not said yet."""
        earlier = self.earlier
        return earlier is not None and bool(earlier.change) and not earlier.change_helped

    @property
    def lessons(self) -> list[Lesson]:
        return list(self.records.pointing(Lesson, "retro", self.retro.id))

    def text(self, card: Card) -> str:
        """Its words; of an anonymous one of this sitting, as long as nobody reads it, those that were typed."""
        return self.said.get(card.id, card.text) if is_private(card, self.records, self.me) else card.text
