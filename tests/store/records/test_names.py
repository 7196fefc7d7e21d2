"""Names that people use for records, and what they are called when spoken of."""

import pytest

from store.commands import add, edit
from store.errors import NotFound, WrongWords
from store.records.names import resolve, sayable, title
from store.workspace import Workspace


def test_ids_in_any_case_with_or_without_the_dash(organisation: Workspace):
    organisation.do(add, "goal", {"title": "Spring"})
    for text in ("G-1", "g-1", "g1", "Ｇ－１".replace("－", "-"), "G-001"):
        assert resolve(organisation.records, (), text, "ana") == "G-1"


def test_a_login_that_looks_like_an_id_without_dash_is_a_login(organisation: Workspace):
    organisation.do(add, "person", {"name": "X", "login": "pn1"})
    assert resolve(organisation.records, ("person",), "pn1", "ana") == "PN-4"


def test_an_old_code_is_found(organisation: Workspace):
    organisation.do(edit, "DP-1", {"code": "BRAND"})
    assert resolve(organisation.records, ("department",), "mkt", "ana") == "DP-1"
    assert sayable(organisation.records, "DP-1") == "BRAND"


def test_a_code_goes_before_a_title(organisation: Workspace):
    organisation.do(add, "department", {"name": "FIN"})
    assert resolve(organisation.records, ("department",), "fin", "ana") == "DP-2"


def test_two_of_the_same_title_are_listed(organisation: Workspace):
    for _ in range(2):
        organisation.do(add, "goal", {"title": "Spring"})
    with pytest.raises(WrongWords, match="G-1 Spring, G-2 Spring"):
        resolve(organisation.records, ("goal",), "spring", "ana")


def test_what_is_gone_is_not_there(organisation: Workspace):
    with pytest.raises(NotFound):
        resolve(organisation.records, (), "G-77", "ana")
    with pytest.raises(NotFound):
        organisation.records.get("not an id")
    assert organisation.records.find("G-" + "9" * 5000) is None


def test_what_records_are_called(organisation: Workspace):
    organisation.do(add, "department", {"name": "Logistics"})
    organisation.do(add, "check-in", {"value": 12})
    records = organisation.records
    assert [sayable(records, id) for id in ("DP-1", "PN-2", "DP-3", "WS-1", "A-9")] == [
        "MKT", "bo", "DP-3", "WS-1", "A-9",
    ]  # fmt: skip
    assert [title(records, id) for id in ("DP-1", "PN-3", "CI-1", "A-9")] == ["Marketing", "王芳", "12", "A-9"]
