"""A key that is taken away ends what came by it, whatever that waits for: a text, a reader.

The screen says goodbye by itself, as long as its terminal takes what it says.
"""

import os
import threading
import time
from contextlib import suppress
from typing import NoReturn

from store.errors import Forbidden
from store.words import Words
from store.workspace import keys
from store.workspace.held_key import HeldKey
from tui.i18n import t
from tui.served import Served

#: Seconds between two looks; so many a screen has for its goodbye.
PAUSE, GOODBYE = 2.0, 10.0


def heed(folder: str, session: Served, *, screen: bool) -> None:
    """Watch from now on, on a thread that waits for nothing else. Of a key that sshd does not name nothing is known."""
    if session.key:
        key = HeldKey(folder, session.key, keys.WALL if session.wall else session.login)
        threading.Thread(target=_watch, args=(key, screen), name="key", daemon=True).start()


def _watch(key: HeldKey, screen: bool) -> NoReturn:
    while key.is_listed():
        time.sleep(PAUSE)
    time.sleep(GOODBYE if screen else PAUSE)  # whoever takes their own key away hears what came of it
    if not screen:
        os.set_blocking(2, False)  # nobody may read it
        with suppress(OSError):
            os.write(2, f"concord: {t(Words('The key by which you came in was taken away'))}\n".encode())
    os._exit(Forbidden.exit_code)  # in the midst of whatever it is: a commit is whole or not there
