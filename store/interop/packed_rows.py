"""The archive of a workspace in a database: its journal as it would stand in a folder, in one file."""

import tarfile
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from store.engine.journal import place
from store.engine.journal.absence import NAME
from store.engine.journal.entry import HEAD, frame
from store.errors import Damaged
from store.interop.whole_entries import Follower

if TYPE_CHECKING:
    from store.engine.home.postgres.moment import Moment


def tar(address: str, followed: list[Follower]) -> Iterator[bytes]:
    """The bytes of the archive, unpacked; ``followed`` gets what was found in it. Raises as `archive.backup` does."""
    from store.engine.home.postgres.moment import Moment  # late: few have a database

    with closing(Moment(address)) as moment:
        info = tarfile.TarInfo(NAME)
        info.mode = place.FILE_MODE
        info.size = len(moment.header) + moment.size + (moment.seq + 1) * (HEAD + 1)
        yield info.tobuf(tarfile.GNU_FORMAT)
        follower, chain = Follower(), 0
        try:
            for body in _all(moment):
                line, chain = frame(body, chain)
                follower.take(line)
                yield line
        except Damaged as error:
            raise _damaged(moment.place, follower.seq) from error
        if (follower.end, follower.seq, follower.chain) != (info.size, moment.seq, moment.chain):
            raise _damaged(moment.place, follower.seq)
    followed.append(follower)
    yield bytes(-info.size % tarfile.BLOCKSIZE + 2 * tarfile.BLOCKSIZE)


def _damaged(path: str, seq: int) -> Damaged:
    return Damaged(
        "{path} does not verify after entry {seq}, and a backup would not either", "wants-check", path=path, seq=seq
    )


def _all(moment: "Moment") -> Iterator[bytes]:
    yield moment.header
    yield from moment.bodies()
