"""A record is stored as its plain values are: what can be told at a glance, and what has to be looked at."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from store.engine.values import Unstorable, encode

PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=9),
    st.just("\ud800"),
    st.just("x" * 70_000),
    st.dates(date(2000, 1, 1)),
    st.datetimes(datetime(2000, 1, 1), timezones=st.just(UTC)),
)
VALUES = st.one_of(
    PLAIN,
    st.recursive(
        PLAIN, lambda s: st.lists(s, max_size=3).map(tuple) | st.dictionaries(st.text(max_size=3), s, max_size=3)
    ),
)


class Anything(msgspec.Struct, frozen=True):
    """A record whose fields nobody has looked at."""

    one: Any
    two: Any
    three: Any = ()


def said(document: Any) -> Any:
    try:
        return encode(document)
    except Unstorable as error:
        return str(error)


@settings(max_examples=300)
@given(VALUES, VALUES, VALUES)
def test_a_record_is_encoded_as_what_is_in_it(one: Any, two: Any, three: Any):
    record = Anything(one, two, three)
    assert said(record) == said(msgspec.to_builtins(record))
