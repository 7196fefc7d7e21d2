"""What stands in Chinese is Chinese: its marks, its blanks, and no words of English but names, codes and commands."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest

from store.demo import CASES, build
from store.history import told
from store.insight import notifications
from store.kinds import KINDS
from store.workspace import Workspace, open_workspace
from tests.shape.test_catalogue import CATALOGUE
from tui import i18n
from tui.__main__ import main
from tui.cli.record_lines import Shown
from tui.cli.record_text import PlainPage
from tui.desk.desk import Desk
from tui.faces import face_of
from tui.faces.face import tell
from tui.i18n import t
from tui.parts.record_page import ScreenPage
from tui.text.event_sentence import in_full, sentence

TESTS = Path(__file__).parents[2]
TODAY = date(2026, 11, 27)
#: Kinds that have a page and a list.
PAGED = [kind for kind in KINDS if kind not in ("card", "comment", "workspace")]

HAN = "\u3007\u4e00-\u9fff"
WIDE = HAN + "，。；：、？！（）“”"
#: What is typed as it stands: commands and options, code, places of a sentence, paths, the words that narrow.
TYPED = re.compile(
    rf"`[^`]*`|\{{name\}}:|\bconcord (?:(?!  )[^，。；（）{HAN}])*|--[\w-]+(?:[ =][A-Z]+)?|\{{\w+\}}|[\w.~-]*/[\w./~-]+"
    rf"|(?<=[{HAN}])\([a-z]+\)|pip install '\.\[xlsx\]'|：\"\""
    r"|(?:责任人|部门|截止|状态|类型):\S*|@登录名|#标签|[（ ]:(?=[ ）])|(?:^|  ) ?[?:] (?=\S)"
)
#: Marks of English, where Chinese stands beside them; `!` in front of a row, and behind a step, is a sign.
MARKS = {
    "a mark of English": re.compile(rf"[{WIDE}] ?[,;:?]|[,;:?] ?[{WIDE}]|[{HAN}]!"),
    "a bracket of English": re.compile(rf"[{WIDE}] ?[()]|[()] ?[{WIDE}]"),
    "a quote of English": re.compile(rf"[{WIDE}] ?[\"']|[\"'] ?[{WIDE}]"),
    "an arrow of English": re.compile(rf"[{HAN}\d] > [{HAN}\d]"),
    "a range of English": re.compile(r"\d+(?:日|月)?(?: 周.)? (?:-|–|>) \d"),
    "a blank before %": re.compile(r"\d %(?! [a-z])"),
    "a blank within Chinese": re.compile(
        rf"(?<=[{WIDE}])(?<! 周[一二三四五六日]) (?=[{WIDE}])(?! ?周[一二三四五六日])"
    ),
    "a blank between a day and what belongs to it": re.compile(r"日 周[一二三四五六日] [起的前后内]"),
    "no blank beside a word of Latin": re.compile(rf"[{HAN}][A-Za-z]|[A-Za-z][{HAN}]"),
}
#: Words of Latin letters that are no codes: those have no small letters.
WORD = re.compile(r"[A-Za-z][A-Za-z-]*[a-z]{2}\b|\b[a-z]{3,}\b")
#: Names of things that have no Chinese one, and of keys.
NAMES = {
    *(
        "Concord",
        "Python",
        "English",
        "Markdown",
        "iCalendar",
        "vCalendar",
        "Excel",
        "tmux",
        "shell",
        "ssh",
        "sshd",
        "ssh-dss",
        "root",
        "cert",
        "pub",
        "txt",
        "ics",
        "csv",
    ),
    *("Ctrl", "Enter", "Esc", "Space", "Tab", "Shift", "Home", "End", "set-clipboard", "xterm", "color", "dumb"),
}
#: Values, fields and commands as they are typed.
VALUES = {
    *("type", "done", "drop", "move", "none", "outcome", "active", "seq", "limit", "if-rev", "export", "workspace"),
    *("chmod", "chown", "chgrp", "achieved", "partly", "missed", "dropped", "closed", "launch", "promotion"),
    *("prepare", "meet", "plan", "execute", "evaluate", "high", "normal", "low"),
    *("communication", "silo", "culture", "resource", "decision", "technical", "outside"),
    *("goal", "owner", "department", "key", "result", "progress", "step"),
    *("fraction", "percent", "dmy", "mdy", "ymd", "xlsx", "gzip", "tar", "zlib", "null"),
    *("postgresql", "postgres", "psycopg", "pip", "install"),
    *("target", "session", "attrs", "read-write", "transaction", "read", "only"),
    *("synchronous", "commit", "fsync", "local", "pool", "mode", "session"),
}


def faults(text: str, known: "Iterable[str]" = ()) -> Iterator[tuple[str, str]]:
    """What is not as it should be, each with the text."""
    said = TYPED.sub("¤", text)
    for name, pattern in MARKS.items():
        if found := pattern.search(said):
            yield f"{name}: {found[0]}", text
    for word in WORD.findall(said):
        if word not in NAMES and word not in known:
            yield f"English: {word}", text


def test_the_sentences():
    assert [each for text in CATALOGUE.values() for each in faults(text, VALUES)] == []


#: Set without a blank: days, and what has to stand in a few cells.
TIGHT = {
    *("{day} {month}", "{month} {year}", "{weekday} {day} {month}", "{weekday} {day} {month} {year}"),
    *("{n}d late", "{n}w late"),
}
#: When something comes again is set as days are: 每月1号, 每周一，共10次.
RULE = re.compile(r"every |the \{day\} of |\{rule\}|\{n\}(st|nd|rd|th)\|")


def test_a_place_beside_chinese_has_its_blank():
    """`t` leaves it out where what fills the place is Chinese itself."""
    beside = re.compile(rf"[{HAN}]\{{|\}}[{HAN}]")
    assert {key for key, text in CATALOGUE.items() if beside.search(text) and not RULE.match(key)} == TIGHT
    i18n.use("zh")
    fill = {"department": "市场", "id": "G-1"}
    assert t("{department} agrees to {id}", **fill) == "市场同意 G-1"
    assert t("{department} agrees to {id}", **{**fill, "department": "MKT"}) == "MKT 同意 G-1"


def test_what_belongs_to_a_day_stands_at_it_and_all_else_apart():
    i18n.use("zh")
    assert (t("since {day}", day="11月23日 周一"), t("since {day}", day="2026-11-23")) == (
        "11月23日 周一起",
        "2026-11-23 起",
    )
    assert t("due {day}", day="11月23日 周一") == "11月23日 周一 截止"


@pytest.fixture(scope="module", params=CASES)
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = str(tmp_path_factory.mktemp("chinese") / "demo")
    build(folder, request.param, "zh", TODAY)
    with open_workspace(folder) as workspace:
        yield workspace


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    i18n.use("zh")
    yield
    i18n.use("en")


def wrong(demo: Workspace, lines: Iterable[str]) -> list[tuple[str, str]]:
    logins = {str(demo.records.get(KINDS["person"].id(n)).login) for n in demo.ledger.numbers("person")}
    return sorted({each for line in lines for each in faults(line, logins)})


def test_pages(demo: Workspace):
    shown, desk = Shown(demo), Desk(demo)
    lines: list[str] = []
    for kind in PAGED:
        for record in map(demo.records.get, map(KINDS[kind].id, demo.ledger.numbers(kind))):
            plain, drawn = PlainPage(shown, record), ScreenPage(desk, record, 100)
            tell(face_of(kind)(shown), plain)
            tell(face_of(kind)(desk), drawn)
            lines += plain.lines()
            lines += ("".join(part for part, _tone in line) for line in drawn.lines)
    assert len(lines) > 1000
    assert wrong(demo, lines) == []


def test_what_happened_and_what_is_news(demo: Workspace):
    called = in_full(Desk(demo).overview)
    lines = [sentence(event, TODAY, called) for event in told(demo.ledger.backwards(0), demo.records)]
    for entry in demo.ledger.backwards(0):
        lines += (t(notice.why) for notice in notifications.told(entry, demo.records, lambda _id: False))
    assert len(lines) > 300
    assert wrong(demo, lines) == []


def test_verbs(demo: Workspace, capfd: pytest.CaptureFixture[str]):
    goals = [KINDS["goal"].id(n) for n in demo.ledger.numbers("goal")]
    for words in (
        *(("list", kind) for kind in PAGED),
        *((verb, id) for verb in ("plan", "gate") for id in goals),
        *(("today", "--who", KINDS["person"].id(n)) for n in demo.ledger.numbers("person")),
        *(("today",), ("today", "--brief"), ("digest",), ("digest", "--since", "2026-11-16"), ("waits",), ("history",)),
        ("report",),
        *(("standup",), ("raci", "G-2"), ("search", "价格")),
    ):
        assert main(("--lang", "zh", "--workspace", demo.ledger.folder, *words)) == 0, words
    ran = capfd.readouterr()
    assert ran.out.count("\n") > 500
    assert wrong(demo, [*ran.out.splitlines(), *ran.err.splitlines()]) == []


def test_screens():
    """As they stand in the goldens, in columns and with records that are partly English: marks only."""
    found = [path for folder in ("tui/goldens", "terminal/goldens") for path in (TESTS / folder).glob("*zh.txt")]
    assert found
    found = [path for path in found if not path.name.startswith("charts-")]  # examples in English
    lines = {line for path in found for line in path.read_text("utf-8").splitlines()}
    apart = ("English", "a blank within")
    assert [each for line in sorted(lines) for each in faults(line) if not each[0].startswith(apart)] == []
