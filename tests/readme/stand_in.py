"""What README calls `concord` and `python`, as it is there: eva's machine, on Monday 23 November 2026."""

import grp
import os
import pwd
import runpy
import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from store import clock

EVA = pwd.struct_passwd(("eva", "x", os.getuid(), os.getgid(), "Eva", os.environ["HOME"], "/bin/sh"))
GROUP = grp.struct_group(("eva", "x", os.getgid(), []))
_BY_NUMBER, _BY_NAME, _GROUP = pwd.getpwuid, pwd.getpwnam, grp.getgrgid


def _by_number(number: int) -> pwd.struct_passwd:
    return EVA if number == os.getuid() else _BY_NUMBER(number)


def _by_name(name: str) -> pwd.struct_passwd:
    return EVA if name == "eva" else _BY_NAME(name)


def _group(number: int) -> grp.struct_group:
    return GROUP if number == os.getgid() else _GROUP(number)


if __name__ == "__main__":
    pwd.getpwuid, pwd.getpwnam, grp.getgrgid = _by_number, _by_name, _group
    pwd.getpwall = lambda: [EVA]
    os.umask(0o022)
    clock.now = lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    sort, *sys.argv[1:] = sys.argv[1:]
    if sort == "concord":
        from tui.__main__ import start

        start()
    else:
        runpy.run_path(sys.argv[1], run_name="__main__")
