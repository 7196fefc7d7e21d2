"""What the files of a damaged workspace still hold, however they look."""

import os
from collections.abc import Container
from typing import Any, NamedTuple

import msgspec

from store import clock
from store.engine import later_versions
from store.engine.home.folder import NAME
from store.engine.journal import checkpoint, place, rotation
from store.engine.journal.entry import FORMAT, Entry, claimed, scan
from store.engine.journal.frames import FrameDamaged, Numbered
from store.engine.journal.header import Header
from store.engine.journal.survivors import LostBytes, Survivors, survivors

Documents = dict[str, Numbered]


class Remains(NamedTuple):
    """``entries`` by sequence; ``sound`` if nothing is missing; ``saved`` the checkpoint's sequence and documents.

    ``others`` are whole too, but under a sequence that is taken: written where the journal had been put back.
    """

    header: Header
    sound: bool
    entries: dict[int, Entry]
    others: list[Entry]
    lost: list[LostBytes]
    saved: tuple[int, Documents] | None


def gather(folder: str) -> Remains:
    """Read everything that is there. Raises `ReadOnly` where it was written by a newer Concord."""
    found: dict[int, Entry] = {}
    others: list[Entry] = []
    lost: list[LostBytes] = []
    header: Header | None = None
    chains: set[tuple[int, int]] = set()
    sound, end = True, 0
    for path in [*rotation.paths(folder), os.path.join(folder, NAME)]:
        data = place.read_regular(path)
        if data is None:
            sound = False
            continue
        first, piece = pieces_of(data, path)
        header = first or header
        sound = sound and first is not None and first.after == end and not piece.mended
        for entry in piece.entries:
            if found.setdefault(entry.seq, entry).op != entry.op:
                others.append(entry)
        end = max(found, default=0)
        lost += piece.lost
        chains |= piece.chains
    saved = _saved(folder, "" if header is None else header.workspace, found.keys(), chains)
    if header is None:
        header = _lost_header(folder, saved)
    sound = sound and not lost and not others and len(found) == end and (saved is None or saved[0] <= end)
    return Remains(header, sound, found, others, lost, saved)


def pieces_of(data: bytes, path: str) -> tuple[Header | None, Survivors]:
    """What the bytes of a journal or a segment still hold. Raises `ReadOnly` for those of a newer program."""
    header, at, seed = header_of(data, path)
    read = survivors(data, at, seed)
    if read.newer:
        raise later_versions.newer(path)
    return header, read


def header_of(data: bytes, path: str) -> tuple[Header | None, int, int | None]:
    """The first line of a journal if it verifies, where it ends, and the checksum that seeds the first entry.

    Raises `ReadOnly` where a newer program has written it.
    """
    line = data.partition(b"\n")[0] + b"\n"
    whole = next(scan(line, 0, 0), None)
    if whole is not None:
        header = later_versions.header_of(whole.body, path)
        if header.format > FORMAT:
            raise later_versions.newer(path)
        return header, whole.end, header.chain if header.after else whole.chain
    seed = claimed(line)
    return None, len(line), seed if seed >= 0 else None


def _lost_header(folder: str, saved: "tuple[int, Documents] | None") -> Header:
    """A first line made anew: the checkpoint knows the workspace's id, its own record the name."""
    loaded = _checkpoint(folder, "")
    workspace = os.urandom(8).hex() if loaded is None else loaded.head.workspace
    records = {} if saved is None else saved[1].get("workspace", {})
    decode = msgspec.json.Decoder(dict[str, Any]).decode
    documents = [decode(raw) for raw in records.values()]
    name = str((documents[0].get("name") if documents else "") or os.path.basename(folder))
    return Header(workspace=workspace, name=name, made=clock.stamp(clock.now()))


def _saved(
    folder: str, workspace: str, whole: Container[int], chains: Container[tuple[int, int]]
) -> tuple[int, Documents] | None:
    """The sequence and the documents of the checkpoint, if all of it verifies.

    Not of one that a whole entry with its sequence says to be of other entries: an older journal was put back there.
    """
    loaded = _checkpoint(folder, workspace)
    if loaded is None:
        return None
    try:
        head = loaded.head
        if head.seq in whole and (head.seq, head.chain) not in chains:
            return None
        return head.seq, {table: loaded.file.read_all(frames) for table, frames in loaded.frames.items()}
    except FrameDamaged:
        return None
    finally:
        loaded.file.close()


def _checkpoint(folder: str, workspace: str) -> "checkpoint.Loaded | None":
    """The checkpoint of the workspace ("" for any), or the one that an interrupted repair has set aside."""
    asides = sorted((name for name in os.listdir(folder) if name.startswith("damaged-")), reverse=True)
    for inside in ["", *asides]:
        loaded = checkpoint.load(os.path.join(folder, inside), workspace or None)
        if loaded is not None:
            return loaded
    return None
