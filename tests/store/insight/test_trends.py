"""Trends: at every week's end what would have been said then, as a plain computation on a replayed journal says it."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.errors import ConcordError
from store.insight.overview import Overview
from store.insight.trends.earlier_documents import UNREAD, EarlierDocuments
from store.insight.trends.every_read import READS
from store.insight.trends.learning_weeks import learning_over_weeks
from store.insight.trends.past_weeks import PastWeeks, WeekEnd
from store.kinds.pulse import Pulse
from store.kinds.pulse_results import LEAST, in_all
from tests.store.insight.office_moves import Office, add_action
from tests.store.insight.replayed_weeks import sundays, then
from tests.store.insight.trend_moves import ALL_MOVES, ask_all, live_on

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
        try:
            move(at)
        except ConcordError:
            continue  # refused: nothing is written


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


def test_what_is_committed_while_it_is_found_out_is_not_in_it(monkeypatch: pytest.MonkeyPatch):
    """Another thread commits: while the journal is read back, and while the past is computed."""
    with an_office(3, monkeypatch) as office:
        live(office, 150)
        office.later(200)
        expected = {
            name: PastWeeks(office.workspace.ledger).over(READS[name], overview_of(office), 3) for name in READS
        }
        chance = office.chance

        def disturbed(read: Any) -> Any:
            def both(overview: Overview, week: WeekEnd) -> Any:
                assert overview.actions.rows is not overview.requests.rows  # both are read before
                if week.is_over and chance.random() < 0.7:
                    live(office, 4)
                return read(overview, week)

            return both

        keep_up = EarlierDocuments.keep_up

        def disturbing(documents: EarlierDocuments) -> None:
            if chance.random() < 0.3:
                live(office, 2)
            keep_up(documents)

        now = office.now
        monkeypatch.setattr(EarlierDocuments, "keep_up", disturbing)
        monkeypatch.setattr("store.clock.now", lambda: now)
        seq = office.workspace.ledger.seq
        for name, read in READS.items():
            found = PastWeeks(office.workspace.ledger).over(disturbed(read), overview_of(office), 3)
            assert found[:-1] == expected[name][:-1]
        assert office.workspace.ledger.seq > seq


def test_what_was_once_said_is_read_from_no_journal_again(monkeypatch: pytest.MonkeyPatch):
    with an_office(1, monkeypatch) as office:
        live(office, 200)
        past = PastWeeks(office.workspace.ledger)
        assert not past.knows(READS.values(), office.day, WEEKS)
        past.know(READS.values(), office.day, WEEKS)
        monkeypatch.setattr(EarlierDocuments, "back_to", None)
        for _ in range(5):
            add_action(office)
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
