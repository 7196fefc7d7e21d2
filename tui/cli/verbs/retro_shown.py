"""`concord retro`, `cards`, `twins`: a retrospective, its cards by column, those that likely say the same."""

# late: what a deed loads, it imports when it runs.

from typing import TYPE_CHECKING

from store.errors import WrongWords
from store.kinds.card import Card, is_private, question_of, shown_columns
from store.kinds.retro import Retro, group, votes_hidden
from tui.cli.call import Call
from tui.cli.verbs.retro_words import named_or_likely, retro_of
from tui.i18n import t
from tui.text.joined import listed

if TYPE_CHECKING:
    from store.insight.card_twins import Twins


def show(call: Call) -> None:
    """The page of the one that is named, or likely meant."""
    _show(call, named_or_likely(call))


def _show(call: Call, id: str) -> None:
    if call.json:
        call.changed_out([id])
        return
    from tui.cli.record_lines import Shown
    from tui.cli.record_text import written

    call.output.text(written(Shown(call.workspace), call.workspace.records.one(Retro, id)))


def cards(call: Call) -> None:
    """Those that one may see, by column, in the order of their votes once these are open."""
    id = named_or_likely(call)
    records, me = call.workspace.records, call.workspace.records.person_of(call.workspace.who)
    retro, mine = records.one(Retro, id), me and me.id
    found = [*records.pointing(Card, "retro", id)]
    seen = [each for each in found if not is_private(each, records, mine)]
    if not votes_hidden(retro):
        seen.sort(key=lambda card: -sum(card.votes.values()))
    if call.json:
        call.changed_out([each.id for each in seen])
        return
    from tui.cli.plain_text import columns

    for column, label in shown_columns(retro, found):
        question = question_of(retro, column)
        head = f"{t(label)}  {sum(card.column == column for card in found)}"
        call.output.line(f"{head}  {question}" if question else head)
        for line in columns(_row(retro, card, mine) for card in seen if card.column == column):
            call.output.line(line)
    if len(seen) < len(found):
        n = len(found) - len(seen)
        call.output.say(t("{n} cards of others are shown once gathering ends", one="One card is shown then", n=n))


def _row(retro: Retro, card: Card, me: str | None) -> tuple[str, ...]:
    votes = card.votes.get(me or "", 0) if votes_hidden(retro) else sum(card.votes.values())
    said = t("{n} votes", one="{n} vote", n=votes) if votes else ""
    return (f"  {card.id}", card.text.replace("\n", " "), said, f"[{card.group}]" if card.group else "")


def twins(call: Call) -> None:
    """Cards that likely say the same, numbered; those numbers that are named are made groups."""
    words = call.take(1, -1)[1:]
    id = retro_of(call, words)
    found = _twins(call, id)
    if words:
        changed: list[str] = []
        for each in [_chosen(found, word) for word in words]:
            changed += [card.id for card in call.workspace.do(group, each.ids, each.name)]
            call.output.say(t("{list} are one group: {name}", list=list(each.ids), name=each.name))
        call.changed_out(changed)
        return
    for n, each in enumerate(found, 1):
        if call.json:
            call.output.object({"n": n, "cards": list(each.ids), "name": each.name, "likeness": each.likeness})
        else:
            call.output.line(f"{n:>3}  {each.name}: {listed(each.ids)}")
    if not found:
        call.output.say(t("No cards likely say the same"))


def _twins(call: Call, id: str) -> "list[Twins]":
    from store.insight.card_twins import likely_groups

    records, me = call.workspace.records, call.workspace.records.person_of(call.workspace.who)
    found = records.pointing(Card, "retro", id)
    return likely_groups([each for each in found if not is_private(each, records, me and me.id)])


def _chosen(found: "list[Twins]", word: str) -> "Twins":
    if not word.isdecimal() or not 0 < int(word) <= len(found):
        raise WrongWords('"{word}" is none of them: `concord retro twins` numbers what likely goes together', word=word)
    return found[int(word) - 1]


DEEDS = {"show": show, "cards": cards, "twins": twins}
