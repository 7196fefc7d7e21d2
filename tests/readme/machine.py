"""A machine of its own for a test that runs as root: accounts, `/srv`, `/opt`, `/etc` that end with it, and real users.

The folders are mounted for this process and its children alone. What a registry of packages would bring is taken from
the environment of the tests, and `concord` stands where the page puts it, on Monday 23 November 2026.
"""

import os
import shutil
import site
import subprocess
import sys
from datetime import date
from pathlib import Path

from tests.readme.shell import Shell
from tui import i18n
from tui.cli.manual.share import files

ROOT = Path(__file__).parents[2]
#: What is mounted over the folders of the same name.
_FOLDERS = ("etc", "opt", "srv", "home", "root", "var/backups", "usr/local/bin", "usr/local/share")
#: What keeps a machine from being made here; nothing where it can be.
LACKS = [name for name in ("unshare", "mount", "useradd", "runuser") if shutil.which(name) is None]
if os.geteuid() != 0:
    LACKS.append("root")
elif not LACKS and subprocess.run(["unshare", "-m", "true"], check=False, capture_output=True).returncode != 0:
    LACKS.append("mounts")
_START = """import sys
sys.path[:0] = ["/opt/{name}/source", "/opt/{name}/site"]
from datetime import UTC, datetime
from store import clock
clock.now = lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
from tui.__main__ import start
start()
"""
_PROGRAM = """#!/bin/sh
export LD_LIBRARY_PATH=/opt/python/lib
exec /opt/python/bin/python{version} -BW ignore /opt/{name}/start.py "$@"
"""


class Machine:
    """A shell of root's on it; others are called by `runuser`."""

    def __init__(self, place: Path, release: str = "concord-0.2.0") -> None:
        for folder in _FOLDERS:
            (place / folder).mkdir(parents=True)
        shutil.copytree(
            "/etc", place / "etc", symlinks=True, dirs_exist_ok=True, ignore=shutil.ignore_patterns("concord")
        )
        _clear_accounts(place / "etc")
        (place / "opt" / "python").mkdir()
        program = place / "opt" / release
        for folder in ("bin", "source", "site"):
            (program / folder).mkdir(parents=True)
        (program / "start.py").write_text(_START.format(name=release))
        for name, written in files(date(2026, 11, 23)):
            (program / "share" / name).parent.mkdir(parents=True, exist_ok=True)
            (program / "share" / name).write_text(written)
        i18n.use("en")
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        (program / "bin" / "concord").write_text(_PROGRAM.format(version=version, name=release))
        (program / "bin" / "concord").chmod(0o755)
        mounts = [(place / folder, f"/{folder}") for folder in _FOLDERS]
        mounts += [(Path(sys.base_prefix), "/opt/python"), (ROOT, f"/opt/{release}/source")]
        mounts += [(Path(site.getsitepackages()[0]), f"/opt/{release}/site")]
        self.shell = Shell(["env", "-i", "unshare", "-m", "--propagation", "private", "sh"], place / "nowhere")
        # The inner ones come from outside first: `/root` may be where Python is.
        inner = [f"mount --bind {source} {place}{target}" for source, target in mounts[len(_FOLDERS) :]]
        outer = [f"mount --rbind {source} {target}" for source, target in mounts[: len(_FOLDERS)]]
        self.run(" && ".join([*inner, *outer]))
        self.run(
            "umask 022; cd /root; export HOME=/root LANG=C.UTF-8 PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        )

    def run(self, typed: str) -> str:
        """What is said; it has to succeed."""
        code, said = self.shell.run(typed)
        assert code == 0, f"{typed}\n{said}"
        return said


def _clear_accounts(etc: Path) -> None:
    """No people and no groups of people but the system's, and the zone is UTC."""
    for name in ("passwd", "group"):
        lines = (etc / name).read_text().splitlines()
        (etc / name).write_text("".join(f"{line}\n" for line in lines if not 1000 <= int(line.split(":")[2]) < 60000))
    (etc / "localtime").unlink(missing_ok=True)
