"""Write the workspaces that every later version has to open: one as this version writes it, one from the future.

``python tests/tools/make_workspaces.py VERSION`` makes `workspace-VERSION.tar.gz` in `tests/store/fixtures`, and
`later.tar.gz` out of it. Those of earlier versions stay as they are: they are what people have. The digests that the
tests compare are printed.
"""

import io
import sys
import tarfile
import tempfile
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from unittest import mock

import msgspec

sys.path.insert(0, str(Path(__file__).parents[2]))

from store import clock, commands, demo
from store.commands import undo
from store.engine.ledger import Ledger
from store.workspace import open_workspace
from tests.store.engine import raw
from tests.store.later import grow
from tests.store.old_workspaces import FIXTURES, digest

TODAY = date(2026, 11, 23)


def main(version: str) -> None:
    minutes = count()
    start = datetime.combine(TODAY, datetime.min.time(), UTC) + timedelta(hours=9)
    with (
        tempfile.TemporaryDirectory() as above,
        mock.patch.object(clock, "now", side_effect=lambda: start + timedelta(minutes=next(minutes))),
        mock.patch("store.demo.story.os_user", return_value="ada"),
        mock.patch("store.engine.identity.os_user", return_value="ada"),
    ):
        folder = Path(above) / "w"
        _as_it_is(folder)
        _pack(folder, FIXTURES / f"workspace-{version}.tar.gz")
        _from_the_future(folder)
        _pack(folder, FIXTURES / "later.tar.gz")


def _as_it_is(folder: Path) -> None:
    """Every kind, several people, two languages, an undo, a segment, a checkpoint and a tail behind it."""
    demo.build(str(folder), "launch", "en", TODAY)
    with open_workspace(str(folder), "ada") as workspace:
        do = workspace.do
        do(commands.add, "department", {"name": "市场部", "code": "SC"})
        do(commands.add, "person", {"name": "王芳", "login": "wangfang", "department": "DP-7", "role": "coordinator"})
        workspace.ledger.rotate()
        do(commands.comment, "G-1", "@wangfang: look at the price, please")
        workspace.ledger.checkpoint()
    with open_workspace(str(folder), "wangfang") as workspace:
        do = workspace.do
        do(commands.add, "goal", {"title": "推广新品", "departments": ["DP-7", "DP-1"], "tags": ["春季"]})
        made = do(commands.add, "action", {"title": "整理客户反馈", "owner": "PN-2", "due": date(2026, 12, 4)})
        do(commands.drop, made.id, "不再需要")
        entry = undo.latest(workspace.ledger)
        assert entry is not None
        undo.take_back(workspace, entry)
        print("documents", digest(workspace.ledger))


def _from_the_future(folder: Path) -> None:
    """A field in every record and item, a kind, and an entry of another format, none of which is known yet."""
    with Ledger(folder, "ada") as ledger:
        grow(ledger, "fields")
        entry = msgspec.to_builtins(next(ledger.backwards()))
        entry |= {"v": 2, "seq": entry["seq"] + 1, "changes": [{"t": "omen", "n": 1, "moved": "glossary"}]}
        raw.append(folder, entry)
        print("later", digest(ledger))


def _pack(folder: Path, path: Path) -> None:
    def plain(info: tarfile.TarInfo) -> tarfile.TarInfo:
        info.uid = info.gid = info.mtime = 0
        info.uname = info.gname = ""
        return info

    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz", compresslevel=9) as archive:
        for name in ("journal", "checkpoint", "segments"):
            archive.add(folder / name, name, filter=plain)
    path.write_bytes(buffer.getvalue())


if __name__ == "__main__":
    main(sys.argv[1])
