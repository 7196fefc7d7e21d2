"""The list that draws the rows in sight: the cursor belongs to a record, and only changed lines are drawn."""

from textual.app import App, ComposeResult

from tui.parts.record_list import RecordList
from tui.parts.textual_theme import textual_theme
from tui.text.line import Line
from tui.theme import DARK


class Shown(App[None]):
    def __init__(self, ids: list[str]) -> None:
        super().__init__()
        self.register_theme(textual_theme(DARK))
        self.theme = DARK.name
        self.drawn: list[str] = []
        self.list = RecordList(self.row)
        self.first = ids

    def row(self, id: str, width: int, chosen: bool) -> Line:
        self.drawn.append(id)
        return [((">" if chosen else " ") + id, "foreground")]

    def compose(self) -> ComposeResult:
        yield self.list

    def on_mount(self) -> None:
        self.list.show(self.first)


def ids(count: int) -> list[str]:
    return [f"A-{n}" for n in range(count)]


async def test_a_hundred_thousand_rows_ask_for_those_in_sight():
    app = Shown(ids(100_000))
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        assert len(set(app.drawn)) <= 20
        app.drawn.clear()
        app.list.move_to(99_999)
        await pilot.pause()
        assert len(set(app.drawn)) <= 20
        assert app.list.chosen == "A-99999"
        assert len(app.list.children) == 0


async def test_the_cursor_stays_on_its_record_when_rows_come_and_go():
    app = Shown(ids(50))
    async with app.run_test(size=(40, 20)) as pilot:
        app.list.choose("A-30")
        await pilot.pause()
        app.list.show(["B-1", "B-2", *ids(50)])
        assert (app.list.chosen, app.list.cursor) == ("A-30", 32)
        app.list.show([id for id in ids(50) if id != "A-30"])
        assert app.list.cursor == 32
        app.list.show([])
        assert app.list.chosen is None
        app.list.move(1)
        assert app.list.cursor == 0


async def test_scrolling_goes_by_half_the_height():
    app = Shown(ids(100))
    async with app.run_test(size=(40, 20)):
        app.list.move_to(20)
        assert app.list.top == 11
        app.list.move(1)
        assert app.list.top == 11
        app.list.move_to(0)
        assert app.list.top == 0


async def test_who_listens_hears_every_move_once():
    app = Shown(ids(10))
    heard: list[str | None] = []
    app.list.on_choose = heard.append
    async with app.run_test(size=(40, 20)):
        app.list.move(1)
        app.list.move(-5)
        app.list.move(-1)
        app.list.half(1)
        assert heard == ["A-1", "A-0", "A-9"]


async def test_a_click_chooses_and_a_double_click_enters():
    app = Shown(ids(10))
    entered: list[str] = []
    app.list.on_enter = entered.append
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.click(RecordList, offset=(3, 4))
        assert app.list.chosen == "A-4"
        await pilot.click(RecordList, offset=(3, 6), times=2)
        assert entered == ["A-6"]
