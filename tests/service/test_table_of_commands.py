"""README's table of what each role does over SSH: every verb as everybody, over a real sshd."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

import tests.sshd
from tests.service import loaded
from tests.service.furnished import GIVEN, PEOPLE, Given, furnish
from tests.service.loaded import Loaded
from tests.service.readme_table import ROLES, rows
from tests.sshd import Sshd
from tests.store.workspace.public_keys import ed25519
from tui.cli.verbs import VERBS

needs_sshd = pytest.mark.skipif(bool(tests.sshd.why_not()), reason=tests.sshd.why_not())
#: How a refusal names why, where a role is what is wanted.
OF_ROLES = {"forbidden", "wants-role", "not-yours"}


class Came(NamedTuple):
    """What came of a command, and whether anything is otherwise since."""

    code: int
    out: bytes
    reason: str
    changed: bool


class Person:
    """Whoever has a role, with a key and a workspace of their own."""

    def __init__(self, sshd: Sshd, program: Loaded, kept: Path, role: str) -> None:
        self._sshd, self._kept, self._role = sshd, kept, role
        self._folder = sshd.home / role
        login = PEOPLE[role]
        public = sshd.let_in(role, program.line(f"serve {login} --workspace {self._folder}"))
        (kept / "keys").write_text(f"{login} {public}\nflo {ed25519(2)}\n")
        self._fresh()
        self._line = sshd.folder / f"line-{role}"
        self._master = subprocess.Popen(sshd.command(role, options=("-M", "-N", "-S", str(self._line))))
        end = time.monotonic() + 20
        while not self._line.exists() and time.monotonic() < end:
            time.sleep(0.01)

    def hang_up(self) -> None:
        """The one connection over which all is said."""
        self._master.terminate()
        self._master.wait(20)

    def gives(self, command: str, given: Given) -> Came:
        """What comes of that command, in the workspace as it was furnished."""
        before = self._holds()
        if given.first and command == given.changes:
            assert (self._ssh(given.first).returncode == 0) == (self._holds() != before)
            before = self._holds()
        ran = self._ssh(f"{command} --json", given.stdin)
        changed = self._holds() != before
        if changed or given.first:
            self._fresh()
        error = msgspec.json.decode(ran.stderr.splitlines()[-1]) if ran.returncode and ran.stderr.strip() else {}
        return Came(ran.returncode, ran.stdout, error.get("reason", ""), changed)

    def _ssh(self, command: str, stdin: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
        return self._sshd.ssh(self._role, command, stdin=stdin, options=("-S", str(self._line)))

    def _holds(self) -> list[bytes]:
        return [(self._folder / name).read_bytes() for name in ("journal", "keys")]

    def _fresh(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        shutil.copytree(self._kept, self._folder)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Sshd, Loaded, Path]]:
    """An sshd, what it starts, and a workspace for each role."""
    places = tmp_path_factory.mktemp("roles")
    for role in ROLES:
        furnish(str(places / role), role)
    with (
        tests.sshd.running(tmp_path_factory.mktemp("sshd")) as sshd,
        loaded.waiting(places, sshd.home, places / ROLES[0]) as program,
    ):
        yield sshd, program, places


def wrong(cell: str, person: Person, verb: str) -> Iterator[str]:
    """What is not as that cell of the table says."""
    if cell == "–":
        came = person.gives(verb, Given())
        if came != (4, b"", "served", False):
            yield f"{verb} is served: {came}"
        return
    given = GIVEN[verb]
    tried = [(given.looks, cell != "no"), (given.own, True), (given.changes, cell == "yes")]
    for command, done in tried[2:] if cell == "yes" and given.changes and verb != "keys" else tried:
        came = person.gives(command, given) if command else None
        if came is None:
            continue
        changes = command != given.looks
        if done and ((came.code, came.changed) != (0, changes) or not (changes or came.out)):
            yield f"{command} is not done: {came}"
        if not done and (came.code, came.out, came.changed, came.reason in OF_ROLES) != (4, b"", False, True):
            yield f"{command} is not refused: {came}"
        if command == "keys" and (b"flo" in came.out) != (cell == "yes"):
            yield f"keys of others: {came}"


@needs_sshd
@pytest.mark.parametrize("role", ROLES)
def test_each_role_does_by_command_what_the_table_says_and_nothing_else(served: tuple[Sshd, Loaded, Path], role: str):
    sshd, program, places = served
    person = Person(sshd, program, places / role, role)
    try:
        cells = [(row.by_role[role], verb) for row in rows() for verb in row.verbs if verb]
        assert not [each for cell, verb in cells for each in wrong(cell, person, verb)]
    finally:
        person.hang_up()


def test_every_verb_stands_in_one_row():
    assert sorted(verb for row in rows() for verb in row.verbs) == sorted(VERBS)
    assert {verb for row in rows() for verb in row.verbs if verb and "–" not in row.by_role.values()} == set(GIVEN)
