"""The pages of insights in a large workspace: processor time of what is read and drawn behind the room's key.

    python tests/bench/bench_insights.py [--records 100000] [--runs 5] [--keep DIR]

First what is gone back through once for all pages (on a thread, beside the keys). Then by page: made the first time,
made after a commit of somebody else (both in pieces behind the first picture), and drawn as it is kept, which is all
that a turned page waits for. Prints a table.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from time import process_time

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from store import clock, commands  # noqa: E402
from store.demo import large  # noqa: E402
from store.insight.overview import Overview  # noqa: E402
from store.insight.trends.past_weeks import PastWeeks  # noqa: E402
from store.workspace import Workspace, open_workspace  # noqa: E402
from tui.text.insights.insight_page import PAGES, WEEKS, InsightPage, Sources, page, reads, warmed  # noqa: E402
from tui.text.insights.picture_lines import picture_lines  # noqa: E402

WIDTH, HEIGHT = 116, 28


def made(sources: Sources, name: str) -> tuple[InsightPage, float]:
    """The page, and the milliseconds of the processor that it takes."""
    begin = process_time()
    for _piece in warmed(name, sources.overview):
        pass
    found = page(name, sources)
    return found, (process_time() - begin) * 1e3


def drawn(found: InsightPage) -> float:
    """Milliseconds of drawing what is in sight of it."""
    begin = process_time()
    for part in found.parts[:2]:
        picture_lines(part, WIDTH, HEIGHT // 2, ascii_only=False)
    return (process_time() - begin) * 1e3


def middle(times: list[float]) -> str:
    return f"{sorted(times)[len(times) // 2]:.1f}"


def measured(workspace: Workspace, runs: int) -> None:
    overview, past = Overview(workspace.ledger, workspace.today), PastWeeks(workspace.ledger)
    begin = process_time()
    past.know([read for name in PAGES for read in reads(name)], overview.today, WEEKS)
    print(f"{WEEKS} weeks gone back through: {(process_time() - begin) * 1e3:.0f} ms\n")
    print("| page | first | after a change | drawn |\n| --- | --- | --- | --- |")
    sources = Sources(overview, past)
    for name in PAGES:
        found, first = made(sources, name)
        again: list[float] = []
        for run in range(runs):
            with open_workspace(str(workspace.ledger.folder)) as other:
                other.do(commands.edit, "A-1", {"tags": [f"t{name}{run}"]})
            overview.apply(workspace.ledger.news())
            found, took = made(sources, name)
            again.append(took)
        print(f"| {name} | {first:.1f} | {middle(again)} | {middle([drawn(found) for _ in range(runs)])} |")


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--records", type=int, default=100_000)
    words.add_argument("--runs", type=int, default=5)
    words.add_argument("--keep", default="")
    given = words.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = given.keep or str(Path(place) / "workspace")
        if not Path(folder).exists():
            large.build(folder, given.records, "en", clock.today("UTC"))
        with open_workspace(folder) as workspace:
            measured(workspace, given.runs)


if __name__ == "__main__":
    main()
