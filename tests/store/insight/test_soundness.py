"""What is unsound in a whole workspace is named: for records that came past the rules, by hand or an older version."""

from typing import Any

import pytest

from store.commands import add, add_many
from store.engine.ledger import Ledger
from store.insight.soundness import faults_in
from store.kinds.retro import add_card, move, vote
from store.workspace import Workspace


def test_a_workspace_made_by_commands_is_sound(organisation: Workspace):
    organisation.do(add, "retro", {"title": "R"})
    organisation.do(add_card, "R-1", "start", "x")
    organisation.do(move, "R-1", "vote")
    organisation.do(vote, "C-1")
    organisation.do(add_many, "action", [{"title": str(n), "owner": "PN-2"} for n in range(5)])
    assert list(faults_in(organisation.records)) == []


@pytest.mark.parametrize(
    ("table", "number", "document", "field"),
    [
        ("action", 1, {"title": "x", "id": "A-1", "owner": "PN-99"}, "owner"),
        ("action", 1, {"title": "x", "id": "A-2"}, "id"),
        ("action", 1, {"id": "A-1"}, "title"),
        ("action", 1, {"title": "x", "id": "A-1", "depends_on": ["A-1"]}, "depends_on"),
        ("department", 3, {"name": "x", "id": "DP-3", "code": "mkt"}, "code"),
        ("goal", 1, {"title": "x", "id": "G-1", "raci": {"DP-1": "R"}}, "raci"),
    ],
)
def test_what_came_past_the_rules_is_found(
    organisation: Workspace, table: str, number: int, document: dict[str, Any], field: str
):
    with Ledger(organisation.ledger.folder) as past_the_rules:
        past_the_rules.commit(lambda transaction: transaction.write(table, number, document))
    organisation.ledger.catch_up()
    found = list(faults_in(organisation.records))
    assert [(id.rpartition("-")[2], fault.field) for id, fault in found] == [(str(number), field)]
