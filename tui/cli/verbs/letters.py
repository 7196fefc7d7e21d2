"""RACI letters, and the shares of a team's members: pairs of a name and what it gets."""

from typing import Any

from store.errors import WrongWords
from store.words import Words
from tui.cli.call import Call, Verb
from tui.cli.plain import columns
from tui.i18n import t


def _raci(call: Call) -> int:
    from store.kinds.raci import assign

    word, *pairs = call.take(1, -1)
    id = call.named(word, "goal", "key-result", "milestone")
    if pairs:
        letters = call.pairs(pairs, "department", "person")
        call.workspace.do(assign, id, {party: "" if said in ("-", "none") else said for party, said in letters.items()})
        call.output.say(t("{id} is saved", id=id))
    record: Any = call.workspace.records.get(id)
    if call.json:
        call.changed_out([id])
        return 0
    from store.names import sayable, title

    records = call.workspace.records
    rows = [(letter, sayable(records, party), title(records, party)) for party, letter in record.raci.items()]
    rows.sort(key=lambda row: "ARCI".index(row[0]))
    for line in columns(rows):
        call.output.line(line)
    for fault in _faults(call, record):
        call.output.say(f"! {t(fault)}")
    return 0


def _faults(call: Call, record: Any) -> list[Words]:
    from store.kinds.gates import parties
    from store.kinds.raci import gaps

    if not record.id.startswith("G-"):
        return []
    return list(gaps(record.raci, parties(call.workspace.records, record.raci)))


def _team(call: Call) -> int:
    from store.kinds.team import Team, set_share
    from store.names import sayable

    word, *pairs = call.take(1, -1)
    id = call.named(word, "team")
    for person, share in call.pairs(pairs, "person").items():
        text = "0" if share in ("-", "none") else share.rstrip("%")
        if not (text.isascii() and text.isdigit() and len(text) < 5):
            raise WrongWords('"{text}" is not a share such as 50 (percent)', text=share[:40])
        call.workspace.do(set_share, id, person, int(text))
    if call.json:
        call.changed_out([id])
        return 0
    records = call.workspace.records
    team = records.one(Team, id)
    for line in columns([(sayable(records, person), f"{share} %") for person, share in team.members.items()]):
        call.output.line(line)
    return 0


VERBS = {
    "raci": Verb(
        "raci",
        "raci ID [PARTY=LETTER ...]",
        Words("Shows or sets the RACI letters of a goal, key result or milestone, and what they lack"),
        ("concord raci G-12", "concord raci G-12 ana=A OPS=R FIN=C li=none"),
        _raci,
    ),
    "team": Verb(
        "team",
        "team TEAM [PERSON=PERCENT ...]",
        Words("Shows or sets the shares of time of a team's members"),
        ("concord team S-2 ana=50 bo=20 li=none",),
        _team,
    ),
}
