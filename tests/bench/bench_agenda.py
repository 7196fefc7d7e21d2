"""The proposed agenda of a meeting in a large workspace, for all departments, for five of them, and about one goal.

    python tests/bench/bench_agenda.py [--records 100000] [--runs 7]

In processor time of the process, since other things run beside it: when the overview is fresh and reads what it needs,
when it is kept as on the screen, and after a change of each kind that it reads. Prints a table.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import store  # noqa: E402
from store import clock, commands  # noqa: E402
from store.demo import large  # noqa: E402
from store.insight.overview import Overview  # noqa: E402
from store.insight.proposed_agenda import of  # noqa: E402
from store.kinds.agenda_item import AgendaItem  # noqa: E402
from store.kinds.meeting import Meeting  # noqa: E402
from store.records import Changes  # noqa: E402

#: So many meetings were held before, each with so many items.
MEETINGS, ITEMS = 150, 8


def furnish(changes: Changes) -> dict[str, str]:
    """Three years of a weekly meeting, and the meetings that are measured, by what they are about."""
    changes.transaction.exempt = "demo"
    five = tuple(f"DP-{n}" for n in range(1, 6))
    series = commands.add(changes, "series", {"title": "Weekly", "departments": five}).id
    for n in range(MEETINGS):
        day = changes.today - timedelta(7 * (MEETINGS - n))
        made = changes.add(Meeting(title="Weekly", series=series, series_day=day, on=day, state="closed"))
        for at in range(ITEMS):
            reason = f"milestone:MS-{n * ITEMS + at}:near.{day}"
            changes.add(AgendaItem(title="Dock plan?", meeting=made.id, place=at, state="discussed", proposed=reason))
    goal = next(f"G-{n}" for n in range(1, 200) if getattr(changes.find(f"G-{n}"), "step", "") == "execute")
    day = changes.today
    return {
        "five departments": changes.add(Meeting(title="Weekly", series=series, series_day=day, on=day)).id,
        "all departments": changes.add(Meeting(title="All", on=day)).id,
        "one goal": changes.add(Meeting(title="Goal", on=day, goal=goal)).id,
    }


def _changed(changes: Changes, id: str, values: dict[str, object]) -> None:
    """Whatever else the record is."""
    changes.transaction.exempt = "demo"
    changes.change(changes.get(id), **values)


def milliseconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return (time.process_time() - begin) * 1e3


def measured(folder: Path, meetings: dict[str, str], runs: int) -> None:
    """Prints the table."""
    print("| meeting of | proposed | fresh, ms | kept, ms | after a change, ms |\n|---|--:|--:|--:|--:|")
    for name, id in meetings.items():
        fresh, kept, changed = list[float](), list[float](), list[float]()
        n = 0
        for run in range(runs):
            with store.open_workspace(str(folder)) as workspace:
                over = Overview(workspace.ledger, workspace.today)
                fresh.append(milliseconds(partial(of, over, id)))
                n = len(of(over, id))
                kept.append(milliseconds(partial(of, over, id)))
                for record, values in (
                    ("A-1", {"priority": "low" if run % 2 else "high"}),
                    ("B-1", {"severity": "low" if run % 2 else "high"}),
                    ("KR-1", {"weight": 2 + run}),
                    ("G-1", {"why": f"{run}"}),
                    ("D-1", {"review_on": workspace.today + timedelta(run)}),
                    ("AI-1", {"minutes": run + 1}),
                ):
                    workspace.do(_changed, record, values)
                    entries = workspace.ledger.news()
                    changed.append(milliseconds(lambda o=over, e=entries, i=id: (o.apply(e), of(o, i))))
        times = (f"{statistics.median(each):.0f} (most {max(each):.0f})" for each in (fresh, kept, changed))
        print(f"| {name} | {n} | {' | '.join(times)} |")


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--records", type=int, default=100_000)
    words.add_argument("--runs", type=int, default=7)
    chosen = words.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["XDG_STATE_HOME"] = os.environ["XDG_CONFIG_HOME"] = scratch
        folder = Path(scratch) / "workspace"
        large.build(str(folder), chosen.records, "en", clock.today("UTC"))
        with store.open_workspace(str(folder)) as workspace:
            meetings = workspace.do(furnish)
            workspace.ledger.checkpoint()
        measured(folder, meetings, chosen.runs)


if __name__ == "__main__":
    main()
