"""What a database has lost in a failover is done again by whom it was, where nothing else stands there by now."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.postgres_server import Server
from tests.tui.cli.conftest import Concord, Ran

#: What ana does that is lost, and what bo does.
ANA = (
    ("add", "goal", "Lost"),
    ("edit", "G-2", "--why", "it pays"),
    ("edit", "G-1", "--why", "all want it"),
    ("comment", "G-1", "never mind"),
    ("undo",),
    ("add", "action", "Ring", "--goal", "G-2"),
)
BO = (("add", "goal", "Bo's"), ("comment", "G-2", "by bo"))


@pytest.fixture
def lost(postgres: Server, concord: Concord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Runs a command as somebody whose changes are lost, and who has seen all of them."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    owner = postgres.empty()
    assert concord("init", owner, "--people", "ana,bo").code == 0

    def by(who: str, *words: str) -> Ran:
        return concord(*words, "--workspace", owner.replace("postgres@", f"{who}@"))

    for words in (("add", "department", "M"), ("add", "person", "Bo", "--login", "bo"), ("add", "goal", "Kept")):
        assert by("ana", *words).code == 0
    schema = f"concord_{owner.rpartition('=')[2]}"
    end = postgres.run(f"SELECT seq, chain FROM {schema}.head", database="acme")[0]
    for who, words in (*(("ana", each) for each in ANA), *(("bo", each) for each in BO)):
        assert by(who, *words).code == 0, words
    postgres.run(f"DELETE FROM {schema}.entry WHERE seq > {end[0]}", database="acme")
    postgres.run(f"UPDATE {schema}.head SET seq = {end[0]}, chain = {end[1]}", database="acme")
    return by


def test_everybody_does_theirs_again(lost: Callable[..., Ran]):
    assert lost("ana", "lost").code == 5
    found = lost("ana", "lost", "--again")
    assert found.code == 0
    assert "Done again: G-2, G-1, A-1" in found.err
    assert "themselves, by `concord lost --again`: bo" in found.err
    assert lost("bo", "lost", "--again").code == 0
    goals = lost("ana", "list", "goal").out.splitlines()
    assert [(each.split()[0], each.split()[-1]) for each in goals] == [
        ("G-1", "Kept"),
        ("G-2", "Lost"),
        ("G-3", "Bo's"),
    ]
    assert "never mind" not in lost("ana", "show", "G-1").out
    shown = lost("ana", "show", "G-2").out
    assert "it pays" in shown
    assert "by bo" in shown
    for who in ("ana", "bo"):
        told = lost(who, "lost", "--again")
        assert (told.code, "Nothing of yours is left" in told.err) == (0, True), "once"
    assert "bo added G-3" in lost("ana", "history").out


def test_what_is_otherwise_by_now_is_left_and_named(lost: Callable[..., Ran]):
    """Somebody goes on before: another goal has that id, another reason stands there."""
    assert lost("ana", "lost", "--accept").code == 0
    assert "4 changes of yours that were lost can be done again" in lost("ana", "lost").err
    assert lost("bo", "add", "goal", "Another").out == "G-2\n"
    assert lost("bo", "edit", "G-1", "--why", "otherwise").code == 0
    found = lost("ana", "lost", "--again")
    assert found.code == 5
    assert "Done again" not in found.err
    assert "Not done again: ana added G-2 Lost: It is otherwise by now: G-2" in found.err
    assert "It is otherwise by now: G-1" in found.err
    assert "otherwise" in lost("ana", "show", "G-1").out
    shown = lost("ana", "show", "G-2").out
    assert "Another" in shown
    assert "it pays" not in shown, "what was about a goal that is lost is not about this one"
    assert lost("ana", "list", "action").out == ""


def test_it_is_told_in_chinese(lost: Callable[..., Ran]):
    assert "已重做：G-2、G-1、A-1" in lost("ana", "lost", "--again", "--lang", "zh").err
