"""Files damaged at random: either rows or a fault that is told, never another exception."""

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from store import ConcordError, Ledger, open_workspace
from store.interop import json_lines
from store.interop.goals_csv import apply, plan, read
from tests.store.interop.damage import mutants

GOOD = (
    "\ufeffgoal,goal_owner,department,key_result,progress\r\n"
    'A,CFO,"Tax, and more","Say ""it""",78%\r\n库存,李娜,市场部,盘点,120\r\nB,,,"two\r\nlines",\r\n'
).encode()
LINES = '{"title": "A", "tags": ["x"], "n": -1.5e3}\n{"title": "库\\u5b58", "extra": {"a": [null, true]}}\n'.encode()
PIECES = [b'"', b",", b"\n", b"\r", b"\0", b"\xff", b"\xe5", b"'=", b"%", b"-", b"{", b"[", b'\\ud800"', b"1e400", b";"]


@settings(max_examples=300)
@given(mutants(GOOD, PIECES) | st.binary(max_size=60))
def test_a_damaged_csv_is_read_or_refused(data: bytes):
    with suppress(ConcordError):
        assert read(data)


@settings(max_examples=300)
@given(mutants(LINES, PIECES) | st.binary(max_size=60))
def test_damaged_json_lines_are_read_or_refused(data: bytes):
    with suppress(ConcordError):
        assert all(isinstance(record, dict) for _line, record in json_lines.read(data))


def test_whatever_is_read_can_be_imported_and_then_again_without_effect(tmp_path_factory):  # type: ignore[no-untyped-def]
    folder = str(tmp_path_factory.mktemp("fuzz") / "workspace")
    Ledger.create(folder, "Test")
    with open_workspace(folder, "ana") as workspace:

        @settings(max_examples=60)
        @given(mutants(GOOD, PIECES))
        def run(data: bytes) -> None:
            try:
                rows = read(data)
                workspace.do(apply, plan(workspace.records, rows))
            except ConcordError:
                return
            seq = workspace.ledger.seq
            assert workspace.do(apply, plan(workspace.records, rows)) == {}
            assert workspace.ledger.seq == seq

        run()
