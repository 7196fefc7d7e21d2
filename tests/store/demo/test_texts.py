"""Nobody's words are missing in either language."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest

from store.demo import CASES
from store.kinds import KINDS
from store.kinds.person import Person
from store.workspace import Workspace

HAN = re.compile("[\u4e00-\u9fff]")
#: What stands the same in both: ids, days, stamps, words that are chosen, units; no sentence of a person.
#: A moment: clocks differ by country.
STAMP = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
SAME = re.compile(
    r"(?![A-Z][a-z])[\w.:+%=;-]*|[A-Z]+ → [A-Z]+"
    r"|(meeting|value|answer|ready|owner|due|done|raci|next|blocked) [A-Z]+-\d+"
)
Told = Callable[..., Workspace]


def texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a document with its place."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, f"{path}.{key}")
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from texts(item, f"{path}.{at}")
    elif isinstance(value, str):
        yield path, value


def all_texts(workspace: Workspace) -> dict[str, str]:
    tables = ((kind, number, raw) for kind in KINDS for number, raw in workspace.ledger.unveiled.items(kind))
    return dict(text for kind, n, raw in tables for text in texts(msgspec.json.decode(raw), f"{kind}.{n}"))


@pytest.mark.parametrize("case", CASES)
def test_every_text_is_there_in_both_languages(told: Told, case: str):
    english, chinese = told(case, "en"), told(case, "zh")
    logins = {person.login for person in chinese.records.all(Person)}
    said, other = all_texts(english), all_texts(chinese)
    assert said.keys() == other.keys()
    assert {path: text for path, text in said.items() if HAN.search(text)} == {}
    unlike = {path: text for path, text in other.items() if text != said[path] and not STAMP.fullmatch(text)}
    spoken = {path: text for path, text in unlike.items() if text not in logins}
    del spoken["workspace.1.zone"], spoken["workspace.1.language"]
    assert len(spoken) > 300
    assert {path: text for path, text in spoken.items() if not (HAN.search(text) and said[path])} == {}
    alike = {path: text for path, text in other.items() if text == said[path]}
    assert {path: text for path, text in alike.items() if not SAME.fullmatch(text)} == {}
