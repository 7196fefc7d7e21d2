"""A line that drops ends what was asked over it at once: nobody hears the answer, and what came in is not all of it.

sshd tells a program on a terminal by a signal, any other by closing what it reads and writes.
"""

import os
import select
import signal
import threading

#: What a hang-up ends a program with.
_HUNG_UP = 128 + signal.SIGHUP


def heed() -> None:
    """Watch from now on, on a thread that waits for nothing else."""
    threading.Thread(target=_watch, name="line", daemon=True).start()


def _watch() -> None:
    ends = select.poll()
    for number in (1, 2):
        ends.register(number, 0)  # that nobody reads any more is always told
    ends.poll()
    os._exit(_HUNG_UP)  # in the midst of whatever it is: a commit is whole or not there
