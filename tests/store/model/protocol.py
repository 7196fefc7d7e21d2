"""The commit protocol in small steps: what each session may do next, and what may go wrong.

The steps are those of `RELIABILITY.md` and of `store/engine/home/folder.py`, and bear the names of its functions. Each
guard can be taken out. Two steps are one where nothing that is modelled fits between them: looking at the end and
writing behind it are some microseconds, in which nobody puts another journal over this one. Not modelled: rotation,
entries of different lengths, and what is changed further up than the last entry.
"""

from collections.abc import Iterator
from typing import NamedTuple

from tests.store.model.mishaps import mishaps
from tests.store.model.world import (
    OURS,
    PART,
    Entry,
    File,
    Session,
    Step,
    World,
    changed,
    gone,
    healthy,
    is_torn,
    last,
    put,
    synced,
    tail,
    told,
    wholes,
    with_file,
)


class Guards(NamedTuple):
    """What keeps the promises."""

    lock: bool = True  #: `FolderHome.turn`
    sync: bool = True  #: `system.sync_data` in `FolderHome.append`
    stands: bool = True  #: the last entry is read again: `JournalFile.stands`
    zeros: bool = True  #: nothing is behind the end: `JournalFile.ends_at`
    read_again: bool = True  #: before it is called damaged: `ToTheEnd`
    same_file: bool = True  #: the path is looked at after the write: `FolderHome._replaced`
    own_entry: bool = True  #: and what was written is read again: `JournalFile.stands`
    take_back: bool = True  #: what was not synced is cut off: `FolderHome._take_back`
    ours_to_cut: bool = True  #: and only where what was read before it stands: `JournalFile.stands`
    never_again: bool = True  #: a sync that failed is not tried again
    unknown: bool = True  #: where it cannot be cut off, that is said, and nothing more is written: `OutcomeUnknown`
    settle: bool = True  #: what was read is synced before it is kept: `FolderHome.settle`
    one_workspace: bool = True  #: another one is not followed: `FolderHome.anew`, `FolderHome._followed`


def steps(world: World, guards: Guards) -> Iterator[Step]:
    """Everything that may happen next."""
    for session in world.sessions:
        for words, after in _STEPS[session.doing](world, session, guards):
            yield f"{session.name} {words}", after
    if world.faults:
        yield from mishaps(world._replace(faults=world.faults - 1))
    if world.copy is None and not world.put_back and world.faults:
        yield "somebody copies the journal", world._replace(copy=world.files[world.path].cells)


# Reading, without the lock


def _idle(world: World, session: Session, guards: Guards) -> Iterator[Step]:
    if session.only_reads:
        yield "leaves", gone(world, session)
        return
    replaced = session.file != world.path
    file = world.files[session.file]
    if replaced or not session.fresh or len(tail(file, session.view)):
        yield from _read(world, session, guards)
    free = all(each.held != world.path for each in world.sessions)
    if (free or not guards.lock) and not session.damaged:
        held = session._replace(held=world.path)
        if world.entries:
            yield "takes the lock and " + (up := _caught_up(world, held, "is up to date", guards))[0], up[1]
        if world.checkpoints:
            less = world._replace(checkpoints=world.checkpoints - 1)
            yield "takes the lock for a checkpoint and " + (up := _caught_up(less, held, "settles", guards))[0], up[1]


def _read(world: World, session: Session, guards: Guards) -> Iterator[Step]:
    """`FolderHome.read` up to the last entry that verifies; while others write, what is behind it is read later."""
    found = _followed(world, session, guards)
    if found is None:
        yield "sees another workspace there", told(world, session, fresh=True, damaged=True)
        return
    found = found._replace(doing="has read", damaged=False)
    if any(each.held == world.path for each in world.sessions):
        yield "reads", told(world, found)
    else:
        for words, after in _judges(world, found, guards):
            yield f"reads and {words}", after


def _followed(world: World, session: Session, guards: Guards) -> Session | None:
    """The session at the end of what the path names; None where that is another workspace.

    It goes on from where it is, if that stands there, and else reads everything anew: `FolderHome._here`, `_followed`,
    `Ledger._start_over`.
    """
    journal = world.files[world.path]
    if journal.workspace != session.workspace and guards.one_workspace:
        return None
    view = session.view if _stands(journal, session, guards) else ()
    new = session._replace(file=world.path, view=wholes(journal, view), fresh=True)
    return new._replace(workspace=journal.workspace)


def _stands(file: File, session: Session, guards: Guards) -> bool:
    """`JournalFile.stands`: the first line and the last entry are what was read."""
    view = session.view
    if not guards.stands:
        return file.workspace == session.workspace
    return file.workspace == session.workspace and (not view or _has(file, view))


def _has(file: File, view: tuple[int, ...]) -> bool:
    return file.cells[len(view) - 1 : len(view)] == (Entry(view[-1], last(view[:-1])),)


def _judges(world: World, session: Session, guards: Guards) -> Iterator[Step]:
    """`ToTheEnd`: what is behind the last entry that verifies."""
    file = world.files[session.file]
    behind = tail(file, session.view)
    if not behind or is_torn(behind):
        yield "sees the end", told(world, session, doing="nothing", doubted=())
    elif behind == session.doubted or not guards.read_again:
        yield from _called_damaged(world, session, guards)
    else:
        yield "doubts what it sees behind the end", told(world, session, doing="doubts")


def _called_damaged(world: World, session: Session, guards: Guards) -> Iterator[Step]:
    file = world.files[session.file]
    if session.file != world.path or not _stands(file, session, guards):
        yield "sees that it was put back", told(world, session, doing="nothing", fresh=False, doubted=())
        return
    after = told(world, session, doing="nothing", damaged=True, doubted=())
    wrong = "a healthy journal was called damaged" if healthy(file) else ""
    yield "says that the journal is damaged", after._replace(wrong=wrong)


def _reads_again(world: World, session: Session, guards: Guards) -> Iterator[Step]:
    """`ToTheEnd._at_rest`: with nobody writing."""
    if any(each.held == session.file for each in world.sessions):
        return
    file = world.files[session.file]
    doubted = tail(file, session.view)
    view = wholes(file, session.view)
    yield "reads again", told(world, session, doing="has read", view=view, doubted=doubted)


# Writing, under the lock


def _caught_up(world: World, session: Session, then: str, guards: Guards) -> Step:
    """`Ledger._up_to_date`: under the lock an interrupted write is set aside, and what is damaged is."""
    file = world.files[session.file]
    grown = file.cells[len(session.view) : len(session.view) + 1] not in ((), (None,))
    if session.fresh and session.file == world.path and not grown:
        return "is up to date", told(world, session, doing=then)
    found = _followed(world, session, guards)
    if found is None:
        return "sees another workspace there", told(world, session, doing="nothing", held=-1, fresh=True, damaged=True)
    journal = world.files[world.path]
    behind = tail(journal, found.view)
    if behind and not is_torn(behind):
        after = told(world, found, doing="nothing", held=-1, damaged=True)
        wrong = "a healthy journal was called damaged" if healthy(journal) else ""
        return "says that the journal is damaged", after._replace(wrong=wrong)
    if found.file != session.held:
        return "sees that the journal was moved, and says so", told(world, found, doing="nothing", held=-1)
    if behind:
        world = changed(world, found.file, _cut(journal, len(found.view)), found)
    return "catches up", told(world, found, doing=then)


def _catches_up(world: World, session: Session, guards: Guards) -> Iterator[Step]:
    yield _caught_up(world, session, "is up to date", guards)


def _cut(file: File, size: int) -> File:
    """`system.truncate` and `system.fsync`."""
    return File(file.workspace, file.cells[:size], file.cells[:size])


def _writes(world: World, session: Session, guards: Guards) -> Iterator[Step]:
    """`FolderHome.append` up to the write."""
    index, size = session.file, len(session.view)
    file = world.files[index]
    if not _stands(file, session, guards) or (guards.zeros and tail(file, session.view)):
        yield "sees that its end is not the end", told(world, session, doing="has the turn", fresh=False)
        return
    if not world.entries:
        yield "has nothing to write", told(world, session, doing="nothing", held=-1)
        return
    number, less = world.written + 1, world._replace(written=world.written + 1, entries=world.entries - 1)
    whole = _written(file, size, Entry(number, last(session.view)))
    after = changed(less, index, whole, session)
    yield f"writes entry {number}", told(after, session, doing="syncs", entry=number)
    if world.faults:
        part = changed(less._replace(faults=world.faults - 1), index, _written(file, size, PART), session)
        yield f"is killed while it writes entry {number}", gone(part, session)


def _written(file: File, at: int, cell: Entry | str) -> File:
    return file._replace(cells=put(file.cells, at, cell), dirty=file.dirty | {at})


def _syncs(world: World, session: Session, guards: Guards) -> Iterator[Step]:
    """`system.sync_data`; where it fails the kernel forgets that anything was to be written."""
    if not guards.sync:
        yield "does not sync", told(world, session, doing="looks once more")
        return
    file = world.files[session.file]
    yield "syncs", told(synced(world, session.file), session, doing="looks once more")
    if world.faults:
        world = with_file(world._replace(faults=world.faults - 1), session.file, file._replace(dirty=frozenset()))
        doing = "takes back" if guards.never_again else "syncs"
        yield "is told by the disk that the sync failed", told(world, session, doing=doing)


def _takes_back(world: World, session: Session, guards: Guards) -> Iterator[Step]:
    """`FolderHome._take_back`; whatever comes of it, this session only reads from now on."""
    file, size = world.files[session.file], len(session.view)
    nothing = world._replace(refused=world.refused | {session.entry})
    done = {"doing": "nothing", "held": -1, "entry": 0, "fresh": False, "only_reads": True}
    if not guards.take_back:
        yield "says that nothing was saved", told(nothing, session, **done)
        return
    if guards.ours_to_cut and not _stands(file, session, guards):
        yield "sees that the journal was put back, and says that nothing was saved", told(nothing, session, **done)
        return
    after = changed(nothing, session.file, _cut(file, size), session)
    yield "takes it back, and says that nothing was saved", told(after, session, **done)
    if world.faults:
        less = (world if guards.unknown else nothing)._replace(faults=world.faults - 1)
        says = "says that it is not known" if guards.unknown else "says that nothing was saved"
        yield f"cannot take it back, and {says}", told(less, session, **done)
        cut = changed(less, session.file, file._replace(cells=file.cells[:size], dirty=frozenset()), session)
        yield f"takes it back, which the disk may forget, and {says}", told(cut, session, **done)


def _looks_once_more(world: World, session: Session, guards: Guards) -> Iterator[Step]:
    """The end of `FolderHome.append`, and what is said then."""
    file, view = world.files[session.file], (*session.view, session.entry)
    moved = guards.same_file and session.file != world.path
    gone = guards.own_entry and not (file.workspace == session.workspace and _has(file, view))
    done = {"doing": "nothing", "held": -1, "entry": 0}
    if moved or gone:
        after = world._replace(refused=world.refused | {session.entry})
        yield "sees that the journal was moved, and says so", told(after, session, fresh=False, **done)
    else:
        after = world._replace(saved=world.saved | {session.entry})
        yield f"says that entry {session.entry} is saved", told(after, session, view=view, fresh=True, **done)


# The checkpoint


def _settles(world: World, session: Session, guards: Guards) -> Iterator[Step]:
    """`FolderHome.settle`; then the lock is let go of."""
    if not guards.settle:
        yield "lets go of the lock", told(world, session, doing="saves", held=-1)
        return
    yield "settles what it has read", told(synced(world, session.file), session, doing="saves", held=-1)
    if world.faults:
        file = world.files[session.file]._replace(dirty=frozenset())
        less = with_file(world._replace(faults=world.faults - 1), session.file, file)
        yield "cannot settle, and says so", told(less, session, doing="nothing", held=-1)


def _saves(world: World, session: Session, guards: Guards) -> Iterator[Step]:
    """`FolderHome.save`: an older one never replaces a newer one."""
    kept = session.view if len(session.view) >= len(world.checkpoint) else world.checkpoint
    yield "saves the checkpoint", told(world._replace(checkpoint=kept), session, doing="nothing")


def _opens(world: World, session: Session, guards: Guards) -> Iterator[Step]:
    journal = world.files[world.path]
    if journal.workspace == OURS:
        for words, after in _read(world, Session(session.name, file=world.path), guards):
            yield f"opens the workspace, {words}", after


_STEPS = {
    "nothing": _idle,
    "has read": _judges,
    "doubts": _reads_again,
    "has the turn": _catches_up,
    "is up to date": _writes,
    "syncs": _syncs,
    "takes back": _takes_back,
    "looks once more": _looks_once_more,
    "settles": _settles,
    "saves": _saves,
    "gone": _opens,
}
