"""What the server promises of a commit that it has acknowledged, and why such a one could be lost all the same."""

from typing import NamedTuple

from store.engine.home.postgres.connection import Connection
from store.errors import ConcordError
from store.words import Words


class Durability(NamedTuple):
    """Settings as they hold for who asks, and how many standbys follow; what a server does not know is as if well."""

    fsync: bool = True
    full_pages: bool = True
    #: `synchronous_commit`
    committing: str = "on"
    #: `synchronous_standby_names`: which standbys a commit waits for.
    awaited: str = ""
    standbys: int = 0
    #: It is a standby itself.
    follows: bool = False

    @property
    def weak(self) -> tuple[str, Words] | None:
        """The setting by which what was acknowledged could be lost, and that in words; None where it could not."""
        if self.follows:
            return None
        for name, holds in (("fsync", self.fsync), ("full_page_writes", self.full_pages)):
            if not holds:
                return name, Words("{name} is off", name=name)
        if self.committing == "off":
            return "synchronous_commit", Words("{name} is off", name="synchronous_commit")
        if not self.standbys:
            return None
        if not self.awaited:
            words = Words(
                "no commit waits for any of its {n} standbys", one="no commit waits for its standby", n=self.standbys
            )
            return "synchronous_standby_names", words
        if self.committing == "local":
            words = Words("synchronous_commit is local, so no commit waits for a standby")
            return "synchronous_commit", words
        return None

    @property
    def risk(self) -> Words | None:
        """The same as a sentence, for whoever comes in."""
        weak = self.weak
        return weak and Words("If the database's server fails, what was saved last may be lost: {why}", why=weak[1])


def durability(connection: Connection) -> Durability:
    """How it is now; as if well where that cannot be asked."""
    try:
        fsync, full_pages, committing, awaited, follows, standbys = connection.run(_ASKED)[0]
    except ConcordError:  # another engine that speaks the protocol, or nobody at the other end: that is said elsewhere
        return Durability()
    return Durability(fsync != "off", full_pages != "off", committing or "on", awaited or "", standbys, follows)


#: Who is no monitor sees that there are standbys, and nothing of them.
_ASKED = """
SELECT current_setting('fsync', true), current_setting('full_page_writes', true),
    current_setting('synchronous_commit', true), current_setting('synchronous_standby_names', true),
    pg_is_in_recovery(), (SELECT count(*)::int FROM pg_stat_replication WHERE state IS DISTINCT FROM 'backup'
        AND pid NOT IN (SELECT active_pid FROM pg_replication_slots
            WHERE slot_type = 'logical' AND active_pid IS NOT NULL))
"""
