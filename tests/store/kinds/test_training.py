"""Trainings: planned, held with somebody, dropped with why; who has what, and for whom it has run out."""

from datetime import date, timedelta
from typing import Any

import pytest

from store.commands import add, done, drop, edit, reopen
from store.errors import ConcordError, Forbidden, Refused
from store.insight import trainings
from store.kinds import training
from store.kinds.person import Person
from store.kinds.training import Training
from store.workspace import Workspace
from tests.for_each import for_each
from tests.store.rights.conftest import furnished as furnished
from tests.store.rights.conftest import office as office
from tests.store.rights.office import FIN as FIN_
from tests.store.rights.office import Office

ANA, BO, FAY, MKT, FIN = "PN-1", "PN-2", "PN-3", "DP-1", "DP-2"


def planned(w: Workspace, **values: Any) -> str:
    return w.do(add, "training", {"title": "First aid", "departments": [MKT], **values}).id


def taken(w: Workspace, on: date, *people: str, **values: Any) -> str:
    id = planned(w, on=on, **values)
    w.do(training.hold, id, people)
    return id


def test_a_new_one_of_a_day_to_come_is_refused_by_its_topic(organisation: Workspace):
    w = organisation
    with pytest.raises(Refused, match="First aid is on"):
        planned(w, state="held", took_part=[ANA], on=w.today + timedelta(1))


def test_what_was_held_was_so_with_somebody_on_a_day_that_has_come(organisation: Workspace):
    w = organisation
    ahead = planned(w, on=w.today + timedelta(1))
    for attempt in (
        lambda: w.do(done, ahead),
        lambda: w.do(training.hold, ahead, (ANA,)),
        lambda: w.do(edit, ahead, {"state": "held", "took_part": [ANA]}),
        lambda: planned(w, state="held", took_part=[ANA]),
        lambda: planned(w, state="held", on=w.today),
        lambda: w.do(edit, ahead, {"state": "dropped"}),
    ):
        with pytest.raises(Refused):
            attempt()
    w.do(training.hold, ahead, (ANA,), w.today)
    held = w.records.one(Training, ahead)
    assert (held.state, held.on, held.took_part) == ("held", w.today, (ANA,))
    w.do(reopen, ahead)
    assert w.do(training.hold, ahead, (BO,)).took_part == (ANA, BO)


def test_who_took_part_is_said_by_whoever_holds_it_or_speaks_for_a_department_of_it(office: Office):
    """It is cora's, for ana's department, held by fin of fay's."""
    id = office.do("cora", add, "training", {"title": "Till", "departments": ["DP-1"], "holder": FIN_}).id
    for at, who in enumerate(("ana", "fin", "fay", "boss", "cora"), 1):
        for stranger in ("bob", "olga"):
            with pytest.raises(Forbidden):
                office.do(stranger, edit, id, {"took_part": [ANA]})
            with pytest.raises(Forbidden):
                office.do(stranger, training.hold, id, (ANA,), office["boss"].today)
        office.do(who, edit, id, {"valid_for": at})
    office.do("fin", training.hold, id, (ANA,), office["boss"].today)
    with pytest.raises(Forbidden):
        office.put("bob", id, took_part=(ANA, BO))


def test_it_is_dropped_with_why(organisation: Workspace):
    id = planned(organisation)
    organisation.do(drop, id, "Nobody could come")
    found = organisation.records.one(Training, id)
    assert (found.state, found.reason) == ("dropped", "Nobody could come")
    with pytest.raises(ConcordError):
        organisation.do(drop, id, "again")


def test_a_topic_is_had_by_whoever_took_part_until_it_runs_out(organisation: Workspace):
    w, today = organisation, organisation.today
    taken(w, today - timedelta(400), ANA, BO, valid_for=12)
    taken(w, today - timedelta(30), ANA, FAY, title="first  AID", valid_for=12)
    coming = planned(w, on=today + timedelta(9))
    (mkt,) = trainings.of_department(w.records, MKT, today)
    assert (mkt.have, mkt.ran_out, mkt.missing, mkt.planned, mkt.share) == ((ANA,), (BO,), (), coming, 50)
    assert trainings.of_department(w.records, FIN, today) == []
    (fay,) = trainings.of_person(w.records, w.records.one(Person, FAY), today)
    assert fay.have == (FAY,)
    w.do(edit, BO, {"left_on": today})
    assert trainings.of_department(w.records, MKT, today)[0].share == 100


def test_what_never_runs_out_and_what_is_for_people(organisation: Workspace):
    w, today = organisation, organisation.today
    taken(w, today - timedelta(4000), FAY, title="Tills", departments=[], people=[FAY, BO])
    assert trainings.of_department(w.records, FIN, today)[0].have == (FAY,)
    assert trainings.of_department(w.records, MKT, today)[0].missing == (BO,)


@for_each(
    "on, months, until",
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 15), 1, date(2026, 12, 15)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
    ],
)
def test_the_day_on_which_it_runs_out(on: date, months: int, until: date):
    assert trainings.runs_out(Training(title="x", on=on, valid_for=months)) == until
