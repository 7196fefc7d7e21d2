"""What meets a refusal, as the screen says it (keys) and as a line of the command line says it (a command)."""

from collections.abc import Iterator

import pytest

from store.errors import Damaged, Refused
from store.words import Words
from tests.for_each import for_each
from tui import i18n
from tui.text.refusals import told

OVER = Words("The workspace is read-only: {reason}", reason=Words("it has no admin", "no-admin", folder="/srv/a b"))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    i18n.use("en")
    yield
    i18n.use("en")


@for_each(
    "words, on_screen, on_a_line",
    [
        (Refused("{id} is closed already; reopen it first", "closed", id="G-1").words, "", ""),
        (Refused("Declining wants a reason; say why", "wants-reason").words, "", ""),
        (Refused("{id}: x", "nobody-above", id="B-1").words, "D decide", ""),
        (Refused("{ids}: x", "no-progress", ids=["B-1", "B-2"]).words, "n next step, E escalate, D decide", ""),
        (Words("x", "ends-by-itself"), "t last day", ""),
        (Words("x", "released-not-done"), "v ask for, grant, release", ""),
        (Words("x", "measured-by-check-ins"), "v check in", ""),
        (Words("x", "may-join", who="eve"), ": commands", ""),
        (Damaged("x", "wants-check").words, "`concord check`", "`concord check`"),
        (Damaged("{path}", "remains", path="/srv/a b").words, *["`concord check --repair --workspace '/srv/a b'`"] * 2),
        (OVER, *["`concord init --admin LOGIN '/srv/a b'`"] * 2),
        (Damaged("x").words, "", ""),
        (Words("not a refusal: {n}", n=1), "", ""),
    ],
)
def test_what_to_do_is_said_in_brackets(words: Words, on_screen: str, on_a_line: str):
    bare = i18n.t(words)
    assert told(words, screen=True) == (f"{bare} ({on_screen})" if on_screen else bare)
    assert told(words) == (f"{bare} ({on_a_line})" if on_a_line else bare)


def test_it_is_said_in_chinese():
    i18n.use("zh")
    words = Words("{ids}: raised again", "no-progress", ids=["B-1"])
    assert told(words, screen=True) == "B-1: raised again（n 下一步，E 上报，D 作决定）"


def test_a_sentence_within_another_brings_its_reason_and_its_values():
    inner = Words("{department} has no lead", "no-lead", department="HR")
    outer = Refused("Line {line}: {what}", line=3, what=Words("{field}: {words}", field="x", words=inner))
    assert (outer.reason, outer.words.cause.values) == ("no-lead", {"department": "HR"})
    assert Refused("Line {line}: {what}", "closed", line=3, what=inner).reason == "closed"
    assert Refused("Line {line}", line=3).reason == "refused"
    assert outer.words.filled(line=4).reason == "no-lead"
    assert inner.filled(department="FIN").reason == "no-lead"
