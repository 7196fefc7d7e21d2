"""One commit at a time in a process: other threads wait, and one within another is refused."""

import threading


class Alone:
    """A lock for ``with``; raises RuntimeError where its own thread holds it already."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._held = False

    def __enter__(self) -> None:
        self._lock.acquire()
        if self._held:
            self._lock.release()
            raise RuntimeError("a commit cannot be made within a commit")
        self._held = True

    def __exit__(self, *_exception: object) -> None:
        self._held = False
        self._lock.release()
