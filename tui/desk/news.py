"""The news: the journal is looked at now and then, and what is new there is brought to all who listen."""

from typing import TYPE_CHECKING

from store.errors import ConcordError
from store.words import Words
from store.workspace import uncollected
from tui import served
from tui.desk.later import later
from tui.desk.program_version import Versions

if TYPE_CHECKING:
    from asyncio import Future, TimerHandle

    from tui.desk.admission import Admission
    from tui.desk.desk import Desk

#: Seconds between two looks at the journal, with and without the terminal's focus.
NEAR, FAR = 0.25, 1.0
#: After so many looks it is asked whether it is another day.
DAY_LOOKS = 60


def _admission(desk: "Desk") -> "Admission | None":
    """What looks whether somebody may still be here who came in by a key."""
    session = served.session()
    if session is None:
        return None
    from tui.desk.admission import Admission  # late: few came by a key

    return Admission(desk.workspace, session)


class NewsWatch:
    """``fault`` is what keeps this session from the journal; None where nothing does."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self.fault: Words | None = None
        #: What of the journal is on the screen, and why it cannot be written.
        self._epoch, self._refusal = desk.workspace.ledger.epoch, desk.workspace.ledger.read_only
        self._versions = Versions()
        self._admission = _admission(desk)
        self._timer: TimerHandle | None = None
        self._pause = NEAR
        self._looks = 0
        #: What is new is being read on the writer's thread.
        self._fetching = False

    # Now and then

    def watch(self) -> None:
        """Look at the journal now and then; needs a running loop."""
        self.stop()
        self._timer = later(self._pause, self._look)

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def focused(self, near: bool) -> None:
        """Look often while somebody looks at the screen, seldom otherwise."""
        self._pause = NEAR if near else FAR

    def _look(self) -> None:
        desk = self._desk
        self._timer = later(self._pause, self._look)
        desk.reach.look()
        if not desk.saving.busy:
            self.deliver()
        if desk.company.look():
            desk.listeners.status_changed()
        if self._admission is not None and desk.ended is None and (why := self._admission.ended()) is not None:
            desk.ended = why  # what was typed is kept as where a line drops
            desk.on_end()
        self._looks += 1
        if self._looks % DAY_LOOKS == 0:
            self._tell(self._versions.look())
            if desk.new_day():
                desk.listeners.retell()

    # What is new

    def deliver(self) -> None:
        """Take in what the journal has that this session has not, and tell it to who listens."""
        ledger = self._desk.workspace.ledger
        if self._fetching:
            return
        try:
            if ledger.moved():
                if not ledger.home.is_near(ledger.position):
                    self._fetch()
                    return
                ledger.catch_up()
        except ConcordError as error:
            self._fault(error.words)
        else:
            self._fault(None)
        self._bring()

    def _bring(self) -> None:
        desk, ledger = self._desk, self._desk.workspace.ledger
        entries = ledger.news()
        if ledger.epoch != self._epoch:
            self._epoch = ledger.epoch
            desk.begin_anew()
            self._say_put_back()
            self._say_whether_written()
            return
        self._say_whether_written()
        self._tell(self._versions.heard(entries))
        if not entries:
            return
        with uncollected():  # an import is as much as opening
            desk.apply(entries)
        other = any(table == "workspace" for entry in entries for table, _n in entry.touched()) and desk.settle()
        desk.listeners.heed(entries)
        if other:
            desk.listeners.retell()

    def _fetch(self) -> None:
        """Have read what keys would have to wait for, and deliver it then."""
        desk = self._desk
        if desk.reach.lost is None:
            self._fetching = True
            desk.writer.begin(desk.workspace.ledger.catch_up).add_done_callback(self._fetched)

    def _fetched(self, done: "Future[int]") -> None:
        self._fetching = False
        error = None if done.cancelled() else done.exception()
        self._fault(error.words if isinstance(error, ConcordError) else None)
        if self._timer is not None:  # nobody has left
            self._bring()

    def _say_put_back(self) -> None:
        """Why everything was read anew."""
        from tui.text.days import moment  # late: the board starts without it

        desk = self._desk
        when = moment(desk.workspace.ledger.put_back_to, desk.zone, desk.today)
        desk.say(Words("The workspace was put back to {when}; what you see is that", when=when), "warn")

    def _say_whether_written(self) -> None:
        """Whether the workspace can be written, where it is otherwise than before."""
        desk, before = self._desk, self._refusal
        self._refusal = desk.workspace.ledger.read_only
        if self._refusal == before:
            return
        if self._refusal is None:
            desk.say(Words("The workspace can be written again"), "good")
        else:
            desk.say(Words("The workspace is read-only: {reason}", reason=self._refusal), "bad")
        desk.listeners.status_changed()

    def _fault(self, words: Words | None) -> None:
        """What keeps this session from the journal, said once."""
        if words == self.fault:
            return
        self.fault = words
        if words is None:
            self._desk.say(Words("The workspace is there again"), "good")
        else:
            self._desk.say(words, "bad")
        self._desk.listeners.status_changed()

    def _tell(self, words: Words | None) -> None:
        if words is not None:
            self._desk.say(words, "warn")
            self._desk.listeners.status_changed()  # the first line says whether it is read only
