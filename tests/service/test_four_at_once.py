"""Four people with four keys at one workspace, at the same time: each as who they are, as far as their role goes."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import msgspec
import pytest

import tests.sshd
from tests.service.conftest import PEOPLE, fingerprint, make_workspace
from tests.sshd import Sshd, program
from tests.terminal.pseudo import Terminal

pytestmark = pytest.mark.skipif(bool(tests.sshd.why_not()), reason=tests.sshd.why_not())
CTRL_S, CTRL_U, CTRL_Z, ESC = "\x13", "\x15", "\x1a", "\x1b"
#: What stands where nothing covers the lists.
BOARD = "1 Departments"
NOT_HERE = "not for whoever comes over SSH"


class Four:
    """Their terminals by login, all read while one of them is waited for."""

    def __init__(self, opened: dict[str, Terminal]) -> None:
        self.opened = opened

    def types(self, who: str, keys: str, pattern: str = "") -> None:
        """Somebody types, and sees that."""
        self.opened[who].send(keys)
        if pattern:
            self.sees(pattern, who)

    def sees(self, pattern: str, *who: str) -> None:
        """These see that, all where none is named."""
        for each in who or self.opened:
            terminal = self.opened[each]

            def there(terminal: Terminal = terminal) -> bool:
                for other in self.opened.values():
                    if other is not terminal:
                        other.read(0)
                return re.search(pattern, terminal.text()) is not None

            assert terminal.until(there, 20), f"{each} does not see {pattern!r}:\n{terminal.text()}"


@pytest.fixture
def sshd(tmp_path: Path) -> Iterator[Sshd]:
    with tests.sshd.running(tmp_path) as running:
        acme = running.home / "acme"
        make_workspace(acme)
        keys = {who: running.let_in(who, f"{program()} serve {who} --workspace {acme}") for who in PEOPLE}
        (acme / "keys").write_text("".join(f"{who} {key}\n" for who, key in keys.items()))
        yield running


def test_four_people_at_once_are_each_themselves_and_do_what_their_role_may(sshd: Sshd):
    with ExitStack() as stack:
        opened: dict[str, Terminal] = {}
        for who in PEOPLE:
            command = sshd.command(who, options=("-tt",))
            opened[who] = stack.enter_context(Terminal(command, columns=100, rows=30, env={"LANG": "C.UTF-8"}))
        four = Four(opened)
        four.sees("4 here")
        four.types("ana", ":who is\r")
        for name in ("bo  Bo", "cho  Cho", "vi  Vi"):
            four.sees(f"{name} +on the board", "ana")
        four.types("ana", ESC, BOARD)
        for who in four.opened:
            four.types(who, "3" + CTRL_Z, NOT_HERE)
        four.types("bo", "aCount the lanterns" + CTRL_S)
        four.sees("Count the lanterns")
        four.types("vi", "gc", "wants the role Member, yours is Viewer")
        four.types("vi", ":add", "No command is called that")
        four.types("vi", ESC)
        four.types("vi", ESC, BOARD)
        four.types("bo", "1a", "wants the role Coordinator, yours is Member")
        four.types("cho", "1aLogistics" + CTRL_S)
        four.sees("Logistics")
        four.types("cho", ",e", "wants the role Admin, yours is Coordinator")
        four.types("ana", ",e" + CTRL_U + "Nordwind" + CTRL_S)
        four.sees("Nordwind")
        four.types("vi", "/Vi\r", "Viewer")
        four.types("vi", "e" + CTRL_U + "Violet" + CTRL_S, "Violet")
        for who in four.opened:
            four.types(who, ESC, BOARD)
            four.types(who, "q")
            assert opened[who].wait() == 0
    told = [msgspec.json.decode(line) for line in sshd.ssh("ana", "history --limit 4 --json").stdout.splitlines()]
    keys = {who: fingerprint((sshd.folder / f"{who}.pub").read_text()) for who in PEOPLE}
    assert [(each["who"], each["key"]) for each in told] == [(who, keys[who]) for who in ("vi", "ana", "cho", "bo")]
