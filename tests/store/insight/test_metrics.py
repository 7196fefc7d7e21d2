"""What readings say: the latest one, its change, whether it is right, since when not; each as a plain look says it."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import msgspec
import pytest

from store.commands import add, edit
from store.commands.readings import NewReading, add_readings
from store.engine.transaction import Transaction
from store.insight import metrics
from store.insight.metrics import MetricChange
from store.insight.overview import Overview
from store.kinds.metric import Metric
from store.kinds.reading_address import address, read_address
from store.kinds.reading_day import Reading
from store.records import Changes
from store.workspace import Workspace
from tests.for_each import for_each

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
UP = Metric(title="Stock", target=200)


@for_each(
    "aim, value, by, color",
    [
        (UP, 200, (0, ""), "green"),
        (UP, 190, (5, "under"), "amber"),
        (UP, 180, (10, "under"), "red"),
        (msgspec.structs.replace(UP, amber=6), 190, (5, "under"), "green"),
        (msgspec.structs.replace(UP, direction="down"), 250, (25, "over"), "red"),
        (msgspec.structs.replace(UP, direction="down", target=0), 3, (100, "over"), "red"),
        (msgspec.structs.replace(UP, target=-200), -210, (5, "under"), "amber"),
        (Metric(title="x", direction="within", low=100, high=300), 88, (12, "under"), "red"),
        (Metric(title="x", direction="within", low=100, high=300), 315, (5, "over"), "amber"),
        (Metric(title="x", direction="within", low=0, high=50), -1, (2, "under"), "amber"),
        (Metric(title="x", direction="within", low=0, high=0), 1, (100, "over"), "red"),
        (Metric(title="x"), 5, (0, ""), "none"),
    ],
)
def test_by_how_much_a_value_is_off(aim: Metric, value: float, by: tuple[float, str], color: str):
    assert metrics.off(aim, value) == (pytest.approx(by[0]), by[1])
    assert metrics.color(aim, value) == color


def enter(w: Workspace, given: list[NewReading]) -> None:
    def run(transaction: Transaction) -> None:
        transaction.now = NOON
        add_readings(Changes(transaction), given)

    w.ledger.commit(run)


def test_it_has_changed_against_the_one_before_yesterday_and_last_week_up_to_the_same_hour(organisation: Workspace):
    w = organisation
    w.do(add, "metric", {"title": "Stock"})
    day, hour = timedelta(1), timedelta(hours=1)
    said = {NOON: 100, NOON - 3 * hour: 90, NOON - day - hour: 70, NOON - day + hour: 1, NOON - 7 * day: 60}
    enter(w, [NewReading("N-1", value, at) for at, value in said.items()])
    assert metrics.change(Overview(w.ledger, w.today), "N-1") == MetricChange(10, 30, 40)


def test_it_is_off_since_the_first_reading_behind_the_last_that_was_right(organisation: Workspace):
    w = organisation
    w.do(add, "metric", {"title": "Stock", "target": 50, "stale_after": 60})
    overview = Overview(w.ledger, w.today)
    days = [NOON - timedelta(back) for back in range(6, 0, -1)]
    enter(w, [NewReading("N-1", value, at) for at, value in zip(days, (40, 60, 40, 41, 42, 43), strict=True)])
    state = metrics.state(overview, "N-1", days[-1] + timedelta(minutes=61))
    assert (state.color, state.side, state.since) == ("red", "under", date(2026, 11, 19))
    assert state.stale == timedelta(minutes=61)
    assert metrics.state(overview, "N-1", days[-1] + timedelta(minutes=60)).stale is None
    enter(w, [NewReading("N-1", 50, NOON)])
    overview.apply(w.ledger.news())
    assert metrics.state(overview, "N-1", NOON).color == "green"
    w.do(edit, "N-1", {"target": 60})
    overview.apply(w.ledger.news())
    assert metrics.state(overview, "N-1", NOON).since == date(2026, 11, 19)


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati"])
@pytest.mark.parametrize("seed", range(3))
def test_the_last_of_each_day_is_that_by_the_clocks_of_the_workspace(organisation: Workspace, zone: str, seed: int):
    w, chance = organisation, Random(seed)
    w.do(edit, "WS-1", {"zone": zone})
    w.do(add, "metric", {"title": "Stock"})
    moments = sorted({NOON - timedelta(minutes=chance.randint(0, 9 * 1440)) for _ in range(40)})
    enter(w, [NewReading("N-1", value, at) for value, at in enumerate(moments)])
    plain = {at.astimezone(ZoneInfo(zone)).date(): value for value, at in enumerate(moments)}
    days = [date(2026, 11, 10) + timedelta(n) for n in range(16)]
    assert metrics.daily(Overview(w.ledger, w.today), "N-1", days) == [plain.get(day) for day in days]


@for_each(
    "at, said",
    [
        (datetime(2026, 11, 23, 8, 30, tzinfo=UTC), "N-3@2026-11-23T09:30"),
        (datetime(2026, 11, 23, 8, 30, 5, tzinfo=UTC), "N-3@2026-11-23T09:30:05"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "N-3@2026-10-25T02:30+02:00"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "N-3@2026-10-25T02:30+01:00"),
        (datetime(2026, 10, 25, 2, 30, tzinfo=UTC), "N-3@2026-10-25T03:30"),
    ],
)
def test_an_address_names_one_moment(at: datetime, said: str):
    assert address(Reading("N-3", at, 1), "Europe/Berlin") == said
    assert read_address(said.lower(), "Europe/Berlin") == ("N-3", at)


@for_each("said", ["N-3", "N-3@", "A-3@2026-11-23T09:30", "N-3@2026-13-01T09:30", "N-0@2026-11-23T09:30"])
def test_what_is_no_address(said: str):
    assert read_address(said, "UTC") is None
