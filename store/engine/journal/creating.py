"""Making a journal: whole or not at all, and never over another one."""

import os

import msgspec

from store.engine.journal import place, system
from store.engine.journal.entry import frame
from store.engine.journal.header import Header
from store.errors import Failed

NAME = "journal"


def create(folder: str, name: str, made: str) -> Header:
    """A new journal in ``folder``, made if it is not there; raises `Failed` where there is one already."""
    header = Header(workspace=os.urandom(8).hex(), name=name, made=made)
    path = os.path.join(folder, NAME)
    aside = f"{path}.{os.urandom(4).hex()}"
    try:
        place.make_folder(folder)
        fd = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, place.FILE_MODE)
        try:
            os.fchmod(fd, place.FILE_MODE)
            line, _chain = frame(msgspec.json.encode(header), 0)
            system.write(fd, line)
            system.fsync(fd)
            os.link(aside, path)  # whole or not at all, and never over another one
        finally:
            os.close(fd)
            os.unlink(aside)
        system.sync_folder(folder)
    except FileExistsError as error:
        raise Failed("There is a workspace in {path} already", path=folder) from error
    except OSError as error:
        raise Failed("{path} cannot be made: {reason}", path=folder, reason=error.strerror) from error
    return header
