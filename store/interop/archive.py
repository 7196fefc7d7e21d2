"""A workspace in one file: a gzipped tar of its journal and segments, as of one moment; wherever its home is.

Nothing is locked: a journal is only appended to, so that all up to a whole entry is a moment that was. The checkpoint
is made anew after restoring, and who is here does not belong in it.
"""

import os
import shutil
import tarfile
import zlib
from collections.abc import Callable, Iterator

from store.engine import checkup
from store.engine.home.home_at import is_address
from store.engine.journal import absence, place, rotation, sharing, system
from store.engine.journal.absence import NAME
from store.engine.journal.file import JournalFile
from store.engine.journal.to_the_end import ToTheEnd
from store.engine.ledger import Ledger
from store.errors import ConcordError, Damaged, Failed
from store.interop import files, packed_rows
from store.interop.outside_workspaces import workspace_around
from store.interop.unpacking import STEP, look_through, unpack
from store.interop.whole_entries import Follower
from store.words import Words

#: What an archive holds, unpacked, is at most so large, unless somebody allows more.
LIMIT = 4 * 1024 * 1024 * 1024


def backup(folder: str, target: files.Target, check: Callable[[str, list[Follower]], object] | None = None) -> int:
    """Write the archive of a workspace, whole or not at all; how many entries it has.

    ``check`` is told of the file, before it has its name, with what was followed, and raises where it is not to count.

    Raises `Damaged` where the journal does not verify, `Failed` where ``target`` is there already (unless it says
    ``force``), lies inside a workspace or cannot be written.
    """
    followed: list[Follower] = []
    if isinstance(target, files.NewFile):

        def look(path: str) -> None:
            read_again(path, followed)
            if check is not None:
                check(path, followed)

        target = target._replace(check=look)
    files.write(target, packed(folder, followed))
    return sum(each.entries for each in followed)


def read_again(path: str, written: list[Follower]) -> None:
    """Raise `Damaged` unless the archive holds what was written into it."""
    ends = [[(each.entries, each.seq, each.chain) for each in found] for found in (written, look_through(path))]
    if ends[0] != ends[1]:
        raise Damaged("{path} does not hold what was written into it. Is the disk failing?", path=path)


def packed(folder: str, followed: list[Follower]) -> Iterator[bytes]:
    """The bytes of the archive; ``followed`` gets what was found in each of its files. Raises as `backup` does."""
    pack = zlib.compressobj(6, zlib.DEFLATED, 31)  # 31: with the head and the checksum of gzip
    tar = packed_rows.tar if is_address(folder) else _tar
    for part in tar(folder, followed):
        yield pack.compress(part)
    yield pack.flush()


def _tar(folder: str, followed: list[Follower]) -> Iterator[bytes]:
    """The journal and the segments before it, a file at a time; ``followed`` gets what was found in each.

    The journal that is open is the moment: what a rotation makes meanwhile is not part of it.
    """
    journal = JournalFile(os.path.join(folder, NAME))
    try:
        yield from _member(journal, NAME, followed)
        seq, chain = 0, 0
        for first in rotation.firsts(folder):
            if first > journal.header.after:
                break
            segment = JournalFile(rotation.path(folder, first))
            try:
                _must_go_on(segment, seq, chain)
                yield from _member(segment, f"{rotation.FOLDER}/{os.path.basename(segment.path)}", followed)
                seq, chain = followed[-1].seq, followed[-1].chain
            finally:
                segment.close()
        _must_go_on(journal, seq, chain)
    finally:
        journal.close()
    yield bytes(2 * tarfile.BLOCKSIZE)


def _must_go_on(journal: JournalFile, seq: int, chain: int) -> None:
    if (journal.header.after, journal.header.chain) != (seq, chain):
        raise Damaged("{path} does not go on where the file before it ends", path=journal.path)


def _member(journal: JournalFile, name: str, followed: list[Follower]) -> Iterator[bytes]:
    """A file of the archive: a header, the bytes up to the last whole entry, zeros up to a block.

    Raises `Damaged` where an entry does not verify, however often it is read.
    """
    rest = ToTheEnd(journal, journal.start)
    for _ in rest:
        pass
    end = rest.position.offset
    if rest.damage is not None:
        raise Damaged(
            "{path} does not verify after entry {seq}, and a backup would not either",
            "wants-check",
            path=journal.path,
            seq=rest.position.seq,
        )
    info = tarfile.TarInfo(name)
    info.size, info.mode = end, place.FILE_MODE
    yield info.tobuf(tarfile.GNU_FORMAT)
    follower = Follower()
    while follower.read < end and (part := os.pread(journal.fd, min(STEP, end - follower.read), follower.read)):
        follower.take(part)
        yield part
    if (follower.end, follower.chain) != (end, rest.position.chain):
        raise Failed("{path} changes faster than it can be read. Try again", path=journal.path)
    followed.append(follower)
    yield bytes(-end % tarfile.BLOCKSIZE)


def restore(path: str, folder: str, group: str | None = None, *, limit: int = LIMIT) -> checkup.Report:
    """Unpack an archive into ``folder``, which is not there yet or empty; what a look at all of it found.

    ``group`` is to have it; a folder that is there keeps the one it has, and its mode. Raises `Failed` where there is
    something in the folder, it lies in a workspace or cannot be made, or the archive unpacks to more than ``limit``
    bytes or than the disk has room for; `Damaged` where the archive is not whole, is none, or does not verify;
    `WrongWords` and `Refused` where ``group`` cannot have it. Then nothing is left behind.
    """
    folder = os.path.abspath(folder)
    absence.refuse_taken(folder)
    if os.path.lexists(folder) and (not os.path.isdir(folder) or os.listdir(folder)):
        raise Failed("There is something in {path} already. Name a folder that is not there yet", path=folder)
    around = workspace_around(folder)
    if around is not None:
        raise Failed("{path} lies inside the workspace {folder}. Name one outside of it", path=folder, folder=around)
    gid = None if group is None else sharing.group_for(group, folder)
    aside = f"{folder}.{os.urandom(4).hex()}"
    try:
        os.makedirs(os.path.dirname(folder), exist_ok=True)
        place.make_folder(aside, gid)
        if group is None and os.path.isdir(folder):
            place.make_like(aside, folder)
        unpack(path, aside, limit)
        report = checkup.verify(aside)
        if not report.clean:
            first = next(finding for finding in report.findings if finding.level == "damaged")
            raise Damaged("{path} does not verify: {reason}", path=path, reason=first.words)
        _keep_checkpoint(aside, report)
        if os.path.isdir(folder):
            os.rmdir(folder)
        system.rename(aside, folder)
        system.sync_folder(os.path.dirname(folder))
    except OSError as error:
        raise Failed("{path} cannot be restored: {reason}", path=path, reason=error.strerror or error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return report


def _keep_checkpoint(folder: str, report: checkup.Report) -> None:
    """So that the first one to open it need not read all of the journal; without room for it, it works as well."""

    try:
        with Ledger(folder) as ledger:
            ledger.checkpoint()
    except (ConcordError, OSError) as error:
        reason = error.words if isinstance(error, ConcordError) else error.strerror or error
        words = Words("No checkpoint was written: {reason}", reason=reason)
        report.note(words)
