"""What is typed for a field becomes its value, and the value written is read back as itself."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.fields import Field
from store.fields.clean_text import clean
from store.kinds import KINDS
from store.kinds.base import Kind
from store.kinds.checklist import CheckItem, numbered
from store.records.checks import field_faults
from store.records.parsing import Unreadable, read, read_change
from store.records.writing import write
from store.workspace import Workspace

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "stands", "value"),
    [
        ("+1w", date(2027, 1, 5), date(2027, 1, 12)),
        ("＋１周", date(2027, 1, 5), date(2027, 1, 12)),
        ("-3d", date(2027, 1, 5), date(2027, 1, 2)),
        ("due +1m", date(2027, 1, 31), date(2027, 2, 28)),
        ("+1w", None, date(2026, 11, 30)),
        ("1w", date(2027, 1, 5), date(2026, 11, 30)),
        ("in 3 days", date(2027, 1, 5), date(2026, 11, 26)),
        ("fri", date(2027, 1, 5), date(2026, 11, 27)),
    ],
)
def test_a_day_with_a_sign_counts_from_the_one_that_stands(
    organisation: Workspace, text: str, stands: date | None, value: date
):
    for kind in KINDS.values():
        for each in kind.fields.values():
            if each.type == "day":
                assert read_change(each, text, stands, organisation.records, TODAY, "ana") == value


def field(kind: str, name: str) -> Field:
    return KINDS[kind].fields[name]


@pytest.mark.parametrize(
    ("kind", "name", "text", "value"),
    [
        ("action", "title", "  Call   the shops ", "Call the shops"),
        ("action", "note", "one\ntwo", "one\ntwo"),
        ("action", "title", "none", ""),
        ("action", "due", "下周五", date(2026, 12, 4)),
        ("action", "due", "none", None),
        ("action", "due", "", None),
        ("action", "owner", "me", "PN-1"),
        ("action", "owner", "我", "PN-1"),
        ("action", "owner", "BO", "PN-2"),
        ("action", "owner", "@bo", "PN-2"),
        ("action", "owner", "bo berg", "PN-2"),
        ("action", "owner", "王芳", "PN-3"),
        ("action", "owner", "pn-2", "PN-2"),
        ("action", "owner", "PN-0002", "PN-2"),
        ("action", "owner", "无", None),
        ("action", "department", "mkt", "DP-1"),
        ("action", "department", "ＭＫＴ", "DP-1"),
        ("action", "contributors", "bo, fay", ("PN-2", "PN-3")),
        ("action", "contributors", "bo，王芳、bo", ("PN-2", "PN-3")),
        ("action", "contributors", "bo fay", ("PN-2", "PN-3")),
        ("action", "contributors", "bo berg", ("PN-2",)),
        ("action", "contributors", "none", ()),
        ("action", "tags", "#launch q4, 春季", ("launch", "q4", "春季")),
        ("action", "priority", "High", "high"),
        ("action", "priority", "h", "high"),
        ("action", "state", "to do", "todo"),
        ("goal", "outcome", "none", ""),
        ("goal", "raci", "MKT=A, bo:R", {"DP-1": "A", "PN-2": "R"}),
        ("blocker", "waiting_on", "fin", "DP-2"),
        ("blocker", "waiting_on", "fay", "PN-3"),
        ("check-in", "value", "12", 12),
        ("check-in", "value", "12.5 %", 12.5),
        ("check-in", "value", "１，２００", 1200),
        ("check-in", "value", "-3e2", -300.0),
        ("check-in", "confidence", "none", None),
        ("department", "active", "否", False),
        ("meeting", "time", "下午三点半", "15:30"),
        ("meeting", "time", "9.30", "09:30"),
        ("meeting", "length", "1h", 60),
        ("series", "length", "一个半小时", 90),
        ("department", "active", "Yes", True),
        ("department", "other_names", "Market Ops, Promotion", ("Market Ops", "Promotion")),
    ],
)
def test_typed_and_understood(organisation: Workspace, kind: str, name: str, text: str, value: Any):
    assert read(field(kind, name), text, organisation.records, TODAY, "ana") == value


@pytest.mark.parametrize(
    ("kind", "name", "text", "said"),
    [
        ("action", "due", "someday", r"^due: .*not a day"),
        ("action", "owner", "nobody", r"^owner: There is no Person called \"nobody\""),
        ("action", "owner", "bob", r"did you mean bo"),
        ("action", "owner", "DP-1", r"DP-1 will not do here, it takes: Person"),
        ("action", "owner", "PN-9", r"There is no PN-9"),
        ("action", "department", "XX", r"There is no Department"),
        ("blocker", "waiting_on", "zz", r"Department or Person"),
        ("action", "priority", "urgent", r"high, normal, low"),
        ("action", "priority", "none", r"high, normal, low"),
        ("check-in", "value", "much", r"not a number"),
        ("series", "time", "3", r"03:00 or 15:00"),
        ("series", "length", "1", r"1 min or 1 h"),
        ("check-in", "value", "nan", r"not a number"),
        ("check-in", "value", "1e300", r"too large"),
        ("department", "active", "maybe", r"yes or no"),
        ("goal", "raci", "MKT", r"not a pair"),
        ("action", "due_log", "x", r"is not typed"),
    ],
)
def test_typed_and_refused(organisation: Workspace, kind: str, name: str, text: str, said: str):
    with pytest.raises(Unreadable, match=said) as error:
        read(field(kind, name), text, organisation.records, TODAY, "ana")
    assert error.value.field == name
    assert error.value.exit_code == 2


def test_me_without_a_person_says_whose_login_it_is(organisation: Workspace):
    with pytest.raises(Unreadable, match='the login "root"'):
        read(field("action", "owner"), "me", organisation.records, TODAY, "root")


def test_lists_are_added_to_and_taken_from(organisation: Workspace):
    def change(text: str, current: tuple[str, ...], name: str = "contributors") -> Any:
        return read_change(field("action", name), text, current, organisation.records, TODAY, "ana")

    assert change("+fay", ("PN-2",)) == ("PN-2", "PN-3")
    assert change("+bo", ("PN-2",)) == ("PN-2",)
    assert change("-bo", ("PN-2", "PN-3")) == ("PN-3",)
    assert change("fay", ("PN-2",)) == ("PN-3",)
    assert change("none", ("PN-2",)) == ()
    assert change("+none", ("a",), "tags") == ("a", "none")
    with pytest.raises(Unreadable, match="not in it"):
        change("-me", ("PN-2",))


def values(kind: Kind, field: Field) -> st.SearchStrategy[Any]:
    words = (
        st.text(min_size=1, max_size=12)
        .map(clean)
        .filter(lambda word: word and not re.search(r"[\s#,，、;；+-]", word))
    )
    ids = {"person": ["PN-1", "PN-2", "PN-3"], "department": ["DP-1", "DP-2"], "workspace": ["WS-1"]}
    known = [id for name in field.kinds or ids for id in ids.get(name, ())] or ["DP-1"]
    match field.type:
        case "line":
            return st.text(max_size=30).map(clean)
        case "text":
            return st.text(max_size=60).map(lambda text: clean(text, lines=True))
        case "day":
            return st.none() | st.dates(date(1900, 1, 1), date(2999, 12, 31))
        case "choice" | "rule":
            rules = ["", "FREQ=WEEKLY;BYDAY=MO", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "FREQ=YEARLY"]
            return st.sampled_from([choice.value for choice in field.choices] or rules)
        case "ref":
            return st.none() | st.sampled_from(known)
        case "refs":
            return st.lists(st.sampled_from(known), unique=True).map(tuple)
        case "number":
            return st.integers(-(10**15), 10**15) | st.floats(-1e15, 1e15)
        case "flag":
            return st.booleans()
        case "checklist":
            said = st.text(max_size=20).map(clean).filter(bool) | st.sampled_from(["[x] a", "- b", "[ ]", "[x] none"])
            return st.lists(st.builds(CheckItem, id=st.just(""), text=said, done=st.booleans())).map(numbered)
        case _:
            return st.lists(words, unique=True).map(tuple)


TIMES, LENGTHS = st.times().map(lambda time: f"{time:%H:%M}"), st.integers(1, 1440)
READ_BACK = [
    (kind.name, field.name)
    for kind in KINDS.values()
    for field in kind.fields.values()
    if field.type not in ("moment", "rows", "extra", "map")
    and not (field.is_reference and field.kinds and not {"person", "department"} & set(field.kinds))
]


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_written_is_read_back(organisation: Workspace, data: st.DataObject):
    kind_name, name = data.draw(st.sampled_from(READ_BACK))
    declared = field(kind_name, name)
    said = TIMES if declared.clock else LENGTHS if declared.lasting else values(KINDS[kind_name], declared)
    value = data.draw(said)
    text = write(declared, value, organisation.records)
    assert read(declared, text, organisation.records, TODAY, "ana", clears=False) == value


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind_name=st.sampled_from(sorted(KINDS)), text=st.text(st.characters(), max_size=40))
def test_any_text_is_a_fit_value_or_refused(organisation: Workspace, kind_name: str, text: str):
    kind = KINDS[kind_name]
    for declared in kind.fields.values():
        try:
            value = read(declared, text, organisation.records, TODAY, "ana")
        except Unreadable:
            continue
        if declared.type in ("line", "text", "choice", "ref", "refs"):
            blank = kind.record(**{kind.naming.name: "x"})
            record = kind.record(**{kind.naming.name: "x", declared.name: value})
            faults = list(field_faults(kind, record, blank, lambda _table, _number: True))
            assert not [fault for fault in faults if not (declared.unique or declared.names)]
