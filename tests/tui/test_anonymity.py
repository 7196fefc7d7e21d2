"""Whose an anonymous card is: what lies anywhere afterwards, and is said by anything, leads to nobody.

Two authors put up cards that the test knows the authors of, among other work that they sign, in several sessions, on
the screen and by commands. Then every file is searched, and all that can be asked. What README admits is left out: the
order of the journal, and whose a file is and when it changed.
"""

import io
import os
import re
import socket
import tarfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest

import store
from store import clock, commands
from store.commands.undo import Unsaid, latest
from store.engine import identity
from store.engine.journal.entry import Entry
from store.engine.ledger import Ledger
from store.kinds import KINDS, retro
from store.kinds.workspace import found
from store.workspace import Workspace, open_workspace
from tests.tui.conftest import text, typed
from tui.__main__ import main
from tui.app import ConcordApp
from tui.desk.desk import Desk
from tui.parts.draft import Draft
from tui.parts.form_field import FieldAnswer
from tui.parts.line_editor import Typing

ANA, BEN = "anastasia", "benedikt"
#: What each put up, all in R-1.
CARDS = {
    ANA: ["the zebra waits", "zebras need prices", "one zebra less", "striped zebra", "zebra by key"],
    BEN: ["a quokka smiles", "quokkas before noon", "two quokkas more", "quokka on paper"],
}


class Ticking:
    """A clock of which no second comes twice, and that notes when anonymous cards were written."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.now = datetime(2026, 11, 23, 9, tzinfo=UTC)
        self.noting = False
        self.noted: list[datetime] = []
        patch.setattr(clock, "now", self)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=7, milliseconds=11)
        if self.noting:
            self.noted.append(self.now)
        return self.now

    def anonymously(self, act: Callable[[], Any]) -> None:
        self.noting = True
        act()
        self.noting = False


class Work:
    """The workspace, and what two people do in it from sessions that stay open."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder, self._patch = folder, patch
        self.clock = Ticking(patch)
        Ledger.create(folder, "Nordwind")
        with open_workspace(str(folder), "boss") as boss:
            boss.do(found, "Nordwind", "UTC", "en", "boss", "Boss", "Marketing")
            for login in (ANA, BEN):
                boss.do(commands.add, "person", {"name": login.title(), "login": login, "department": "DP-1"})
            boss.do(commands.add, "retro", {"title": "Quiet", "anonymous": True})
            boss.do(commands.add, "retro", {"title": "Signed"})
        self.sessions = {login: [open_workspace(str(folder), login) for _ in range(2)] for login in (ANA, BEN)}

    def put(self, who: str, words: str, session: int = 0) -> None:
        """An anonymous card."""
        self.clock.anonymously(lambda: self.sessions[who][session].do(retro.add_card, "R-1", "stop", words))

    def sign(self, who: str, title: str, session: int = 0) -> None:
        """Other work, signed."""
        self.sessions[who][session].do(commands.add, "action", {"title": title})

    def typed_by(self, who: str, *words: str) -> int:
        """A command on a command line."""
        self._patch.setattr(identity, "os_user", lambda: who)
        self._patch.setattr(identity, "has_account", lambda _login: True)
        self._patch.setenv("CONCORD_WORKSPACE", str(self.folder))
        return main(words)

    def close(self) -> None:
        for sessions in self.sessions.values():
            for workspace in sessions:
                workspace.close()


async def by_keys(work: Work, who: str, words: str, leave: str) -> None:
    """One card on the screen; then words for another that are left unsaved."""
    desk = Desk(store.open_workspace(str(work.folder), who))
    app = ConcordApp(desk)
    try:
        async with app.run_test(size=(120, 36)) as pilot:
            await pilot.pause()
            desk.company.look()
            await pilot.press("4")
            app.screen.open("R-1")  # type: ignore[attr-defined]
            await pilot.press("R")
            await pilot.press("a")
            desk.company.look()
            await typed(pilot, words)
            work.clock.noting = True
            await pilot.press("enter")
            await pilot.pause()
            work.clock.noting = False
            desk.company.look()
            await pilot.press("a")
            await typed(pilot, leave)
            while len(app.screen_stack) > 1:
                await pilot.press("escape")
                await pilot.pause()
            await pilot.press("u")
            await pilot.pause()
            assert "does not say who wrote it" in text(pilot)
            assert len([*store.open_workspace(str(work.folder), who).records.of_kind("action")]) == 4
    finally:
        desk.close()


@pytest.fixture
async def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Work:
    """All of it done."""
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / "home" / kind.lower()))
    work = Work(tmp_path / "work", monkeypatch)
    (zebra, *zebras), (quokka, *quokkas) = CARDS[ANA], CARDS[BEN]
    work.sign(ANA, "Shelf plan")
    work.put(ANA, zebra)
    work.sign(BEN, "Price list")
    work.put(ANA, zebras[0], 1)
    work.put(BEN, quokka)
    for who in (ANA, BEN):
        work.sessions[who][1].do(retro.add_card, "R-2", "stop", "signed")
    work.put(BEN, quokkas[0], 1)
    for who, words in ((BEN, quokkas[1]), (ANA, zebras[1])):
        log = str(tmp_path / "home" / who / "log")
        os.makedirs(os.path.dirname(log), exist_ok=True)
        added = ("add", "card", words, "--retro", "R-1", "--column", "stop")
        work.clock.anonymously(lambda who=who, added=added, log=log: work.typed_by(who, *added, "--debug", log))
    work.sign(ANA, "Print the card")
    lines = tmp_path / "lines"
    lines.write_text(msgspec.json.encode({"text": quokkas[2], "retro": "R-1", "column": "stop"}).decode())
    work.clock.anonymously(lambda: work.typed_by(BEN, "add", "card", "--from-json", str(lines)))
    lines.unlink()
    work.put(ANA, zebras[2])
    work.sign(BEN, "Sign the lease")
    await by_keys(work, ANA, zebras[3], "a zebra unsaid")
    for who in (ANA, BEN):
        for verb in ("undo", "redo"):
            assert work.typed_by(who, verb) != 0
    work.close()
    return work


def files(*folders: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file below these folders."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield path, path.read_bytes()


def outputs(work: Work, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Iterator[tuple[str, bytes]]:
    """All that can be asked, by each of the two and by another."""
    asked = [
        *(("export", format, "--kind", "card") for format in ("json", "csv", "tinydb")),
        *(("history", *more) for more in ((), ("--limit", "999"), ("R-1",), *((f"C-{n}",) for n in range(1, 11)))),
        *(("show", f"C-{n}") for n in range(1, 11)),
        *(("list", "card"), ("undo",), ("redo",), ("show", "R-1"), ("check",), ("doctor",)),
    ]
    for who in (ANA, BEN, "boss"):
        for words in asked:
            for more in ((), ("--json",)):
                capfd.readouterr()
                work.typed_by(who, *words, *more)
                ran = capfd.readouterr()
                yield f"{who}: {' '.join((*words, *more))}", (ran.out + ran.err).encode()
    work.typed_by(ANA, "compact")
    work.typed_by(BEN, "backup", str(tmp_path / "backup"))
    data = (tmp_path / "backup").read_bytes()
    yield "backup", data
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for member in archive.getmembers():
            file = archive.extractfile(member)
            assert (member.uname, member.gname) == ("", "") or file is None, member.name
            yield member.name, b"" if file is None else file.read()


def unsigned(work: Work) -> list[tuple[Entry, Entry]]:
    """The commits of anonymous cards, each after the one before it."""
    with Ledger(work.folder) as ledger:
        entries = [*ledger.entries()]
    cards = [
        (before, entry)
        for before, entry in pairwise(entries)
        if any(change["t"] == "card" and change.get("new", {}).get("retro") == "R-1" for change in entry.changes)
    ]
    found = [change["new"]["text"] for _before, entry in cards for change in entry.changes]
    assert sorted(found) == sorted(chain(*CARDS.values()))
    return cards


def test_a_commit_of_a_card_has_nothing_of_its_author_in_it(work: Work):
    names = (ANA, BEN, "boss", *(f"PN-{n}" for n in range(1, 4)), socket.gethostname(), "pts/")
    for before, entry in unsigned(work):
        written = msgspec.json.encode(entry).decode()
        assert not [name for name in names if name.casefold() in written.casefold()], written
        assert not re.search(rf"\b{os.getpid()}\b", written)
        (card,) = (change["new"] for change in entry.changes)
        assert (entry.who, entry.at) == ("", before.at)
        assert (card["made_by"], card["author"], card["changed_by"]) == ("", None, "")
        assert clock.moment(card["made_at"]) == clock.moment(before.at)
        assert set(entry.what) <= {"verb", "id", "on"}


def test_no_name_of_a_commit_is_like_another(work: Work):
    with Ledger(work.folder) as ledger:
        begins = [entry.op[at : at + 8] for entry in ledger.entries() for at in (0, 8)]
    assert len(set(begins)) == len(begins)


def test_a_commit_of_a_card_shares_no_word_with_what_one_of_them_signed_alone(work: Work):
    """Whatever may tell people apart, of whatever sort it is."""

    def words(entry: Entry) -> set[str]:
        values = [
            value for change in entry.changes for side in ("new", "set") for value in change.get(side, {}).values()
        ]
        return set(re.findall(r"[\w.-]+", str([entry.what, *values])))

    with Ledger(work.folder) as ledger:
        entries = [*ledger.entries()]
    anas, bens = ({word for entry in entries if entry.who == who for word in words(entry)} for who in (ANA, BEN))
    for before, entry in unsigned(work):
        assert words(entry) & (anas ^ bens) <= words(before), entry


def test_when_a_card_was_written_stands_nowhere(work: Work, capfd: pytest.CaptureFixture[str], tmp_path: Path):
    moments = {*work.clock.noted}
    assert len(moments) >= 9
    written = {f"{each:{form}}".encode() for each in moments for form in ("%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S")}
    written |= {str(int(each.timestamp())).encode() for each in moments}
    own = tmp_path / "home" / ANA, tmp_path / "home" / BEN  # a log that one asks for says when one pressed a key
    for name, data in (*files(work.folder, tmp_path / "home"), *outputs(work, capfd, tmp_path)):
        if not any(folder in Path(name).parents for folder in own):
            assert not [each for each in written if each in data], name


def test_nothing_of_a_person_s_own_has_words_or_ids_of_cards(work: Work, tmp_path: Path):
    ids = {f"C-{change['n']}" for _before, entry in unsigned(work) for change in entry.changes}
    said = [b"zebra", b"quokka", *(f'"{id}"'.encode() for id in ids)]
    looked = [*files(tmp_path / "home")]
    assert [path.name for path, _data in looked if ANA in str(path)]
    for path, data in looked:
        assert not [each for each in said if each in data], path
    assert not [path for path, data in files(work.folder / "sessions") if b"C-" in data]


def test_what_is_told_of_a_card_names_nobody(work: Work, capfd: pytest.CaptureFixture[str], tmp_path: Path):
    with open_workspace(str(work.folder), "boss") as boss:
        boss.do(retro.move, "R-1", "group")
    told = [(name, data.decode("utf-8", "replace")) for name, data in outputs(work, capfd, tmp_path) if ": " in name]
    shown = 0
    for name, said in told:
        for line in said.splitlines():
            if re.search("zebra|quokka", line):
                shown += 1
                assert not re.search(f"{ANA}|{BEN}|PN-", line, re.IGNORECASE), (name, line)
    assert shown > 100


def test_undo_goes_past_a_card_only_when_told_to(work: Work):
    for who in (ANA, BEN):
        with open_workspace(str(work.folder), who) as workspace:
            seq = workspace.ledger.seq
            for again in (False, True):
                with pytest.raises(Unsaid):
                    latest(workspace.ledger, again=again)
            older = latest(workspace.ledger, older=True)
            assert older is not None
            assert (older.who, workspace.ledger.seq) == (who, seq)


async def test_what_is_typed_for_a_card_is_kept_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    work = Work(tmp_path / "work", monkeypatch)
    desk = Desk(work.sessions[ANA][0])
    answers = [FieldAnswer(desk, KINDS["card"].fields["text"], None)]
    answers[0].line = Typing("a zebra", lines=True)
    for key, kept in (("add card R-1", []), ("edit C-1", []), ("add action", ["add action"])):
        Draft(desk, key).keep(answers)
        assert desk.personal.drafts == kept
    work.close()


def test_whoever_wrote_a_card_last_leaves_no_checkpoint_of_theirs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    work = Work(tmp_path / "work", monkeypatch)
    monkeypatch.setattr("store.engine.home.folder.FolderHome.tail_is_long", lambda *_: True)

    def checkpoint_after(act: Callable[[Workspace], object]) -> bool:
        path = work.folder / "checkpoint"
        path.unlink(missing_ok=True)
        with open_workspace(str(work.folder), ANA) as workspace:
            act(workspace)
        return path.exists()

    assert checkpoint_after(lambda workspace: workspace.do(commands.add, "action", {"title": "Signed"}))
    assert not checkpoint_after(lambda workspace: workspace.do(retro.add_card, "R-1", "stop", "not signed"))
    work.close()
