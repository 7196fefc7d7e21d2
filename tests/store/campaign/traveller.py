"""A session on a database in a process of its own, which goes on whatever becomes of the server.

``python -m tests.store.campaign.traveller ADDRESS WHO SEED``, told and telling as `tests.store.campaign.session` is.
"""

import select
import sys
import time

from store.engine.journal.entry import Entry
from store.errors import ConcordError
from tests.store.campaign.session import Session, say
from tests.store.engine.notes import add


class Traveller(Session):
    """What it says of a note: ``saved``, ``refused`` where nothing was, ``outcome-unknown``."""

    def poll(self) -> None:
        """A server that is away is away."""
        try:
            super().poll()
        except ConcordError as refused:
            say(did="poll", refused=refused.code, why=str(refused))

    def step(self) -> None:
        """One thing that people do; what it was told."""
        kind = self.chance.choice(("add",) * 10 + ("look", "keep", "leave"))
        if kind == "add":
            self.save()
            return
        try:
            if kind == "look":
                list(zip(range(5), self.ledger.backwards(), strict=False))
            elif kind == "keep":
                self.ledger.checkpoint()
            else:
                self.ledger.close()
                self.ledger = self.open()
        except ConcordError as refused:
            say(did=kind, refused=refused.code, why=str(refused))

    def save(self) -> None:
        """Save a note whose text is there once, anywhere."""
        self.count += 1
        text, begin = f"<{self.who}-{self.count}>", time.monotonic()
        try:
            self.ledger.commit(add(text))
            said = "saved"
        except ConcordError as refused:
            said = refused.code
            found = self.ledger.vanished
            if found is not None:
                say(did="gone", count=found.count, texts=texts_in(found.entries))
                found.accept()
            elif refused.code != "outcome-unknown":
                time.sleep(0.02)
        say(did="note", said=said, text=text, begin=begin)


def texts_in(entries: list[Entry]) -> list[str]:
    """The texts of the notes that were made by these."""
    return [str(change["new"]["text"]) for entry in entries for change in entry.changes if "new" in change]


def main(address: str, who: str, seed: str) -> None:
    session = Traveller(address, who, int(seed))
    say(did="go")
    while not select.select([sys.stdin], [], [], session.chance.uniform(0, 0.02))[0]:
        session.poll()
        session.step()
    sys.stdin.readline()
    say(did="stopped")
    sys.stdin.readline()
    session.end()


if __name__ == "__main__":
    main(*sys.argv[1:])
