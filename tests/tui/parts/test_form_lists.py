"""Several names in one field: whatever separates them when they are saved separates them while they are typed."""

from pathlib import Path
from typing import Any

import pytest

import store
from store import commands
from store.kinds.goal import Goal
from tests.tui.conftest import Opened, text, typed
from tui import i18n


@pytest.fixture
def office(folder: Path) -> Path:
    """With departments that have Chinese names."""
    with store.open_workspace(str(folder), "ana") as workspace:
        for name, code in (("市场部", "SC"), ("物流部", "LOG"), ("门店运营部", "YY")):
            workspace.do(commands.add, "department", {"name": name, "code": code})
    return folder


def last_goal(place: Path) -> tuple[set[str], tuple[str, ...]]:
    with store.open_workspace(str(place), "reader") as workspace:
        goal = list(workspace.records.all(Goal))[-1]
        names: dict[str, Any] = {each.id: each.code for each in workspace.records.of_kind("department")}
        return {names[id] for id in goal.departments}, goal.tags


@pytest.mark.parametrize(
    ("sign", "key", "names"),
    [
        ("、", "tab", ("市场", "WL", "MD")),
        ("、", "enter", ("SC", "物流部", "门店")),
        ("，", "enter", ("市场", "WL", "MD")),
        ("；", "tab", ("市场", "WL", "MD")),
        (",", "tab", ("SC", "物流部", "门店")),
        (", ", "enter", ("市场", "WL", "MD")),
        (";", "tab", ("市场", "WL", "MD")),
    ],
)
async def test_a_list_that_was_typed_is_stored_whole(
    opened: Opened, office: Path, sign: str, key: str, names: tuple[str, ...]
):
    i18n.use("zh")
    async with opened(office, size=(100, 40)) as pilot:
        await pilot.press("2", "a")
        await typed(pilot, "共同目标一")
        await pilot.press("enter", "enter", "enter")
        await typed(pilot, sign.join(names))
        await pilot.press(key)
        assert "SC、LOG、YY" in text(pilot) or "SC、物流部、YY" in text(pilot)
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert last_goal(office)[0] == {"SC", "LOG", "YY"}


async def test_what_is_pasted_is_understood_whole(opened: Opened, office: Path):
    i18n.use("zh")
    async with opened(office, size=(100, 40)) as pilot:
        await pilot.press("2", "a")
        await typed(pilot, "共同目标一")
        await pilot.press("enter", "enter", "enter")
        pilot.app.screen.paste("市场、WL、MD")  # type: ignore[attr-defined]
        await pilot.press("tab", "ctrl+s")
        await pilot.pause()
    assert last_goal(office)[0] == {"SC", "LOG", "YY"}


@pytest.mark.parametrize("sign", ["、", "，", "；", ",", ";"])
async def test_tags_are_separated_by_the_same(opened: Opened, office: Path, sign: str):
    i18n.use("zh")
    async with opened(office, size=(100, 40)) as pilot:
        await pilot.press("2", "a")
        await typed(pilot, "共同目标二")
        await pilot.press("up")  # tags are the last field
        await typed(pilot, sign.join(["春季", "门店", "print"]))
        await pilot.press("up", "ctrl+s")
        await pilot.pause()
    assert last_goal(office)[1] == ("春季", "门店", "print")


@pytest.mark.parametrize("key", ["enter", "tab"])
async def test_a_name_that_is_taken_ends_its_field_and_a_comma_or_a_letter_begins_another(
    opened: Opened, office: Path, key: str
):
    async with opened(office, size=(100, 40)) as pilot:
        await pilot.press("2", "a")
        await typed(pilot, "A goal")
        form: Any = pilot.app.screen
        while form.answer.field.name != "departments":
            await pilot.press("tab")
        await typed(pilot, "mark")
        await pilot.press(key)
        answer = form.field("departments")
        assert (answer.line.text, form.answer is answer) == ("MKT", False)
        await pilot.press("shift+tab")
        await typed(pilot, ", fin")
        await pilot.press("down", "up", key, "shift+tab")
        assert answer.line.text == "MKT, FIN"
        await typed(pilot, "log")  # without a comma too: the name before is whole
        await pilot.press(key, "shift+tab", "f2")
        await typed(pilot, "SC")
        await pilot.press("enter")  # chosen from all it comes behind those that stand there
        assert answer.line.text == "MKT, FIN, LOG, SC"
