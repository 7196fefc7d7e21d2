"""What is typed, key by key: the next key goes to where the one before it has led.

Textual hands every key on at once, to the screen that is there at that moment. On a slow line many keys come together:
those after the one that opens a dialog would go to the board and do what they mean there.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual.app import ScreenStackError
from textual.events import Callback, Key
from textual.worker import NoActiveWorker, Worker, get_current_worker

if TYPE_CHECKING:
    from textual.app import App
    from textual.events import Event
    from textual.message_pump import MessagePump
    from textual.screen import Screen

#: So long, in seconds, keys wait for what one of them has begun: whoever waits for the others' lock may leave.
PATIENCE = 1.0
#: Seconds between two looks at what is still going on.
LOOK = 0.002


class Keyboard:
    """``hand_on`` gives an event to the screen; ``busy`` says whether something is being written."""

    def __init__(self, app: "App[Any]", hand_on: "Callable[[Event], Awaitable[None]]") -> None:
        self._app = app
        self._hand_on = hand_on
        self._typed: deque[Event] = deque()
        self._begun = False
        self._task: asyncio.Task[None] | None = None
        self._impatient = False
        self._refused: float | None = None
        self._asking: dict[Worker[Any], Screen[Any]] = {}
        self.busy: Callable[[], bool] = lambda: False

    def take(self, event: "Event") -> None:
        """A key, or pasted text."""
        self._typed.append(event)
        self._go_on()

    def begin(self) -> None:
        """The screen has been drawn: what was typed while it was made goes there now."""
        self._begun = True
        self._go_on()

    def _go_on(self) -> None:
        if self._task is None and self._begun and self._typed:
            self._task = asyncio.create_task(self._work(), name="keyboard")
            self._task.add_done_callback(self._ended)

    def press(self, name: str) -> None:
        """As if the key of that name had been typed: what is clicked waits its turn too."""
        self.take(Key(name, name if len(name) == 1 else " " if name == "space" else None))

    def drop(self) -> None:
        """The key being answered was refused: what is typed behind it by now was meant for what it would have begun.

        What is typed from here on answers what the refusal shows.
        """
        self._refused = monotonic()

    @property
    def at_rest(self) -> bool:
        """Whether all that was typed has come to where it leads."""
        return self._task is None and not self._typed

    @property
    def behind(self) -> int:
        """So much of what was typed has not been handed on yet."""
        return len(self._typed)

    @property
    def in_act(self) -> bool:
        """Whether whoever asks that is an act, which may wait for a dialog."""
        return _act() is not None

    async def asks(self, screen: "Screen[Any]", answer: Awaitable[Any]) -> Any:
        """The answer of a dialog; meanwhile the act that asks is no reason to wait."""
        act = _act()
        if act is None:
            return await answer
        self._asking[act] = screen
        try:
            return await answer
        finally:
            del self._asking[act]

    async def _work(self) -> None:
        try:
            while self._typed and self._app.is_running:
                self._refused = None
                await self._hand_on(self._typed.popleft())
                await self._led()
                if self._refused is not None:
                    while self._typed and self._typed[0].time <= self._refused:
                        self._typed.popleft()
        finally:
            self._task = None  # at once: a key that comes in this turn of the loop begins another

    def _ended(self, task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self._app._handle_exception(error)  # type: ignore[arg-type]

    async def _led(self) -> None:
        """Until nothing goes on but what waits for the next key."""
        with suppress(ScreenStackError):
            if self._impatient and self._goes_on():
                return  # as long as that takes, keys work as they would without this
            end, screen = monotonic() + PATIENCE, None
            while screen is not (screen := self._app.screen) or self._goes_on():
                self._impatient = not await self._heard(screen, end)
                if self._impatient:
                    return
                if self._goes_on():
                    await asyncio.sleep(LOOK)

    def _goes_on(self) -> bool:
        if self.busy():
            return True
        stack = self._app.screen_stack
        return any(not act.is_finished and self._asking.get(act) not in stack for act in self._app.workers)

    async def _heard(self, screen: "Screen[Any]", end: float) -> bool:
        """Whether the screen and the app have heard, in time, what they were told so far."""
        pumps: tuple[MessagePump | None, ...] = (screen.focused, screen, self._app)
        for pump in pumps:
            heard = asyncio.Event()
            if pump is None or not pump.post_message(Callback(heard.set)):  # `call_later` would look up what it takes
                continue
            while not heard.is_set():
                if monotonic() > end or not self._app.is_running:
                    return False
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK):  # `wait_for` begins a task for each
                        await heard.wait()
                if screen not in self._app.screen_stack:
                    break  # a dialog that was left
        return monotonic() <= end


def _act() -> "Worker[Any] | None":
    try:
        return get_current_worker()
    except NoActiveWorker:
        return None
