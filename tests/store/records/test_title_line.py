"""What a title line is understood as: the words that count, in both languages; all else stays letter for letter."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import commands
from store.kinds import KINDS
from store.records.title_line import SaidInLine, TitleLine, lines_of
from store.workspace import Workspace
from tests.for_each import for_each
from tui.i18n import in_each

TODAY = date(2026, 11, 23)
FRI = date(2026, 11, 27)
WEEKLY = "FREQ=WEEKLY"


@pytest.fixture
def office(organisation: Workspace) -> Workspace:
    """With two goals, and two people of one name."""
    organisation.do(commands.add, "goal", {"title": "Spring promotion"})
    organisation.do(commands.add, "goal", {"title": "春季促销"})
    for login in ("k1", "k2"):
        organisation.do(commands.add, "person", {"name": "Kim", "login": login, "department": "DP-1"})
    organisation.ledger.news()
    return organisation


def read(office: Workspace, text: str, kind: str = "action") -> SaidInLine:
    return TitleLine([*KINDS[kind].fields.values()], office.records, TODAY, "ana", in_each).read(text)


WHOLE = {"owner": "PN-2", "priority": "high", "tags": ("print",), "due": FRI, "goal": "G-2"}


@pytest.mark.parametrize(
    ("text", "title", "values"),
    [
        ("Call the printer @bo !high #print due:fri goal:G-2", "Call the printer", WHOLE),
        ("致电印刷厂 @bo !高 #印刷 截止:周五 目标:G-2", "致电印刷厂", WHOLE | {"tags": ("印刷",)}),
        ("致电印刷厂　＠bo　！高　＃印刷　截止：周五　目标：Ｇ－２", "致电印刷厂", WHOLE | {"tags": ("印刷",)}),
        ("due:fri @bo Call !high the goal:g-2 printer #print", "Call the printer", WHOLE),
        ("Call @BO", "Call", {"owner": "PN-2"}),
        ("Call @me", "Call", {"owner": "PN-1"}),
        ("致电 @王芳", "致电", {"owner": "PN-3"}),
        ('Call @"Bo Berg" now', "Call now", {"owner": "PN-2"}),
        ("Call owner:bo", "Call", {"owner": "PN-2"}),
        ("致电 责任人：王芳 部门:fin", "致电", {"owner": "PN-3", "department": "DP-2"}),
        ("Call !Low", "Call", {"priority": "low"}),
        ("Call DUE:+3d", "Call", {"due": date(2026, 11, 26)}),
        ("Call due:next week at noon", "Call at noon", {"due": date(2026, 11, 30)}),
        ("Call due:1 dec", "Call", {"due": date(2026, 12, 1)}),
        ('Call due:"in 3 days"', "Call", {"due": date(2026, 11, 26)}),
        (
            "Call repeats:every other friday @bo",
            "Call",
            {"repeats": "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "owner": "PN-2"},
        ),
        ("周报 重复：每周五", "周报", {"repeats": f"{WEEKLY};BYDAY=FR"}),
        ("Call repeats:never", "Call repeats:never", {}),
        ("致电 截止：下周五 #印刷/纸", "致电", {"due": date(2026, 12, 4), "tags": ("印刷/纸",)}),
        ('Call goal:"Spring promotion"', "Call", {"goal": "G-1"}),
        ("致电 目标：「春季促销」", "致电", {"goal": "G-2"}),
        ("Call #print #q4 #print", "Call", {"tags": ("print", "q4")}),
        ("Call contributors:bo,fay start:today", "Call", {"contributors": ("PN-2", "PN-3"), "start": TODAY}),
        ("Call @bo @bo", "Call", {"owner": "PN-2"}),
        ("Call @bo @fay due:fri due:mon", "Call @fay due:mon", {"owner": "PN-2", "due": FRI}),
        ("@bo #print", "", {"owner": "PN-2", "tags": ("print",)}),
        (r"Ask \@bo about \#print due:fri", "Ask @bo about #print", {"due": FRI}),
        (r"Call @bo and \@fay", "Call and @fay", {"owner": "PN-2"}),
        ("致电 ＼@bo @fay", "致电 @bo", {"owner": "PN-3"}),
        ("Call  the   printer @bo", "Call  the   printer", {"owner": "PN-2"}),
    ],
)
def test_a_word_counts_where_it_names_what_is_there(office: Workspace, text: str, title: str, values: dict[str, Any]):
    assert read(office, text) == SaidInLine(title, values)


@pytest.mark.parametrize(
    "text",
    [
        "Learn C#",
        "Reply @ 9",
        "Reply @9",
        "Write to bo@example.com",
        "Thank @nobody",
        "Thank @kim, @bo, and @@bo",
        "Which @Kim",
        "Say !important and !! and hi!",
        "Bug #42 # ## #! #print, #print.",
        "The a#print and x!high",
        "due:someday due: Due: due:next goal:G-9 goal: goal:nothing",
        'He said "ask @bo" and goal:"Spring',
        "https://example.com/#top at 14:30 note:x state:done",
        "@G-1 goal:bo owner:FIN",
        r"C:\temp \server \@nobody \ \\",
        "  two  spaces ",
        "",
    ],
)
def test_what_names_nothing_stays_as_typed(office: Workspace, text: str):
    assert read(office, text) == SaidInLine(text, {})


@pytest.mark.parametrize(
    ("kind", "text", "title", "values"),
    [
        ("milestone", "Cards hang @bo due:fri goal:G-1 !high", "Cards hang !high", {"owner": "PN-2", "due": FRI}),
        ("goal", "Launch @bo departments:MKT,FIN", "Launch", {"owner": "PN-2", "departments": ("DP-1", "DP-2")}),
        ("blocker", "No code !high waiting_on:FIN", "No code", {"severity": "high", "waiting_on": "DP-2"}),
        ("person", "Bo department:MKT @bo", "Bo @bo", {"department": "DP-1"}),
    ],
)
def test_the_words_are_those_of_the_fields_of_a_kind(
    office: Workspace, kind: str, text: str, title: str, values: dict[str, Any]
):
    said = read(office, text, kind)
    assert (said.title, {**said.values, "goal": None}) == (title, {**values, "goal": None})


WORDS = st.sampled_from(
    ["@bo", "@", "＠fay", "@nobody", "!high", "！高", "#print", "#9", "C#", "due:fri", "截止：周五", "due:x",
     "due:next", "week", "goal:G-1", "goal:G-9", "\\", "\\@bo", "\\\\@bo", "\\x", '@"Bo', 'Berg"', "a:b", "电话",
     "1", "dec"]
)  # fmt: skip
LINES = st.lists(st.tuples(st.sampled_from([" ", "  ", "\u3000", "\t"]), st.one_of(WORDS, st.text(max_size=6))))


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES)
def test_what_is_not_understood_stays_letter_for_letter(office: Workspace, line: list[tuple[str, str]]):
    text = "".join(gap + word for gap, word in line)
    said = read(office, text)
    left = text.split()
    for word in said.title.split():  # the words of the title are those of the line, in their order
        while left and left[0] not in (word, "\\" + word, "＼" + word):
            left.pop(0)
        assert left, word
        left.pop(0)
    if not said.values and "\\" not in text and "＼" not in text:
        assert said.title == text


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES)
def test_every_title_can_be_typed(office: Workspace, line: list[tuple[str, str]]):
    title = "".join(gap + word for gap, word in line)
    lines = TitleLine([*KINDS["action"].fields.values()], office.records, TODAY, "ana", in_each)
    assert lines.read(lines.escaped(title)) == SaidInLine(title, {})


@for_each(
    "text, lines",
    [
        ("Call\nPrint\r\n\n  Hang ", ["Call", "Print", "Hang"]),
        ("- Call\n* Print\n• Hang", ["Call", "Print", "Hang"]),
        ("- [ ] Call\n- [x] Print", ["Call", "Print"]),
        ("1. Call\n2) Print\n10. Hang", ["Call", "Print", "Hang"]),
        ("1、致电\n2、印刷", ["致电", "印刷"]),
        ("3. floor\nCellar", ["3. floor", "Cellar"]),
        ("- Call", ["- Call"]),
        ("- \nCall\n-\n- [ ]", ["Call"]),
    ],
)
def test_a_list_is_its_lines_without_their_marks(text: str, lines: list[str]):
    assert lines_of(text) == lines
