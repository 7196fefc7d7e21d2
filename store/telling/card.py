"""What the cards of a retrospective tell: put there, voted for, grouped; of an anonymous one, nobody's name."""

from typing import Any

from store.history.telling import Telling, noted
from store.history.wording import Told, short
from store.words import Words


def _votes(told: Told, _new: Any, _old: Any) -> Words:
    retro, person = told.called(told.document.get("retro")), told.called(told.what.get("for"))
    if person:
        return Words("{who} entered what {person} votes in {name}", person=person, name=retro)
    return Words("{who} voted in {name}", who=told.who or Words("Somebody"), name=retro)


def _group(told: Told, new: Any, _old: Any) -> Words:
    retro = told.called(told.document.get("retro"))
    if not new.get("group"):
        return Words("{who} took cards of {name} out of their group", name=retro)
    return Words("{who} grouped cards of {name}", name=retro)


def _carried(told: Told, new: Any, _old: Any) -> Words | None:
    to = told.called(new.get("carried_to"))
    return Words("{who} carried {name} into {retro}", retro=to) if to else None


class CardTelling(Telling):
    is_news = False
    about = "retro"
    quiet = ("votes_by",)
    changes = {"votes": _votes, "group": _group, "carried_to": _carried, "notes": noted}

    def made(self, told: Told) -> Words:
        """Somebody said it."""
        retro, text = told.called(told.document.get("retro")), short(told.document.get("text"))
        if not told.who:
            return Words("Somebody put a card on {name}: {text}", name=retro, text=text)
        return Words("{who} put a card on {name}: {text}", name=retro, text=text)
