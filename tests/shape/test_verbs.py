"""No verb loads the screen: each of them is really run, in a workspace, and textual is not there afterwards."""

import shlex
import subprocess
import sys
from pathlib import Path

from tui.cli.verbs import VERBS

ROOT = Path(__file__).parents[2]
#: A year in one breath: every verb once at least, and what it needs before it.
STORY = """
init office --name Acme
add department Marketing --code MKT
add department Finance --code FIN
add person Ana --login ana --department MKT
add person Bo --login bo --department FIN
edit MKT --lead ana
add goal Spring --departments MKT,FIN --owner ana --start 2026-01-01 --due 2026-12-31 --why money
list goal
show G-1
search Spring
ready G-1 --department MKT --brings budget
share G-1 --department MKT --benefit more
gate G-1
step G-1 --why hurry
agree G-1 --department MKT
object G-1 --department FIN --why cost
answer G-1 lower --department FIN
raci G-1 ana=A
add key-result Sold --goal G-1 --start 0 --target 10
check-in KR-1 5
add action Feed --owner ana --due 2026-11-30 --goal G-1
plan G-1
comment A-1 hello
item A-1 look
tick A-1 1
block A-1 key
raise B-1
escalate B-1 --to bo --why late
decide Which? yes --why so --goal G-1 --waived "ana=away"
circulate When? --to MKT --until 2027-12-01
review D-1 better
done A-1 --rest done
reopen A-1
drop A-1 --why no
request Code --to FIN --by 2027-12-01 --from MKT
accept Q-1 --owner bo
done Q-1
confirm Q-1
request Other --to FIN --by 2027-12-01 --from MKT
negotiate Q-2 half --by 2027-12-02
decline Q-2 --why no
add resource Printer --capacity 2 --department MKT
ask P-1 1 --goal G-1
grant AL-1
release AL-1
add team Launch --goal G-1
team S-1 ana=50
add lesson Early --departments MKT
lesson used L-1 --in G-1
update share Late --sort risk --departments FIN --department MKT
update ask U-1 when --department FIN
update answer U-1 soon
update understood U-1 --department FIN
add term launch
term launch MKT=opening
add series Weekly --repeats "every tue"
series SE-1
add person "Bo F." --department FIN
merge "Bo F." bo
add action "More" --owner bo
handover bo --to ana
add training Tills --departments MKT --on 2026-01-05
training held E-1 ana
training
add pulse Now
pulse answer PU-1 4 3 4 3 4 fine
pulse PU-1
pulse close PU-1
today
standup
standup --post --note noon
digest
add meeting Weekly
meeting minutes M-1 --html
add retro Back --departments MKT
retro facts R-1
retro minutes R-1 --html
feedback ask R-1
feedback give F-1 --answered 4
feedback show R-1
add metric Stock
reading N-1 4210
waits
insights
insights goals --of MKT
report --html
history
undo
redo
export json all.json
import calendar days.txt
check
compact
backup all.concord
restore all.concord again
lost
config set theme light
keys add ana ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB
keys
keys print
keys remove ana
add retro Back
retro show
doctor
help add
help format
help add --man
completion bash
complete -- show A-
version
demo --keep example
"""
CODE = """
import sys
from tui.__main__ import main
for line in sys.stdin:
    words = eval(line)
    code = main(words)
    print("ran", code, [name for name in ("textual", "rich") if name in sys.modules], *words, sep="|", flush=True)
"""


def test_no_verb_loads_the_screen(tmp_path: Path):
    (tmp_path / "days.txt").write_text("2026-12-25 Christmas\n")
    calls = [shlex.split(line) for line in STORY.strip().splitlines()]
    left = {"", "move", "serve"}  # the one that opens the screen, that wants a database, that sshd starts
    assert {words[0] for words in calls} == set(VERBS) - left
    env = {f"XDG_{kind}_HOME": str(tmp_path / kind) for kind in ("STATE", "CONFIG", "DATA")}
    env |= {"PYTHONPATH": str(ROOT), "CONCORD_WORKSPACE": "office", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    ran = subprocess.run(
        [sys.executable, "-c", CODE],
        input="".join(f"{words!r}\n" for words in calls),
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    told = [line.split("|", 3) for line in ran.stdout.splitlines() if line.startswith("ran|")]
    assert [(code, words) for _ran, code, _loaded, words in told if code != "0"] == [], ran.stderr
    assert [(loaded, words) for _ran, _code, loaded, words in told if loaded != "[]"][:1] == []
    assert len(told) == len(calls)
