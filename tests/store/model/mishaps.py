"""What may go wrong beside the disk: somebody is killed, the power goes, another journal is put in its place."""

from collections.abc import Iterator
from itertools import combinations

from tests.store.model.world import (
    NOT_OURS,
    OURS,
    THEIRS,
    Cells,
    File,
    Session,
    Step,
    World,
    changed,
    gone,
    synced,
    with_file,
)


def mishaps(world: World) -> Iterator[Step]:
    """What may happen next to anybody."""
    for session in world.sessions:
        if session.doing in ("syncs", "takes back", "looks once more"):
            yield f"{session.name} is killed", gone(world, session)
    yield from _power_cuts(world)
    if not world.put_back:
        yield from _put_back(world, THEIRS, NOT_OURS)
        if world.copy is not None:
            yield from _put_back(world, OURS, world.copy)


def _power_cuts(world: World) -> Iterator[Step]:
    """Of what was not synced the disk has anything between nothing and all."""
    sessions = tuple(Session(each.name, "gone") for each in world.sessions)
    dirty = [(index, at) for index, file in enumerate(world.files) for at in sorted(file.dirty)]
    for count in range(len(dirty) + 1):
        for kept in combinations(dirty, count):
            after = world
            for index, file in enumerate(world.files):
                mine = frozenset(at for where, at in kept if where == index)
                after = synced(with_file(after, index, file._replace(dirty=mine)), index)
            files = tuple(file._replace(cells=file.durable, dirty=frozenset()) for file in after.files)
            which = f", of what was not synced {count} of {len(dirty)} are there" if dirty else ""
            yield f"the power is cut{which}", after._replace(files=files, sessions=sessions)


def _put_back(world: World, workspace: str, cells: Cells) -> Iterator[Step]:
    """An older copy, or another workspace's journal: what was said before is not meant for that one."""
    after = world._replace(put_back=True, copy=None, saved=frozenset(), refused=frozenset())
    file = File(workspace, cells, cells)
    what = "an older copy" if workspace == OURS else "the journal of another workspace"
    yield f"{what} is written over the journal", changed(after, world.path, file)
    named = after._replace(files=(*world.files, file), path=len(world.files))
    yield f"{what} is renamed to the journal's name", named
