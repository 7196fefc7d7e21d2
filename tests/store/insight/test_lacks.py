"""What records lack is listed by record and field; what is over, or damaged, is not."""

from typing import Any

from store import commands
from store.insight.lacks import lacks_in
from store.insight.soundness import faults_in
from store.records import Changes
from store.workspace import Workspace, anyway


def lacking(w: Workspace) -> list[str]:
    found = (each for each in lacks_in(w.records, w.today) if each.id.partition("-")[0] not in ("PN", "DP"))
    return [f"{each.id} {each.field}: {each.words}" for each in found]


def test_what_forms_ask_for_and_gates_insist_on(organisation: Workspace):
    w = organisation
    add: Any = lambda kind, **values: w.do(commands.add, kind, values)  # noqa: E731
    add("goal", title="Spring", why="sales", owner="PN-2", departments=("DP-1", "DP-2"), due=w.today)
    add("milestone", title="Printed", goal="G-1", due=w.today)
    add("action", title="Print", owner="PN-2")
    add("action", title="Draw", state="done")
    add("request", title="Code", department="DP-2", asker="DP-1")
    assert lacking(w) == [
        "G-1 raci: nobody is accountable (A)",
        "G-1 raci: nobody is responsible for the work (R)",
        "MS-1 department: is not given",
        "A-1 due: is not given",
        "Q-1 need_by: is not given",
    ]


def test_who_is_gone_and_what_older_records_may_have_is_no_damage(organisation: Workspace):
    w = organisation
    w.do(commands.edit, "PN-2", {"left_on": w.today})
    w.do(anyway(commands.add), "action", {"title": "Print", "owner": "PN-2", "due": w.today})

    def older(changes: Changes) -> None:
        """As a version without the rule has left it."""
        changes.change(changes.get("DP-2"), lead="PN-3")  # type: ignore[arg-type]

    w.do(older)
    w.do(commands.edit, "DP-2", {"active": False})
    w.do(commands.edit, "PN-3", {"role": "viewer"})  # what is not active any more has no lead to lose
    w.do(commands.edit, "DP-2", {"active": True})
    assert [*faults_in(w.records)] == []
    found = {f"{each.id} {each.field}: {each.words}" for each in lacks_in(w.records, w.today)}
    assert "A-1 owner: PN-2 left on " + str(w.today) in found
    assert "DP-2 lead: PN-3 is a viewer and cannot speak for a department" in found
