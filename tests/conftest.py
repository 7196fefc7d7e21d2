"""Properties are tried on the same examples in every run; with `CONCORD_LONG` on new ones, and a test may take hours.

A test that hangs fails: `timeout` in `pyproject.toml` says after how many seconds.
"""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import settings

from store import clock
from tests import postgres_server
from tests.compiled_once import compile_what_is_new

LONG = bool(os.environ.get("CONCORD_LONG"))
#: Seconds that a test in its long form has; a time limit said in the environment stands.
HOURS = 4 * 3600

settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.register_profile("new", deadline=None)
settings.load_profile("new" if LONG else "same")
if LONG:
    os.environ.setdefault("PYTEST_TIMEOUT", str(HOURS))
else:
    # Nor what the modules say that happen to be loaded by then: it is other text in every run, and long to read.
    with suppress(ImportError):  # only newer ones read it
        from hypothesis.internal.conjecture import providers

        providers._get_local_constants = lambda: providers._local_constants  # type: ignore[assignment]
# What is compiled is kept: each worker reads every test, and each of the processes that they start the code.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
_NOW = clock.now


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("numprocesses", None):
        with suppress(AttributeError):  # pytest's own ways may change: each compiles for itself then
            compile_what_is_new(config)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Of thousands of tests none is garbage: nothing is looked for while they are found, nor among them later."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()
        gc.set_threshold(10_000, 20)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """A clock that a test leaves standing is its own fault, not one of whatever comes after it."""
    yield
    if (nextitem is None or nextitem.path != item.path) and clock.now is not _NOW:
        clock.now = _NOW
        pytest.fail(f"the clock still stands after {item.path.name}")


@pytest.fixture(scope="session")
def postgres() -> Iterator[postgres_server.Server]:
    """A server with the database acme, made once."""
    why = postgres_server.why_not()
    if why:
        pytest.skip(why)
    with postgres_server.server() as server:
        server.run("CREATE DATABASE acme")
        yield server
