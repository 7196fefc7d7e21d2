"""Forms: what is typed becomes a record; what is wrong is said in place and nothing typed is lost."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import store
from store.kinds.action import Action
from tests.tui.conftest import Opened, text, typed
from tests.tui.way import keyed
from tui import i18n


def actions(place: Path) -> list[Action]:
    with store.open_workspace(str(place), "reader") as workspace:
        return list(workspace.records.all(Action))


async def test_an_action_typed_into_the_form_is_stored(opened: Opened, folder: Path):
    async with opened(folder, size=(80, 24)) as pilot:
        await pilot.press("3", "a")
        await typed(pilot, "Count the lanterns")
        await pilot.press("enter")
        await typed(pilot, "bo")
        await pilot.press("enter")
        await typed(pilot, "fri")
        assert "Fri 27 Nov, in 4 days" in text(pilot)
        await pilot.press("ctrl+s")
        await pilot.pause()
    made = actions(folder)[-1]
    assert (made.title, made.due) == ("Count the lanterns", date(2026, 11, 27))
    assert made.owner == "PN-2"


async def test_a_day_is_echoed_in_chinese_too(opened: Opened, folder: Path):
    i18n.use("zh")
    async with opened(folder, size=(80, 24)) as pilot:
        await pilot.press("3", "t")
        await pilot.press("ctrl+u")
        await typed(pilot, "下周五")
        assert "12月4日 周五，11 天后" in text(pilot)


async def test_a_day_off_or_past_is_said_as_it_is_typed(opened: Opened, folder: Path):
    async with opened(folder, size=(80, 24)) as pilot:
        await pilot.press("3", "a")
        await typed(pilot, "Count due:weekend")
        assert "due Sun 29 Nov (a day off)" in text(pilot)
        await pilot.press("ctrl+u")
        await typed(pilot, "Count")
        await pilot.press("down", "down")
        await typed(pilot, "下周末")
        assert "Sun 6 Dec, in 13 days" in text(pilot)
        assert "Sun 6 Dec is a day off: the next working day is Mon 7 Dec" in text(pilot)
        await pilot.press("ctrl+u")
        await typed(pilot, "last fri")
        assert "Fri 20 Nov, 3 days ago" in text(pilot)
        assert "day off" not in text(pilot)
        await pilot.press("ctrl+u")
        await typed(pilot, "1/12/26")
        await pilot.press("ctrl+s")
        assert "2026-01-12 or 2026-12-01" in text(pilot)


async def test_a_period_is_echoed_as_it_is_kept(opened: Opened, folder: Path):
    i18n.use("zh")
    async with opened(folder, size=(120, 36)) as pilot:
        await pilot.press("2", "a")
        await typed(pilot, "春促")
        while "2026-Q4、2026-H2" not in text(pilot) and "2026-Q4, 2026-H2" not in text(pilot):
            await pilot.press("down")
        await typed(pilot, "第四季度")
        assert "2026-Q4\n" in text(pilot).replace(" ", "")


async def test_what_is_wrong_is_said_in_place_and_nothing_is_lost(opened: Opened, folder: Path):
    before = len(actions(folder))
    async with opened(folder, size=(80, 24)) as pilot:
        await pilot.press("3", "a")
        await typed(pilot, "Count")
        await pilot.press("down", "down")
        await typed(pilot, "someday")
        await pilot.press("ctrl+s")
        await pilot.pause()
        seen = text(pilot)
        assert '"someday" is not a day' in seen
        assert "Count" in seen
        await pilot.press("escape")
        assert "Esc again leaves" in text(pilot)
        await pilot.press("escape")
        assert "Retros" in text(pilot)
    assert len(actions(folder)) == before


async def test_the_field_that_names_it_is_needed(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        await pilot.press("3", "a", "ctrl+s")
        await pilot.pause()
        assert "This is needed" in text(pilot)


async def test_a_new_record_is_asked_what_can_be_said_of_it_and_an_edited_one_all(opened: Opened, folder: Path):
    async with opened(folder, size=(80, 24)) as pilot:
        await pilot.press("3", "a")
        fields = [line.split()[0] for line in text(pilot).splitlines()[2:] if line[2:3].strip()]
        assert fields[:5] == ["Title", "Owner", "Due", "Goal", "Department"]
        assert "State" not in fields
        assert "Title           needed" in text(pilot)
        await typed(pilot, "Count")
        assert "needed" not in text(pilot)
        await pilot.press("escape", "escape", "e")
        assert [line for line in text(pilot).splitlines() if line.strip().startswith("State")]
        await pilot.press("escape", "2", "a")
        shown = text(pilot)
        assert ("Step" in shown, "Outcome" in shown, "Owner" in shown) == (False, False, True)


async def test_a_rule_that_refuses_is_said_beside_its_field(opened: Opened, folder: Path):
    async with opened(folder, size=(80, 24)) as pilot:
        await pilot.press("2", "e")
        await pilot.press(*["down"] * 8)
        await pilot.press("ctrl+u")
        await typed(pilot, "2027-12-31")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "move one of them" in " ".join(text(pilot).split())


@pytest.mark.parametrize(
    "hostile", ["[/b]", "[@click=app.quit]x[/]", "\x1b[2J\x1b]52;c;eA==\x07", "\u202eabc", "字" * 9000]
)
async def test_hostile_text_does_no_harm_in_a_form(opened: Opened, folder: Path, hostile: str):
    from textual.events import Paste

    async with opened(folder, size=(80, 24)) as pilot:
        await pilot.press("3", "a")
        pilot.app.screen.post_message(Paste(hostile))
        await pilot.pause()
        seen = text(pilot)
        assert "\x1b" not in seen
        assert "New action" in seen
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert pilot.app.is_running


async def test_evidence_may_be_any_record_and_is_looked_for_by_a_word(opened: Opened, folder: Path):
    async with opened(folder, size=(80, 24)) as pilot:
        await pilot.press("2", "]", "]", "]", "a")
        form: Any = pilot.app.screen
        while form.answer.field.name != "evidence":
            await pilot.press("tab")
        await pilot.press("f2")
        assert "Type a word of what you look for" in text(pilot)
        await typed(pilot, "lease")
        assert "Sign the lease" in text(pilot)
        await pilot.press("enter")
        assert [line for line in text(pilot).splitlines() if "Evidence" in line and "Sign the lease" in line]


@pytest.mark.parametrize("keys", [("3", "j", "e", *["down"] * 6), ("3", "c")], ids=["form", "question"])
async def test_up_and_down_stay_within_a_note_as_long_as_it_has_lines(
    opened: Opened, folder: Path, keys: tuple[str, ...]
):
    async with opened(folder, size=(80, 24)) as pilot:
        await pilot.press(*keys)
        form: Any = pilot.app.screen
        note = form.answer
        for line in ("The first of them", "第二行，短", "third"):
            await typed(pilot, line)
            await pilot.press("ctrl+j")
        await pilot.press("up")
        assert note.line.at == note.line.text.index("third")
        await pilot.press("end", "up")
        assert note.line.text[: note.line.at].endswith("\n第二")  # five cells along, or what comes before them
        await typed(pilot, "x")
        assert form.answer is note
        shown = text(pilot).splitlines()
        at = next(at for at, line in enumerate(shown) if "The first of them" in line)
        assert ("第二x行，短" in shown[at + 1], "third" in shown[at + 2]) == (True, True)
        await pilot.press("home", "up", "down", "down", "down")
        assert note.line.at == len(note.line.text)
        await pilot.press("up", "up", "up")
        assert (form.answer, note.line.at) == (note, 0)
        await pilot.press("up")
        assert (form.answer is note) == (len(form.answers) == 1)
        assert note.line.text == "The first of them\n第二x行，短\nthird\n"


async def test_a_long_note_in_a_low_window_shows_the_line_that_has_the_cursor(opened: Opened, folder: Path):
    async with opened(folder, size=(60, 9)) as pilot:
        await pilot.press("3", "j", "e", *["down"] * 6)
        for number in range(30):
            await typed(pilot, f"line {number}")
            await pilot.press("ctrl+j")
        for number in (29, 28, 27):
            await pilot.press("up")
            assert f"line {number}" in text(pilot)
        for _ in range(27):
            await pilot.press("up")
        assert "line 0" in text(pilot)
        y = pilot.app.cursor_position.y
        assert "line 0" in text(pilot).splitlines()[y]


async def test_ctrl_c_says_how_to_leave(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await keyed(pilot, "3", "a", "ctrl+c")
        assert "Esc leaves; Ctrl-S saves" in text(pilot)
        await keyed(pilot, "L", "ctrl+c")
        assert "Esc twice leaves without saving; Ctrl-S saves" in text(pilot)
        await keyed(pilot, "escape", "escape", "m", "ctrl+c")
        assert "Esc leaves" in text(pilot).splitlines()[-2]
        await keyed(pilot, "escape", "ctrl+c")
        assert "q leaves" in text(pilot)
