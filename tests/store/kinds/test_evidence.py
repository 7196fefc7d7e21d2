"""What decisions, updates and items rest on: readings stay as they were when they were cited; links are links."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from store import clock
from store.commands import add, edit
from store.commands.readings import add_reading, correct_reading
from store.errors import ConcordError, Forbidden, Invalid, Refused
from store.kinds import KINDS
from store.records import parsing
from store.workspace import Workspace

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
KINDS_CITING = [name for name, kind in KINDS.items() if "cited" in kind.fields]
GIVEN: dict[str, dict[str, Any]] = {"update": {"department": "DP-1", "departments": ["DP-2"]}}


@pytest.fixture
def counted(organisation: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    organisation.do(add, "metric", {"title": "Stock", "unit": "pieces", "department": "DP-1"})
    for hours, value in ((26, 4210), (2, 4030)):
        organisation.do(add_reading, "N-1", value, NOW - timedelta(hours=hours))
    return organisation


def typed(workspace: Workspace, text: str) -> Any:
    field = KINDS["decision"].fields["evidence"]
    return parsing.read(field, text, workspace.records, workspace.today, "ana")


def citing(workspace: Workspace, kind: str, text: str) -> Any:
    name = KINDS[kind].naming.name
    values = {name: "Enough?", **GIVEN.get(kind, {}), "evidence": typed(workspace, text)}
    return workspace.records.get(workspace.do(add, kind, values).id)


def cited(record: Any) -> list[tuple[str, float, str]]:
    return [(row.id, row.value, row.unit) for row in record.cited]


@pytest.mark.parametrize("kind", KINDS_CITING)
def test_a_metric_is_cited_by_its_latest_reading_which_stays_as_it_was(counted: Workspace, kind: str):
    record = citing(counted, kind, "N-1, DP-2, https://example.org/board?week=48")
    assert (record.evidence, record.evidence_links) == (("N-1", "DP-2"), "https://example.org/board?week=48")
    assert cited(record) == [("N-1@2026-11-25T10:00:00Z", 4030, "pieces")]
    counted.do(correct_reading, "N-1", NOW - timedelta(hours=2), 4000, "counted twice")
    counted.do(add_reading, "N-1", 3900, NOW)
    counted.do(edit, record.id, {"evidence": ("N-1",), "tags": ("stock",)})
    after: Any = counted.records.get(record.id)
    assert (after.evidence, cited(after)) == (("N-1",), cited(record))
    counted.do(edit, record.id, {"evidence": ()})
    assert cited(counted.records.get(record.id)) == []


def test_a_reading_is_named_by_its_moment(counted: Workspace):
    record = citing(counted, "decision", "n-1@2026-11-24T10:00，N-1@10:00")
    assert record.evidence == ("N-1",)
    assert [value for _id, value, _unit in cited(record)] == [4210, 4030]
    with pytest.raises(Refused) as refused:
        citing(counted, "decision", "N-1@11:00")
    assert refused.value.reason == "no-reading"
    with pytest.raises(ConcordError):
        typed(counted, "N-1@sometime")


def test_nobody_writes_another_value_for_what_is_cited(counted: Workspace):
    record = citing(counted, "decision", "N-1")
    for row in ({"metric": "N-1", "at": NOW - timedelta(hours=2), "value": 1}, {"metric": "N-1", "value": 4030}):
        with pytest.raises(Forbidden):
            counted.do(edit, record.id, {"cited": [{**row, "unit": "pieces"}]})


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "example.org", "http://a b"]
)
def test_only_pages_and_addresses_are_links(counted: Workspace, link: str):
    record = citing(counted, "decision", "DP-1, mailto:ana@example.org, HTTP://example.org/a")
    assert record.evidence_links == "mailto:ana@example.org\nHTTP://example.org/a"
    with pytest.raises(Invalid) as refused:
        counted.do(edit, record.id, {"evidence_links": f"https://example.org\n{link}"})
    assert refused.value.faults[0].words.reason == "no-link"
    with pytest.raises(ConcordError):
        typed(counted, f"DP-1, {link}")


def test_what_was_cited_comes_along_where_a_record_is_brought_in(counted: Workspace):
    record = citing(counted, "decision", "N-1@2026-11-24T10:00")
    rows = [{"metric": row.metric, "at": row.at, "value": row.value, "unit": row.unit} for row in record.cited]
    values = {"question": "Again?", "evidence": record.evidence, "cited": rows}
    again = counted.records.get(counted.do(add, "decision", values).id)
    assert cited(again) == cited(record) == [("N-1@2026-11-24T10:00:00Z", 4210, "pieces")]


@pytest.mark.parametrize(
    ("text", "links", "evidence"),
    [
        ("https://e.org/?a=1,2", ["https://e.org/?a=1,2"], ()),
        ("DP-2,https://e.org/?a=1,2;b=3,DP-1", ["https://e.org/?a=1,2;b=3"], ("DP-2", "DP-1")),
        ("https://e.org/a,https://e.org/b, DP-1", ["https://e.org/a", "https://e.org/b"], ("DP-1",)),
        ("https://e.org/a,,N-1@10:00", ["https://e.org/a"], ("N-1",)),
        ("https://e.org/a，DP-1；mailto:a@e.org,b@e.org,", ["https://e.org/a", "mailto:a@e.org,b@e.org"], ("DP-1",)),
    ],
)
def test_a_comma_within_a_link_is_its_own(counted: Workspace, text: str, links: list[str], evidence: tuple[str, ...]):
    record = citing(counted, "decision", text)
    assert (record.evidence_links.split("\n"), record.evidence) == (links, evidence)
