"""What is not for everybody yet is told to nobody else, by no verb; to its author, where they ask for it."""

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from store import commands
from store.commands import retro_cards, retro_course
from store.engine.ledger import Ledger
from store.engine.transaction import Transaction
from store.errors import Forbidden, WrongWords
from store.kinds import retro
from store.workspace import open_workspace
from tests.store.later import SORTS, grow
from tests.tui.cli.conftest import Concord, Ran
from tests.tui.cli.gathering import ANAS, BENS, GIVEN, NOBODYS, OPEN, as_one, furnish
from tui.cli.call import Call
from tui.cli.verbs import VERBS
from tui.text.insights.insight_page import PAGES

#: These begin or bring back a workspace, or open the screen.
ELSEWHERE = ("demo", "init", "restore", "")
#: What every verb is given, besides nothing; most of it most verbs refuse, and what they say then is looked at too.
GIVEN_TO_ALL = (
    *((id,) for id in ("R-1", "R-3", "C-1", "C-2", "C-6", "A-1")),
    *((word,) for word in ("card", "retro", "csv", "json", "tinydb")),
    *(("C-2", "--why", "so"), ("C-6", "--why", "so"), ("C-2", "ben"), ("card", "--from-json", "-")),
    *(("csv", "--kind", "card"), ("json", "--kind", "card")),
    *(("C-2", "--text", "x"), ("C-2", "--text", "x", "--if-rev", "9")),
)  # fmt: skip
#: What is done with a retrospective, but for what shows its cards.
DEEDS = (
    *("show", "cards", "twins", "start", "back", "ready", "lead", "time", "plan", "format", "group", "split", "vote"),
    *("unvote", "note", "follow-up", "carry", "change", "helped", "lesson"),
)
#: Ways to ask for more than ids.
WAYS = (
    *(("search", word) for word in (*BENS, *NOBODYS, "kind:card", "#okapi", "in:R-1", "is:card")),
    *(("list", "card", *more) for more in ((), ("--all",), ("--sort", "votes"), ("kind:card",), ("--where", "x"))),
    *(("history", *more) for more in (("C-2",), ("C-3",), ("C-6",), ("R-1",), ("--by", "ben"), ("--limit", "99"))),
    *(("show", *more) for more in (("C-2", "--history"), ("quokka",), ("R-1", "C-1", "C-6"))),
    *(("edit", "C-2", f"--{field}", word) for field in ("text", "tags") for word in BENS),
    *(("edit", "C-6", "--votes", f"PN-3={n}") for n in GIVEN),
    *(("add", "action", "Hang", "--source", word) for word in (*BENS, *NOBODYS)),
    *(("retro", deed, on) for deed in DEEDS for on in ("R-1", "R-3", "C-2", "C-6")),
    *(("retro", "facts", on, *more) for on in ("R-1", "R-3") for more in ((), ("--html",))),
    *(("retro", "minutes", on, *more) for on in ("R-1", "R-3") for more in ((), ("--html",))),
    *(("insights", page, *more) for page in PAGES for more in ((), ("--of", "DP-1"))),
    *(("report", f"--{form}") for form in ("html", "markdown")),
    *(("lesson", "fit", "R-1"), ("feedback", "ask", "R-1"), ("pulse", "ask", "R-1"), ("undo", "--older")),
    *(
        ("complete", "--", *words)
        for words in (("show", "C-"), ("retro", "vote", ""), ("show", "quok"), ("edit", "C-2", "--"))
    ),
    *(("complete", "--", "show", word[:-1]) for word in (*BENS, *NOBODYS)),
    ("add", "card", "wombat", "--retro", "R-1", "--column", "stop", "--dry-run"),
)

#: What happened, asked for in each way that names nothing.
HISTORIES = (("history", "--limit", "99"), ("history", "--by", "ben"), ("search", "quokka"), ("digest",))


def number(n: int) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.:-]){n}(?![\w.:-])")


def told(ran: Ran, words: tuple[str, ...] = ()) -> list[str]:
    """What of it should not have been said; a word that was typed comes back from some."""
    said = ran.out + ran.err
    typed = " ".join(words)
    hidden = [each for each in (*BENS, *NOBODYS) if each not in typed and each in said]
    return hidden + [str(n) for n in GIVEN if str(n) not in typed and number(n).search(said)]


def written(here: Path, *, read: bool) -> str:
    """What stands in the files there, which are gone afterwards."""
    found = [path for path in here.rglob("*") if path.is_file()]
    said = "".join(path.read_text(errors="replace") for path in found) if read else ""
    for path in found:
        path.unlink()
    return said


#: What was refused before anybody looked for a workspace: it is refused so whatever stands in one.
REFUSED_AT_ONCE: set[tuple[str, ...]] = set()


def walk(
    folder: Path, tmp_path: Path, concord: Concord, patch: pytest.MonkeyPatch, who: str, verbs: Iterable[str] = VERBS
) -> Iterator[str]:
    """All that every verb says which it should not, to that person; each verb has a workspace of its own."""
    here = tmp_path / f"{who} is here"
    here.mkdir()
    patch.chdir(here)  # some words are files to some verbs
    looked: list[str] = []
    folder_of = Call.folder
    patch.setattr(Call, "folder", lambda call: looked.append(who) or folder_of(call))
    for verb in verbs:
        if verb in ELSEWHERE:
            continue
        shutil.copytree(folder, tmp_path / who / (verb or "x"))
        as_one(patch, str(tmp_path / who / verb), who)
        for given in ((), *GIVEN_TO_ALL, *(way[1:] for way in WAYS if way[0] == verb)):
            for more in ((), ("--json",)):
                words = (verb, *given, *more)
                if words in REFUSED_AT_ONCE:
                    continue
                looked.clear()
                ran = concord(*words)
                if ran.code == WrongWords.exit_code and not looked:
                    REFUSED_AT_ONCE.add(words)
                ran = ran._replace(out=ran.out + written(here, read=verb != "backup"))  # that is the files as they are
                yield from (f"{who}: {verb} {given} {more}: {each}" for each in told(ran, given))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    furnish(str(tmp_path / "work"))
    return tmp_path / "work"


@pytest.mark.parametrize("who", ["ana", "vi"])
def test_no_verb_tells_others_what_they_are_not_to_see_yet(
    folder: Path, tmp_path: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch, who: str
):
    assert list(walk(folder, tmp_path, concord, monkeypatch, who)) == []


@pytest.mark.parametrize("sorts", [("fields", "words", "kinds"), ("types",), ("text",), ("retro",)], ids="-".join)
def test_nor_where_a_later_version_has_written(
    folder: Path, tmp_path: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch, sorts: tuple[str, ...]
):
    """A step that is not known here may be one in which cards are gathered; what does not read is not for all."""

    def in_another_way(transaction: Transaction) -> None:
        for number in transaction.numbers("card"):
            document = transaction.read("card", number) or {}
            transaction.write("card", number, document | {sort: {"value": document[sort]}})

    with Ledger(str(folder), "boss") as ledger:
        for sort in sorts:
            grow(ledger, sort) if sort in SORTS else ledger.commit(in_another_way)
    assert list(walk(folder, tmp_path, concord, monkeypatch, "vi")) == []


def test_without_the_veil_many_would(folder: Path, tmp_path: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("store.workspace.veils", lambda _ledger: {})
    verbs = ("list", "show", "search", "history", "export", "complete")
    found = " ".join(walk(folder, tmp_path, concord, monkeypatch, "ana", verbs))
    assert all(f"ana: {verb} " in found for verb in verbs)


def test_whoever_wrote_it_reads_it_and_sees_their_own_votes(
    folder: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch
):
    as_one(monkeypatch, str(folder), "ben")
    for asked in (("show", "C-2"), ("list", "card"), ("search", "quokka"), ("export", "csv", "--kind", "card")):
        ran = concord(*asked)
        assert "quokka" in ran.out, asked
        assert not {ANAS, *NOBODYS} & {*re.findall(r"\w+", ran.out)}, asked
    assert "narwhal" in concord("history", "C-2").out
    edits = [each for each in concord("history", "--limit", "99", "--json").objects if each["verb"] == "edit"]
    assert {"text": [BENS[3], f"{BENS[3]}s"]} in [each["changes"] for each in edits]
    (card,) = concord("show", "C-6", "--json").objects
    assert card["votes"] == {"ben": GIVEN[0]}
    assert ANAS not in concord("show", "C-1").out
    as_one(monkeypatch, str(folder), "ana")
    assert ANAS in concord("show", "C-1").out


def test_how_often_a_card_was_changed_tells_nobody_how_often_it_was_voted_for(
    folder: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch
):
    as_one(monkeypatch, str(folder), "ana")
    (card,) = concord("show", "C-6", "--json").objects
    assert (card["rev"], card["changed_by"], card["changed_at"], card["votes"]) == (0, "", None, {})
    with open_workspace(str(folder), "ana") as workspace:
        seen = workspace.ledger.seq
        with open_workspace(str(folder), "cai") as cai:
            cai.do(retro.vote, "C-6")
        workspace.ledger.catch_up()
        assert [entry.changes for entry in workspace.ledger.news()] == [[]]
        assert [entry.touched() for entry in workspace.ledger.glances(seen)] == [[]]


def test_it_is_found_as_little_as_what_is_not_there(folder: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch):
    as_one(monkeypatch, str(folder), "ana")
    for word in (*BENS, *NOBODYS):
        for given in (
            ("search", word),
            ("search", f"{word}q"),
            ("show", word),
            ("add", "action", "x", "--source", word),
            ("edit", "C-2", "--text", word),
        ):
            there, wrong = concord(*given), concord(*(each.replace(word, "wombat") for each in given))
            assert (there.code, there.err.replace(word, "wombat")) == (wrong.code, wrong.err), given


def test_once_shown_all_of_it_is_read_and_found(folder: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch):
    with open_workspace(str(folder), "ana") as workspace:
        for id, state in (("R-1", "group"), ("R-2", "group"), ("R-3", "discuss")):
            workspace.do(retro.move, id, state)
    as_one(monkeypatch, str(folder), "vi")
    shown = concord("list", "card").out
    assert all(word in shown for word in (ANAS, BENS[0], *NOBODYS, OPEN))
    assert concord("search", "quokka").out.startswith("C-2")
    (card,) = concord("show", "C-6", "--json").objects
    assert card["votes"] == {"ben": GIVEN[0], "cai": GIVEN[1]}


def test_what_is_changed_beside_it_keeps_what_was_not_seen(folder: Path):
    with open_workspace(str(folder), "ana") as workspace:
        workspace.do(retro.vote, "C-6", 5)
        workspace.documents.table("card").update({"tags": ["seen"]}, doc_ids=[6])
        votes = {"PN-2": 4, "PN-3": GIVEN[0], "PN-4": GIVEN[1]}
        workspace.documents.table("card").update({"votes": votes}, doc_ids=[6])
        workspace.do(retro.move, "R-3", "discuss")
        assert workspace.records.get("C-6").votes == votes  # type: ignore[attr-defined]


def test_no_command_takes_elsewhere_what_is_not_seen(folder: Path):
    with open_workspace(str(folder), "ana") as workspace:
        seq = workspace.ledger.seq
        for id, on in (("C-2", "R-1"), ("C-4", "R-2")):
            with pytest.raises(Forbidden):
                workspace.do(retro_cards.carry, id)
            with pytest.raises(Forbidden):
                workspace.do(retro_cards.note, id, "hm")
            with pytest.raises(Forbidden):
                workspace.do(retro_course.file_lesson, on, "", card_id=id)
        assert workspace.ledger.seq == seq


def test_whoever_leads_takes_away_what_they_have_not_read_and_puts_it_back_whole(
    folder: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch
):
    as_one(monkeypatch, str(folder), "boss")
    for words in (("drop", "C-2", "--why", "so"), ("undo",), ("redo",), ("undo",), ("history",), ("history", "C-2")):
        for more in ((), ("--json",)) if words[0] == "history" else ((),):
            ran = concord(*words, *more)
            assert (ran.code, told(ran)) == (0, []), words
    as_one(monkeypatch, str(folder), "ben")
    (card,) = concord("show", "C-2", "--json").objects
    assert (card["text"], card["tags"]) == (BENS[0], [BENS[2]])


@pytest.mark.parametrize("who", ["ana", "boss"])
def test_what_is_taken_away_with_its_retrospective_is_told_by_nothing(
    folder: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch, who: str
):
    """Whoever made it may take it away with all its cards, and put it back; they lead none of it."""
    with open_workspace(str(folder), "ana") as workspace:
        for id in ("R-1", "R-2", "R-3"):
            workspace.do(commands.edit, id, {"facilitator": "PN-4"})
    for away in (("R-1", "C-1", "C-2"), ("R-2", "C-4", "C-5"), ("R-3", "C-6", "A-1"), ("R-1", "C-1", "C-2", "R-2")):
        for words in (("drop", *away, "--why", "so"), *HISTORIES, ("undo",), *HISTORIES):
            as_one(monkeypatch, str(folder), who)
            for more in ((), ("--json",)) if words in HISTORIES else ((),):
                assert told(concord(*words, *more), words) == [], (words, more)
    with open_workspace(str(folder), "ben") as workspace:
        workspace.do(commands.drop_many, ["C-2"], "mine")
    as_one(monkeypatch, str(folder), "boss")
    assert concord("drop", "R-1", "C-1", "--why", "so").code == 0
    assert told(concord("history", "--limit", "99")) == []
    as_one(monkeypatch, str(folder), "ben")
    assert f"ben deleted C-2 {BENS[0]}" in concord("history").out


def test_what_is_in_the_way_of_a_person_s_going_is_not_what_they_voted_for(
    folder: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch
):
    as_one(monkeypatch, str(folder), "boss")
    for login, there in (("ben", ["C-2", "R-3"]), ("cai", ["C-6", "R-3"])):
        assert concord("drop", login, "--why", "so", "--json").error["referrers"] == there, login


def test_no_revision_that_is_asked_for_tells_how_often_a_card_was_voted_for(
    folder: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch
):
    as_one(monkeypatch, str(folder), "ana")
    for given in (("C-6", "--tags", "x"), ("C-6", "--text", "x"), ("C-2", "--tags", "x")):
        said = {concord("edit", *given, "--if-rev", str(n))[::2] for n in range(1, 6)}
        assert [code for code, _err in said] == [4], given


def test_a_commit_says_of_a_hidden_vote_only_that_one_was_given(tmp_path: Path):
    """Also to a script that reads the journal through a workspace."""
    furnish(str(tmp_path / "nordwind"))
    given = {}
    for who in ("ana", "ben"):
        with open_workspace(str(tmp_path / "nordwind"), who) as workspace:
            given[who] = {
                each.who: each.what.get("id") for each in workspace.ledger.backwards() if each.what["verb"] == "vote"
            }
    assert given == {"ana": {"ben": None, "cai": None}, "ben": {"ben": "C-6", "cai": None}}
