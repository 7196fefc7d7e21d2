"""Trends of twelve weeks in a large workspace in which people have worked: found out at first, known, after a change.

    python tests/bench/bench_trends.py [--records 100000] [--commits 250] [--runs 5] [--keep DIR]

Processor time, and as a multiple of what an overview takes that is read anew and judges all goals. ``--commits`` are
made in each of the weeks; with ``--keep`` the workspace is made there, or taken from there. Prints a table.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from time import process_time
from typing import Any

import psutil

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from store import clock, commands  # noqa: E402
from store.commands import standup  # noqa: E402
from store.demo import large  # noqa: E402
from store.errors import ConcordError  # noqa: E402
from store.insight.overview import Overview  # noqa: E402
from store.insight.trends import answer_weeks, blocked_weeks, goal_weeks, learning_weeks, load_weeks  # noqa: E402
from store.insight.trends.past_weeks import PastWeeks  # noqa: E402
from store.insight.trends.promise_weeks import promises_over_weeks  # noqa: E402
from store.kinds import KINDS, key_result, request  # noqa: E402
from store.kinds.blocker import block  # noqa: E402
from store.kinds.standup import Line  # noqa: E402
from store.records import Changes  # noqa: E402
from store.workspace import Workspace, open_workspace  # noqa: E402
from tests.store.insight.every_read import READS  # noqa: E402

WEEKS = 12
PAGES: dict[str, Callable[..., Any]] = {
    "goals": goal_weeks.goals_over_weeks,
    "promises": promises_over_weeks,
    "blocked": blocked_weeks.blocked_over_weeks,
    "answers": answer_weeks.answers_over_weeks,
    "load": load_weeks.load_over_weeks,
    "learning": learning_weeks.learning_over_weeks,
}


def work(changes: Changes, chance: random.Random) -> None:
    """Something that somebody does in a week."""
    changes.transaction.exempt = "demo"

    def one(kind: str) -> str:
        return KINDS[kind].id(chance.randint(1, changes.transaction.highest(kind)))

    soon = changes.today + timedelta(chance.randint(1, 20))
    action, department, person = one("action"), one("department"), one("person")
    acts: tuple[tuple[Any, ...], ...] = (
        (commands.done, action),
        (commands.edit, action, {"due": soon, "owner": person}),
        (commands.add, "action", {"title": "More work", "owner": person, "goal": one("goal"), "due": soon}),
        (key_result.check_in, one("key-result"), chance.randint(0, 100), chance.randint(2, 9)),
        (block, [action], "No code", department),
        (commands.done, one("blocker")),
        (commands.add, "request", {"title": "A list", "asker": one("department"), "department": department}),
        (request.accept, one("request")),
        (standup.post, [Line(section="next", on=action)], changes.today, person),
    )
    act, *given = chance.choice(acts)
    act(changes, *given)


def live(folder: str, commits: int) -> None:
    """Weeks of work, each commit at its moment."""
    chance, now = random.Random(7), clock.now
    first = datetime.combine(clock.today("UTC"), time(9), UTC) - timedelta(7 * WEEKS)
    with open_workspace(folder) as workspace:
        for day in range(7 * WEEKS):
            for n in range(commits // 5 if (first + timedelta(day)).weekday() < 5 else 0):
                clock.now = lambda moment=first + timedelta(day, minutes=n): moment
                try:
                    workspace.do(work, chance)
                except ConcordError:
                    continue  # it is done already
        clock.now = now
        workspace.ledger.checkpoint()


def milliseconds(act: Callable[[], object]) -> float:
    begin = process_time()
    act()
    return (process_time() - begin) * 1e3


def overview_of(workspace: Workspace) -> Overview:
    settings = workspace.records.settings
    return Overview(workspace.ledger, workspace.today, settings.stale_after, workspace.records.calendar)


def judged(workspace: Workspace) -> Overview:
    """An overview that knows of every goal how it does."""
    overview = overview_of(workspace)
    for id, _row in overview.open_goals():
        overview.health(id)
    return overview


def measured(workspace: Workspace, runs: int) -> None:
    anew = min(milliseconds(lambda: judged(workspace)) for _ in range(runs))
    print(f"an overview read anew that judges all goals: {anew:.0f} ms\n")
    print("| page | at first | × | known | after a change |\n|---|--:|--:|--:|--:|")
    memory, whole = psutil.Process().memory_info().rss, PastWeeks(workspace.ledger)
    every = milliseconds(lambda: whole.know(READS.values(), workspace.today, WEEKS))
    memory = psutil.Process().memory_info().rss - memory
    overview, ledger = overview_of(workspace), workspace.ledger
    ledger.news()
    for name, page in PAGES.items():
        first = milliseconds(lambda name=name: PastWeeks(ledger).know((READS[name],), workspace.today, WEEKS))
        page(whole, overview, WEEKS)
        known = [milliseconds(lambda page=page: page(whole, overview, WEEKS)) for _ in range(runs)]
        later: list[float] = []
        for n in range(runs):
            workspace.do(commands.edit, f"A-{n + 1}", {"priority": "low" if n % 2 else "high", "note": name})
            overview.apply(ledger.news())
            later.append(milliseconds(lambda page=page: page(whole, overview, WEEKS)))
        print(f"| {name} | {first:.0f} | {first / anew:.1f} | {sorted(known)[runs // 2]:.1f} | {max(later):.1f} |")
    print(f"| all of them at once | {every:.0f} | {every / anew:.1f} | | |\n\nkept: {memory / 1e6:.0f} MB at most")


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--records", type=int, default=100_000)
    words.add_argument("--commits", type=int, default=250)
    words.add_argument("--runs", type=int, default=5)
    words.add_argument("--keep")
    chosen = words.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.keep or str(Path(scratch) / "workspace")
        if not Path(folder).exists():
            today = clock.today("UTC") - timedelta(7 * WEEKS - 33)  # made in the week before
            large.build(folder, chosen.records, "en", today)
            live(folder, chosen.commits)
        with open_workspace(folder) as workspace:
            measured(workspace, chosen.runs)


if __name__ == "__main__":
    main()
