"""The command line in Chinese: kinds, fields and words of choices typed by their labels, and everything said so."""

import re
from pathlib import Path

import msgspec
import pytest

from store.kinds import KINDS
from store.records.names import fold
from store.words import Words
from tests.for_each import for_each
from tests.tui.cli.conftest import Concord
from tui import i18n
from tui.cli.kind_words import as_value, in_names, kind_of, labelled, settable
from tui.cli.verbs import LISTED
from tui.i18n import in_each


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")


# What is read: every kind, field and word of a choice, by each of its names


@for_each("name", KINDS)
def test_a_kind_is_known_by_all_its_names(name: str):
    kind = KINDS[name]
    for label in (kind.label, kind.plural):
        for said in in_each(Words(label)):
            assert kind_of(said) is kind, said
            assert kind_of(f"{said}({name})") is kind if not said.isascii() else True


@for_each("name", KINDS)
def test_a_field_and_its_words_are_known_by_all_their_names(name: str):
    kind = KINDS[name]
    for field in settable(kind):
        for said in in_each(field.label):
            found = labelled(settable(kind), said)
            assert found is not None, (field.name, said)
            # A word of before gives way to the same word of today.
            assert found is field or fold(said) in map(fold, in_each(found.label)[:2])
        for choice in field.choices if field.type == "choice" else ():
            for said in (each for each in in_each(choice.label) if not each.isascii()):
                assert as_value(field, said) == choice.value, (field.name, said)
                assert as_value(field, f"{said}({choice.value})") == choice.value


def test_a_word_of_before_means_nothing_else_today():
    """In no kind, field or choice stands a former word for one thing and for another now."""
    for kind in KINDS.values():
        for field in kind.fields.values():
            said = [(fold(each), choice.value) for choice in field.choices for each in in_each(choice.label)]
            assert len({*said}) == len({word for word, _value in said}), (kind.name, field.name)
    said = [(fold(each), kind.name) for kind in KINDS.values() for each in in_each(Words(kind.label))]
    assert len({*said}) == len({word for word, _name in said})


@for_each(
    "given, values",
    [
        ({"标题": "甲", "责任人": "李磊", "优先级": "高"}, {"title": "甲", "owner": "李磊", "priority": "high"}),
        ({"title": "甲", "Owner": "ana", "状态": "进行中"}, {"title": "甲", "owner": "ana", "state": "doing"}),
        ({"标题": "甲", "没有的": 1}, {"title": "甲", "没有的": 1}),
    ],
)
def test_a_json_object_is_read_by_labels_too(given: dict[str, object], values: dict[str, object]):
    assert in_names(KINDS["action"], given) == values


# What is typed, and what is stored


def stored(concord: Concord, id: str) -> dict[str, object]:
    return concord("show", id, "--json").objects[0]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("add", "行动", "甲", "--责任人", "ana", "--截止", "2026-12-01"), {"owner": "ana", "due": "2026-12-01"}),
        (("add", "行动", "甲", "--负责人=ana", "--优先级＝高"), {"owner": "ana", "priority": "high"}),
        (("－－lang＝zh", "add", "Actions", "甲", "－－due", "2026-12-01"), {"due": "2026-12-01"}),
        (("add", "action", "甲", "－－状态＝进行中", "--部门", "Marketing"), {"state": "doing", "department": "MKT"}),
        (("add", "行动(action)", "甲", "--优先级", "低(low)"), {"priority": "low"}),
        (("add", "行动", "--quick", "甲 !高 截止：2026-12-01 @ana"), {"priority": "high", "due": "2026-12-01"}),
    ],
)
def test_kinds_and_fields_are_typed_in_chinese(
    acme: Path, concord: Concord, words: tuple[str, ...], wanted: dict[str, str]
):
    ran = concord(*words)
    assert (ran.code, ran.out) == (0, "A-1\n"), ran.err
    assert wanted.items() <= stored(concord, "A-1").items()


def test_a_record_goes_its_way_in_chinese(acme: Path, concord: Concord):
    for words in (
        ("add", "目标", "上市", "--部门", "MKT、FIN", "--责任人", "ana", "--截止日期", "2026-12-31"),
        ("add", "行动", "甲", "--目标", "上市", "--截止", "2026-12-01"),
        ("edit", "A-1", "--截止", "2026-12-04", "--原因", "等编码"),
        ("edit", "G-1", "--截止", "2027-01-08", "--改动原因", "货架晚到"),
        ("block", "A-1", "没有编码", "--在等", "FIN", "--类型", "部门墙", "--严重程度", "高"),
        ("request", "编码", "--被请求方", "FIN", "--截止", "2026-12-03", "--目标", "G-1", "--请求方", "MKT"),
        ("decline", "Q-1", "--理由", "已用完"),
        ("standup", "--post", "--完成", "A-1 好了", "--备注", "中午离开", "--谁", "ana"),
    ):
        ran = concord(*words)
        assert ran.code == 0, (words, ran.err)
    assert stored(concord, "A-1")["due"] == "2026-12-04"
    assert stored(concord, "G-1")["due"] == "2027-01-08"
    assert {"cause": "silo", "severity": "high", "waiting_on": "FIN"}.items() <= stored(concord, "B-1").items()
    assert {"state": "declined", "reason": "已用完"}.items() <= stored(concord, "Q-1").items()
    assert concord("list", "行动", "状态：待办", "责任人:无").out.startswith("A-1")
    assert len(concord("export", "json", "--kind", "阻碍").objects) == 1


def test_lines_of_json_are_named_in_chinese(acme: Path, concord: Concord, tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"标题": "甲", "责任人": "ana", "截止日期": "2026-12-01", "优先级": "高"}\n')
    assert concord("add", "行动", "--from-json", str(path)).out == "A-1\n"
    assert {"owner": "ana", "due": "2026-12-01", "priority": "high"}.items() <= stored(concord, "A-1").items()
    path.write_text('{"标题": "甲", "截止": "2026-12-01", "due": "2026-12-02"}\n')
    assert "due" in concord("add", "行动", "--from-json", str(path), "--json").error["message"]


# What is said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("list", "天气"), "工作区(workspace)、部门(department)"),
        (("list", "动作"), "行动"),
        (
            ("add", "action", "甲", "--priority", "特高"),
            "优先级(--priority)：须是以下之一：高(high)、普通(normal)、低(low)",
        ),
        (("add", "action", "甲", "--due", "改天"), "(--due)：“改天”"),
        (("add", "action", "甲", "--天气", "好"), "这里没有选项 --天气"),
        (("block", "A-1", "乙", "--kind", "天气"), "类型(--kind)：须是以下之一：沟通(communication)、"),
        (("edit", "A-1"), "优先级(--priority)、"),
        (("step", "G-1", "--back", "天气"), "计划(plan)"),
        (("add", "action", "甲", "--start", "2026-12-05", "--due", "2026-12-01"), "(--due)："),
    ],
)
def test_an_error_names_fields_and_words_in_chinese(acme: Path, concord: Concord, words: tuple[str, ...], said: str):
    concord("add", "action", "甲")
    concord("add", "goal", "上市", "--departments", "MKT,FIN", "--owner", "ana", "--due", "2026-12-31")
    ran = concord(*words)
    assert ran.code in (2, 4)
    assert said in ran.err
    assert said not in concord(*words, "--lang", "en").err


def test_an_error_for_scripts_keeps_its_codes(acme: Path, concord: Concord):
    error = concord("add", "action", "甲", "--priority", "特高", "--json").error
    assert error["faults"][0]["field"] == "priority"
    assert error["faults"][0]["message"] == "须是以下之一：高(high)、普通(normal)、低(low)"
    assert concord("list", "天气", "--json").error["kinds"] == [*KINDS]
    assert concord("add", "action", "甲", "--prioritty", "高", "--json").error["near"] == "priority"


def test_what_an_import_would_do_is_counted_and_a_column_named_in_chinese(acme: Path, concord: Concord, tmp_path: Path):
    path = tmp_path / "行动.csv"
    path.write_text("天气,截止\n甲,2026-12-01\n", "utf-8")
    assert "--map 列名=title" in concord("import", "csv", str(path)).err
    assert "将会新建：1 个行动" in concord("import", "csv", str(path), "--map", "天气=title", "--dry-run").err


#: Names, codes, what is typed as it stands.
TYPED = re.compile(
    r"`[^`]*`|\([\w-]+\)|--[\w-]+|\b[A-Z]{1,3}-\d+(?:=\w+|=move:\S+)?|\b[A-Z0-9_]{2,}\b|[\w./-]+\.\w+|/\S+|\d[\w%.-]*"
)
#: Words of English that are names.
NAMES = {"Concord", "Markdown", "iCalendar", "CSV", "JSON", "TinyDB", "Europe", "Asia", "Berlin", "Shanghai", "IANA"}


@for_each("verb", LISTED)
def test_no_english_stands_in_the_help(concord: Concord, verb: str):
    ran = concord(verb, "--help")
    usage, *lines = ran.out.splitlines()
    assert re.findall(r"[A-Z][A-Z-]*", usage) == []
    cut = next((at for at, line in enumerate(lines) if line.startswith("示例")), len(lines))
    for line in lines[:cut]:
        words = {*re.findall(r"[A-Za-z]{2,}", TYPED.sub(" ", line))} - NAMES
        literal = {"en", "zh", "none", "done", "drop", "move", "json", "csv", "tinydb", "goals", "calendar", "launch"}
        literal |= {"promotion", "today", "csv", "goal", "owner", "department", "key", "result", "progress", "step"}
        literal |= {"outcome", "RACI", "ID", "UTF", "GiB", "edit", "item", "all", "any", "request", "title", "seq"}
        literal |= {"Excel", "dmy", "mdy", "ymd", "fraction", "percent", "ics", "backlog", "Tab", "shell", "sshd"}
        assert words <= literal, line


def test_the_catalogue_of_examples_is_plain():
    text = (Path(i18n.__file__).parent / "locale" / "former.json").read_bytes()
    former = msgspec.json.decode(text, type=dict[str, list[str]])
    assert list(former) == sorted(former)
    assert all(words and not any(word.isascii() for word in words) for words in former.values())
