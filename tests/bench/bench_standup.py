"""The stand-up in a workspace of 10,000 records and 300 people: my entry, the room, moving and acting in it.

    python tests/bench/bench_standup.py [--records 10000] [--runs 5]

Measured on a pseudo-terminal, from the key to the last byte. Prints a table.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from store import clock  # noqa: E402
from store.demo import large  # noqa: E402
from tests.bench.bench_screen import press, row, start  # noqa: E402


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--records", type=int, default=10_000)
    words.add_argument("--runs", type=int, default=5)
    chosen = words.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["XDG_STATE_HOME"] = os.environ["XDG_CONFIG_HOME"] = scratch
        folder = Path(scratch) / "workspace"
        large.build(str(folder), chosen.records, "en", clock.today("UTC"))
        terminal, _first = start([sys.executable, "-m", "tui", "--workspace", str(folder)], "Departments")
        terminal.settle(1.0)
        print("| key | bytes | most | ms | most |\n|---|--:|--:|--:|--:|")
        row("S: my entry, the first time", [press(terminal, "S", 0.4)])
        row("post it: the room", [press(terminal, "\x13", 0.4)])
        row("move", [press(terminal, key, 0.15) for _ in range(chosen.runs) for key in "jjk"])
        row("next department", [press(terminal, "]", 0.2) for _ in range(chosen.runs)])
        row("all departments open", [press(terminal, "0", 0.2)])
        opened, left = [], []
        for _ in range(chosen.runs):
            opened.append(press(terminal, "v", 0.3))
            left.append(press(terminal, "\x1b", 0.4))
        row("my entry from the room", opened)
        row("leave it (with Escape's wait)", left)
        press(terminal, "\x1b", 0.5)
        row("S again: the room", [press(terminal, "S", 0.4)])
        terminal.close()


if __name__ == "__main__":
    main()
