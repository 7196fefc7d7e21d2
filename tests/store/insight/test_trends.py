"""Trends: at every week's end what would have been said then, as a plain computation on a replayed journal says it."""

import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import clock
from store.commands import add, edit
from store.errors import ConcordError
from store.insight.overview import Overview
from store.insight.trends.earlier_documents import UNREAD, EarlierDocuments
from store.insight.trends.learning_weeks import learning_over_weeks
from store.insight.trends.past_weeks import PastWeeks, WeekEnd
from store.kinds.pulse import Pulse
from store.kinds.pulse_results import LEAST, in_all
from store.workspace import Workspace
from tests.store.conftest import OnDay
from tests.store.insight.every_read import READS
from tests.store.insight.office_moves import Office, add_action, ask, finish, give_up
from tests.store.insight.replayed_weeks import sundays, then
from tests.store.insight.trend_moves import ALL_MOVES, any_of, ask_all, carried_out, do_for_goal, learn, live_on, train

WEEKS = 8


@contextmanager
def an_office(seed: int, patch: pytest.MonkeyPatch) -> Iterator[Office]:
    with TemporaryDirectory() as folder, patch.context() as mine:
        made = Office(Path(folder) / "w", seed, "UTC", mine)
        yield made
        made.workspace.close()


def live(at: Office, moves: int) -> None:
    for _ in range(moves):
        move = at.chance.choices(list(ALL_MOVES), list(ALL_MOVES.values()))[0]
        with suppress(ConcordError):  # refused: nothing is written
            move(at)


def overview_of(at: Office) -> Overview:
    records = at.workspace.records
    return Overview(at.workspace.ledger, at.day, records.settings.stale_after, records.calendar)


def held(at: Office, past: PastWeeks) -> None:
    """Point by point what is said is what the plain way says."""
    said = {name: past.over(read, overview_of(at), WEEKS)[:-1] for name, read in READS.items()}
    for n, week in enumerate(sundays(at.day, WEEKS)):
        plain = then(at.workspace.ledger, week.end)
        for name, read in READS.items():
            assert said[name][n] == read(plain, week), (name, week)


@pytest.mark.parametrize("seed", range(4))
def test_every_point_is_what_would_have_been_said_then(seed: int, monkeypatch: pytest.MonkeyPatch):
    with an_office(seed, monkeypatch) as office:
        past = PastWeeks(office.workspace.ledger)
        for _ in range(6):
            live(office, 70)
            held(office, past)  # kept, and brought up to date
        held(office, PastWeeks(office.workspace.ledger))  # found out anew


@given(st.randoms(use_true_random=False), st.integers(0, 60))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_on_any_journal(monkeypatch: pytest.MonkeyPatch, chance: random.Random, moves: int):
    with an_office(1, monkeypatch) as office:
        office.chance = chance
        past = PastWeeks(office.workspace.ledger)
        for _ in range(2):
            live(office, moves)
            live_on(office)
            held(office, past)


@pytest.mark.parametrize("when", ["keep_up", "_beneath"])
def test_what_is_committed_while_it_is_found_out_is_not_in_it(when: str, monkeypatch: pytest.MonkeyPatch):
    """Others commit: while the journal is read back, and while the past is computed."""
    with an_office(3, monkeypatch) as office:
        live(office, 150)
        ledger = office.workspace.ledger
        expected = {name: PastWeeks(ledger).over(read, overview_of(office), 4) for name, read in READS.items()}
        disturbed: list[int] = []

        def disturb(most: int) -> None:
            if len(disturbed) < most:
                live(office, 2)
                for move in (carried_out, *[do_for_goal, give_up, finish] * 4, ask, add_action, train, learn):
                    with suppress(ConcordError):
                        move(office)
                disturbed.append(ledger.seq)

        def beside_it(read: Any) -> Any:
            def both(overview: Overview, week: WeekEnd) -> Any:
                disturb(10 if week.is_over else 0)
                return read(overview, week)

            return both

        undisturbed, now, calls = getattr(EarlierDocuments, when), office.now, count()

        def going(*given: Any) -> Any:
            if next(calls) % 3 == 0:
                disturb(6)
            return undisturbed(*given)

        with monkeypatch.context() as patch:
            patch.setattr(EarlierDocuments, when, going)
            patch.setattr("store.clock.now", lambda: now)
            for name, read in READS.items():
                disturbed.clear()
                found = PastWeeks(ledger).over(beside_it(read), overview_of(office), 4)
                assert found[:-1] == expected[name][:-1]
                assert len({*disturbed}) == len(disturbed) > 1


def test_what_comes_late_from_a_clock_that_was_long_behind_counts_where_it_is_dated(monkeypatch: pytest.MonkeyPatch):
    with an_office(2, monkeypatch) as office:
        live(office, 60)
        past, before = PastWeeks(office.workspace.ledger), office.now
        held(office, past)
        office.later(-24 * 15)
        for _ in range(14):
            office.do(add, "action", {"title": "Work", "department": any_of(office, "department")})
        held(office, past)
        office.now = before
        held(office, past)


def test_what_was_once_said_is_read_from_no_journal_again(monkeypatch: pytest.MonkeyPatch):
    with an_office(1, monkeypatch) as office:
        live(office, 200)
        past = PastWeeks(office.workspace.ledger)
        assert not past.knows(READS.values(), office.day, WEEKS)
        past.know(READS.values(), office.day, WEEKS)
        monkeypatch.setattr(EarlierDocuments, "back_to", None)
        for _ in range(5):
            office.do(add, "action", {"title": "Work"})
        assert past.knows(READS.values(), office.day, WEEKS)
        for read in READS.values():
            past.over(read, overview_of(office), WEEKS)


def test_nothing_is_read_of_what_is_hidden(monkeypatch: pytest.MonkeyPatch):
    """Not of cards, nor of what people answered: there are no documents of these kinds in the past."""
    assert {"card", "pulse-answer", "feedback"} >= UNREAD >= {"card", "pulse-answer"}
    with an_office(1, monkeypatch) as office:
        ask_all(office)
        raws = dict(office.workspace.ledger.unveiled.items("pulse-answer"))
        past = EarlierDocuments(office.workspace.ledger)
        assert [past.items(table) for table in UNREAD] == [[] for _ in UNREAD]
        assert {past.raw("pulse-answer", number) for number in raws} <= {None}
        assert list(past.decoded("pulse-answer", dict)) == []


def test_of_a_pulse_the_same_is_told_as_on_its_page_and_of_four_at_least(monkeypatch: pytest.MonkeyPatch):
    with an_office(1, monkeypatch) as office:
        for _ in range(12):
            ask_all(office)
            live_on(office)
        past, records = PastWeeks(office.workspace.ledger), office.workspace.records
        told = 0
        for department in ("", "DP-1", "DP-2"):
            for row in learning_over_weeks(past, overview_of(office), WEEKS, department=department).pulses.values():
                for point in filter(None, row):
                    results = records.one(Pulse, point.id).results
                    expected = in_all(results) if not department else next(r for r in results if r.who == department)
                    assert expected is not None
                    assert (point.answered, point.values) == (expected.n, expected.values)
                    assert point.answered >= LEAST
                    told += 1
        assert told


def test_a_document_that_is_changed_as_it_is_read_is_read_again(
    organisation: Workspace, on_day: OnDay, monkeypatch: pytest.MonkeyPatch
):
    w, ledger = organisation, organisation.ledger
    on_day(w.today, add, "action", {"title": "A", "department": "DP-1"})
    was = ledger.raw("action", 1)
    on_day(w.today + timedelta(9), edit, "A-1", {"note": "on its way"})
    beneath, first = EarlierDocuments._beneath, [True]

    def changed(documents: EarlierDocuments, *chains: Any) -> Any:
        if first and first.pop():
            on_day(w.today + timedelta(9), edit, "A-1", {"department": "DP-2"})
        return beneath(documents, *chains)

    monkeypatch.setattr(EarlierDocuments, "_beneath", changed)
    past = EarlierDocuments(ledger)
    past.back_to(clock.stamp(clock.begins(w.today + timedelta(3), "UTC")))
    assert not first
    assert was is not None
    assert msgspec.json.decode(past.raw("action", 1) or b"{}") == msgspec.json.decode(was)
