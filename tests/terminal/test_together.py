"""Two people, two processes, one workspace: what one does the other sees, untouched by any key of theirs."""

from pathlib import Path

import pytest

import store
from tests.terminal.conftest import Opens
from tests.terminal.pseudo import Terminal

CTRL_S, CTRL_U, ESC = "\x13", "\x15", "\x1b"


class Both:
    """Ana's terminal and Bo's, each read while the other is waited for."""

    def __init__(self, ana: Terminal, bo: Terminal) -> None:
        self.ana, self.bo = ana, bo

    def sees(self, who: Terminal, pattern: str) -> None:
        """Wait until that stands on the one's screen; the other goes on meanwhile."""
        other = self.bo if who is self.ana else self.ana
        for _ in range(200):
            other.read(0)
            try:
                who.wait_for(pattern, 0.1)
            except AssertionError:
                continue
            return
        who.wait_for(pattern, 0.1)


@pytest.fixture
def both(folder: Path, opens: Opens) -> Both:
    found = Both(opens(folder, "ana"), opens(folder, "bo"))
    for each in (found.ana, found.bo):
        found.sees(each, "A-1 ")
        each.send("3g")
        found.sees(each, "> . A-1 ")
    return found


def title(folder: Path, id: str) -> str:
    with store.open_workspace(str(folder), "ana") as workspace:
        return workspace.records.get(id).title  # type: ignore[union-attr]


def test_what_one_does_comes_to_the_other(both: Both):
    both.sees(both.ana, "2 here")
    both.ana.send("aCount the lanterns" + CTRL_S)
    both.sees(both.bo, r"\* A-10 +Count the lanterns")
    both.bo.send("c数一数" + CTRL_S)
    both.sees(both.bo, "Comment saved")
    both.ana.send("g\r")
    both.sees(both.ana, "(?s)A-1 .*Bo +today\n +数一数")
    both.bo.send("d")
    both.sees(both.ana, "A-1 .* done")
    both.bo.send("u")
    both.sees(both.ana, "A-1 .* 2 days late")
    both.bo.send("q")
    assert both.bo.wait() == 0
    both.sees(both.ana, r"ana \(MKT\) +saved")


@pytest.mark.parametrize(("keys", "wanted"), [("", "Mine 我的"), ("\x1b[D", "Theirs")], ids=["mine", "theirs"])
def test_who_saves_second_is_asked_and_nothing_is_lost(both: Both, folder: Path, keys: str, wanted: str):
    for each, words in ((both.ana, "Mine 我的"), (both.bo, "Theirs")):
        each.send("e" + CTRL_U + words)
        both.sees(each, f"Title +{words}")
    both.bo.send(CTRL_S)
    both.sees(both.bo, "A-1 +Theirs")
    both.ana.send(CTRL_S)
    both.sees(both.ana, "(?s)bo saved today.*it was +Stock feed to the shops.*theirs +Theirs.*> mine +Mine 我的")
    assert title(folder, "A-1") == "Theirs"
    both.ana.send(keys + CTRL_S)
    both.sees(both.ana, f"A-1 +{wanted}")
    both.sees(both.bo, f"A-1 +{wanted}")
    assert title(folder, "A-1") == wanted


def test_who_is_in_the_stand_up_follows_whoever_leads_it(both: Both):
    for each in (both.ana, both.bo):
        each.send("S" + CTRL_S)
        both.sees(each, "Missing|Nobody leads")
    both.sees(both.bo, "2 of 5 posted")
    both.bo.send("L")
    both.sees(both.ana, "bo leads and you follow")
    both.bo.send("]]")
    opened = r"Finance ─.*\n +li +has not posted\n\n +Logistics ─.*\n\n +Marketing"
    both.sees(both.bo, opened)
    both.sees(both.ana, opened)
    both.ana.send("[")
    both.sees(both.ana, "you look around on your own; 0 follows")
    both.bo.send("]")
    opened = r"Logistics ─.*\n +eva +has not posted\n\n +Marketing"
    both.sees(both.bo, opened)
    both.ana.send("00")
    both.sees(both.ana, "bo leads and you follow")
    both.sees(both.ana, opened)
