"""`concord help format` is enough: a reader written from it alone finds the documents and what does not verify."""

import json
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from store import commands, demo
from store.engine.ledger import Ledger
from store.kinds import STORED
from store.workspace import open_workspace
from tests.tui.cli.conftest import Concord

Tables = dict[str, dict[int, dict[str, Any]]]


# The reader: nothing but the page and Python's own library


class Broken(Exception):
    """A line does not verify: its file, the number of the commit before, and what stands there."""


def lines(data: bytes, before: int) -> Iterator[tuple[dict[str, Any], int]]:
    """The bodies of a file, each with its checksum."""
    at = 0
    while at < len(data) and data[at] != 0:
        checksum, length = int(data[at : at + 8], 16), int(data[at + 9 : at + 17], 16)
        body, end = data[at + 18 : at + 18 + length], data[at + 18 + length : at + 19 + length]
        if len(body) != length or end != b"\n" or zlib.crc32(body, before) != checksum:
            raise Broken(at)
        before = yield json.loads(body), checksum
        before = checksum if before is None else before
        at += 19 + length


def read(folder: Path) -> tuple[list[dict[str, Any]], dict[int, int], str]:
    """All commits, the checksum of each, and the id of the workspace."""
    commits: list[dict[str, Any]] = []
    checksums: dict[int, int] = {}
    workspace = ""
    for path in [*sorted((folder / "segments").glob("*")), folder / "journal"]:
        found = lines(path.read_bytes(), 0)
        header, checksum = next(found)
        assert (header["concord"], header["format"]) == ("journal", 1)
        assert workspace in ("", header["workspace"])
        workspace = header["workspace"]
        before = header["chain"] if header["after"] else checksum
        assert not header["after"] or checksums[header["after"]] == header["chain"]
        try:
            commit, checksum = found.send(before)
            while True:
                if commit["seq"] == len(commits) + 1:
                    commits.append(commit)
                    checksums[commit["seq"]] = checksum
                commit, checksum = next(found)
        except StopIteration:
            continue
    return commits, checksums, workspace


def documents(commits: list[dict[str, Any]]) -> Tables:
    tables: Tables = {}
    for commit in commits:
        for change in commit.get("changes", ()):
            table, number = change["t"], change["n"]
            if change.get("did") == "drop":
                tables.pop(table, None)
            elif change.get("did") == "clear":
                tables[table] = {}
            elif "new" in change:
                tables.setdefault(table, {})[number] = change["new"]
            elif "old" in change:
                del tables[table][number]
            else:
                put(tables[table][number], change["set"], change["was"])
    return tables


def put(document: dict[str, Any], new: dict[str, Any], was: dict[str, Any]) -> None:
    for path in was:
        if path not in new:
            place, name = inward(document, path)
            place.pop(name, None)
    for path, value in new.items():
        place, name = inward(document, path)
        if value == {} and path not in was:
            place.setdefault(name, {})
        else:
            place[name] = value


def inward(document: dict[str, Any], path: str) -> tuple[dict[str, Any], str]:
    *names, last = [name.replace("~1", ".").replace("~0", "~") for name in path.split(".")]
    for name in names:
        document = document.setdefault(name, {})
    return document, last


def checkpoint(data: bytes) -> tuple[dict[str, Any], Tables]:
    """Its first line, and the documents of its frames."""

    def body(at: int) -> dict[str, Any]:
        length = int(data[at + 9 : at + 17], 16)
        found = data[at + 18 : at + 18 + length]
        assert zlib.crc32(found) == int(data[at : at + 8], 16)
        return json.loads(found)

    head, index = body(0), body(int(data[-17:], 16))
    tables: Tables = {table: {} for table in head["tables"]}
    assert index["count"] == len(index["frames"])
    for table, at, length, checksum, least, most, count in index["frames"]:
        found = data[at : at + length]
        assert zlib.crc32(found) == checksum
        numbers = {int(number): document for number, document in json.loads(found)[table].items()}
        assert (min(numbers), max(numbers), len(numbers)) == (least, most, count)
        tables[table] |= numbers
    return head, tables


# What it has to find


def stored(folder: Path) -> Tables:
    with Ledger(str(folder), "somebody") as ledger:
        found = {table: ledger.unveiled.items(table) for table in ledger.tables()}
    return {table: {number: msgspec.json.decode(raw) for number, raw in items} for table, items in found.items()}


@pytest.fixture(scope="module", params=["launch", "promotion"])
def example(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An example organisation with a journal in two segments, and a checkpoint."""
    folder = tmp_path_factory.mktemp("example") / request.param
    demo.build(str(folder), request.param, "en")
    for text in ("first", "second"):
        with Ledger(str(folder), "root") as ledger:
            ledger.rotate()
        with open_workspace(str(folder)) as workspace:
            workspace.do(commands.edit, "A-1", {"note": text})
    with Ledger(str(folder), "root") as ledger:
        ledger.commit(odd)
        ledger.checkpoint()
        ledger.commit(odder)
    return folder


def odd(transaction: Any) -> None:
    transaction.write("scratch", 1, {"a.b": {"c~d": {"e": 1}}, "gone": 1, "list": [1, {"x": 2}]})
    transaction.write("scratch", 2, {})
    transaction.write("passing", 1, {"n": 1})


def odder(transaction: Any) -> None:
    transaction.write("scratch", 1, {"a.b": {"c~d": {"e": 2, "~1": None}}, "new": {"x": {}}, "list": [2]})
    transaction.delete("scratch", 2)
    transaction.drop("passing")


def test_the_reader_finds_the_same_documents(example: Path):
    commits, _checksums, _workspace = read(example)
    found = documents(commits)
    assert {table: rows for table, rows in found.items() if rows} == {
        t: rows for t, rows in stored(example).items() if rows
    }
    assert len(list((example / "segments").iterdir())) == 2
    assert found["scratch"][1]["a.b"] == {"c~d": {"e": 2, "~1": None}}
    for table, rows in found.items():
        assert table not in STORED or all(row["id"] == STORED[table].id(number) for number, row in rows.items())


def test_the_checkpoint_has_the_documents_as_of_its_commit(example: Path):
    head, found = checkpoint((example / "checkpoint").read_bytes())
    commits, checksums, workspace = read(example)
    assert (head["workspace"], head["chain"]) == (workspace, checksums[head["seq"]])
    assert found == documents(commits[: head["seq"]])
    assert len(commits) == head["seq"] + 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda rows: [*rows[:5], *rows[6:]],
        lambda rows: [*rows[:5], rows[6], rows[5], *rows[7:]],
        lambda rows: [*rows[:6], rows[5], *rows[6:]],
        lambda rows: [*rows[:5], rows[5].replace(b'"who":"', b'"who":"x', 1), *rows[6:]],
        lambda rows: [*rows[:-1], rows[-1][:-9]],
    ],
    ids=["taken out", "moved", "repeated", "changed", "interrupted"],
)
def test_the_reader_sees_what_was_done_to_a_line(
    tmp_path: Path, spoil: Callable[[list[bytes]], list[bytes]], concord: Concord
):
    folder = tmp_path / "x"
    demo.build(str(folder), "launch", "en")
    (folder / "checkpoint").unlink(missing_ok=True)
    rows = (folder / "journal").read_bytes().rstrip(b"\0").splitlines(keepends=True)
    (folder / "journal").write_bytes(b"".join(rows))
    read(folder)
    (folder / "journal").write_bytes(b"".join(spoil(rows)))
    with pytest.raises((Broken, ValueError)):
        read(folder)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_example_on_the_page_reads_as_it_says(concord: Concord, language: str):
    page = concord("help", "format", "--lang", language).out
    shown = re.findall(r"^    (\S.*)$", page, re.MULTILINE)
    text = "".join(shown)
    text = text[text.index("{…}", text.index("LLLLLLLL")) + 3 :].partition("CCCCCCCC")[0]
    begun = re.split(r"(?<=\})(?=[0-9a-f]{8} [0-9a-f]{8} \{)", text)
    data = b"".join(line.encode() + b"\n" for line in begun)
    bodies = [body for body, _checksum in lines(data, 0)]
    assert [body.get("seq", 0) for body in bodies] == [0, 1, 2]
    assert documents(bodies[1:])["action"][1] == {"id": "A-1", "rev": 2, "title": "Posters", "due": "2026-12-04"}


def test_the_page_names_every_kind_and_every_part_of_an_entry(concord: Concord):
    for language in ("en", "zh"):
        page = concord("help", "format", "--lang", language).out
        assert [
            kind.name for kind in STORED.values() if f"{kind.prefix}-  " not in page and f"{kind.prefix}- " not in page
        ] == []
        for word in (
            "CRC-32",
            "EDB88320",
            "`chain`",
            "seq",
            "op",
            "what",
            "changes",
            "checkpoint",
            "torn-",
            "reading-day",
        ):
            assert word in page
