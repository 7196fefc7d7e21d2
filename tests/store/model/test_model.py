"""What was said to be saved is in every later replay, whatever fails: in every state that can be reached.

The promises are those of `broken`. With the mending of any fault taken out again, the model finds the fault.

Two mishaps break no promise. Three can: a disk that fails to sync and to take back (or a writer that is killed in
between) leaves an entry that can be read and that the kernel has given up writing. Who opens the workspace then cannot
know, and when the power goes the entry is gone under what was built on it.
"""

import os

import pytest

from tests.store.model.check import check
from tests.store.model.protocol import Guards

LONG = bool(os.environ.get("CONCORD_LONG"))


@pytest.mark.parametrize(("sessions", "entries"), [(2, 3), (3, 2), (3, 3)] if LONG else [(2, 2)])
def test_every_promise_holds(sessions: int, entries: int):
    outcome = check(Guards(), sessions, entries)
    print(outcome)
    assert not outcome.broken, str(outcome)
    assert outcome.states > 10_000


@pytest.mark.parametrize("guard", Guards._fields)
def test_without_a_guard_a_promise_is_broken(guard: str):
    outcome = check(Guards()._replace(**{guard: False}), entries=3)
    print(outcome)
    assert outcome.broken
    assert outcome.trace


@pytest.mark.parametrize(
    ("never", "wanted"),
    [
        ("copy another killed power", "the sync failed"),
        ("failed killed power another renamed", "written over the journal"),
    ],
    ids=["a reader of what was taken back", "an older copy over the journal"],
)
def test_whoever_does_not_read_the_end_again_saves_into_nothing(never: str, wanted: str):
    outcome = check(Guards(stands=False), never=never, promise="said to be saved")
    print(outcome)
    assert any(wanted in step for step in outcome.trace)
    assert outcome.trace[-1].endswith("is saved"), "it is told so behind an end that is none"


def test_what_the_kernel_gave_up_writing_is_the_limit():
    outcome = check(Guards(), faults=3)
    print(outcome)
    assert outcome.broken
    way = " ".join(outcome.trace)
    assert "the sync failed" in way
    assert "the power is cut" in way
