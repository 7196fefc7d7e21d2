"""One test over the rows of a table, which names all that fail: as tests of their own each costs six ms more."""

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from traceback import format_exception
from typing import Any

import pytest


def for_each(names: str, rows: Iterable[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The test is called with each row, given as `parametrize` takes them; what fixtures it has is the same for all."""
    named, table = [name.strip() for name in names.split(",")], list(rows)

    def over_all(test: Callable[..., None]) -> Callable[..., None]:
        assert not inspect.iscoroutinefunction(test), "nobody would wait for it"

        @wraps(test)
        def run(**fixtures: Any) -> None:
            failures: dict[str, str] = {}
            for row in table:
                values = [row] if len(named) == 1 else row
                try:
                    test(**dict(zip(named, values, strict=True)), **fixtures)
                except AssertionError as failure:
                    failures[repr(row)] = str(failure)
                except (Exception, pytest.fail.Exception) as failure:  # noqa: BLE001 (names its row too)
                    failures[repr(row)] = "".join(format_exception(failure))
            assert table, "no rows"
            assert not failures, "\n\n".join(f"{row}: {why}" for row, why in failures.items())

        kept = [each for name, each in inspect.signature(test).parameters.items() if name not in named]
        run.__signature__ = inspect.Signature(kept)  # type: ignore[attr-defined]
        return run

    return over_all
