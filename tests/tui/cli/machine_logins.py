"""A machine with logins and groups of its own, on which commands are run by whom one likes: really as that user."""

import grp
import io
import os
import pickle
import pwd
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.tui.cli.conftest import Concord, Ran
from tui.__main__ import main

NUMBERS = {"root": 0, "ana": 61_001, "bo": 61_002, "cy": 61_003}
GROUP = 61_100


class Office(NamedTuple):
    """The folder of the workspace, the logins, who is in its group `acme`, and how to give a command as somebody."""

    folder: Path
    users: dict[str, pwd.struct_passwd]
    group: list[str]
    run: Callable[..., Ran]


def office(tmp_path: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A workspace of root, ana and bo; of these bo is not in its group, cy is there and no person."""
    if os.geteuid() != 0:
        pytest.skip("wants root, who can be somebody else")
    members = ["ana", "cy"]
    users = {
        name: pwd.struct_passwd((name, "x", number, number, name.title(), str(tmp_path / "home" / name), "/bin/sh"))
        for name, number in NUMBERS.items()
    }

    def groups() -> list[grp.struct_group]:
        own = [grp.struct_group((name, "x", number, [])) for name, number in NUMBERS.items()]
        return [*own, grp.struct_group(("acme", "x", GROUP, members))]

    monkeypatch.setattr(pwd, "getpwnam", users.__getitem__)
    monkeypatch.setattr(pwd, "getpwuid", lambda uid: {each.pw_uid: each for each in users.values()}[uid])
    monkeypatch.setattr(pwd, "getpwall", lambda: [*users.values()])
    monkeypatch.setattr(grp, "getgrnam", lambda name: {each.gr_name: each for each in groups()}[name])
    monkeypatch.setattr(grp, "getgrgid", lambda gid: {each.gr_gid: each for each in groups()}[gid])
    for name, number in NUMBERS.items():
        home = tmp_path / "home" / name
        home.mkdir(parents=True)
        os.chown(home, number, number)
    folder = tmp_path / "acme"
    assert concord("init", str(folder), "--name", "Acme", "--group", "acme").code == 0
    monkeypatch.setenv("CONCORD_WORKSPACE", str(folder))
    for login in ("ana", "bo"):
        assert concord("add", "person", login.title(), "--login", login).code == 0
    for kind in ("CONFIG", "DATA", "STATE"):
        monkeypatch.delenv(f"XDG_{kind}_HOME")
    for lang in ("en", "zh"):
        concord("doctor", "--lang", lang)  # what that loads, others may not be able to read

    def run(login: str, *words: str, groups: tuple[int, ...] = ()) -> Ran:
        return _as(login, groups, tmp_path / "home" / login, words)

    return Office(folder, users, members, run)


def _as(login: str, groups: tuple[int, ...], home: Path, words: tuple[str, ...]) -> Ran:
    ends, ours = os.pipe()
    child = os.fork()
    if not child:
        try:
            number = NUMBERS[login]
            os.setgroups(groups)
            os.setresgid(number, number, number)
            os.setresuid(number, number, number)
            os.environ["HOME"] = os.environ.get("TESTED_HOME", str(home))
            sys.stdout, sys.stderr = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
            code = main(words)
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
            told = [stream.buffer.getvalue().decode() for stream in (sys.stdout, sys.stderr)]
            with open(ours, "wb") as file:
                pickle.dump((code, *told), file)
        finally:
            os._exit(0)
    os.close(ours)
    with open(ends, "rb") as file:
        said = file.read()
    os.waitpid(child, 0)
    return Ran(*pickle.loads(said))
