"""Whether a shell waits to take the terminal back while a program is stopped."""

import os
import signal


def waits() -> bool:
    """Only a shell with job control wakes what has stopped: of the same session, in another group of processes."""
    parent = os.getppid()
    try:
        session, of_parent, group = os.getsid(0), os.getsid(parent), os.getpgid(parent)
    except OSError:  # it is gone, or of another user
        return False
    return session == of_parent and group != os.getpgrp()


def stay() -> None:
    """Nobody would wake what has stopped: what stops or quits a program from its terminal does nothing."""
    for number in (signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU, signal.SIGQUIT):
        signal.signal(number, signal.SIG_IGN)
