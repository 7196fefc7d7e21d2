"""The examples, each built once and only read."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date

import pytest

from store import open_workspace
from store.demo import build
from store.workspace import Workspace

#: A Monday.
TODAY = date(2026, 11, 23)
Told = Callable[..., Workspace]


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The example of a case in a language around a day."""
    known: dict[tuple[str, str, date], Workspace] = {}
    with ExitStack() as open_ones:

        def tell(case: str, lang: str, today: date = TODAY) -> Workspace:
            key = case, lang, today
            if key not in known:
                folder = str(tmp_path_factory.mktemp("demo") / case)
                build(folder, case, lang, today)
                known[key] = open_ones.enter_context(open_workspace(folder))
            return known[key]

        yield tell
