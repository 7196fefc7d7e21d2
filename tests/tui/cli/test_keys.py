"""`concord keys` as it is typed: who gives whom which key, who sees which, and what the history tells of it."""

import os
from pathlib import Path

import pytest

from store import commands
from store.workspace import keys, open_workspace
from tests.store.workspace.public_keys import ed25519, rsa
from tests.tui.cli.conftest import CHINESE, Concord
from tui import served


@pytest.fixture
def pub(tmp_path: Path) -> Path:
    file = tmp_path / "ana.pub"
    file.write_text(ed25519() + "\n")
    return file


def first(folder: Path) -> keys.AccessKey:
    return keys.of(str(folder))[0]


def test_a_key_comes_from_a_file_from_the_line_or_as_it_is_typed(
    acme: Path, concord: Concord, pub: Path, tmp_path: Path
):
    ran = concord("keys", "add", "ana", str(pub))
    assert ran.out == first(acme).fingerprint + "\n"
    assert "ana comes in by this key from now on: ssh-ed25519, 256 bits, ana@laptop" in ran.err
    assert "ana has that key already" in concord("keys", "add", "Ana", str(pub)).err
    assert "3072 or ssh-ed25519 is better" in concord("keys", "add", "PN-2", *rsa(2048).split()).err
    before = os.dup(0)
    given = tmp_path / "given"
    given.write_text(ed25519(2))
    with given.open() as file:
        os.dup2(file.fileno(), 0)
    try:
        assert concord("keys", "add", "ana", "-").code == 0
    finally:
        os.dup2(before, 0)
        os.close(before)
    assert [key.login for key in keys.of(str(acme))] == ["ana"] * 3


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add", "nobody", "KEY"), 2, "nobody"),
        (("add", "ana", "no-such-file"), 1, "no-such-file"),
        (("add", "ana", "ssh-dss", "AAAA"), 2, "no type of key"),
        (("remove", "bo"), 2, "bo"),
        (("remove", "SHA256:zzzz"), 2, "SHA256:zzzz"),
        (("print", "ssh-ed25519"), 2, "Something is missing"),
        (("print", "ssh-ed25519", 'AAAA" x'), 2, "neither type nor base64"),
        (("give", "ana"), 2, "add"),
        (("list", "--wall"), 2, "--wall does not go with list"),
    ],
)
def test_words_that_are_not_understood(
    acme: Path, concord: Concord, pub: Path, words: tuple[str, ...], code: int, said: str
):
    ran = concord("keys", *(str(pub) if word == "KEY" else word for word in words))
    assert (ran.code, said in ran.err) == (code, True), ran.err
    assert not keys.of(str(acme))


def test_the_list_says_since_when_by_whom_and_when_it_was_used(acme: Path, concord: Concord, pub: Path):
    assert "No keys are listed" in concord("keys").err
    concord("keys", "add", "ana", str(pub))
    key = first(acme)
    assert f"256  {key.fingerprint}  ana@laptop  since 20" in concord("keys").out
    assert "never used" in concord("keys", "list", "ana").out
    keys.used(str(acme), key.fingerprint)
    assert "last used 20" in concord("keys").out
    (told,) = concord("keys", "list", "--json").objects
    assert (told["login"], told["fingerprint"], told["added_by"]) == ("ana", key.fingerprint, told["added_by"])
    assert told["last_used"]
    concord("edit", "ana", "--left-on", "today")
    assert "lets nobody in: ana is not among the people" in concord("keys").out
    assert concord("keys", "print").out == ""


def test_whose_keys_are_seen(acme: Path, concord: Concord, pub: Path, monkeypatch: pytest.MonkeyPatch):
    concord("keys", "add", "ana", str(pub))
    concord("add", "person", "Bo", "--login", "bo")
    concord("keys", "add", "bo", *ed25519(2).split())
    monkeypatch.setattr("store.engine.identity.os_user", lambda: "ana")
    assert [each["login"] for each in concord("keys", "--json").objects] == ["ana"]
    assert len(concord("keys", "list", "ana", "--json").objects) == 1
    for words in (("list", "bo"), ("add", "ana", *ed25519(3).split()), ("remove", "ana")):
        assert concord("keys", *words).code == 4
    monkeypatch.setattr("store.engine.identity.os_user", lambda: "nobody")
    assert concord("keys").code == 4


def test_keys_are_taken_away_by_fingerprint_or_all_of_somebody(acme: Path, concord: Concord, pub: Path):
    for number in (1, 2, 3):
        concord("keys", "add", "ana", *ed25519(number).split())
    print_of = first(acme).fingerprint
    dry = concord("keys", "remove", "ana", "--dry-run")
    assert (dry.out.count("ana SHA256:"), "dry run" in dry.err, len(keys.of(str(acme)))) == (3, True, 3)
    assert concord("keys", "remove", print_of[:15]).out == f"ana {print_of} ana@laptop\n"
    assert "2 keys let nobody in any more" in concord("keys", "remove", "Ana").err
    assert not keys.of(str(acme))
    assert "serve" not in (acme / "authorized_keys").read_text()


def test_print_gives_the_lines_and_that_of_an_unknown_key(acme: Path, concord: Concord, pub: Path):
    concord("keys", "add", "ana", str(pub))
    concord("keys", "add", "--wall", *ed25519(2, "wall").split())
    lines = concord("keys", "print").out.splitlines()
    assert lines == (acme / "authorized_keys").read_text().splitlines()[2:]
    assert f"serve ana --workspace {acme}" in lines[0]
    assert f"serve --wall --workspace {acme}" in lines[1]
    type, blob = ed25519().split()[:2]
    assert concord("keys", "print", type, blob).out.splitlines() == lines[:1]
    unknown = concord("keys", "print", *ed25519(9).split()[:2]).out
    assert unknown.startswith('restrict,command="')
    assert unknown.endswith(f'serve --unknown" {" ".join(ed25519(9).split()[:2])}\n')


def test_check_tells_of_a_broken_line_and_damages_nothing(acme: Path, concord: Concord):
    (acme / "keys").write_text(f"ana {ed25519()}\nbo ssh-dss AAAA\n")
    ran = concord("check")
    assert (ran.code, f"{acme}/keys, line 2 lets nobody in: A key of the type ssh-dss" in ran.out) == (0, True)
    assert "line 2" in concord("keys").err


def test_a_backup_has_no_keys_and_a_restored_folder_lets_nobody_in(
    acme: Path, concord: Concord, pub: Path, tmp_path: Path
):
    concord("keys", "add", "ana", str(pub))
    assert concord("backup", str(tmp_path / "b")).code == 0
    assert concord("restore", str(tmp_path / "b"), str(tmp_path / "again")).code == 0
    assert keys.of(str(tmp_path / "again")) == []


def test_a_served_session_sees_no_path_of_the_server(
    acme: Path, concord: Concord, pub: Path, monkeypatch: pytest.MonkeyPatch
):
    concord("keys", "add", "ana", str(pub))
    monkeypatch.setattr(served, "_session", served.Served("ana"))
    for words in (("print",), ("install",), ("install", "--dry-run")):
        ran = concord("keys", *words)
        assert (ran.code, ran.out) == (4, "")
        assert str(acme) not in ran.err


def test_the_history_says_by_which_key(acme: Path, concord: Concord, pub: Path):
    concord("keys", "add", "ana", str(pub))
    key = first(acme)
    with open_workspace(str(acme), "ana", key=key.fingerprint) as workspace:
        workspace.do(commands.add, "action", {"title": "Posters"})
    assert concord("history", "A-1").out.endswith("ana added A-1 Posters · key ana@laptop\n")
    assert [each.get("key") for each in concord("history", "--json").objects][:2] == [key.fingerprint, None]
    concord("keys", "remove", "ana")
    assert concord("history", "A-1").out.endswith(f"Posters · key {key.fingerprint[7:19]}\n")


@pytest.mark.parametrize("words", [("添加", "ana"), ("收回", "ana"), ("列出",), ()])
def test_it_is_said_in_chinese(acme: Path, concord: Concord, pub: Path, words: tuple[str, ...]):
    concord("keys", "add", "ana", *ed25519(2).split())
    more = (str(pub),) if words[:1] == ("添加",) else ()
    ran = concord("keys", *words, *more, "--lang", "zh")
    assert (ran.code, bool(CHINESE.search(ran.out + ran.err))) == (0, True)
