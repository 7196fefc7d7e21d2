"""Entries put into a journal as they are, past every rule: as another version or a fault would write them."""

import os
from pathlib import Path
from typing import Any

import msgspec

from store.engine.journal.entry import frame
from store.engine.journal.file import GROWTH, FilePosition, JournalFile


def end(folder: Path | str) -> FilePosition:
    """Where the last whole entry ends."""
    file = JournalFile(os.path.join(folder, "journal"))
    try:
        position = file.start
        for _whole, found in file.wholes(position):
            position = found
        return position
    finally:
        file.close()


def append(folder: Path | str, entry: Any) -> None:
    """Write an entry behind the last one, with the right checksum."""
    position = end(folder)
    line, _chain = frame(msgspec.json.encode(entry), position.chain)
    with open(os.path.join(folder, "journal"), "r+b") as journal:
        journal.seek(position.offset)
        journal.write(line + bytes(GROWTH))


def take_back(folder: Path | str) -> None:
    """Cut the last entry off."""
    os.truncate(os.path.join(folder, "journal"), end(folder).at)
