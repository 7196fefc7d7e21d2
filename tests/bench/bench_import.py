"""A large import beside a colleague who commits all the time: how long it takes, how long others wait, what it costs.

python tests/bench/bench_import.py [--rows 100000] [--before FOLDER] [--beside action ...]

``--before`` is a checkout of the code to compare with.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from store import commands  # noqa: E402
from store.workspace import open_workspace  # noqa: E402
from tests.bench.bench_crowd import workspace  # noqa: E402

IMPORT = """
import fcntl, json, os, resource, sys, time
flock, held, since = fcntl.flock, [(0.0, 0.0)], []
def timed(fd, how):
    flock(fd, how)
    if how & fcntl.LOCK_EX:
        since[:] = time.perf_counter(), time.process_time()
    elif since:
        held.append((time.perf_counter() - since[0], time.process_time() - since[1]))
fcntl.flock = timed
from store.engine import identity
identity.os_user = lambda: "p0"
from tui.__main__ import main
begin = time.perf_counter()
code = main(sys.argv[1:])
peak = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")][0]
seconds, (wall, cpu) = time.perf_counter() - begin, max(held)
found = {"seconds": seconds, "held": wall, "cpu": cpu, "mb": int(peak) / 1024, "code": code}
print(json.dumps(found), file=sys.stderr)
"""
COLLEAGUE = """
import json, os, sys, time
from store import commands
from store.workspace import open_workspace
folder, what, end, longest, count = *sys.argv[1:4], 0.0, 0
with open_workspace(folder, "p1", wait=60) as workspace:
    print("ready", flush=True)
    while not os.path.exists(end):
        begin = time.perf_counter()
        if what == "action":
            workspace.do(commands.add, "action", {"title": "By a colleague"})
        elif what == "person":
            workspace.do(commands.edit, "PN-2", {"email": f"p{count}@example.org"})
        else:
            workspace.do(commands.comment, "A-1", "well")
        longest = max(longest, time.perf_counter() - begin)
        count += 1
        time.sleep(0.01)
print(json.dumps({"longest": longest, "commits": count}))
"""
SESSION = """
import json, sys, time
from store.workspace import open_workspace
from tui.desk.desk import Desk
with open_workspace(sys.argv[1], "p1") as workspace:
    desk = Desk(workspace)
    desk.overview.held()
    while not desk.index.at_rest:
        desk.index.step(1)
    print("ready", flush=True)
    sys.stdin.readline()
    begin = time.perf_counter()
    desk.news.deliver()
    print(json.dumps({"look": time.perf_counter() - begin}))
"""


#: What happens meanwhile: nothing, a colleague's commits, or a session that looks at its screen.
BESIDE = ("nobody", "comment", "action", "person", "session")


def rows(count: int, chinese: bool) -> str:
    title, note = (
        ("导入的第 {} 项行动", "会上说过要跟进") if chinese else ("Action {} of the import", "Said in the meeting")
    )
    made = (
        {
            "title": title.format(n),
            "owner": f"p{n % 40}",
            "goal": "G-1",
            "due": f"2027-01-{n % 28 + 1:02}",
            "note": note,
        }
        for n in range(count)
    )
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in made)


def process(code: str, root: Path, *words: str) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, "-c", code, *words], cwd=root, stdin=pipe, stdout=pipe, stderr=pipe, text=True
    )


def measured(root: Path, text: str, beside: str) -> dict[str, Any]:
    """One import into a workspace of 1,000 actions, with the code in ``root``, beside a colleague or a session."""
    with tempfile.TemporaryDirectory() as scratch:
        folder, file, end = f"{scratch}/w", Path(scratch) / "rows", Path(scratch) / "end"
        workspace(folder, 40, 1_000)
        with open_workspace(folder, "p0") as opened:
            opened.do(commands.add, "goal", {"title": "Cheaper"})
        file.write_text(text, "utf-8")
        words = () if beside == "session" else (beside, str(end))
        other = None if beside == "nobody" else process(SESSION if words == () else COLLEAGUE, root, folder, *words)
        if other is not None and other.stdout is not None:
            other.stdout.readline()
        importer = process(
            IMPORT, root, "add", "action", "--from-json", str(file), "--workspace", folder, "--wait", "60"
        )
        found: dict[str, Any] = json.loads(importer.communicate()[1].splitlines()[-1])
        end.touch()
        if other is not None:
            found |= json.loads(other.communicate("\n")[0].splitlines()[-1])
        return found


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--rows", type=int, default=100_000)
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--before", type=Path)
    words.add_argument("--beside", nargs="+", default=BESIDE, choices=BESIDE)
    chosen = words.parse_args()
    roots = {"now": ROOT, **({"before": chosen.before} if chosen.before else {})}
    print(
        f"{chosen.rows:,} rows, the median of {chosen.rounds}; longest: the longest commit of the colleague beside it"
    )
    print("\n| code | language | beside | s in all | lock held, s | of it CPU | longest s | MB | a session's look, s |")
    print("|---|---|---|--:|--:|--:|--:|--:|--:|")
    for beside in chosen.beside:
        for language in ("en", "zh"):
            text = rows(chosen.rows, language == "zh")
            for name, root in roots.items():
                runs = [measured(root, text, beside) for _ in range(chosen.rounds)]
                values = [
                    statistics.median(run[key] for run in runs) if key in runs[0] else None
                    for key in ("seconds", "held", "cpu", "longest", "mb", "look")
                ]
                told = " | ".join("" if value is None else f"{value:,.2f}" for value in values)
                wrong = "" if not any(run["code"] for run in runs) else f" exit {[run['code'] for run in runs]}"
                print(f"| {name}{wrong} | {language} | {beside} | {told} |", flush=True)


if __name__ == "__main__":
    main()
