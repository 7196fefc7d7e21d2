"""What the facts of a retrospective say of one is said of one."""

import re
from pathlib import Path

import pytest

from store.insight.retro_facts import of_retro
from store.workspace import open_workspace
from tests.store.built_example import build
from tests.tui.conftest import TODAY
from tui import i18n
from tui.config import Options
from tui.desk.desk import Desk
from tui.text.fact_lines import fact_sections, on_screen

#: A number that is one, with the word for many behind it.
MANY = re.compile(r"(?<![\d.,:])1 (?:working )?(?:days|cards|votes|answers|moves|actions|decisions|blockers)\b")


@pytest.mark.parametrize("case", ["launch", "promotion"])
def test_one_day_is_not_told_as_many(tmp_path: Path, case: str):
    i18n.use("en")
    build(tmp_path / "w", case, "en", TODAY)
    desk = Desk(open_workspace(str(tmp_path / "w"), "root"), Options())
    try:
        overview = desk.overview
        told = [
            line.text
            for retro in desk.records.of_kind("retro")
            for section in fact_sections(of_retro(overview, retro.id), overview, on_screen(overview))
            for line in section.lines
        ]
    finally:
        desk.close()
    assert told
    assert not [line for line in told if MANY.search(line)]
