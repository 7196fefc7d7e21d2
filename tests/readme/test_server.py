"""SERVER.md is true: what it says to type is typed by root, in its order, on a machine of its own with real users.

`CONCORD_GOLDENS=write` writes what comes into SERVER.md; its diff is then to be read.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.readme.machine import LACKS, Machine
from tests.readme.page import SERVER, blocks, steps, written

pytestmark = pytest.mark.skipif(bool(LACKS), reason=f"a machine of its own for the test wants {', '.join(LACKS)}")
TEXT = SERVER.read_text("utf-8")
#: What is not run here, and why.
NOT_RUN = {
    "concord-0.2.0/bin/pip": "installs what a registry of packages has; .ci/run does, and here it is there already",
    "concord-0.3.0/bin/pip": "a version that is not there yet",
    "concord@db.example.org": "a server of PostgreSQL, which `tests/tui/cli/test_addresses.py` starts",
    "concord keys install": "a server of SSH, which `tests/service` starts",
    "rm -r /opt/concord-*": "it is mounted here",
}


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    machine = Machine(tmp_path)
    yield machine
    machine.shell.close()


def test_what_is_typed_does_what_is_shown(machine: Machine):
    for block in blocks(TEXT, "console"):
        done = [step._replace(shown=machine.run(step.typed)) for step in steps(block.text)]
        if os.environ.get("CONCORD_GOLDENS") == "write":
            SERVER.write_text(SERVER.read_text("utf-8").replace(block.text, written(done)), "utf-8")
        else:
            assert written(done) == block.text, f"line {block.line}"


def test_what_is_not_run_has_its_reason():
    left_out = blocks(TEXT, "sh")
    assert all(any(each in block.text for each in NOT_RUN) for block in left_out)
    assert all(any(each in block.text for block in left_out) for each in NOT_RUN)
