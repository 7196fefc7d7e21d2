"""A journal's bytes followed as they come, in pieces of any size, with no more in memory than one entry."""

import msgspec

from store.engine.journal.entry import BODY_LIMIT, HEAD, scan
from store.engine.journal.header import Header

#: The first line is at most this long.
FIRST = 4096


class Follower:
    """What has come so far: its header, and where its last whole entry ends, with the checksum of that."""

    def __init__(self, passing: tuple[int, int] | None = None) -> None:
        self.header: Header | None = None
        self.end, self.seq, self.chain, self.entries = 0, 0, 0, 0
        self._passing = passing
        #: The sequence ``passing``, with that checksum, has come: whatever ended there goes on in here.
        self.passed = False
        self._held = bytearray()
        self._need = HEAD + 1

    @property
    def read(self) -> int:
        """How many bytes have come."""
        return self.end + len(self._held)

    def take(self, data: bytes) -> bool:
        """Follow more bytes; whether they verify, or may do so with what comes next."""
        self._held += data
        if len(self._held) < self._need:
            return True
        held = bytes(self._held)
        at = self._begin(held) if self.header is None else 0
        if self.header is not None:
            for whole in scan(held, at, self.chain):
                at, self.chain = whole.end, whole.chain
                self.seq += 1
                self.entries += 1
                self._pass()
        self.end += at
        del self._held[:at]
        self._need = _needed(held[at : at + HEAD])
        most = FIRST if self.header is None else HEAD + BODY_LIMIT + 1
        return len(self._held) < self._need <= most

    def _begin(self, held: bytes) -> int:
        """Read the first line; where it ends, 0 where it does not verify."""
        whole = next(scan(held[:FIRST], 0, 0), None)
        try:
            header = None if whole is None else msgspec.json.decode(whole.body, type=Header)
        except msgspec.MsgspecError:
            header = None
        if whole is None or header is None:
            return 0
        self.header, self.seq = header, header.after
        self.chain = header.chain if header.after else whole.chain
        self._pass()
        return whole.end

    def _pass(self) -> None:
        self.passed = self.passed or (self.seq, self.chain) == self._passing


def _needed(head: bytes) -> int:
    """How many bytes the entry has that begins so; none where no entry does."""
    if len(head) < HEAD:
        return HEAD + 1
    try:
        return HEAD + int(head[9:17], 16) + 1
    except ValueError:
        return 0
