"""The desk: the only door from the screen to the store. Commands go in by `do`, news come out to who subscribed.

Nobody refreshes a pane after a command of their own; they hear of it as they hear of a colleague's.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from store.engine.garbage import uncollected
from store.errors import ConcordError
from store.names import spoken
from store.words import Words
from tui.company import Company
from tui.i18n import t
from tui.options import Options
from tui.saving import Saving
from tui.standing import Standing
from tui.versions import Versions

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    from store.engine.journal.entry import Entry
    from store.insight.overview import Overview
    from store.records import Records
    from store.search import Asker, Index
    from store.workspace import Workspace
    from tui.personal import Personal

#: Seconds between two looks at the journal, with and without the terminal's focus.
NEAR, FAR = 0.25, 1.0
#: After so many looks it is asked whether it is another day.
DAY_LOOKS = 60
#: Seconds of reading records into the index between two looks at the keyboard, and the pause after each.
SLICE, BREATH = 0.006, 0.002
#: Where keys are being answered, it is read in so many seconds later.
WHILE_TYPING = 0.02
#: Whoever waits for the index is told after so many records.
TELL = 4_000

Listener = Callable[[Sequence["Entry"]], None]


class Desk:
    """Handed to every pane, dialog and room. ``say`` and ``open`` are set by the screen that shows them."""

    def __init__(self, workspace: "Workspace", options: Options | None = None, *, state: str | None = None) -> None:
        """``state`` is the folder for what the person's sessions remember, where it is not their own."""
        self._state = state
        self.workspace = workspace
        self.options = options or Options()
        self._closed = False
        self.fault: Words | None = None
        self.on_say: Callable[[Words | str, str], None] = lambda _words, _tone: None
        self.on_open: Callable[[str], None] = lambda _id: None
        self.on_day: Callable[[], None] = lambda: None
        self.is_typing: Callable[[], bool] = lambda: False
        self.on_refusal: Callable[[], None] = lambda: None
        self.on_look: Callable[[], None] = lambda: None
        self.on_company: Callable[[], None] = lambda: None
        self.on_anew: Callable[[], None] = lambda: None
        #: Whether all is saved is answered otherwise; and something to say on whatever screen is in sight.
        self.on_saving: Callable[[], None] = lambda: None
        self.on_alarm: Callable[[Words, str], None] = self.say
        self.saving = Saving(workspace.ledger, self._saving_changed, self.alarm)
        self.company = Company(workspace)
        self._standing = Standing(self)
        self._versions = Versions()
        self._listeners: list[Listener] = []
        self._writer: ThreadPoolExecutor | None = None
        self._overview: Overview | None = None
        self._index: Index | None = None
        self._personal: Personal | None = None
        self._told: list[Callable[[], None]] = []
        self._timer: asyncio.TimerHandle | None = None
        self._pause = NEAR
        self._today: date | None = None
        self._looks = 0

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
        """The day it is in the workspace's time zone."""
        if self._today is None:
            self._today = self.workspace.today
        return self._today

    @property
    def here(self) -> date:
        """The day it is where this person is."""
        return self.workspace.here

    @property
    def zone(self) -> str:
        """The time zone in which this person is shown the time of day."""
        return self.records.zone_of(self.who)

    @property
    def personal(self) -> "Personal":
        """What this person's sessions remember of the workspace."""
        if self._personal is None:
            from tui.personal import Personal

            self._personal = Personal(self.workspace.ledger.header.workspace, self.who, self._state)
        return self._personal

    @property
    def seen(self) -> int:
        """Up to which entry this person has looked; the first time, up to what is older than some days."""
        if self.personal.seen is None:
            from tui import unread

            self.personal.look(unread.first_seen(self.workspace.ledger, self.today))
        return self.personal.seen or 0

    def look(self, seq: int) -> None:
        """Everything up to that entry has been looked at; who shows what is new hears of it."""
        self.personal.look(seq)
        self.on_look()

    @property
    def overview(self) -> "Overview":
        """What is computed over many records; built when it is first asked for."""
        if self._overview is None:
            from store.insight.overview import Overview

            records = self.records
            self._overview = Overview(self.workspace.ledger, self.today, records.settings.stale_after, records.calendar)
        return self._overview

    @property
    def index(self) -> "Index":
        """The search's index; begun when it is first asked for, filled in slices by whoever searches."""
        if self._index is None:
            from store.search import Index

            self._index = Index(self.workspace.ledger)
        return self._index

    def read_in(self, told: Callable[[], None]) -> None:
        """Read the records into the index between keys; ``told`` is called now and then, and when all are in it."""
        if self.index.at_rest:
            return
        self._told.append(told)
        if len(self._told) == 1:
            asyncio.get_running_loop().call_later(BREATH, self._read_in)

    def no_more(self, told: Callable[[], None]) -> None:
        """Whoever that was needs not be told any more."""
        if told in self._told:
            self._told.remove(told)

    def _read_in(self) -> None:
        if self.is_typing():
            asyncio.get_running_loop().call_later(WHILE_TYPING, self._read_in)
            return
        index = self.index
        whole, before = index.complete, len(index)
        index.step(SLICE)
        if (index.complete and not whole) or before // TELL != len(index) // TELL:
            for told in tuple(self._told):
                told()
        if index.at_rest:
            self._told.clear()
        else:
            asyncio.get_running_loop().call_later(BREATH, self._read_in)

    @property
    def asker(self) -> "Asker":
        """Whoever searches here, for the words that narrow."""
        from store.search import Asker

        return Asker(self.who, self.today, self._unread, lambda: {id for id in self.overview.held() if id}, t)

    def _unread(self) -> set[str]:
        from tui import unread

        return unread.ids(self.workspace.ledger, self.personal, self.seen, self.who)

    # Changing

    async def do(self, command: Callable[..., Any], *args: Any, **values: Any) -> Any:
        """Run the command as one commit on the writer's thread and return what it returns.

        Raises what it raises (`ConcordError`), then nothing is written. The news are delivered before this returns.
        """
        return await self.run(lambda: self.workspace.do(command, *args, **values))

    async def run(self, commit: Callable[[], Any]) -> Any:
        """The same for what commits by itself."""
        if self._writer is None:
            from concurrent.futures import ThreadPoolExecutor  # the first paint writes nothing

            self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")

        def written(done: "asyncio.Future[Any]") -> None:
            self.saving.end(None if done.cancelled() else done.exception())
            if not self._closed:
                self.deliver_news()

        self.saving.begin()
        writing = asyncio.get_running_loop().run_in_executor(self._writer, commit)
        writing.add_done_callback(written)
        try:
            return await asyncio.shield(writing)
        except ConcordError:
            self.on_refusal()
            raise
        except asyncio.CancelledError:  # whoever asked for it has left; it is written all the same
            writing.add_done_callback(self._say_refusal)
            raise

    @property
    def busy(self) -> bool:
        """Whether something is being written."""
        return self.saving.busy

    def _say_refusal(self, written: "asyncio.Future[Any]") -> None:
        try:
            written.result()
        except ConcordError as error:
            self.say(error.words, "bad")

    # News

    def subscribe(self, listener: Listener) -> None:
        """Call ``listener`` with every batch of entries from now on."""
        self._listeners.append(listener)

    def unsubscribe(self, listener: Listener) -> None:
        """Stop that."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def deliver_news(self) -> None:
        """Take in what the journal has that this session has not, and tell it to who listens."""
        ledger = self.workspace.ledger
        try:
            if ledger.moved():
                ledger.catch_up()
        except ConcordError as error:
            self._fault(error)
        else:
            self._fault(None)
        entries = ledger.news()
        if self._standing.look():
            return
        self._tell(self._versions.heard(entries))
        if not entries:
            return
        with uncollected():  # an import is as much as opening
            if self._overview is not None:
                self._overview.apply(entries)
            if self._index is not None:
                self._index.apply(entries)
        other = any(table == "workspace" for entry in entries for table, _n in entry.touched()) and self._settle()
        for listener in tuple(self._listeners):
            listener(entries)
        if other:
            self.on_day()

    def begin_anew(self) -> None:
        """What was on the screen does not stand in the journal any more: show what does."""
        searched = self._index is not None
        self._overview = self._index = None
        self.personal.look_back(self.workspace.ledger.seq)
        self.new_day()
        self.on_anew()

        def look() -> None:
            for listener in tuple(self._listeners):
                listener(())

        look()
        if searched:
            self.read_in(look)

    def _settle(self) -> bool:
        """Take in what the workspace says of itself now; whether anything is counted otherwise than before."""
        other = self._today is not None and self.new_day()  # another time zone
        if self._overview is not None:
            records = self.records
            other |= self._overview.with_settings(records.settings.stale_after, records.calendar)
        return other

    def _fault(self, error: ConcordError | None) -> None:
        """What keeps this session from the journal, said once; None where nothing does."""
        words = None if error is None else error.words
        if words == self.fault:
            return
        self.fault = words
        if words is None:
            self.alarm(Words("The workspace is there again"), "good")
        else:
            self.alarm(words)
        self.on_company()

    def watch(self) -> None:
        """Look at the journal now and then; needs a running loop."""
        self.stop()
        self._timer = asyncio.get_running_loop().call_later(self._pause, self._look)

    def stop(self) -> None:
        """Stop looking."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(self._pause, self._look)
        if not self.busy:
            self.deliver_news()
        if self.company.look():
            self.on_company()
        self._looks += 1
        if self._looks % DAY_LOOKS == 0:
            self._tell(self._versions.look())
            if self.new_day():
                self.on_day()

    def focused(self, near: bool) -> None:
        """Look often while somebody looks at the screen, seldom otherwise."""
        self._pause = NEAR if near else FAR

    def new_day(self) -> bool:
        """Whether midnight has passed since the last call; what is computed is then computed anew."""
        today = self.workspace.today
        if today == self._today:
            return False
        self._today = today
        if self._overview is not None:
            self._overview.on_day(today)
        return True

    def _tell(self, words: Words | None) -> None:
        if words is not None:
            self.say(words, "warn")
            self.on_company()  # the first line says whether it is read only

    def say(self, words: Words | str, tone: str = "plain") -> None:
        """Put a message on the docked line; ``tone`` is plain, good, warn or bad."""
        self.on_say(spoken(self.records, words), tone)

    def _saving_changed(self) -> None:
        if not self._closed:
            self.on_saving()

    def alarm(self, words: Words, tone: str = "bad") -> None:
        """The same on the dialog in sight, where one covers that line."""
        self.on_alarm(words, tone)

    def refuse(self, words: Words | str, tone: str = "warn") -> None:
        """Say why a key does nothing; what was typed behind it before that could be read does nothing either."""
        self.on_refusal()
        self.say(words, tone)

    def open(self, id: str) -> None:
        """Show that record on the board, with the panes narrowed around it."""
        self.on_open(id)

    def close(self) -> None:
        """Let the last commit finish and let go of the workspace."""
        self.stop()
        self._closed = True
        if self._writer is not None:
            self._writer.shutdown(wait=True)
        self.company.close()
        self.workspace.close()
