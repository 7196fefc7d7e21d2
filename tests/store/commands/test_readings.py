"""Readings are entered once, corrected with what stood there kept, taken back one by one, left out on demand."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from store.commands import add, drop, edit, reopen
from store.commands.readings import NewReading, add_reading, add_readings, correct_reading, thin
from store.commands.undo import latest, take_back
from store.engine.ledger import Ledger
from store.engine.transaction import Transaction
from store.errors import ConcordError, Forbidden, Invalid, Refused
from store.insight import metrics
from store.insight.overview import Overview
from store.insight.soundness import faults_in
from store.kinds.reading_day import ReadingDay
from store.records import Changes
from store.workspace import Workspace, open_workspace

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def w(organisation: Workspace) -> Iterator[Workspace]:
    """N-1 is Marketing's, N-2 Finance's; 4 is somebody of no department by whose login a script runs."""
    w = organisation
    w.do(add, "person", {"name": "Till", "login": "till"})
    w.do(add, "metric", {"title": "Stock", "department": "DP-1", "target": 100, "unit": "pieces"})
    w.ledger.who = "fay"
    w.do(add, "metric", {"title": "Sales", "department": "DP-2"})
    w.ledger.who = "ana"
    return w


def at(w: Workspace, now: datetime, command: Any, *args: Any, who: str = "ana", **values: Any) -> Any:
    def run(transaction: Transaction) -> Any:
        transaction.now, transaction.who = now, who
        return command(Changes(transaction), *args, **values)

    return w.ledger.commit(run)


def values(w: Workspace, id: str = "N-1") -> dict[str, float]:
    found = metrics.between(Overview(w.ledger, w.today), id, datetime.min.replace(tzinfo=UTC), NOON + timedelta(9999))
    return {f"{each.at:%d %H:%M:%S}": each.value for each in found}


def test_the_same_again_changes_nothing_and_another_value_is_a_correction(w: Workspace):
    first = at(w, NOON, add_reading, "N-1", 5)
    seq = w.ledger.seq
    assert at(w, NOON, add_reading, "N-1", 5) == first
    assert w.ledger.seq == seq
    with pytest.raises(Refused, match="correction") as refused:
        at(w, NOON, add_reading, "N-1", 6, NOON)
    assert refused.value.reason == "reading-stands"
    made = at(w, NOON, correct_reading, "N-1", NOON, 6, "typo")
    assert (made.value, [(each.value, each.why, each.by) for each in made.corrected]) == (6, [(5, "typo", "ana")])


def test_a_second_one_within_the_minute_has_its_second(w: Workspace):
    at(w, NOON, add_reading, "N-1", 5)
    at(w, NOON + timedelta(seconds=7), add_reading, "N-1", 6)
    at(w, NOON + timedelta(seconds=7), add_reading, "N-1", 4)
    at(w, NOON + timedelta(seconds=7), add_reading, "N-1", 4)
    assert values(w) == {"23 12:00:00": 5, "23 12:00:07": 6, "23 12:00:08": 4}
    late = NOON.replace(hour=23, minute=59, second=59)
    for value in (1, 2, 3):
        at(w, late, add_reading, "N-1", value)
    assert list(values(w).values()) == [5, 6, 4, 1, 2, 3]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"metric": "N-1", "value": 1, "at": NOON + timedelta(minutes=3)}, "still-to-come"),
        ({"metric": "N-9", "value": 1}, "not-found"),
        ({"metric": "N-1", "value": 1e16}, "invalid"),
        ({"metric": "N-1", "value": 1, "note": "x" * 1001}, "invalid"),
    ],
)
def test_what_is_no_reading_is_refused(w: Workspace, given: dict[str, Any], reason: str):
    with pytest.raises(ConcordError) as refused:
        at(w, NOON, add_reading, **given)
    assert refused.value.reason == reason
    assert values(w) == {}


def test_a_correction_wants_a_reason_and_a_reading(w: Workspace):
    at(w, NOON, add_reading, "N-1", 5)
    with pytest.raises(Refused) as refused:
        at(w, NOON, correct_reading, "N-1", NOON, 6, " ")
    assert refused.value.reason == "wants-reason"
    with pytest.raises(ConcordError) as missing:
        at(w, NOON, correct_reading, "N-1", NOON - timedelta(1), 6, "so")
    assert missing.value.reason == "not-found"


def test_many_are_entered_or_none(w: Workspace):
    given = [NewReading("N-1", n, NOON - timedelta(hours=n)) for n in range(5)]
    with pytest.raises(Refused):
        at(w, NOON, add_readings, [*given, NewReading("N-1", 9, NOON)])
    assert values(w) == {}
    assert at(w, NOON, add_readings, given).new == 5
    assert at(w, NOON, add_readings, [*given, NewReading("N-1", 7, NOON - timedelta(1))]).new == 1


def test_a_retired_metric_takes_none_until_it_is_taken_up_again(w: Workspace):
    at(w, NOON, add_reading, "N-1", 5)
    w.do(drop, "N-1", "the shop is closed")
    for deed in (lambda: at(w, NOON, add_reading, "N-1", 5, NOON), lambda: w.do(drop, "N-1", "again")):
        with pytest.raises(Refused):
            deed()
    w.do(reopen, "N-1")
    at(w, NOON + timedelta(1), add_reading, "N-1", 6)
    assert len(values(w)) == 2


@pytest.mark.parametrize(
    ("who", "metric", "may"),
    [("bo", "N-1", True), ("fay", "N-1", False), ("till", "N-1", False), ("ana", "N-2", True), ("bo", "N-2", False)],
)
def test_whose_number_it_is_enters_readings(w: Workspace, who: str, metric: str, may: bool):
    if may:
        at(w, NOON, add_reading, metric, 5, who=who)
    else:
        with pytest.raises(Forbidden, match=r"^N-\d@"):
            at(w, NOON, add_reading, metric, 5, who=who)


def test_and_whom_it_names_for_that_who_leaves_none_out(w: Workspace):
    w.do(edit, "N-1", {"entered_by": ["PN-4"]})
    at(w, NOON, add_readings, [NewReading("N-1", 5), NewReading("N-1", 6, NOON - timedelta(hours=1))], who="till")
    with pytest.raises(Forbidden, match=r"^N-\d@"):
        at(w, NOON, thin, "N-1", 24 * 60, NOON + timedelta(1), who="till")
    assert at(w, NOON, thin, "N-1", 24 * 60, NOON + timedelta(1), who="bo") == (1, 1)


def forged(day: dict[str, Any], how: str) -> dict[str, Any]:
    item = next(iter(day["values"].values()))
    match how:
        case "value":
            item["value"] = 77
        case "name":
            item["by"] = "bo"
        case "history":
            item["was"] = [{"value": 1, "by": "bo", "at": "2026-11-23T12:00:00Z", "why": "so"}]
        case "another":
            day["values"]["13:00"] = {"value": 1, "by": "bo", "at": "2026-11-23T12:00:00Z"}
        case "time":
            day["values"]["25:00"] = {"value": 1}
        case _:
            day[how] = {"metric": "N-2", "day": "2026-11-22"}[how]
    return day


@pytest.mark.parametrize("how", ["value", "name", "history", "another", "time", "metric", "day"])
def test_no_script_writes_what_nobody_entered(w: Workspace, how: str):
    at(w, NOON, add_reading, "N-1", 5)
    table = w.ledger.documents.table("reading-day")
    (day,) = table.all()
    with pytest.raises((Forbidden, Invalid)):
        table.update(forged(dict(day), how))
    assert values(w) == {"23 12:00:00": 5}


def test_there_is_one_document_a_metric_and_day(w: Workspace):
    at(w, NOON, add_reading, "N-1", 5)

    def again(changes: Changes) -> None:
        changes.add(ReadingDay(metric="N-1", day=date(2026, 11, 23)))

    with pytest.raises(Invalid):
        w.do(again)


def test_a_metric_with_readings_is_not_deleted(w: Workspace):
    at(w, NOON, add_reading, "N-2", 5)
    with pytest.raises(Forbidden, match="retired"):
        w.ledger.documents.table("metric").remove(doc_ids=[2])
    w.ledger.documents.table("metric").remove(doc_ids=[1])


def test_thinning_leaves_the_last_of_each_part_what_was_corrected_and_what_is_said_of(w: Workspace):
    w.do(edit, "WS-1", {"zone": "Europe/Berlin"})
    given = [NewReading("N-1", n, NOON - timedelta(hours=n), "a note" if n == 20 else "") for n in range(1, 40)]
    at(w, NOON, add_readings, given)
    at(w, NOON, correct_reading, "N-1", NOON - timedelta(hours=30), 0, "typo")
    before = values(w)
    found = at(w, NOON, thin, "N-1", 24 * 60, NOON - timedelta(hours=10))
    ends = ("21 22:00:00", "22 22:00:00", "23 01:00:00")  # of days in Berlin, an hour before those of UTC
    said = ("22 16:00:00", "22 06:00:00")
    assert [name for name in values(w) if name < "23 02:00:00"] == sorted((*ends, *said))
    assert [name for name in values(w) if name >= "23 02:00:00"] == [name for name in before if name >= "23 02:00:00"]
    assert found.gone == len(before) - len(values(w))
    take_back(w, latest(w.ledger))  # type: ignore[arg-type]
    assert values(w) == before


def test_each_takes_back_exactly_what_they_entered(w: Workspace):
    at(w, NOON, add_reading, "N-1", 1)
    at(w, NOON + timedelta(minutes=1), add_reading, "N-1", 2, who="bo")
    at(w, NOON + timedelta(minutes=2), add_reading, "N-1", 3)
    for left in ({"23 12:00:00": 1, "23 12:01:00": 2}, {"23 12:01:00": 2}):
        take_back(w, latest(w.ledger))  # type: ignore[arg-type]
        assert values(w) == left
    take_back(w, latest(w.ledger, again=True), again=True)  # type: ignore[arg-type]
    assert values(w) == {"23 12:00:00": 1, "23 12:01:00": 2}


def test_what_went_with_its_day_comes_back_into_that_of_others(w: Workspace):
    at(w, NOON, add_reading, "N-1", 1)
    take_back(w, latest(w.ledger))  # type: ignore[arg-type]
    assert w.ledger.count("reading-day") == 0
    at(w, NOON, add_reading, "N-1", 2, NOON - timedelta(hours=1), who="bo")
    take_back(w, latest(w.ledger, again=True), again=True)  # type: ignore[arg-type]
    assert values(w) == {"23 11:00:00": 2, "23 12:00:00": 1}


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_entered_corrected_and_taken_back_what_stands_is_what_a_list_of_it_says(w: Workspace, seed: int):
    """The same deeds on a plain dict; two sessions read them as they come, and afterwards."""
    chance, plain, done = Random(seed), dict[tuple[str, datetime], float](), list[dict[Any, Any]]()
    overview = Overview(w.ledger, w.today)
    for step in range(60):
        metric, moment = chance.choice(("N-1", "N-2")), NOON - timedelta(hours=chance.randint(0, 60))
        what, before = chance.random(), dict(plain)
        now = NOON + timedelta(minutes=step)
        if what < 0.6 and (metric, moment) not in plain:
            at(w, now, add_reading, metric, step, moment)
            plain[metric, moment] = step
        elif what < 0.8 and (metric, moment) in plain:
            at(w, now, correct_reading, metric, moment, step, "so")
            plain[metric, moment] = step
        elif what >= 0.8 and done:
            take_back(w, latest(w.ledger))  # type: ignore[arg-type]
            plain = done.pop()
            continue
        else:
            continue
        done.append(before)
        overview.apply(w.ledger.news())
    overview.apply(w.ledger.news())
    for each in (overview, Overview(w.ledger, w.today)):
        for id in ("N-1", "N-2"):
            mine = {moment: value for (metric, moment), value in plain.items() if metric == id}
            found = metrics.between(each, id, NOON - timedelta(9), NOON)
            assert {reading.at: reading.value for reading in found} == mine
            last = metrics.latest(each, id)
            assert (last and (last.at, last.value)) == (max(mine.items()) if mine else None)


def test_two_sessions_that_write_into_one_day_lose_nothing(w: Workspace):
    with open_workspace(w.ledger.folder, "bo") as other:
        for n in range(10):
            session, who = ((w, "ana"), (other, "bo"))[n % 2]
            at(session, NOON + timedelta(minutes=n), add_reading, "N-1", n, who=who)
        assert list(values(other).values()) == [*range(10)]
        assert other.ledger.count("reading-day") == 1


def beside_the_rules(w: Workspace, change: Any) -> None:
    """As another version, or a hand in the file, would write it."""
    with Ledger(w.ledger.folder) as ledger:

        def run(transaction: Transaction) -> None:
            day = transaction.read("reading-day", 1)
            assert day is not None
            change(day)
            transaction.write("reading-day", 1, day)

        ledger.commit(run)
    w.ledger.news()


def test_check_tells_what_is_wrong_with_a_day(w: Workspace):
    at(w, NOON, add_reading, "N-1", 5)
    assert list(faults_in(w.records)) == []
    beside_the_rules(w, lambda day: day["values"].update({"99:99": {"value": 1}}))
    with open_workspace(w.ledger.folder, "ana") as anew:
        assert [(id, fault.field) for id, fault in faults_in(anew.records)] == [("N-1@2026-11-23", "values")]


def test_what_a_later_version_keeps_with_a_reading_stays(w: Workspace):
    at(w, NOON, add_reading, "N-1", 5)
    beside_the_rules(w, lambda day: day["values"]["12:00"].update({"sure": 7}))
    beside_the_rules(w, lambda day: day.update({"later": "x"}))
    at(w, NOON, correct_reading, "N-1", NOON, 6, "typo")
    at(w, NOON, add_reading, "N-1", 7, NOON - timedelta(hours=1))
    day = w.ledger.documents.table("reading-day").all()[0]
    assert (day["later"], day["values"]["12:00"]["sure"], day["values"]["12:00"]["value"]) == ("x", 7, 6)
    take_back(w, latest(w.ledger))  # type: ignore[arg-type]
    assert w.ledger.documents.table("reading-day").all()[0]["values"]["12:00"]["sure"] == 7


def test_an_entry_of_the_journal_holds_the_one_reading(w: Workspace):
    at(w, NOON, add_readings, [NewReading("N-1", n, NOON - timedelta(minutes=n)) for n in range(1, 300)])
    at(w, NOON, add_reading, "N-1", 5)
    (change,) = next(iter(w.ledger.backwards())).changes
    assert [path for path in change["set"] if path.startswith("values")] == ["values.12:00"]
