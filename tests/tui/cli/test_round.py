"""The round on the command line: of an older day, who is missing, what came up twice; the digests of days and weeks."""

import os
from datetime import timedelta

import pytest

from store.kinds.standup_round import Round
from store.workspace import open_workspace
from tests.tui.cli.office import Office
from tests.tui.cli.test_standup import lines, office

__all__ = ["office"]


def test_an_older_stand_up_is_opened_and_closed_by_its_day(office: Office):
    office("ana", "standup", "--open")
    office("bo", "standup", "--who", "bo", "--on", "yesterday", "--post", "--note", "was off")
    assert "No stand-up of" in office("ana", "standup", "--close", "--on", "yesterday", code=4).err
    office("ana", "standup", "--open", "--on", "yesterday")
    out = office("ana", "standup", "--close", "--on", "yesterday").out
    assert "was off" in out
    with open_workspace(os.environ["CONCORD_WORKSPACE"]) as workspace:
        yesterday = workspace.today - timedelta(1)
        rounds = {each.day: each.closed is None for each in workspace.records.all(Round)}
    assert rounds == {workspace.today: True, yesterday: False}
    assert "still to come" in office("ana", "standup", "--open", "--on", "tomorrow", code=4).err


@pytest.mark.parametrize("said", ["A-2", "A-2 all of them"])
def test_what_is_proposed_already_can_be_said(office: Office, said: str):
    office("bo", "standup", "--post", "--next", said, "--done", "A-4")
    found = [(section, on) for section, on, _text in lines(office)]
    assert found.count(("next", "A-2")) == 1
    assert ("done", "A-4") in found
    assert any(text == said.removeprefix("A-2 ") for _s, on, text in lines(office) if on == "A-2") or said == "A-2"


def test_named_on_two_mornings_it_wants_a_decision_though_nobody_closed_a_round(office: Office):
    office("per", "block", "A-1", "No code", "--on", "FIN")
    office("", "standup", "--who", "bo", "--on", "yesterday", "--post")
    assert "wants a decision" not in office("bo", "digest", "--on", "yesterday").out
    office("bo", "standup", "--post")
    assert office.get("B-1")["computed"]["wants_decision"]
    assert [each["by"] for each in office.get("B-1")["raised"]] == ["bo", "bo"]
    assert "bo raised B-1" in office("ana", "history", "B-1").out


def test_whoever_cannot_post_is_not_missing(office: Office):
    office("", "add", "person", "Guest", "--department", "MKT")  # no login
    office("", "edit", "tom", "--away-until", "+3d")
    missing = office("ana", "digest", "--json").objects[0]["missing"]
    assert {"tom", "vi", "Guest"}.isdisjoint(missing)
    assert "bo" in missing
    with open_workspace(os.environ["CONCORD_WORKSPACE"]) as workspace:
        today = workspace.today
    office("", "edit", "WS-1", "--working-days", str((today.isoweekday() % 7) + 1))
    assert office("ana", "digest", "--json").objects[0]["missing"] == []


def test_the_digest_of_days_and_of_a_week(office: Office):
    assert office("ana", "digest").out.startswith("# Stand-up of")
    office("", "standup", "--who", "bo", "--on", "yesterday", "--post", "--next", "A-1", "--drop", "1,2,3")
    office("bo", "done", "A-1")
    office("bo", "standup", "--post")
    days = office("ana", "digest", "--since", "-3d", "--json").objects
    assert len(days) == 2
    assert days[1]["promises"] | {"list": len(days[1]["promises"]["list"])} == {
        "made": 1, "kept": 1, "slipped": 0, "going": 0, "list": 1,
    }  # fmt: skip
    assert office("ana", "digest", "--since", "-3d").out.count("# Stand-up of") == 2
    (week,) = office("ana", "digest", "--week", "--since", "-3d", "--json").objects
    assert (week["entries"], [roll["of"] for roll in week["people"]]) == (2, ["bo"])
    assert [roll["of"] for roll in week["goals"]] == ["G-1"]
    assert "## Goals" in office("ana", "digest", "--week", "--since", "-3d").out
    assert "no stand-up since" in office("ana", "digest", "--since", "today", "--on", "yesterday").err
    assert office("ana", "digest", "--since", "never", code=2).out == ""
