"""What the cards of a retrospective tell: put there, voted for, grouped; of an anonymous one, nobody's name."""

from typing import Any

from store.history.telling import Telling
from store.history.wording import Told, short
from store.words import Words


def _votes(told: Told, _new: Any, _old: Any) -> Words:
    retro = told.called(told.document.get("retro"))
    return Words("{who} voted in {name}", who=told.who or Words("Somebody"), name=retro)


def _group(told: Told, _new: Any, _old: Any) -> Words:
    return Words("{who} grouped cards of {name}", name=told.called(told.document.get("retro")))


class CardTelling(Telling):
    is_news = False
    about = "retro"
    changes = {"votes": _votes, "group": _group}

    def made(self, told: Told) -> Words:
        """Somebody said it."""
        retro, text = told.called(told.document.get("retro")), short(told.document.get("text"))
        if not told.who:
            return Words("Somebody put a card on {name}: {text}", name=retro, text=text)
        return Words("{who} put a card on {name}: {text}", name=retro, text=text)
