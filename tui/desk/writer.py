"""The writer: commits go to a thread of their own one after the other, so that waiting for the lock holds no key up."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from store.errors import ConcordError

if TYPE_CHECKING:
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    from tui.desk.desk import Desk


class Writer:
    """Tells the desk what becomes of each, and brings it the news of it."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._thread: ThreadPoolExecutor | None = None
        self._closed = False

    async def run(self, commit: Callable[[], Any]) -> Any:
        """Run what commits and return what it returns; the news are delivered before that. Raises what it raises."""
        from asyncio import CancelledError, shield  # late: the first frame does without it

        if (refusal := self._desk.reach.refusal) is not None:
            self._desk.on_refusal()
            raise refusal
        self._desk.saving.begin()
        writing = self.begin(commit)
        writing.add_done_callback(self._written)
        try:
            return await shield(writing)
        except ConcordError:
            self._desk.on_refusal()
            raise
        except CancelledError:  # whoever asked for it has left; it is written all the same
            writing.add_done_callback(self._say_refusal)
            raise

    def begin(self, work: Callable[[], Any]) -> "asyncio.Future[Any]":
        """Have that done behind what is to be written: it may wait for a network."""
        from asyncio import get_running_loop  # late: the first frame does without it

        if self._thread is None:
            from concurrent.futures import ThreadPoolExecutor  # late: the board starts without it

            self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")
        return get_running_loop().run_in_executor(self._thread, work)

    def _written(self, done: "asyncio.Future[Any]") -> None:
        self._desk.saving.end(None if done.cancelled() else done.exception())
        if not self._closed:
            self._desk.news.deliver()

    def _say_refusal(self, written: "asyncio.Future[Any]") -> None:
        try:
            written.result()
        except ConcordError as error:
            self._desk.say(error.words, "bad")

    def close(self) -> None:
        """Let the last commit finish."""
        self._closed = True
        if self._thread is not None:
            self._thread.shutdown(wait=True)
