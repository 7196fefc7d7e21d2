"""Who is let in over the service's account, and what may be touched there: `concord serve` says so once, at its start.

Everything else of the program asks here, and nowhere else, whether it is served.
"""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Literal, Protocol, Self, TypeVar

import msgspec

from store.errors import Forbidden
from store.words import Words

if TYPE_CHECKING:
    from store.workspace import Workspace

#: What a verb, an option, an act of the screen touches beside what it shows: records that it ``reads`` or ``writes``,
#: ``files`` of the server that are not the workspace's or the account's own state, ``processes`` that it starts.
Touch = Literal["reads", "writes", "files", "processes"]
#: What a person may touch who was let in by a key.
ALLOWED: frozenset[Touch] = frozenset(("reads", "writes"))
READS: frozenset[Touch] = frozenset(("reads",))
WRITES: frozenset[Touch] = ALLOWED
#: A new file of the server, where whoever asks for it says.
FILES: frozenset[Touch] = frozenset(("reads", "files"))
PROCESSES: frozenset[Touch] = frozenset(("processes",))
#: What is said of a key that would touch more.
NOT_HERE = Words("{key} ({label}) is not for whoever comes over SSH: it would touch the server's files or programs")


class Touching(Protocol):
    """A row of keys, a command: it says what it touches; None where it does not say it."""

    @property
    def touches(self) -> frozenset[Touch] | None:
        """See `Touch`."""

    def _replace(self, *, touches: frozenset[Touch]) -> Self: ...


Row = TypeVar("Row", bound=Touching)


class Served(msgspec.Struct, frozen=True):
    """A session that came by a key: whose it is, and the key's fingerprint, empty where sshd does not say it."""

    login: str
    key: str = ""
    #: Nobody's: the screen on a wall, which only shows.
    wall: bool = False


_session: Served | None = None


def begin(session: Served) -> None:
    """From now on to the end of the process."""
    global _session  # noqa: PLW0603 (a process serves one person, or none)
    _session = session


def session() -> Served | None:
    """The session that this process serves; None where somebody started it who is at home here."""
    return _session


def allows(touches: frozenset[Touch] | None) -> bool:
    """Whether that may be done here; what does not say what it touches may not."""
    return _session is None or (touches is not None and touches <= ALLOWED)


def reads(*rows: Row) -> tuple[Row, ...]:
    """These rows, which show what there is; what says by itself what it touches keeps that."""
    return _touching(READS, rows)


def writes(*rows: Row) -> tuple[Row, ...]:
    """The same for rows which change records, or what the person's sessions remember."""
    return _touching(WRITES, rows)


def _touching(touches: frozenset[Touch], rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(
        row if row.touches is not None else row._replace(touches=touches)  # pyright: ignore[reportPrivateUsage] (a NamedTuple's)
        for row in rows
    )


def refuse_files() -> None:
    """Raises `Forbidden` where the server's files are nobody's business; `-` is the line, both ways."""
    if _session is not None:
        raise Forbidden(
            "No file of the server is read or written here. - in its place stands for your own end", "served"
        )


# The workspace


_kept: "Workspace | None" = None


def keep(workspace: "Workspace") -> None:
    """It was opened to see who is among its people: the next to open it gets it."""
    global _kept  # noqa: PLW0603 (as above)
    _kept = workspace


def opened(folder: str, *, wait: float = 10.0, at_once: bool = False) -> "Workspace":
    """The workspace there in the name of whom this process serves, else in that of the system's user.

    ``at_once`` and what is raised are those of `store.workspace.open_workspace`.
    """
    from store.workspace import open_workspace  # late: help and version look for no workspace

    global _kept
    if _session is None:
        return open_workspace(folder, wait=wait, at_once=at_once)
    found, _kept = _kept, None
    if found is None:
        return open_workspace(folder, _session.login, wait=wait, key=_session.key)
    found.ledger.wait = wait
    return found


# What nobody is told


class _Concealed:
    """The places of the server, and the account's name, each with what is said instead."""

    def __init__(self) -> None:
        self.places: Mapping[str, Words] = {}
        self.account = ""
        self.found: re.Pattern[str] | None = None


_concealed = _Concealed()


def conceal(places: Mapping[str, Words], account: str) -> None:
    """No sentence names these folders or what is in them from now on, nor the account."""
    # The root is nobody's home, whatever an account without one is given: all that has a stroke in it would be hidden.
    named_here = {path.rstrip("/"): words for path, words in places.items() if path.rstrip("/")}
    _concealed.places, _concealed.account = named_here, account
    named = "|".join(map(re.escape, sorted(named_here, key=len, reverse=True))) or "(?!)"
    _concealed.found = re.compile(rf"(?<![\w/.-])({named})(?:/[^\s:,;()\"'`“”‘’（），；：。]*)?(?![\w-])")


def concealed(text: str, said: Callable[[Words], str], *, user: bool = False) -> str:
    """The text as it may be told here; ``said`` puts what is said instead into the reader's language.

    With ``user`` it is the name of one of the system's, of whom people know none but themselves.
    """
    if _concealed.found is None:
        return text
    if user and text == _concealed.account:
        return said(Words("the service"))
    return _concealed.found.sub(lambda place: said(_concealed.places[place[1]]), text)
