"""Having sshd ask for the keys of a workspace: a script and a block of its configuration, both or neither.

sshd tries its configuration before it is kept, and is asked what holds for the account then. Whatever it does not take
is taken back.
"""

import os
import re
import subprocess
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress

import msgspec

from store.errors import Failed
from store.workspace.surroundings import user_name
from tui.cli.sshd.key_script import script
from tui.cli.sshd.sshd_block import block, includes, not_held, settings, with_block
from tui.config.config_edit import change

#: An account that a `Match` takes as a name and not as a pattern.
_ACCOUNT = re.compile(r"[a-z_][a-z0-9_-]{0,31}")
#: Root's number.
ROOT = 0
#: sshd answers within so many seconds.
_PATIENCE = 30


class SshdPlace(msgspec.Struct, frozen=True):
    """Where sshd and its configuration are."""

    folder: str = "/etc/ssh"
    program: str = "/usr/sbin/sshd"

    @property
    def config(self) -> str:
        return os.path.join(self.folder, "sshd_config")

    def script(self, account: str) -> str:
        """Beside the configuration: sshd runs only what lies where root alone can write."""
        return os.path.join(self.folder, f"concord-keys.{account}")


class SshdFile(msgspec.Struct, frozen=True):
    """A file as it is to be."""

    path: str
    text: str
    mode: int


def account_of(folder: str) -> str:
    """The account that has the workspace. Raises `Failed` where it is root's, or is a pattern to sshd."""
    uid = os.stat(folder).st_uid
    account = user_name(uid)
    if uid == ROOT:
        raise Failed(
            "{folder} is root's. Give it to an account of its own first, as which people are let in", folder=folder
        )
    if not _ACCOUNT.fullmatch(account):
        raise Failed('sshd takes "{name}", the owner of {folder}, for something else', name=account, folder=folder)
    return account


def planned(place: SshdPlace, account: str, lines: str, begin: str) -> list[SshdFile]:
    """The files as they are to be; ``lines`` and ``begin`` as the script wants them. Raises `Failed`."""
    asked = place.script(account)
    own = os.path.join(place.folder, "sshd_config.d", "concord.conf")
    text = _text(place.config)
    if text is None:
        raise Failed("There is no {path}: is the server of SSH installed?", path=place.config)
    path = own if includes(text, own, place.folder) else place.config
    written = with_block(_text(path) or "", account, block(account, asked))
    return [SshdFile(asked, script(account, lines, begin), 0o755), SshdFile(path, written, 0o644)]


def install(place: SshdPlace, account: str, files: Sequence[SshdFile]) -> list[str]:
    """Write the files; those that were changed. Raises `Failed` where sshd does not take them, with all as it was."""
    _told, wrong = _asked(place, "-t")
    if wrong:
        raise Failed("Nothing was written: sshd does not take its configuration as it is now: {reason}", reason=wrong)
    with _taken_back(files):
        done = [file.path for file in files if _write(file)]
        whom = f"user={account},host=localhost,addr=127.0.0.1,laddr=127.0.0.1,lport=22"
        _told, wrong = _asked(place, "-t")
        told, also = ("", wrong) if wrong else _asked(place, "-T", "-C", whom)
        if also:
            raise Failed("Nothing was changed: sshd does not take that: {reason}", reason=also)
        others = [*not_held(told, settings(account, place.script(account)))]
        if others:
            raise Failed(
                "Nothing was changed: another part of {path} says otherwise for {account}: {list}",
                path=place.config,
                account=account,
                list=others,
            )
    return done


def takes_environment(place: SshdPlace) -> bool:
    """Whether people's files may set variables for them, which cannot be forbidden to one account."""
    told, _wrong = _asked(place, "-T")
    return "permituserenvironment yes" in told.splitlines()


def _asked(place: SshdPlace, *words: str) -> tuple[str, str]:
    """What sshd says to that, and what is wrong; empty where nothing is."""
    command = [place.program, "-f", place.config, *words]
    try:
        ran = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)  # noqa: S603 (fixed words)
    except (OSError, subprocess.SubprocessError) as error:
        return "", str(error)
    said = " ".join(ran.stderr.decode(errors="replace").split())
    return ran.stdout.decode(errors="replace"), (said or str(ran.returncode)) if ran.returncode else ""


@contextmanager
def _taken_back(files: Sequence[SshdFile]) -> Generator[None]:
    """Whatever fails within it, the files are afterwards as they were."""
    before = {file.path: (_text(file.path), _mode(file.path)) for file in files}
    try:
        yield
    except BaseException:
        for path, (text, mode) in before.items():
            if text is not None:
                _write(SshdFile(path, text, mode))
            else:
                with suppress(FileNotFoundError):
                    os.unlink(path)
        raise


def _write(file: SshdFile) -> bool:
    """Put the file in its place in one step; whether that changed anything. Raises `Failed`."""
    there = os.path.exists(file.path)
    try:
        changed = change(file.path, lambda _text: file.text, for_all=True)
        if file.mode & 0o111 or not there:
            changed |= _mode(file.path) != file.mode
            os.chmod(file.path, file.mode)
    except OSError as error:
        raise Failed("{path} cannot be written: {reason}", path=file.path, reason=error.strerror or error) from error
    return changed


def _text(path: str) -> str | None:
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise Failed("{path} is not UTF-8", path=path) from error
    except OSError as error:
        raise Failed("{path} cannot be read: {reason}", path=path, reason=error.strerror or error) from error


def _mode(path: str) -> int:
    try:
        return os.stat(path).st_mode & 0o7777
    except FileNotFoundError:
        return 0o644
