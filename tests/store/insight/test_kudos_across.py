"""Thanks across departments: from whose to whose, in which days, and not within one's own."""

from datetime import timedelta

from store.commands import add
from store.insight.kudos_across import across
from store.workspace import Workspace, open_workspace

ANA, BO, FAY, MKT, FIN = "PN-1", "PN-2", "PN-3", "DP-1", "DP-2"


def test_only_those_from_one_department_to_another_are_counted(organisation: Workspace):
    w, today = organisation, organisation.today
    for title, to in (("the code", FAY), ("the stand", BO), ("the budget", FIN), ("ours", MKT)):
        w.do(add, "kudos", {"title": title, "to": to})
    with open_workspace(w.ledger.folder, "fay") as fay:
        fay.do(add, "kudos", {"title": "asked early", "to": BO})
    w.ledger.catch_up()
    found = across(w.records, today, today)
    assert found.pairs == {(MKT, FIN): 2, (FIN, MKT): 1}
    assert [each.kudos.title for each in found.thanks] == ["asked early", "the budget", "the code"]
    assert across(w.records, today + timedelta(1), today + timedelta(9)).thanks == ()
    assert across(w.records, today, today, ["DP-9"]).thanks == ()
    assert len(across(w.records, today, today, [FIN]).thanks) == 3
