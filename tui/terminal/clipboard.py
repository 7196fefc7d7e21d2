"""Copying: to the terminal, which never says whether it took it; in tmux to its buffer, which does.

tmux drops what programs send to the clipboard unless ``set-clipboard`` is ``on`` (tmux(1)), so it is given the text
itself: `load-buffer -w` passes it on to the terminal too.
"""

import os
from typing import Any

from store.words import Words
from tui import served

LOAD = ("tmux", "load-buffer", "-w", "-")
#: Seconds that tmux may take.
PATIENCE = 1.0


def copy(app: "Any", text: str) -> Words:
    """Hand the text on; what is known of it, in words that end where the text may be named."""
    app.copy_to_clipboard(text)
    if not os.environ.get("TMUX") or not served.allows(served.PROCESSES):
        return Words("Sent to the terminal's clipboard")
    if _to_tmux(text):
        return Words("Copied; in tmux prefix ] pastes it")
    return Words("Sent; tmux drops it unless set-clipboard is on")


def _to_tmux(text: str) -> bool:
    import subprocess  # late: few copy anything

    try:
        said = text.encode("utf-8", "replace")
        done = subprocess.run(LOAD, input=said, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603 - fixed words
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0
