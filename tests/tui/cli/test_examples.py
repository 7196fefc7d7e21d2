"""The Chinese examples of every verb's help work as they are typed, each in the Chinese demo of a retailer."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from store import demo
from tests.tui.cli.conftest import Concord
from tui import i18n
from tui.cli.verbs import LISTED

ROOT = Path(__file__).parents[3]
#: What files the examples name.
FILES = {
    "actions.jsonl": '{"标题": "给门店打电话", "责任人": "李磊", "截止": "周五", "优先级": "高"}\n',
    "entry.txt": "完成\n- A-4\n",
    "季度目标.csv": "goal,goal_owner,department,key_result,progress\n甲,lilei,MKT,乙,10\n",
    "节假日.ics": "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20270101\nSUMMARY:元旦 放假\n"
    "END:VEVENT\nEND:VCALENDAR\n",
    "库存.csv": '指标,数值,时刻,来源\nN-3,"4,120",昨天 21:30,收银系统\n',
    "readings.jsonl": '{"value": 4100, "at": "昨天21:45", "source": "收银系统"}\n',
    "lilei.pub": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB lilei\n",
    "休息日.txt": "2027-01-01 元旦\n",
    "会议.ics": "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20270104T090000Z\nSUMMARY:例会\n"
    "END:VEVENT\nEND:VCALENDAR\n",
}
#: What has to go before, where the demo has nothing to take back.
BEFORE = {
    "meeting": "concord add meeting 周会",
    "series": "concord edit SE-1 --重复 每周二 --facilitators 李磊,郑慧",
    "keys": "concord keys add lilei lilei.pub",
    "undo": "concord comment A-4 好",
    "redo": "concord comment A-4 好\nconcord undo",
}
#: They open the screen, make a large organisation, want a group or a workspace without an admin, a database
#: (`tests/tui/cli/test_addresses.py`), or a shell (`tests/terminal/test_completion.py`).
LEFT_OUT = ("demo", "init", "move", "lost", "completion", "serve")


def _examples(verb: str) -> list[str]:
    i18n.use("zh")
    try:
        return i18n.examples(verb)
    finally:
        i18n.use("en")


def test_every_verb_has_examples_of_its_own(concord: Concord):
    for verb in LISTED:
        said = concord(verb, "--help", "--lang", "zh").out
        assert _examples(verb)
        assert all(each in said for each in _examples(verb))


@pytest.fixture(scope="module")
def beifeng(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo of the retailer, kept as it is."""
    place = tmp_path_factory.mktemp("demo") / "beifeng"
    demo.build(str(place), "promotion", "zh")
    return place


#: In one process: each example in a fresh copy, its words as the shell would split them.
RUN = """
import os, shlex, shutil, sys
from tui.__main__ import main
for number, line in enumerate(sys.stdin.read().splitlines()):
    shutil.rmtree(os.environ["CONCORD_WORKSPACE"], ignore_errors=True)
    shutil.copytree(os.environ["DEMO"], os.environ["CONCORD_WORKSPACE"])
    for part in line.split(" && "):
        words = shlex.split(part, comments=True)
        if "<" in words:
            at = words.index("<")
            os.dup2(os.open(words[at + 1], os.O_RDONLY), 0)
            sys.stdin = os.fdopen(os.dup(0))
            words = words[:at]
        code = main(words[1:])
        print("ran", code, part, sep="|", flush=True)
"""


def test_every_example_works_in_the_demo(beifeng: Path, tmp_path: Path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    srv, backups = tmp_path / "srv" / "concord", tmp_path / "var" / "backups"
    backups.mkdir(parents=True)
    lines: list[str] = []
    for verb in LISTED:
        for example in _examples(verb) if verb not in LEFT_OUT else ():
            before = [*BEFORE.get(verb, "").splitlines()]
            placed = example.replace("/srv/concord", str(srv)).replace("/var/backups", str(backups))
            lines.append(" && ".join([*before, placed]))
    assert len(lines) > 90
    srv.mkdir(parents=True)
    shutil.copytree(beifeng, srv / "beifeng")
    env = {f"XDG_{kind}_HOME": str(tmp_path / kind) for kind in ("STATE", "CONFIG", "DATA")}
    env |= {"PYTHONPATH": str(ROOT), "CONCORD_WORKSPACE": str(tmp_path / "copy"), "DEMO": str(beifeng)}
    env |= {"LANG": "zh_CN.UTF-8", "PATH": "/usr/bin:/bin", "PYTHONUTF8": "1", "HOME": str(tmp_path)}
    env |= {name: os.environ[name] for name in ("USER", "LOGNAME") if name in os.environ}
    ran = subprocess.run(
        [sys.executable, "-c", RUN],
        input="\n".join(lines),
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    told = [line.split("|", 2) for line in ran.stdout.splitlines() if line.startswith("ran|")]
    assert [(code, part) for _ran, code, part in told if code != "0"] == [], ran.stderr[-2000:]
    assert {part for _ran, _code, part in told} == {part for line in lines for part in line.split(" && ")}
