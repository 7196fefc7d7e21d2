"""`concord export madr`: a file each, replaced only when asked and where Concord wrote it, only in the folder."""

from pathlib import Path

from tests.tui.cli.office import Office
from tests.tui.cli.test_circulate import office

__all__ = ["office"]


def test_decisions_are_written_as_files_and_replaced_when_asked(office: Office, tmp_path: Path):
    folder = tmp_path / "out" / "adr"
    office("ana", "decide", "谁付钱？", "MKT")
    office("ana", "decide", "Who pays?", "FIN", "--supersedes", "D-2")
    first = office("", "export", "madr", str(folder))
    names = ["0001-where-is-the-stand.md", "0002-谁付钱.md", "0003-who-pays.md"]
    assert first.out.splitlines() == names == sorted(each.name for each in folder.iterdir())
    assert (folder / names[0]).stat().st_mode & 0o777 == 0o600
    assert "Superseded by: [ADR-0003](<0003-who-pays.md>)" in (folder / names[1]).read_text("utf-8")
    assert 'status: "proposed"' in (folder / names[0]).read_text("utf-8")
    office("ana", "edit", "D-1", "--question", "Where is our stand?")
    ran = office("", "export", "madr", str(folder), code=1)
    assert f"concord export madr {folder} --force" in ran.err
    assert sorted(each.name for each in folder.iterdir()) == names
    assert office("", "export", "madr", str(folder), "is:circulating", "--force").out == "0001-where-is-our-stand.md\n"
    assert sorted(each.name for each in folder.iterdir()) == ["0001-where-is-our-stand.md", *names[1:]]
    mine = folder / names[2]
    mine.write_text("my own notes", encoding="utf-8")
    assert "is not the file of D-3" in office("", "export", "madr", str(folder), "--force", code=1).err
    mine.unlink()
    mine.symlink_to(tmp_path / "elsewhere.md")
    assert office("", "export", "madr", str(folder), "--force", code=1)
    assert not (tmp_path / "elsewhere.md").exists()
    inside = str(tmp_path / "nordwind" / "adr")
    assert office("", "export", "madr", inside, code=1)
    assert office("", "export", "madr", code=2)
