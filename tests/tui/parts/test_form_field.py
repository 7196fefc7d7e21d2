"""What is filled in beforehand and what is typed on top of it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from store.kinds import KINDS
from store.workspace import open_workspace
from tui import i18n
from tui.config import Options
from tui.desk.desk import Desk
from tui.parts.form_field import FieldAnswer

FIN, MKT = "DP-1", "DP-2"


def typed(folder: Path, kind: str, name: str, stands: Any, *keys: str) -> Any:
    """What the field holds after these keys: letters, or the names of keys."""
    desk = Desk(open_workspace(str(folder), "ana"), Options())
    try:
        answer = FieldAnswer(desk, KINDS[kind].fields[name], stands)
        for key in keys:
            answer.key(key, key if len(key) == 1 else None)
        return answer.read()
    finally:
        desk.close()


@pytest.mark.parametrize(
    ("kind", "name", "stands", "keys", "becomes"),
    [
        ("action", "department", FIN, [*"MKT"], MKT),
        ("action", "department", FIN, ["backspace", "N"], FIN),
        ("action", "department", FIN, [], FIN),
        ("action", "owner", "PN-1", [*"bo"], "PN-2"),
        ("action", "due", date(2026, 12, 1), [*"2026-12-04"], date(2026, 12, 4)),
        ("goal", "departments", (MKT,), [*"FIN"], (MKT, FIN)),
        ("goal", "departments", (MKT,), [",", *"FIN"], (MKT, FIN)),
        ("action", "tags", ("print",), [*"shop"], ("print", "shop")),
        ("action", "title", "Feed", [*" two"], "Feed two"),
    ],
)
def test_what_stands_there_gives_way_to_what_is_typed(
    folder: Path, kind: str, name: str, stands: Any, keys: list[str], becomes: Any
):
    assert typed(folder, kind, name, stands, *keys) == becomes


@pytest.mark.parametrize(
    ("kind", "name", "text", "said"),
    [
        ("meeting", "length", "9", "9 分钟"),
        ("meeting", "length", "1h", "60 分钟"),
        ("meeting", "length", "半小时", "30 分钟"),
        ("meeting", "length", "45 min", ""),
        ("meeting", "length", "45 分钟", ""),
        ("meeting", "length", "soon", ""),
        ("agenda-item", "minutes", "2", "2 分钟"),
    ],
)
def test_how_long_something_takes_is_read_back_in_minutes(folder: Path, kind: str, name: str, text: str, said: str):
    i18n.use("zh")
    desk = Desk(open_workspace(str(folder), "ana"), Options())
    try:
        answer = FieldAnswer(desk, KINDS[kind].fields[name], None)
        answer.line.put(text)
        assert answer.echo() == said
    finally:
        desk.close()
        i18n.use("en")


@pytest.mark.parametrize(
    "link", ["https://e.org/MKT,2", "https://e.org/?spring,promotion;x", "mailto:ana@e.org,bo@e.org"]
)
def test_a_link_is_typed_as_it_is_whatever_its_commas_part(folder: Path, link: str):
    assert typed(folder, "decision", "evidence", None, *link, ",", " ", *"MKT") == (link, MKT)
