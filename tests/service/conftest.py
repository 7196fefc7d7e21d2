"""A workspace that is served, and `concord serve` as sshd starts it: in a process of its own, with its variables."""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NoReturn

import pytest

import store
from store.workspace.founding import found_workspace
from store.workspace.keys import AccessKey
from tests.service.program import be_the_account, be_the_program
from tests.store.workspace.public_keys import ed25519
from tests.tui.cli.conftest import Ran
from tui.__main__ import main
from tui.terminal import byte_code

Serve = Callable[..., Ran]
#: What sshd says of who came, whatever else it hands on.
CAME = {"SSH_CONNECTION": "127.0.0.1 50000 127.0.0.1 22", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}
#: The keys of two of them, and one of nobody.
BO, ANA, OTHER = (ed25519(number) for number in (1, 2, 3))
PEOPLE = {"ana": "admin", "cho": "coordinator", "bo": "member", "vi": "viewer"}


@pytest.fixture(scope="session")
def served_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One with a person of each role, in the home of the account that owns it."""
    home = tmp_path_factory.mktemp("keeper")
    make_workspace(home / "acme")
    return home / "acme"


def make_workspace(folder: Path) -> None:
    """A workspace with a person of each role, all of one department."""
    found_workspace(str(folder), "Acme", who="ana")
    from store.kinds.department import Department
    from store.kinds.person import Person

    with store.open_workspace(str(folder), "ana") as workspace:
        mkt = workspace.do(lambda changes: changes.add(Department(code="MKT", name="Marketing")).id)
        for login, role in list(PEOPLE.items())[1:]:
            person = Person(name=login.title(), login=login, role=role, department=mkt)
            workspace.do(lambda changes, person=person: changes.add(person).id)


def fingerprint(line: str) -> str:
    return AccessKey("", *line.split()[:2]).fingerprint


@pytest.fixture
def keys(served_workspace: Path) -> Iterator[Path]:
    """Keys of the people there."""
    path = served_workspace / "keys"
    path.write_text(f"bo {BO}\nana {ANA}\n")
    yield path
    path.unlink(missing_ok=True)


@pytest.fixture
def serve(served_workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Serve:
    """Asks for a command: ``serve("list action", login="ana", stdin=b"...", env={...})``; None is no command."""
    monkeypatch.setattr(byte_code, "uncompiled", list)

    def run(
        asked: str | bytes | None,
        login: str = "bo",
        *,
        stdin: bytes = b"",
        env: Mapping[str, str] | None = None,
        words: tuple[str, ...] = (),
    ) -> Ran:
        found = {os.fsencode(name): os.fsencode(value) for name, value in {**CAME, **(env or {})}.items() if value}
        if asked is not None:
            found[b"SSH_ORIGINAL_COMMAND"] = asked.encode() if isinstance(asked, str) else asked
        argv = words or ("serve", login, "--workspace", str(served_workspace))
        return in_child(argv, found, stdin, served_workspace.parent)

    return run


def in_child(argv: tuple[str, ...], env: Mapping[bytes, bytes], stdin: bytes, home: Path) -> Ran:
    """What the program does in a copy of this process, which has loaded all of it."""
    files = [tempfile.TemporaryFile() for _ in range(3)]  # noqa: SIM115 (closed below)
    files[0].write(stdin)
    files[0].seek(0)
    child = os.fork()
    if child == 0:
        be_the_program(argv, env, [file.fileno() for file in files], home)
    _pid, status = os.waitpid(child, 0)
    said: list[str] = []
    for file in files[1:]:
        file.seek(0)
        said.append(file.read().decode(errors="replace"))
        file.close()
    return Ran(os.waitstatus_to_exitcode(status), said[0], said[1])


def run_here(workspace: str, login: str = "bo") -> NoReturn:
    """The same in this process, with what it has."""
    be_the_account(Path(workspace).parent)
    os._exit(main(["serve", login, "--workspace", workspace]))
