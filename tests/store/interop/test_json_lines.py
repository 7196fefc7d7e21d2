"""Reading JSON lines that scripts hand over: every bound is checked, every fault is told with its line."""

import pytest

from store import WrongWords
from store.interop.json_lines import read
from tests.for_each import for_each

FAULTS = [
    (b'{"a": 1}\n{"a": 1, "b": {"c": 1, "c": 2}}', "Line 2: c is given twice"),
    (b'{"a": 1}\n\n[1]', "Line 3: this is not an object"),
    (b'{"a": 1}\nnull', "Line 2: this is not an object"),
    (b'{"a": }', "Line 1, character 7: this is not JSON"),
    (b'{\n"a": 1}', "Line 1"),
    (b'{"a": "\xff"}', "Line 1, byte 8: this is not UTF-8"),
    (b'{"a": NaN}', "NaN is not a number"),
    (b'{"a": -Infinity}', "-Infinity is not a number"),
    (b'{"a": 1e999}', "too large"),
    (b'{"a": 18446744073709551616}', "too large"),
    (b'{"a": ' + b"9" * 5000 + b"}", "too large"),
    (b'{"\\ud800": 1}', "half of a character"),
    (b'{"a": ' + b"[" * 40 + b"]" * 40 + b"}", "levels deep"),
    (b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "levels deep"),
    (b'{"a":' * 100_000, "levels deep"),
    (b'{"a": "' + b"x" * 1_100_000 + b'"}', "Line 1: longer than"),
    (b"{}\n" * 100_001, "More than 100000"),
    (b" " * (33 * 1024 * 1024), "larger than 32 MiB"),
]


@for_each("data, said", FAULTS)
def test_each_fault_is_told_with_its_place(data: bytes, said: str):
    with pytest.raises(WrongWords) as caught:
        read(data)
    assert said in str(caught.value)


def test_objects_come_in_order():
    assert read(b'\xef\xbb\xbf{"title": "A"}\r\n\n{"title": "\xe5\xba\x93", "n": [1, {"x": 2.5}]}') == [
        (1, {"title": "A"}),
        (3, {"title": "库", "n": [1, {"x": 2.5}]}),
    ]
    assert read(b"") == []
    assert read(b'{"a": ' + b"[" * 31 + b"]" * 31 + b"}")
