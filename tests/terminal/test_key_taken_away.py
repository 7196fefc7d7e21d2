"""A key that is taken away ends the session that came by it, and the next one has what was typed."""

import sys
from pathlib import Path

from store.workspace import keys, open_workspace
from tests.store.workspace.public_keys import ed25519
from tests.terminal.pseudo import Terminal

#: Somebody's screen, as it is where they came in by a key; looked at oftener, so that nobody waits.
SERVED = """
import os, sys
os.environ["CONCORD_WORKSPACE"] = sys.argv[2]
from store import clock
from store.engine import identity
from tests.terminal.still import MORNING
from tui import served
from tui.desk import admission
admission.PAUSE = 0.1
clock.now = lambda: MORNING
identity.os_user = lambda: "bo"
identity.has_account = lambda _login: True
served.begin(served.Served("bo", sys.argv[1]))
from tui.__main__ import main
sys.exit(main(["--lang", sys.argv[3]]))
"""


def test_the_session_says_why_it_ends_and_keeps_what_was_typed(folder: Path):
    with open_workspace(str(folder), "ana") as workspace:
        key, _new = keys.add(workspace, "bo", ed25519(), [sys.executable])
        command = [sys.executable, "-c", SERVED, key.fingerprint, str(folder)]
        with Terminal([*command, "en"]) as terminal:
            terminal.wait_for("Actions")
            terminal.ready()
            terminal.send("3a")
            terminal.wait_for("New action")
            terminal.send("Half a sentence")
            terminal.wait_for("Half a sentence")
            keys.remove(workspace, [key], [sys.executable])
            assert terminal.wait() == 4
            after = terminal.raw.rpartition(b"\x1b[?1049l")[2].decode()
            assert "concord: The key by which you came in was taken away. Drafts are kept" in after
        keys.add(workspace, "bo", ed25519(), [sys.executable])
        with Terminal([*command, "zh"]) as terminal:
            terminal.wait_for("行动")
            terminal.ready()
            terminal.send("3a")
            terminal.wait_for("Half a sentence")
