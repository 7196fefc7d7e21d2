"""How every screen looks where everything is as broad as it gets: nothing is glued, or cut that may not be."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

import store
from store import commands
from store.fields.numbers import digits
from store.insight.promises import Tally
from store.kinds.allocation import Allocation
from store.kinds.resource import amount_words
from store.words import Words
from tests.for_each import for_each
from tests.tui.broad import CODES, HAN, LOGINS, furnished  # noqa: F401
from tests.tui.conftest import day, painted, text, typed
from tests.tui.screens import LISTS, PAGES, ROOMS, TYPED, Way, come, home
from tests.tui.way import keyed, opened_by
from tui import i18n
from tui.board.screen import BoardScreen
from tui.faces.allocations_section import COLUMNS, rows
from tui.i18n import t
from tui.parts.footer_drawing import fitting
from tui.parts.form import Form
from tui.parts.help import Help
from tui.parts.line_editor import Typing
from tui.parts.lines import Lines
from tui.parts.palette import Palette
from tui.parts.record_page import ScreenPage
from tui.parts.record_row import Columns, Widths, drawn
from tui.parts.sheet import Sheet
from tui.rooms.standup.room import StandupRoom
from tui.text.cells import column, lead
from tui.text.labels import number, value_label
from tui.text.line import Line
from tui.text.record_row import RecordRow
from tui.text.short_numbers import brief

ID = r"\b(?:A|AI|B|C|CI|E|F|G|K|KR|MS|N|PU|Q|P|AL|S|SE|D|R|L|M|U|W)-257\d\d\d"
#: What stands where a record begins is its id, and behind it at least one blank.
GLUED = re.compile(ID + r"[^\W\d]")
CUT = re.compile(r"\d (?:d|da|day|days|days l\w*|w|we|wee)\.\.|,\d*\.\.|\b(?:A|B|G|KR|MS|Q)-2\d*\.\.")
INTERNAL = re.compile(r"\b(?:DP|PN)-[1-3]\b")
POWER_OF_TEN = re.compile(r"\de\+\d")
WRONG = (GLUED, CUT, INTERNAL, POWER_OF_TEN)
SCREENS = {**LISTS, **PAGES, **ROOMS, **TYPED}
SIZES = [(80, 24), (120, 36), (160, 45)]


@asynccontextmanager
async def shown(place: Path, size: tuple[int, int], who: str = "ana") -> AsyncIterator[Pilot[int]]:
    async with opened_by(place, who, size) as pilot:
        await painted(pilot)
        yield pilot


def lines(pilot: Pilot[int]) -> list[str]:
    """The screen as it is drawn from nothing, with what is read a moment later."""
    if isinstance(pilot.app.screen, StandupRoom):
        pilot.app.screen._look_back()
    for widget in pilot.app.screen.query(Lines):
        widget.forget()
    return text(pilot).splitlines()


def left_out(name: str, drawn: list[str], width: int) -> list[str]:
    """The footer, where it leaves out what it never may: help, and the way out."""
    wants = ["?"] if name not in TYPED else []
    wants += ["Esc"] if name not in LISTS else []
    fits = cell_len(drawn[-1]) <= width and all(f" {key} " in drawn[-1] for key in wants)
    return [] if fits else [f"{name} at {width}: {drawn[-1]}"]


@pytest.mark.parametrize(("language", "size"), [("en", SIZES[0]), ("zh", SIZES[0]), ("zh", SIZES[1]), ("en", SIZES[2])])
async def test_nothing_is_glued_or_cut_and_all_is_called_as_people_call_it(
    broad: Path, size: tuple[int, int], language: str
):
    i18n.use(language)
    with store.open_workspace(str(broad), "ana") as workspace:
        great: dict[str, dict[str, object]] = {"resource": {"capacity": 3e12}}
        if size[0] > 120:  # its move is told on a line with the reason
            great["key-result"] = {"target": 4.5e11}
        for kind, fields in great.items():
            workspace.do(commands.edit, next(iter(workspace.records.of_kind(kind))).id, fields, why="more")
    wrong: list[str] = []
    async with shown(broad, size) as pilot:
        for name, way in {**SCREENS, "department-life": Way("department", ("h",))}.items():
            await come(pilot, way)
            drawn = lines(pilot)
            wrong += left_out(name, drawn, size[0])
            for line in drawn:
                if cell_len(line) > size[0] or any(each.search(line) for each in WRONG):
                    wrong.append(f"{name}: {line}")
            await home(pilot)
    assert not wrong


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
async def test_the_columns_of_people_line_up(broad: Path, size: tuple[int, int]):
    async with shown(broad, size) as pilot:
        await come(pilot, LISTS["person"])
        drawn = lines(pilot)
        rows = [line for line in drawn if re.match(r"[> *+]+(?:ana|zhangw|maria|PN-4)", line)]
        titles = {len(match[0]) for line in rows if (match := re.match(r"[> *+]+\S+ +", line))}
        assert len(rows) == 4
        assert len(titles) == 1, rows


@pytest.mark.parametrize("screens", [LISTS, PAGES, ROOMS], ids=["lists", "pages", "rooms"])
async def test_help_and_the_commands_answer_on_every_screen(broad: Path, screens: dict[str, Way]):
    async with shown(broad, (80, 24)) as pilot:
        for name, way in screens.items():
            await come(pilot, way)
            before = type(pilot.app.screen)
            for key, opened in (("?", Help), (":", Palette), ("？", Help), ("：", Palette)):
                await typed(pilot, key)
                assert isinstance(pilot.app.screen, opened), (name, key, type(pilot.app.screen))
                await keyed(pilot, "escape")
                assert type(pilot.app.screen) is before, (name, key)
            await home(pilot)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_help_and_the_way_out_stay_in_the_narrowest_footer(broad: Path, language: str):
    """In those of other widths too: they are looked at on the walk above."""
    i18n.use(language)
    wrong: list[str] = []
    async with shown(broad, (40, 24)) as pilot:
        for name, way in SCREENS.items():
            await come(pilot, way)
            wrong += left_out(name, lines(pilot), 40)
            await home(pilot)
    assert not wrong


async def test_a_key_chosen_by_its_name_in_a_room_is_pressed(broad: Path):
    async with shown(broad, (80, 24)) as pilot:
        await come(pilot, ROOMS["entry"])
        await keyed(pilot, ":")
        await typed(pilot, "Add a line")
        await keyed(pilot, "enter")
        assert "One more line" in text(pilot)
        await home(pilot)
        await come(pilot, ROOMS["cards"])
        await keyed(pilot, "?")
        await typed(pilot, "Put up")
        await keyed(pilot, "enter")
        assert "keep the line" in text(pilot)


def test_labels_line_up_and_are_never_glued():
    sheet = Sheet(60)
    sheet.label("Need by", "Delivered on")
    for label in ("Need by", "Delivered on", "Raised again"):
        sheet.pair(label, "Tue 24 Nov")
    sheet.run("Confirmed on", [("Tue 24 Nov", "muted")])
    said = ["".join(part for part, _tone in line) for line in sheet.lines]
    assert {line.index("Tue") for line in said} == {13}


def test_a_footer_drops_what_is_needed_least():
    offers = [("a", "add"), ("e", "edit it all"), ("d", "done"), ("?", "keys"), ("Esc", "leave")]
    said = lambda width: "".join(part for part, _tone in fitting(offers, width)).rstrip()  # noqa: E731
    assert said(80) == " a add   e edit it all   d done   ? keys   Esc leave"
    assert said(40) == " a add   d done   ? keys   Esc leave"
    assert said(20) == " ? keys   Esc leave"


@for_each("value", [0, -3.25, 99_999, 123_456.7, 1_234_567, 12_345_678, 3.2e9, -4.5e13, 1e17])
@for_each("language", ["en", "zh"])
def test_a_number_is_never_cut(value: float, language: str):
    i18n.use(language)
    for cells in range(7, 16):
        assert cell_len(brief(value, "pieces", cells)) <= cells


def test_a_column_is_as_wide_as_what_stands_in_it():
    assert column(["A-1", "A-257001"], 7) == 9
    assert lead("A-257001", column(["A-257001"], 7)) == "A-257001 "
    assert column(CODES, 0) == cell_len(CODES[2]) + 1


@for_each(
    "value, said",
    [(0.5, "0.5"), (1234.5, "1,234.5"), (1234567.8, "1,234,567.8"), (-2e10, "-20,000,000,000")],
)
def test_an_amount_is_written_in_full(value: float, said: str):
    assert digits(value) == number(value) == said
    assert t(amount_words(value, "EUR", "week")) == f"{said} EUR a week"


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_search_calls_people_and_departments_as_their_lists_do(broad: Path, language: str):
    i18n.use(language)
    async with shown(broad, (120, 36)) as pilot:
        await come(pilot, TYPED["search"])
        await typed(pilot, "maria")
        found = lines(pilot)
    assert not [line for line in found if INTERNAL.search(line)]
    assert [line for line in found if re.match(r"[> ]+maria\.hernandez-lopez ", line)]


def test_who_is_whole_where_when_is_long_and_the_title_gives_way():
    whens = ("negotiating", "confirmed", "Fri")
    rows = [RecordRow("Q-6", "Two prototypes for the fair", who="PRD>RND", when=when) for when in whens]
    columns = Columns.of(Widths().over(rows), 48, 6)
    for row, when in zip(rows, whens, strict=True):
        line = "".join(part for part, _tone in drawn(row, columns, 48, " "))
        assert "PRD>RND " in line
        assert line.endswith(" " + when)
        assert cell_len(line) == cell_len(
            "".join(part for part, _tone in drawn(row._replace(when=""), columns, 48, " "))
        )


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [40, 60, 80])
async def test_what_stands_at_the_right_of_a_heading_is_not_glued_to_it(broad: Path, width: int, language: str):
    i18n.use(language)
    with store.open_workspace(str(broad), "ana") as workspace:
        workspace.do(lambda changes: [commands.add(changes, "person", {"name": f"P{n}"}) for n in range(300)])
    async with shown(broad, (width, 24)) as pilot:
        await come(pilot, ROOMS["stand-up"])
        room = pilot.app.screen
        assert isinstance(room, StandupRoom)
        assert room.header is not None
        room.header = room.header._replace(promises=Tally(1285, 1150, 33))
        (head, _), (said, _), _clock = room.page(width, 24)[0]
    assert head.endswith(" ")
    assert said.strip()
    assert ".." not in said
    assert width < 80 or ".." not in head


@pytest.mark.parametrize("kind", [*LISTS])
async def test_a_key_on_an_empty_list_is_answered_by_what_begins_it(empty: Path, kind: str):
    async with shown(empty, (80, 24)) as pilot:
        board = pilot.app.screen
        assert isinstance(board, BoardScreen)
        board.at = next(at for at, pane in enumerate(board.panes) if any(each.kind == kind for each in pane.listings))
        while board.pane.listing.kind != kind:
            await keyed(pilot, "]")
        for key in ("e", "d", "x", "v"):
            board.say("")
            await keyed(pilot, key)
            shown_last = " ".join(" ".join(lines(pilot)[-2:]).split())
            assert t(board.pane.listing.face.empty) in shown_last, key


def drawn_allocations(held: list[Allocation], width: int) -> Sequence[Line]:
    """The rows that the page of a resource has of them."""
    nothing = SimpleNamespace(items=lambda _table: ())
    seen: Any = SimpleNamespace(overview=SimpleNamespace(reading=nothing), today=day(11, 23))
    page = ScreenPage(seen, None, width)
    page.table(COLUMNS, rows(page, held))
    return page.lines


def test_a_resource_gives_its_titles_the_room_that_the_other_columns_leave():
    held = Allocation(
        id="AL-1", title="Ten instruments for the trial", amount=3, goal="G-7", start=day(12, 7), state="asked"
    )
    (line,) = drawn_allocations([held], 68)
    assert "Ten instruments for the trial" in "".join(part for part, _tone in line)


async def test_a_list_that_is_typed_is_joined_as_the_language_does_it(broad: Path):
    i18n.use("zh")
    async with shown(broad, (120, 36)) as pilot:
        await come(pilot, TYPED["goal-form"])
        assert [line for line in lines(pilot) if "MKT、EINKAUF-SUED、质量与流程改进部" in line]
        form = pilot.app.screen
        assert isinstance(form, Form)
        answer = next(each for each in form.answers if each.field.name == "departments")
        for mark in ",，、;；":
            answer.line = Typing(f"MKT{mark}EINK")
            answer.changed()
            answer.take(answer.suggested[0].id)
            assert answer.line.text == "MKT、EINKAUF-SUED"


@for_each("width", [40, 47, 60, 80])
def test_allocations_are_as_wide_as_the_page_is(width: int):
    held = [
        Allocation(id=f"AL-{at}", title=HAN, amount=amount, goal="G-25700", start=day(12, 7), end=day(12, 24))
        for at, amount in ((7, 3), (257_000, 1_234_567), (257_001, 3.2e12))
    ]
    for line in drawn_allocations(held, width):
        said = "".join(part for part, _tone in line)
        assert cell_len(said) <= width
        assert value_label(held[0], "state").lower() in said


@pytest.mark.parametrize("name", ["history", "life"])
async def test_the_cursor_is_seen_without_colours(broad: Path, name: str):
    async with shown(broad, (80, 24)) as pilot:
        await come(pilot, ROOMS[name])
        await keyed(pilot, "j")
        assert sum(line.lstrip().startswith(">") for line in lines(pilot)) == 1


async def test_names_in_a_sentence_are_joined_as_the_language_does_it(broad: Path):
    i18n.use("zh")
    words = Words("{who} blocked {names}: {name}", who="ana", names=["A-1", "A-2"], name="B-1")
    assert str(words) == "ana blocked A-1, A-2: B-1"
    assert "A-1、A-2" in t(words)
    async with shown(broad, (160, 45)) as pilot:
        for way in (ROOMS["life"], ROOMS["history"], ROOMS["my day"], ROOMS["entry"]):
            await come(pilot, way)
            assert not [line for line in lines(pilot) if re.search(r"[A-Z]-\d+, ", line)]
            await home(pilot)
