"""Lines of notes that read as actions, in both languages; and those that only say something."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.records.noted_actions import reads_as_action
from store.workspace import Workspace
from tui.i18n import in_each

TODAY = date(2026, 11, 24)
FRI, WED = date(2026, 11, 27), date(2026, 12, 2)
BO, FANG = "PN-2", "PN-3"


def read(office: Workspace, text: str) -> dict[str, Any] | None:
    return reads_as_action(text, office.records, TODAY, "ana", in_each)


@pytest.mark.parametrize(
    ("text", "title", "values"),
    [
        ("@bo price list !fri", "price list", {"owner": BO, "due": FRI}),
        ("price list @bo", "price list", {"owner": BO}),
        ("price list !fri", "price list", {"due": FRI}),
        ("@bo price list !friday !high", "price list", {"owner": BO, "due": FRI, "priority": "high"}),
        ("@bo price list !next week", "price list", {"owner": BO, "due": date(2026, 11, 30)}),
        ("!tomorrow price list @bo", "price list", {"owner": BO, "due": date(2026, 11, 25)}),
        ("@bo price list !2026-12-02", "price list", {"owner": BO, "due": WED}),
        ("@bo price list !12-02", "price list", {"owner": BO, "due": WED}),
        ("@bo price list due:fri", "price list", {"owner": BO, "due": FRI}),
        ("@bo price list by friday", "price list", {"owner": BO, "due": FRI}),
        ("@bo price list by 2 dec, with photos", "price list, with photos", {"owner": BO, "due": WED}),
        ("@bo price list until 2 dec", "price list", {"owner": BO, "due": WED}),
        ("@bo price list fri", "price list", {"owner": BO, "due": FRI}),
        ("bo: price list by friday", "price list", {"owner": BO, "due": FRI}),
        ("Bo Berg: price list !fri", "price list", {"owner": BO, "due": FRI}),
        ("@王芳 发价目表 下周三前", "发价目表", {"owner": FANG, "due": WED}),
        ("@王芳 下周三前发价目表", "发价目表", {"owner": FANG, "due": WED}),
        ("＠王芳　请在下周三之前发价目表", "请发价目表", {"owner": FANG, "due": WED}),
        ("@王芳 发价目表 下周三", "发价目表", {"owner": FANG, "due": WED}),
        ("@王芳 发价目表 ！周五", "发价目表", {"owner": FANG, "due": FRI}),
        ("@王芳 发价目表 !月底前", "发价目表", {"owner": FANG, "due": date(2026, 11, 30)}),
        ("王芳：发价目表，周五前", "发价目表", {"owner": FANG, "due": FRI}),
        ("发价目表 截止：周五", "发价目表", {"due": FRI}),
    ],
)  # fmt: skip
def test_who_or_by_when_makes_it_an_action(organisation: Workspace, text: str, title: str, values: dict[str, Any]):
    assert read(organisation, text) == {**values, "title": title}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "call @home",
        "it costs 12.50!",
        "they want !5 more",
        "!5.50 a piece",
        "down by 1.5 to 20%",
        "sold by the piece",
        "write to bo@acme.com",
        "@ 5 each",
        "@bo",
        "@bo !fri",
        "!fri",
        "bo: that is too dear",
        "see https://acme.com/fri",
        "we met on friday",
        "!important",
        "no way!",
        "发给 bo@acme.com",
        "三天前的报价",
        "目前没有问题",
        "提前通知各部门",
        "王芳：太贵了",
        "周五 很忙",
        "价格 5.50 元!",
    ],
)
def test_all_else_is_only_a_note(organisation: Workspace, text: str):
    assert read(organisation, text) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["@", "bo", "!", "fri", "前", "下周三", ":", "：", " ", "by", "1.5", "\\", '"']), max_size=9
    )
)
def test_nothing_that_is_typed_breaks_it(organisation: Workspace, parts: list[str]):
    read(organisation, "".join(parts))
