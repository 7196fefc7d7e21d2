"""The keys by which people come in over SSH: a plain file ``keys`` in the workspace's folder, a line for each.

``LOGIN TYPE BASE64 COMMENT``. It is read without a lock, and one broken line keeps nobody else out. It is written under
the journal's lock, so that a commit finds a key listed or taken away, and beside it what sshd is answered from
(`store.workspace.key_lines`).
"""

import base64
import hashlib
import os
import re
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from store import clock
from store.engine import identity
from store.engine.home.home_at import is_address
from store.engine.journal import place, system
from store.errors import Failed, Forbidden, Refused, WrongWords
from store.fields.rights import ADMIN, GUEST, ROLES
from store.kinds.person import KIND, has_left
from store.records import Records
from store.words import Words
from store.workspace import key_lines, key_notes, roles
from store.workspace.key_notes import used as used  # noqa: PLC0414 (for whoever serves)
from store.workspace.public_key import cleaned, parse

if TYPE_CHECKING:
    from store.workspace import Workspace

NAME = "keys"
#: In the place of a login: nobody's, for a screen on a wall that only shows.
WALL = "--wall"
#: A login that can stand in a line, and on a command line: one word that is no option.
_LOGIN = re.compile(r"(?![-#])[^\s\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,64}")
#: What all fingerprints begin with.
_SHA256 = "SHA256:"
#: So many characters, with that, say which is meant if no other begins so.
_LEAST = len(_SHA256) + 4


class AccessKey(msgspec.Struct, frozen=True):
    """Somebody's public key; ``blob`` is its base64."""

    login: str
    type: str
    blob: str
    comment: str = ""
    bits: int = 0

    @property
    def fingerprint(self) -> str:
        """As `ssh-keygen -lf` shows it: the SHA-256 of the key, in base64 without its padding."""
        digest = hashlib.sha256(base64.b64decode(self.blob)).digest()
        return _SHA256 + base64.b64encode(digest).decode().rstrip("=")

    @property
    def called(self) -> str:
        """Its comment, or how its fingerprint begins."""
        return self.comment or in_short(self.fingerprint)

    def line(self, command: str) -> str:
        """The line of an authorized_keys file by which it starts that command and nothing else."""
        return f"{key_lines.known(command)} {self.type} {self.blob} {self.comment or self.login}"


class Broken(NamedTuple):
    """A line of the file that lets nobody in: its number, and why."""

    line: int
    words: Words


def in_short(fingerprint: str) -> str:
    """As much of a fingerprint as people tell keys apart by."""
    return fingerprint.removeprefix(_SHA256)[:12]


# Reading


def read(folder: str) -> tuple[list[AccessKey], list[Broken]]:
    """The keys in their order, and the lines that are none. Raises `Failed` where the file cannot be read."""
    path = os.path.join(folder, NAME)
    try:
        data = place.read_regular(path) or b""
    except OSError as error:
        raise Failed("{path} cannot be read: {reason}", path=path, reason=error.strerror or error) from error
    found: dict[str, AccessKey] = {}
    broken: list[Broken] = []
    for number, line in enumerate(data.decode(errors="replace").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            key = _key(*line.partition(" ")[::2])
        except WrongWords as error:
            broken.append(Broken(number, error.words))
            continue
        if key.blob in found:
            words = Words("the same key stands there already, as {login}'s", login=found[key.blob].login)
            broken.append(Broken(number, words))
        else:
            found[key.blob] = key
    return [*found.values()], broken


def of(folder: str) -> list[AccessKey]:
    """The keys; none where there is no file. Raises `Failed` where it cannot be read."""
    return read(folder)[0]


def names(folder: str) -> dict[str, str]:
    """What keys are called by people, by their fingerprints; nothing where no file can be read."""
    try:
        return {} if is_address(folder) else {key.fingerprint: key.called for key in of(folder)}
    except Failed:
        return {}


def _key(login: str, line: str) -> AccessKey:
    """Raises `WrongWords`."""
    if login != WALL and not _LOGIN.fullmatch(login):
        raise WrongWords('The login "{login}" cannot stand in a line with a key', login=cleaned(login))
    key = parse(line)
    return AccessKey(login, key.type, key.blob, key.comment, key.bits)


def state_of(folder: str) -> object:
    """What is another thing once the file has changed."""
    return place.state_of(os.path.join(folder, NAME))


def is_listed(folder: str, fingerprint: str, login: str) -> bool:
    """Whether somebody has that key still."""
    return any(key.fingerprint == fingerprint and key.login == login for key in of(folder))


def must_be_listed(folder: str, fingerprint: str, login: str) -> None:
    """Raise `Forbidden` where the key by which somebody came in was taken away since."""
    if not is_listed(folder, fingerprint, login):
        raise Forbidden("The key by which you came in was taken away. Nothing was saved", "key-taken-away")


def lets_in(key: AccessKey, records: Records) -> bool:
    """Whether somebody has its login here and has not left."""
    if key.login == WALL:
        return True
    person = records.person_of(key.login)
    return person is not None and not has_left(person, clock.today(records.settings.zone))


def lines(workspace: "Workspace", keys: Iterable[AccessKey], program: Sequence[str]) -> list[str]:
    """The lines of authorized_keys of those keys that let somebody in. Raises `Failed`."""
    folder, records = workspace.ledger.folder, workspace.records
    return [key.line(key_lines.command(program, key.login, folder)) for key in keys if lets_in(key, records)]


def has_key(folder: str, login: str) -> bool:
    """Whether somebody can come in by a key of theirs; False where no file can be read."""
    try:
        return not is_address(folder) and any(key.login == login for key in of(folder))
    except Failed:
        return False


# Who may


def refuse_address(folder: str) -> None:
    """Raise `Failed` where the workspace is in a database, which lets people in itself."""
    if is_address(folder):
        raise Failed("A workspace in a database has no keys: its server lets people in. Keys are those of a folder")


def refuse_others(workspace: "Workspace") -> None:
    """Raise `Forbidden` where whoever asks is no admin of the workspace, nor at home in the account that has it."""
    uid = os.geteuid()
    if workspace.who == identity.user_name(uid) and uid in (0, os.stat(workspace.ledger.folder).st_uid):
        return  # who may write the file need not ask
    records, who = workspace.records, workspace.who
    rank, me = records.rank_of(who), records.person_of(who)
    if rank == GUEST:
        raise Forbidden("{reason}", reason=roles.no_guest(records, who), details={"role": "", "needed": ROLES[ADMIN]})
    if me is not None and has_left(me, workspace.today):
        raise Forbidden("You have left by now and only read; a coordinator changes that", "you-left")
    if rank < ADMIN:
        raise Forbidden(
            "Keys are given and taken away by an admin; your role is {role}",
            role=KIND.fields["role"].label_of(ROLES[rank]),
            details={"role": ROLES[rank], "needed": ROLES[ADMIN]},
        )


# Writing


def add(workspace: "Workspace", login: str, text: str, program: Sequence[str]) -> tuple[AccessKey, bool]:
    """Give somebody a key, written as one line; the key, and whether it is new. ``program`` is what lines start.

    Raises `WrongWords` for what is no key, `Forbidden`, `Refused` where it is somebody else's, `Busy`, `ReadOnly`.
    """
    key = _key(login, text)
    with _turn(workspace) as folder:
        other = next((each for each in of(folder) if each.blob == key.blob), None)
        if other is not None and other.login != login:
            raise Refused(
                "That key is {login}'s already, and a key belongs to one person. Each makes their own",
                "key-taken",
                login=other.login,
            )
        if other is None:
            key_notes.note(folder, workspace.who, "add", [(login, key.fingerprint)])
            line = " ".join(filter(None, (login, key.type, key.blob, key.comment)))
            _write(folder, [*_written(folder), line])
        tell_sshd(workspace, key_lines.program_in(folder) or program)
    return other or key, other is None


def remove(workspace: "Workspace", gone: Sequence[AccessKey], program: Sequence[str]) -> list[AccessKey]:
    """Take keys away; those that were there. Raises `Forbidden`, `Busy`, `ReadOnly`."""
    blobs = {key.blob for key in gone}
    with _turn(workspace) as folder:
        found = [key for key in of(folder) if key.blob in blobs]
        if found:
            left = [line for line in _written(folder) if blobs.isdisjoint(line.split()[2:3])]
            key_notes.note(folder, workspace.who, "remove", [(key.login, key.fingerprint) for key in found])
            _write(folder, left)
        tell_sshd(workspace, key_lines.program_in(folder) or program)
        for key in found:
            key_notes.forget(folder, key.fingerprint)
    return found


def prepare(workspace: "Workspace", program: Sequence[str]) -> None:
    """Write anew what sshd is answered from, for that program. Raises `Busy`, `ReadOnly`, `Failed`."""
    with workspace.ledger.home.turn(workspace.ledger.wait):
        tell_sshd(workspace, program)


def rename(folder: str, logins: Mapping[str, str]) -> None:
    """In one's turn, give the keys of these logins to others; to nobody where no key can be theirs. Raises OSError."""
    fit = {login: to if _LOGIN.fullmatch(to) else "" for login, to in logins.items()}
    found = [line.partition(" ") for line in _written(folder)]
    _write(folder, [to + blank + key for login, blank, key in found if (to := fit.get(login, login))])


@contextmanager
def _turn(workspace: "Workspace") -> Generator[str]:
    """One's turn to write keys, as an admin: the folder. What the system refuses is raised as `Failed`."""
    folder = workspace.ledger.folder
    refuse_address(folder)
    key_lines.sayable(folder)
    workspace.ledger.catch_up()
    refuse_others(workspace)
    try:
        with workspace.ledger.home.turn(workspace.ledger.wait):
            yield folder
    except OSError as error:
        path = os.path.join(folder, NAME)
        raise Failed("{path} cannot be written: {reason}", path=path, reason=error.strerror or error) from error


def _written(folder: str) -> list[str]:
    """The lines as they are, those that are broken too."""
    return (place.read_regular(os.path.join(folder, NAME)) or b"").decode(errors="surrogateescape").splitlines()


def _write(folder: str, lines: Iterable[str]) -> None:
    _replace(folder, NAME, "".join(f"{line}\n" for line in lines).encode(errors="surrogateescape"))


def tell_sshd(workspace: "Workspace", program: Sequence[str]) -> None:
    """The same in one's turn."""
    folder = workspace.ledger.folder
    data = key_lines.prepared(lines(workspace, of(folder), program), program)
    _replace(folder, key_lines.PREPARED, data)


def _replace(folder: str, name: str, data: bytes) -> None:
    """Put a file in its place in one step, on the disk when this returns; what was left of such a step goes first."""
    path = os.path.join(folder, name)
    with suppress(FileNotFoundError):
        os.unlink(f"{path}.new")
    place.write_new(f"{path}.new", data)
    system.rename(f"{path}.new", path)
    system.sync_folder(folder)


def meant(folder: str, word: str) -> list[AccessKey]:
    """The keys that a word means: all of a login, or the one whose fingerprint begins so. Raises `WrongWords`."""
    held = of(folder)
    of_login = [key for key in held if key.login == word]
    if of_login:
        return of_login
    begin = _SHA256 + word.removeprefix(_SHA256)
    found = [key for key in held if len(begin) >= _LEAST and key.fingerprint.startswith(begin)]
    if len(found) > 1:
        raise WrongWords(
            '"{word}" begins the fingerprints of {count} keys. Say more of it', word=word, count=len(found)
        )
    return found
