"""A screen is looked at when the program is at rest, not when it is only slow to draw."""

import sys

import pytest

from tests.terminal.pseudo import Terminal

#: Draws what was typed after having worked, or waited.
SLOW = """
import sys, time
print("ready", flush=True)
for line in sys.stdin:
    begun = time.process_time()
    while time.process_time() < begun + {work}:
        pass
    time.sleep({sleep})
    print("drawn", line, flush=True)
"""


@pytest.mark.parametrize(
    ("work", "sleep", "drawn"),
    [pytest.param(1, 0, True, id="at work"), pytest.param(0, 60, False, id="at rest")],
)
def test_it_waits_for_what_is_at_work_and_for_nothing_else(work: float, sleep: float, drawn: bool):
    with Terminal([sys.executable, "-c", SLOW.format(work=work, sleep=sleep)]) as terminal:
        terminal.wait_for("ready")
        terminal.send("spring\n")
        terminal.settle(0.15)
        assert ("drawn spring" in terminal.text()) is drawn
