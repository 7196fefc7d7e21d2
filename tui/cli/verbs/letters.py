"""RACI letters, and the shares of a team's members: pairs of a name and what it gets."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from store.errors import WrongWords
from store.fields.read_numbers import read_number
from store.kinds.raci import assign
from store.kinds.team import set_share
from store.words import Words
from tui.cli.arguments import ANYWAY
from tui.cli.call import Call, Verb
from tui.cli.consequences import say_changed
from tui.i18n import t
from tui.served import WRITES

if TYPE_CHECKING:
    from store.records import Changes

#: Typed behind the sign, these take a party out.
_OUT = ("-", "none", "无")


def _raci(call: Call) -> None:
    word, *pairs = call.take(1, -1)
    id = call.named(word, "goal", "key-result", "milestone")
    if pairs:
        letters, before = call.pairs(pairs, "department", "person"), call.workspace.records.get(id)
        call.workspace.do(assign, id, {party: "" if said in _OUT else said for party, said in letters.items()})
        say_changed(call, before, ["raci"])
    _matrix(call, id)


def _matrix(call: Call, id: str) -> None:
    """Who has which letter: of a goal its key results and milestones too, and what its letters lack."""
    from tui.faces import raci_section

    page = call.page(id)
    faults = [t(fault) for fault in raci_section.faults(page)]
    if call.json:
        call.output.write(call.objects.line(page.record, raci_faults=faults))
        return
    rows = [[str(cell) for cell, _tone in row] for row in raci_section.matrix(page)]
    if rows:
        call.output.table([["", "A", "R", "C", "I", ""], *rows])
    for fault in faults:
        call.output.say(f"! {fault}")


def _team(call: Call) -> None:
    from tui.faces.team import members

    word, *pairs = call.take(1, -1)
    id = call.named(word, "team")
    shares = {person: _percent(text) for person, text in call.pairs(pairs, "person").items()}
    if shares:
        before = call.workspace.records.get(id)
        call.workspace.do(_set_shares, id, shares)
        say_changed(call, before, ["members"])
    if call.json:
        call.changed_out([id])
        return
    call.output.table([[str(cell) for cell, _tone in row] for row in members(call.page(id))])


def _percent(text: str) -> int:
    percent = 0 if text in _OUT else read_number(text, "%")
    if not isinstance(percent, int) or percent < 0:
        raise WrongWords('"{text}" is not a share such as 50 (percent)', text=text[:40])
    return percent


def _set_shares(changes: "Changes", id: str, shares: Mapping[str, int]) -> None:
    """All of them or none."""
    for person, percent in shares.items():
        set_share(changes, id, person, percent)
    if len(shares) > 1:
        changes.say("edit", id=id, fields=["members"])


VERBS = {
    "raci": Verb(
        "raci ID [PARTY=LETTER ...]",
        Words(
            "Shows or sets who answers for a goal, key result or milestone (A), does it (R), is asked (C), is told (I)"
        ),
        ("concord raci G-12", "concord raci G-12 ana=A OPS=R FIN=C li=none", "concord raci KR-3 LOG=A bo=R"),
        _raci,
        (ANYWAY,),
        fits={"ID": "GOAL|KEY-RESULT|MILESTONE"},
        touches=WRITES,
    ),
    "team": Verb(
        "team TEAM [PERSON=PERCENT ...]",
        Words("Shows or sets the shares of time of a team's members"),
        ("concord team S-2 ana=50 bo=20 li=none", 'concord add team "Launch squad" --goal G-12 --end eom'),
        _team,
        (ANYWAY,),
        touches=WRITES,
    ),
}
