"""What somebody did is posted in one language and read in another: a line refers to it, it does not quote."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from store.errors import Invalid
from store.insight import prefill
from store.workspace import open_workspace
from tests.tui.cli.conftest import CHINESE, Concord
from tests.tui.cli.office import Office


class Two:
    """``two.zh("bo", …)`` is what bo types and reads in Chinese, ``two.en("ana", …)`` what ana does in English."""

    def __init__(self, concord: Concord, patch: pytest.MonkeyPatch, folder: str) -> None:
        self.folder = folder
        self.en, self.zh = (Office(concord, patch, folder, language) for language in ("en", "zh"))
        self.en.found()

    def lines(self, of: Office, *words: str) -> list[str]:
        """What `show SU-1` says below its head, in the language of ``of``."""
        return [line.strip() for line in of("ana", "show", "SU-1", *words).out.splitlines() if line.startswith("  ")]


@pytest.fixture
def two(concord: Concord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Two:
    """bo's goal with a key result, and actions."""
    two = Two(concord, monkeypatch, str(tmp_path / "office"))
    two.en("bo", "add", "goal", "Spring", "--departments", "OPS,LOG", "--owner", "bo")
    two.en("bo", "add", "key-result", "Sold", "--goal", "G-1", "--department", "OPS", "--target", "90")
    for title in ("Posters", "Dock", "Cards", "Till", "Flags"):
        two.en("", "add", "action", title, "--owner", "bo", "--due", "2026-12-01")
    return two


DONE = {
    "state": (("done", "A-1"), "finished A-1 Posters"),
    "due": (("edit", "A-2", "--due", "2026-12-04", "--why", "rain"), "moved A-2 Dock from Tue 1 Dec to Fri 4 Dec"),
    "owner": (("edit", "A-3", "--owner", "ana"), "gave A-3 Cards to ana"),
    "made": (("check-in", "KR-1", "30", "--confidence", "6"), "checked KR-1 Sold in at 30, confidence 6 of 10"),
    "stance": (("agree", "G-1"), "OPS agrees to G-1 Spring"),
    "drop": (("drop", "A-4", "--why", "no need"), "dropped A-4 Till"),
}


def test_every_deed_is_read_by_each_in_their_language(two: Two):
    for words, _said in DONE.values():
        two.zh("bo", *words)
    two.zh("bo", "standup", "--post")
    posted = {line["text"] for line in two.en.get("SU-1")["lines"] if "did" in line}
    assert all(CHINESE.search(text) for text in posted), "for older versions as it was posted"
    said = {english for _words, english in DONE.values()}
    assert said <= set(two.lines(two.en))
    assert posted <= set(two.lines(two.zh))
    digest = two.en("ana", "digest").out
    assert not CHINESE.search(digest)
    assert all(f"- Done: {english.removeprefix('finished ')}" in digest for english in said)
    for found in (two.en("bo", "standup", "--json"), two.en("ana", "standup", "--who", "bo", "--json")):
        told = {each["text"]: each["did"] for each in found.objects if each["did"]}
        assert said == set(told)
        assert told["finished A-1 Posters"]["set"] == {"state": "done"}
    (day,) = two.en("ana", "digest", "--json").objects
    people = [person for turn in day["departments"] for person in turn["people"]]
    assert said <= {line["text"] for person in people for line in person["lines"]}


def test_many_alike_are_counted_in_each_language(two: Two, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(prefill, "ALIKE", 2)
    for id in ("A-1", "A-2", "A-3"):
        two.zh("bo", "done", id)
    two.zh("bo", "standup", "--post")
    assert "finished 3 actions" in two.lines(two.en)
    assert any(CHINESE.search(line) and "3" in line for line in two.lines(two.zh))


def put(two: Two, **other: Any) -> None:
    """Change the first line past Concord's own doors, as an older version, a later one or a script may."""
    with open_workspace(two.folder, "bo") as workspace:
        document = {"lines": two.en.get("SU-1")["lines"]}
        document["lines"][0] |= other
        workspace.documents.table("standup").update(document, doc_ids=[1])


def test_what_somebody_puts_in_words_stays_theirs(two: Two):
    two.zh("bo", "done", "A-1")
    two.zh("bo", "standup", "--post")
    before = two.en.get("SU-1")["lines"][0]["text"]
    put(two, text="海报贴好了")  # it knows nothing of what the line refers to
    assert "A-1 海报贴好了" in two.lines(two.en)
    two.zh("bo", "standup", "--post", "--note", "再来")
    put(two, text=before)
    assert before in two.lines(two.en), "not even once the old words are there again"


def test_what_was_renamed_or_deleted_is_still_said(two: Two):
    two.zh("bo", "done", "A-1")
    two.zh("bo", "edit", "A-2", "--due", "2026-12-04", "--why", "rain")
    two.zh("bo", "standup", "--post")
    two.en("", "edit", "A-1", "--title", "Banners")
    with open_workspace(two.folder) as workspace:
        workspace.documents.table("action").remove(doc_ids=[2])
    assert {"finished A-1 Banners", "moved A-2 Dock from Tue 1 Dec to Fri 4 Dec"} <= set(two.lines(two.en))


def test_it_is_found_by_title_and_comes_out_and_in_again_as_it_was(two: Two, tmp_path: Path):
    two.zh("bo", "done", "A-1")
    two.zh("bo", "standup", "--post")
    found = two.en("ana", "search", "Posters").out
    assert "SU-1" in found
    assert not CHINESE.search(found)
    entry = two.en("", "export", "json", "--kind", "standup").objects[0]
    again = {"day": "+3d", "person": "bo", "lines": entry["lines"]}
    (tmp_path / "entry.jsonl").write_bytes(msgspec.json.encode(again))
    two.en("", "add", "standup", "--from-json", str(tmp_path / "entry.jsonl"))
    assert two.en.get("SU-2")["lines"] == entry["lines"]
    assert "finished A-1 Posters" in two.en("ana", "show", "SU-2").out


def test_what_is_no_reference_is_said_as_it_stands(two: Two):
    """Brought in by hand, or written by a later version."""
    two.zh("bo", "done", "A-1")
    two.zh("bo", "standup", "--post", "--drop", "2,3,4")
    (line,) = two.en.get("SU-1")["lines"]
    mark = {"mark": line["did"]["mark"]}
    forms: list[dict[str, Any]] = [
        {"verb": "set", "id": "A-1", "set": {"owner": 5}}, {"verb": "made", "id": "CI-9"}, {"verb": 7}, {"n": 3},
        {"verb": "set", "id": "nobody"}, {"verb": "set", "id": "A-1", "set": {"state": []}},
        {"verb": "done", "kind": "weather", "n": 2}, {"verb": "odd", "kind": "action", "n": 2},
    ]  # fmt: skip
    for did in forms:
        put(two, did=did | mark)
        said = two.lines(two.en)[-1]
        assert "changed 2 actions" in said if did.get("verb") == "odd" else line["text"] == said, did
    with pytest.raises(Invalid, match="longer than 4096 bytes"):
        put(two, did=line["did"] | {"name": "x" * 5000})
