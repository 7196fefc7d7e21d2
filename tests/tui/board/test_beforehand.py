"""A form that could not be saved says so when it opens, or does not open: by keys, at 80 by 24, in both languages."""

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

import store
from store import commands
from store.engine import later_versions
from store.kinds import retro
from tests.tui.board.test_board import board, record
from tests.tui.conftest import text
from tests.tui.way import (
    CARD,
    EVA,
    FIN,
    KIM,
    LI,
    LOG,
    OPS,
    OUTLET,
    RETURNS,
    SPRING,
    STOCK,
    desk_of,
    furnished,
    go,
    keyed,
    opened_by,
)
from tui import i18n

__all__ = ["furnished"]
#: The keys that open a form or a question on a record of each kind; "done" is done at once where it is not done yet.
KEYS = {
    FIN: "aeAxc",
    "PN-3": "aexc",
    "S-1": "aevtxc",
    "P-1": "aexc",
    SPRING: "aeAvbDotxc",
    "KR-1": "aevbDoxc",
    "MS-1": "aeotxc",
    "D-1": "aevDtxc",
    "A-1": "aeAbDotpxc",
    "A-5": "aecd",
    "Q-5": "aevtxc",
    "B-1": "aenEDxc",
    "R-1": "aexc",
    "L-1": "aexc",
}
WORDS = {
    ("stranger", "en"): "You are not among the people here yet",
    ("stranger", "zh"): "你还不是这里的成员",
    ("vic", "en"): "wants the role|or a coordinator",
    ("vic", "zh"): "角色，你的角色是|或协调员",
    ("newer", "en"): "Nothing can be written here: it was written by a newer Concord. Update yours",
    ("newer", "zh"): "这里无法写入",
}


def person(place: Path, login: str, role: str, **values: Any) -> str:
    with store.open_workspace(str(place), "ana") as admin:
        return admin.do(commands.add, "person", {"name": login, "login": login, "role": role, **values}).id


async def refused(pilot: Pilot[int], id: str, key: str, words: str) -> None:
    """The key opens nothing, the last lines say why, and nothing was saved."""
    seq = desk_of(pilot).workspace.ledger.seq
    await go(pilot, id, key)
    assert pilot.app.screen is board(pilot), (id, key)
    shown = " ".join(text(pilot).split())
    assert any(each in shown for each in words.split("|")), (id, key, shown)
    assert desk_of(pilot).workspace.ledger.seq == seq


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("who", ["stranger", "vic", "newer"])
async def test_where_nothing_could_be_saved_no_form_opens_and_it_is_said_why(
    way: Path, who: str, lang: str, monkeypatch: pytest.MonkeyPatch
):
    person(way, "vic", "viewer", department=FIN)
    if who == "newer":
        monkeypatch.setattr(store.engine.ledger.Ledger, "read_only", property(lambda _self: later_versions.NEWER))
    async with opened_by(way, "ana" if who == "newer" else who, (80, 24)) as pilot:
        i18n.use(lang)
        board(pilot).retell()
        await keyed(pilot, "escape")
        for id, keys in KEYS.items():
            for key in keys:
                await refused(pilot, id, key, WORDS[who, lang])
        if who == "newer":
            await refused(pilot, SPRING, "u", WORDS[who, lang])


async def test_several_marked_records_are_asked_about_together(way: Path):
    """One of them is whose owner somebody else is: the owner of none of them is asked."""
    async with opened_by(way, "li", (80, 24)) as pilot:
        await go(pilot, SPRING, "space", "o")
        assert "whoever answers for the goal hands it on" in text(pilot)
        await keyed(pilot, "escape", "t")
        assert "is due" in text(pilot)


@pytest.mark.parametrize(("lang", "rule"), [("en", "an admin gives roles"), ("zh", "管理员")])
async def test_a_field_that_is_not_ones_own_is_shown_with_the_rule_beside_it(way: Path, lang: str, rule: str):
    async with opened_by(way, "li", (80, 24)) as pilot:
        i18n.use(lang)
        await go(pilot, LI, "e")
        shown = text(pilot)
        assert i18n.t("Edit {id}", id="li") in shown
        assert rule in shown
        assert len([line for line in shown.splitlines() if "(" in line or "（" in line]) >= 2
        await keyed(pilot, "tab", "x", "x", "ctrl+s")
        await keyed(pilot)
        assert record(way, LI).login == "li"
        await go(pilot, LI, "e", *"!", "ctrl+s")
    assert record(way, LI).name == "李雷!"


async def test_a_member_adds_no_department_and_no_person_and_changes_neither(way: Path):
    async with opened_by(way, "eva", (80, 24)) as pilot:
        for id, key in ((FIN, "a"), (FIN, "e"), (FIN, "x"), (KIM, "a"), (KIM, "e"), (KIM, "x")):
            await refused(pilot, id, key, "wants the role Coordinator, yours is Member|wants the role Admin, yours is")
        await go(pilot, FIN, "c")
        assert "Comment on" in text(pilot)


async def test_a_role_above_one_s_own_says_so_under_it_and_is_not_saved(way: Path):
    async with opened_by(way, "bo", (80, 24)) as pilot:
        await go(pilot, EVA, "e", "tab", "tab", "tab", "left")
        assert "a coordinator makes viewers members" not in text(pilot)
        await keyed(pilot, "left")
        assert "< Admin >" in text(pilot)
        assert "an admin gives roles; a coordinator makes viewers members and" in text(pilot)
        seq = desk_of(pilot).workspace.ledger.seq
        await keyed(pilot, "ctrl+s")
        assert "< Admin >" in text(pilot)
        assert desk_of(pilot).workspace.ledger.seq == seq


async def test_the_admin_finds_every_field_open(way: Path):
    async with opened_by(way, "ana", (80, 24)) as pilot:
        for id in (FIN, KIM, SPRING, "A-1", "Q-1", "P-1", "R-2"):
            await go(pilot, id, "e")
            assert not [each for each in pilot.app.screen.answers if each.closed], id  # type: ignore[attr-defined]
            await keyed(pilot, "escape")


async def test_what_is_closed_says_so(way: Path):
    with store.open_workspace(str(way), "ana") as admin:
        admin.do(commands.edit, RETURNS, {"outcome": "dropped"}, why="no time")
    async with opened_by(way, "bo", (80, 24)) as pilot:
        await refused(pilot, RETURNS, "v", "G-4 is closed already; reopen it first")
        await refused(pilot, RETURNS, "x", "G-4 is closed already; reopen it first")
        await refused(pilot, "A-5", "x", "what is done is not dropped")
        await go(pilot, "R-1", "R", "a")
        assert "R-1 is closed already; reopen it first" in text(pilot)
        await keyed(pilot, "escape")
        await refused(pilot, "PN-3", "x", "wants the role Admin")
        await refused(pilot, OPS, "x", "OPS cannot be deleted")
        await go(pilot, "Q-3", "e")
        assert "answered already; withdraw it and ask the" in text(pilot)


async def test_what_others_answer_for_is_not_asked(way: Path):
    async with opened_by(way, "li", (80, 24)) as pilot:
        await refused(pilot, "Q-1", "v", "Q-1 is for MKT to answer, or a coordinator")
        await refused(pilot, STOCK, "o", "whoever answers for the goal hands it on")
        await go(pilot, OUTLET, "s", ">")
        assert "ana is accountable for G-6 and closes it" in text(pilot)
        await keyed(pilot, "escape")
        await go(pilot, STOCK, "e")
        assert "ana (whoever answers for the goal hands it on" in text(pilot)


@pytest.mark.parametrize("who", ["vic", "stranger"])
async def test_the_rooms_say_it_too(way: Path, who: str):
    person(way, "vic", "viewer", department=FIN)
    words = WORDS[who, "en"].partition("|")[0]
    with store.open_workspace(str(way), "ana") as admin:
        admin.do(retro.add_card, "R-2", "start", "Another one")
        admin.do(retro.move, "R-2", "group")
    async with opened_by(way, who, (80, 24)) as pilot:
        await keyed(pilot, "escape")
        for key in ("a", "e", "x", "n", "i"):
            await go(pilot, "R-2", "R", key)
            assert words in text(pilot), key
            assert "Another one" in text(pilot), key
            await keyed(pilot, "escape")
        for key in (">", "enter"):
            await go(pilot, CARD, "s", key)
            assert words in text(pilot), key
            await keyed(pilot, "escape")
        await go(pilot, "P-1", "v", "enter")
        assert words in text(pilot)
        await go(pilot, CARD, "r", "+")
        assert words in text(pilot)
        await keyed(pilot, "escape")
        await go(pilot, "A-1", "T", "greater_than_sign")
        assert words in text(pilot)
        await keyed(pilot, "a")
        assert words in text(pilot)
        await keyed(pilot, "escape", "escape")
        await keyed(pilot, "S")
        assert "Stand-up," in text(pilot)
        assert words in text(pilot) or who == "stranger"
        await keyed(pilot, "v")
        assert words in text(pilot)
        assert "Post it" not in text(pilot)


async def test_a_draft_from_before_stays(way: Path):
    async with opened_by(way, "eva", (80, 24)) as pilot:
        await go(pilot, "A-1", "e", *"er")
        pilot.app.pop_screen()
        await pilot.pause()
        for role in ("viewer", "member"):
            with store.open_workspace(str(way), "ana") as admin:
                admin.do(commands.edit, EVA, {"role": role})
            desk_of(pilot).news.deliver()
            if role == "viewer":
                await refused(pilot, "A-1", "e", "wants the role Member, yours is Viewer")
        await go(pilot, "A-1", "e")
        assert "Stock feed to the shopser" in text(pilot)
        assert "What you had typed and not saved is back" in text(pilot)


async def test_what_was_typed_into_a_field_that_is_closed_by_now_waits_until_it_is_open(way: Path):
    async with opened_by(way, "li", (80, 24)) as pilot:
        draft = {"title": "One stock figure!", "owner": "li"}
        desk_of(pilot).personal.keep_draft(f"edit {STOCK}", draft)
        await go(pilot, STOCK, "e")
        assert "One stock figure!" in text(pilot)
        assert "ana (whoever answers" in text(pilot)
        await keyed(pilot, "ctrl+s")
        assert (record(way, STOCK).title, record(way, STOCK).owner) == ("One stock figure!", "PN-1")
        assert desk_of(pilot).personal.draft(f"edit {STOCK}") == {"owner": "li"}


async def test_a_new_record_begins_with_nothing_that_could_not_be_saved(way: Path):
    """The panes are narrowed to Finance, whose pool nobody of Logistics makes."""
    async with opened_by(way, "eva", (80, 24)) as pilot:
        for id, department in ((FIN, ""), (LOG, "LOG")):
            await go(pilot, id, "right_square_bracket", "right_square_bracket", "right_square_bracket", "a")
            assert i18n.t("New {kind}", kind="resource") in text(pilot)
            row = next(line for line in text(pilot).splitlines() if line.startswith("  Department"))
            assert row.split()[1:] == ([department] if department else [])
            await keyed(pilot, *"Ladder", "ctrl+s")
            assert "Ladder" in text(pilot)
            assert "New resource" not in text(pilot)
