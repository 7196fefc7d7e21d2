"""What leaves a workspace: readable by others, safe in a spreadsheet, never half a file."""

import csv
import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tinydb import TinyDB, where

from store import Failed, Workspace, WrongWords, commands
from store.interop import csv_file, csv_text, files, tinydb_json
from store.interop.files import NewFile
from tests.for_each import for_each


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    workspace.do(commands.add, "department", {"name": "Marketing", "code": "MKT"})
    workspace.do(commands.add, "person", {"name": "Ana", "login": "ana", "department": "DP-1", "role": "admin"})
    workspace.do(commands.add, "person", {"name": "CFO"})
    values = {"title": '=2+3,"x"', "note": "one\n@two", "owner": "PN-1", "contributors": ["PN-1", "PN-2"]}
    workspace.do(commands.add, "action", {**values, "due": "2026-12-01", "department": "DP-1", "tags": ["a", "b"]})
    workspace.do(commands.add, "goal", {"title": "库存", "departments": ["DP-1"], "raci": {"PN-1": "A"}})
    workspace.do(commands.add, "key-result", {"title": "Loss", "start": -5, "goal": "G-1"})
    return workspace


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_csv_has_a_row_each_with_names_for_references(filled: Workspace):
    out = io.BytesIO()
    csv_file.write(filled.records, "action", out)
    (row,) = table(out.getvalue())
    assert (row["id"], row["owner"], row["department"]) == ("A-1", "ana", "MKT")
    assert (row["contributors"], row["due"], row["tags"]) == ("ana, PN-2", "2026-12-01", "a, b")
    assert row["note"] == "one\n@two"


def test_no_cell_of_a_csv_is_a_formula(filled: Workspace):
    guarded = io.BytesIO()
    csv_file.write(filled.records, "action", guarded)
    assert table(guarded.getvalue())[0]["title"] == '\'=2+3,"x"'
    numbers = io.BytesIO()
    csv_file.write(filled.records, "key-result", numbers)
    assert table(numbers.getvalue())[0]["start"] == "-5", "a number is no formula"


@for_each("cell", ["=1", "+1", "-1", "@x", "\tx", "'=1", "''@", "'quoted'", "plain", "", "'"])
def test_a_guarded_cell_comes_back_as_it_was(cell: str):
    guarded = csv_text.guard(cell)
    assert guarded[:1] not in ("=", "+", "-", "@", "\t")
    assert csv_text.unguard(guarded) == cell


def test_a_tinydb_opens_what_was_exported_for_it(filled: Workspace, tmp_path: Path):
    filled.documents.table("notes of mine").insert({"any": [1, {"thing": None}]})
    path = tmp_path / "out.json"
    tinydb_json.write(filled.ledger, path)
    with TinyDB(path) as plain:
        assert plain.tables() == filled.documents.tables()
        for name in plain.tables():
            ours = {document.doc_id: dict(document) for document in filled.documents.table(name)}
            assert {document.doc_id: dict(document) for document in plain.table(name)} == ours
        assert plain.table("action").get(where("owner") == "PN-1") is not None
        assert plain.table("action").insert({}) == 2


def test_an_empty_workspace_exports_to_something_readable(workspace: Workspace, tmp_path: Path):
    tinydb_json.write(workspace.ledger, tmp_path / "empty.json")
    assert len(TinyDB(tmp_path / "empty.json")) == 0
    out = io.BytesIO()
    csv_file.write(workspace.records, "action", out)
    assert out.getvalue().startswith(b"id,title,")
    with pytest.raises(WrongWords):
        csv_file.write(workspace.records, "nonsense", io.BytesIO())


def test_a_file_is_never_overwritten_unasked_nor_left_half_written(tmp_path: Path):
    path = tmp_path / "out"
    files.write(path, [b"old"])
    with pytest.raises(Failed):
        files.write(path, [b"new"])
    assert path.read_bytes() == b"old"

    def breaks() -> Iterator[bytes]:
        yield b"half"
        raise KeyboardInterrupt

    for target in (path, tmp_path / "other"):
        with pytest.raises(KeyboardInterrupt):
            files.write(NewFile(str(target), force=True), breaks())
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["out"]
    files.write(NewFile(str(path), force=True), [b"new"])
    assert path.read_bytes() == b"new"


def test_a_file_that_came_meanwhile_stays(tmp_path: Path):
    path = tmp_path / "out"

    def slow() -> Iterator[bytes]:
        yield b"mine"
        path.write_bytes(b"theirs")

    with pytest.raises(Failed):
        files.write(path, slow())
    assert path.read_bytes() == b"theirs"
    assert os.listdir(tmp_path) == ["out"]


def test_links_devices_and_folders(tmp_path: Path):
    real, link, dangling = tmp_path / "real", tmp_path / "link", tmp_path / "dangling"
    real.write_bytes(b"old")
    link.symlink_to(real)
    dangling.symlink_to(tmp_path / "nowhere")
    for path in (link, dangling, tmp_path, tmp_path / "no" / "such"):
        with pytest.raises(Failed):
            files.write(path, [b"x"])
    assert not (tmp_path / "nowhere").exists()
    files.write(NewFile(str(link), force=True), [b"new"])
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    files.write("/dev/null", [b"x"])
    with pytest.raises(Failed):
        files.write("/dev/full", [b"x"])
