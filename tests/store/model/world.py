"""The world of the protocol in small: the disk, the sessions, and what has been said to whom.

An entry is as long as any other and takes one cell of a file; a position is how many cells a session has read. The
checksum that chains an entry to the one before (`journal.entry.frame`) is the id of that one.
"""

from typing import NamedTuple

OURS, THEIRS = "ours", "another workspace"


class Entry(NamedTuple):
    """A whole entry: which, and behind which one it verifies."""

    id: int
    before: int


#: What a cell holds beside an entry: zeros, or the beginning of one.
ZEROS, PART = None, "part"
Cell = Entry | str | None
Cells = tuple[Cell, ...]
#: What another workspace's journal holds.
NOT_OURS: Cells = (Entry(-1, 0),)
#: The ids of the entries that were read, in their order.
Read = tuple[int, ...]


class File(NamedTuple):
    """A journal: its first line, what a read gives, what is left when the power goes, and which cells wait for that."""

    workspace: str
    cells: Cells = ()
    durable: Cells = ()
    dirty: frozenset[int] = frozenset()


class Session(NamedTuple):
    """One session: what it has read in which file, and how far it is with what it is doing."""

    name: str
    doing: str = "nothing"
    file: int = 0
    view: Read = ()
    #: It has seen the file as it is: `FolderHome._mark`.
    fresh: bool = True
    #: The file that it has locked.
    held: int = -1
    #: The entry that it is writing.
    entry: int = 0
    #: What did not verify when it was read (`ToTheEnd`), until it is read again.
    doubted: Cells = ()
    #: Its first line, by which it goes.
    workspace: str = OURS
    #: It has said that the journal is damaged; that it only reads.
    damaged: bool = False
    only_reads: bool = False


class World(NamedTuple):
    """Everything at one moment."""

    files: tuple[File, ...]
    sessions: tuple[Session, ...]
    #: How many entries may still be written, and how much may still go wrong.
    entries: int
    faults: int
    checkpoints: int = 1
    #: How many have been.
    written: int = 0
    #: Which file the path names.
    path: int = 0
    #: A copy of the journal that somebody has taken; whether one was put in its place.
    copy: Cells | None = None
    put_back: bool = False
    checkpoint: Read = ()
    #: Of which entries was said that they are saved; that nothing was saved.
    saved: frozenset[int] = frozenset()
    refused: frozenset[int] = frozenset()
    #: What somebody has said wrongly.
    wrong: str = ""


#: A step in words, and the world after it.
Step = tuple[str, World]


def wholes(file: File, view: Read) -> Read:
    """What was read and the entries behind it that verify: `JournalFile.wholes`."""
    for cell in file.cells[len(view) :]:
        if not isinstance(cell, Entry) or cell.before != last(view):
            break
        view = (*view, cell.id)
    return view


def last(view: Read) -> int:
    """The checksum that seeds the next entry."""
    return view[-1] if view else 0


def tail(file: File, view: Read) -> Cells:
    """All that stands behind, without the zeros that a journal ends in: `JournalFile.tail`."""
    return trimmed(file.cells[len(view) :])


def trimmed(cells: Cells) -> Cells:
    """Without the zeros at the end."""
    while cells and cells[-1] is ZEROS:
        cells = cells[:-1]
    return cells


def is_torn(behind: Cells) -> bool:
    """Whether it is what an interrupted write leaves: no end of a line but at the very end, behind a hole."""
    ends = [at for at, cell in enumerate(behind) if isinstance(cell, Entry)]
    return bool(behind) and (not ends or (len(behind) > 1 and ends == [len(behind) - 1]))


def healthy(file: File) -> bool:
    """Whether it is a chain of entries, with an interrupted write at the most behind it."""
    behind = tail(file, wholes(file, ()))
    return not behind or is_torn(behind)


def put(cells: Cells, at: int, cell: Cell) -> Cells:
    """The cells with another one in that place; what is skipped is a hole."""
    cells += (ZEROS,) * (at + 1 - len(cells))
    return trimmed((*cells[:at], cell, *cells[at + 1 :]))


def changed(world: World, index: int, file: File, by: Session | None = None) -> World:
    """A file changes, and whoever else reads it can see that (`FolderHome.moved`)."""
    sessions = tuple(
        each._replace(fresh=False) if each.file == index and (by is None or each.name != by.name) else each
        for each in world.sessions
    )
    files = (*world.files[:index], file, *world.files[index + 1 :])
    return world._replace(files=files, sessions=sessions)


def told(world: World, session: Session, **news: object) -> World:
    """The world with a session in its new state."""
    new = session._replace(**news)
    return world._replace(sessions=tuple(new if each.name == new.name else each for each in world.sessions))


def synced(world: World, index: int) -> World:
    """The world after a sync of that file."""
    file = world.files[index]
    durable = file.durable
    for at in file.dirty:
        durable = put(durable, at, file.cells[at] if at < len(file.cells) else None)
    return with_file(world, index, file._replace(durable=durable, dirty=frozenset()))


def with_file(world: World, index: int, file: File) -> World:
    """The world with that file as it is now, of which nobody can see a change."""
    return world._replace(files=(*world.files[:index], file, *world.files[index + 1 :]))


def gone(world: World, session: Session) -> World:
    """The world without a session: the kernel lets go of its lock."""
    return told(world, session, **Session(session.name, "gone")._asdict())


def broken(world: World) -> str:
    """Which promise does not hold at this moment, "" where all do."""
    journal = world.files[world.path]
    replay = wholes(journal, ())
    if world.wrong:
        return world.wrong
    if world.saved - set(replay) and journal.workspace == OURS:
        return f"entry {min(world.saved - set(replay))} was said to be saved, and a replay does not have it"
    if world.refused & set(replay) and not world.put_back:
        return f"of entry {min(world.refused & set(replay))} was said that nothing was saved, and a replay has it"
    if any(file.workspace == THEIRS and file.cells != NOT_OURS for file in world.files):
        return "another workspace was written to"
    if not world.put_back and not healthy(journal):
        return "the journal does not verify, and nobody has put anything in its place"
    if not world.put_back and world.checkpoint != replay[: len(world.checkpoint)]:
        return "the checkpoint is ahead of the journal"
    for each in world.sessions:
        unaware = each.doing == "nothing" and each.fresh and not each.damaged and each.file == world.path
        if unaware and each.workspace == journal.workspace and each.view != replay:
            return f"{each.name} sees no reason to look again, and does not see what a replay gives"
    return ""
