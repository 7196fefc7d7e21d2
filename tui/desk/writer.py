"""The writer: commits go to a thread of their own one after the other, so that waiting for the lock holds no key up."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from store.errors import ConcordError

if TYPE_CHECKING:
    from tui.desk.desk import Desk


class Writer:
    """Tells the desk what becomes of each, and brings it the news of it."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._thread: ThreadPoolExecutor | None = None
        self._closed = False

    async def run(self, commit: Callable[[], Any]) -> Any:
        """Run what commits and return what it returns; the news are delivered before that. Raises what it raises."""
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._desk.saving.begin()
        writing = asyncio.get_running_loop().run_in_executor(self._thread, commit)
        writing.add_done_callback(self._written)
        try:
            return await asyncio.shield(writing)
        except ConcordError:
            self._desk.on_refusal()
            raise
        except asyncio.CancelledError:  # whoever asked for it has left; it is written all the same
            writing.add_done_callback(self._say_refusal)
            raise

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
