"""The desk: the only door from the screen to the store. Commands go in by `do`, news come out to who listens.

Nobody refreshes a pane after a command of their own; they hear of it as they hear of a colleague's.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from store.errors import Gone
from store.records.names import spoken
from store.words import Words
from store.workspace import anyway
from tui.config import Options
from tui.desk.company import Company
from tui.desk.days import Days
from tui.desk.listener import Listener, Listeners
from tui.desk.news import NewsWatch
from tui.desk.reach import Reach
from tui.desk.saving import Saving
from tui.desk.writer import Writer
from tui.i18n import in_each, t
from tui.text.health_words import doing

if TYPE_CHECKING:
    from store import News
    from store.insight.overview import Overview
    from store.records import Records
    from store.search import Asker, Index
    from store.workspace import Workspace
    from tui.desk.index_reader import IndexReader
    from tui.desk.insights_kept import InsightsKept
    from tui.personal.session_state import SessionState


async def _never(_words: Words) -> bool:
    """As long as there is nobody to be asked."""
    return False


class Desk:
    """Handed to every pane, dialog and room; ``listeners`` are the screens that are open, the one in sight last."""

    def __init__(self, workspace: "Workspace", options: Options | None = None, *, state: str | None = None) -> None:
        #: The folder for what the person's sessions remember, where it is not their own.
        self.state = state
        self.workspace = workspace
        self.options = options or Options()
        self.listeners = Listeners()
        #: Whether keys are being answered; and what is done where one of them was refused.
        self.is_typing: Callable[[], bool] = lambda: False
        self.on_refusal: Callable[[], None] = lambda: None
        #: Why nobody is served here any more, and how that is told to the screen.
        self.ended: Words | None = None
        self.on_end: Callable[[], None] = lambda: None
        #: Asks whether a person wants it all the same.
        self.insists: Callable[[Words], Awaitable[bool]] = _never
        self.saving = Saving(workspace.ledger, self.listeners.status_changed, self.say)
        self.company = Company(workspace, self.listeners)
        workspace.ledger.home.watch(workspace.ledger.position)
        self.reach = Reach(self)
        self.news = NewsWatch(self)
        #: On its thread all is done that may wait for others or for a network.
        self.writer = Writer(self)
        self._overview: Overview | None = None
        self._index: Index | None = None
        self.days = Days(workspace)
        #: The words of anonymous cards put up in this sitting, by their ids, and those not put up yet, by what they are
        #: for: nothing else knows whose they are.
        self.said_here: dict[str, str] = {}
        #: The pages of insights that were computed, once one was looked at (`tui.desk.insights_kept`).
        self.insights: InsightsKept | None = None

    # Reading

    @property
    def records(self) -> "Records":
        """The records as committed."""
        return self.workspace.records

    @property
    def who(self) -> str:
        """The login in whose name commands are given."""
        return self.workspace.who

    @property
    def today(self) -> date:
        """The day it is where this person is: that of what they alone see, due words, lists, their entry."""
        return self.days.known[1]

    @property
    def common_day(self) -> date:
        """The day it is in the workspace's time zone: that of what all see, the stand-up, its digest, health, waits."""
        return self.days.known[0]

    @property
    def zone(self) -> str:
        """The time zone in which this person is shown the time of day."""
        return self.records.zone_of(self.who)

    @cached_property
    def personal(self) -> "SessionState":
        """What this person's sessions remember of the workspace."""
        from tui.personal.session_state import SessionState  # late: the board starts without it

        return SessionState(self.workspace.ledger.header.workspace, self.who, self.state)

    @property
    def seen(self) -> int:
        """Up to which entry this person has looked."""
        from tui.personal import inbox  # late: the board starts without it

        return inbox.looked_at(self.workspace, self.personal)

    def look(self, seq: int) -> None:
        """Everything up to that entry has been looked at; who shows what is new hears of it."""
        self.personal.look(seq)
        self.listeners.looked()

    @property
    def overview(self) -> "Overview":
        """What is computed over many records; built when it is first asked for."""
        if self._overview is None:
            from store.insight.overview import Overview  # late: the lists ask for it, the rest does without

            records = self.records
            common, here = self.days.known
            stale_after, calendar = records.settings.stale_after, records.calendar
            self._overview = Overview(self.workspace.ledger, common, stale_after, calendar, here)
        return self._overview

    @property
    def index(self) -> "Index":
        """The search's index; begun when it is first asked for, filled in slices by whoever searches."""
        if self._index is None:
            from store.search import Index  # late: the board starts without it

            self._index = Index(self.workspace.ledger)
        return self._index

    @cached_property
    def indexing(self) -> "IndexReader":
        """What fills it between keys."""
        from tui.desk.index_reader import IndexReader  # late: the board starts without it

        return IndexReader(self)

    @property
    def asker(self) -> "Asker":
        """Whoever searches here, for the words that narrow."""
        from store.search import Asker  # late: the board starts without it
        from tui.personal import inbox  # late: the board starts without it

        def unread() -> set[str]:
            return inbox.ids(self.workspace.ledger, self.personal, self.seen, self.who)

        def blocked() -> set[str]:
            return {id for id in self.overview.held() if id}

        return Asker(
            self.who, self.today, unread, blocked, t, in_each, doing(lambda: self.overview), self.records.calendar
        )

    # Changing

    async def do(self, command: Callable[..., Any], *args: Any, **values: Any) -> Any:
        """Run the command as one commit on the writer's thread and return what it returns.

        Raises what it raises (`ConcordError`), then nothing is written. The news are delivered before this returns.
        What would be given to somebody who has left is asked about first.
        """
        try:
            return await self.reach.told(self.run(lambda: self.workspace.do(command, *args, **values)))
        except Gone as gone:
            if not await self.insists(gone.words):
                raise
        return await self.reach.told(self.run(lambda: self.workspace.do(anyway(command), *args, **values)))

    async def run(self, commit: Callable[[], Any]) -> Any:
        """The same for what commits by itself."""
        return await self.writer.run(commit)

    # What changes otherwise

    def apply(self, entries: "Sequence[News]") -> None:
        """Take into what is computed what these entries changed."""
        if self._overview is not None:
            self._overview.apply(entries)
        if self._index is not None:
            self._index.apply(entries)

    def settle(self) -> bool:
        """Take in what the workspace says of itself now; whether anything is counted otherwise than before."""
        other = self.days.asked and self.new_day()  # another time zone
        if self._overview is not None:
            records = self.records
            other |= self._overview.with_settings(records.settings.stale_after, records.calendar)
        return other

    def new_day(self) -> bool:
        """Whether midnight has passed since the last call, here or there; what is computed is then computed anew.

        Or whether readings have become too old since, or tell another age.
        """
        if not self.days.passed():
            return self._overview is not None and self._overview.ages.grown()
        if self._overview is not None:
            self._overview.on_day(*self.days.known)
        return True

    def begin_anew(self) -> None:
        """What was on the screen does not stand in the journal any more: show what does."""
        searched = self._index is not None
        self._overview = self._index = None
        self.personal.look_back(self.workspace.ledger.seq)
        self.new_day()
        self.listeners.retell()
        self.listeners.heed(())
        if searched:
            self.indexing.begin(lambda: self.listeners.heed(()))

    # Who listens

    def enter(self, screen: Listener) -> None:
        """From now on it hears what happens, and says and opens, until another one enters."""
        self.listeners.enter(screen)

    def leave(self, screen: Listener) -> None:
        """It hears no more; the one below says and opens again."""
        self.listeners.leave(screen)

    def say(self, words: Words | str, tone: str = "plain") -> None:
        """Put a message on the screen in sight; ``tone`` is plain, good, warn or bad."""
        self.listeners.say(spoken(self.records, words), tone)

    def refuse(self, words: Words | str, tone: str = "warn") -> None:
        """Say why a key does nothing; what was typed behind it before that could be read does nothing either."""
        self.on_refusal()
        self.say(words, tone)

    def open(self, id: str) -> None:
        """Show that record on the screen in sight; on the board, with the panes narrowed around it."""
        self.listeners.open(id)

    def close(self) -> None:
        """Let the last commit finish and let go of the workspace."""
        self.news.stop()
        self.writer.close()
        self.company.close()
        if self.reach.lost is not None:
            self.workspace.ledger.keeps = False  # nobody waits for what nobody needs
        self.workspace.close()
