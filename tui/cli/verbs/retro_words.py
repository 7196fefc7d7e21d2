"""What the words behind `concord retro DEED` mean: which retrospective, which cards, which column, for whom."""

# late: what a deed loads, it imports when it runs.

from typing import TYPE_CHECKING

from store.errors import Refused, WrongWords
from store.kinds.card import Card, columns_of, shown_columns
from store.kinds.retro import Retro
from store.records.names import fold
from store.words import Words
from tui.cli.call import Call
from tui.cli.verbs.meeting_words import is_of
from tui.i18n import in_each

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.kinds.base import Record


def made(call: Call, id: str) -> None:
    """What is new, with what it was given."""
    from tui.cli.consequences import say_added

    say_added(call, id)
    call.records_out([id])


def changed(call: Call, before: "Sequence[Record]", *names: str) -> None:
    """What is otherwise by now of these records, of the fields ``names``."""
    from tui.cli.consequences import say_changed

    for each in before:
        say_changed(call, each, names)
    call.changed_out([each.id for each in before])


def retro_of(call: Call, words: list[str]) -> str:
    """The retrospective that the first of the words names, which is taken away; else the one that is likely meant."""
    if words and is_of(words[0], "retro"):
        return call.named(words.pop(0), "retro")
    return likely(call)


def named_or_likely(call: Call) -> str:
    """The same where nothing but the retrospective may be named, by its title too."""
    words = call.take(1, 2)[1:]
    return call.named(words[0], "retro") if words else likely(call)


def likely(call: Call) -> str:
    """The open one that is held, else the next one: one's own before others. Raises `Refused` where there is none."""
    records = call.workspace.records
    me = records.person_of(call.workspace.who)

    def order(retro: Retro) -> tuple[bool, bool, str, int]:
        mine = me is not None and (
            me.id in (retro.facilitator, *retro.people) or me.department in retro.departments or not retro.departments
        )
        return (not mine, retro.step_at is None, str(retro.on or "9"), int(retro.id.partition("-")[2]))

    found = sorted((each for each in records.all(Retro) if each.state != "closed"), key=order)
    if not found:
        raise Refused("No retrospective is open; name one", "nothing-named")
    return found[0].id


def card_or_retro(call: Call, words: list[str]) -> tuple[str, str | None]:
    """The retrospective, and the card that was named instead of it."""
    if words and is_of(words[0], "card"):
        card = call.named(words.pop(0), "card")
        return call.workspace.records.one(Card, card).retro or "", card
    return retro_of(call, words), None


def cards_of(call: Call, words: "Sequence[str]") -> list[str]:
    """The cards that words name, several in one with commas between them."""
    return [id for word in words for id in call.all_named(word, "card")]


def column_of(retro: Retro, word: str) -> str:
    """The column that a word means, by its label in whatever language."""
    shown = shown_columns(retro, ())
    said = {each: column for column, label in shown for each in map(fold, (column, *_labels(label)))}
    found = {column for each, column in said.items() if each.startswith(fold(word))}
    exact = said.get(fold(word)) or (found.pop() if len(found) == 1 else None)
    if exact is None:
        raise WrongWords('"{value}" is not one of: {choices}', value=word, choices=list(columns_of(retro)))
    return exact


def _labels(label: str | Words) -> list[str]:
    return [*in_each(label if isinstance(label, Words) else Words(label))]
