"""One test over many things, which names all that fail: thousands of tests of a millisecond cost more than they are."""

from collections.abc import Callable, Iterable
from typing import Any


def for_each(things: Iterable[Any]) -> Callable[[Callable[[Any], None]], Callable[[], None]]:
    """The test is called with each of them."""

    def over_all(test: Callable[[Any], None]) -> Callable[[], None]:
        def run() -> None:
            failures: dict[str, str] = {}
            for thing in things:
                try:
                    test(thing)
                except AssertionError as failure:
                    failures[str(thing)] = str(failure)
            assert failures == {}

        run.__name__ = test.__name__
        return run

    return over_all
