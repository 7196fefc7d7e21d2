"""What stays in its row stands where it stood, under its heading, whatever goes or comes around it."""

from tests.for_each import for_each
from tui.parts.choice_rows import ChoiceRow
from tui.parts.stayed import in_place, rows_in_place


@for_each(
    "before, now, stay, found",
    [
        ("abc", "bc", "a", "abc"),
        ("abc", "ac", "b", "abc"),
        ("abc", "", "abc", "abc"),
        ("abc", "xacb", "b", "xabc"),
        ("abc", "c", "b", "bc"),
        ("abc", "ac", "", "ac"),
    ],
)
def test_each_stands_behind_what_it_stood_behind(before: str, now: str, stay: str, found: str):
    assert "".join(in_place(before, now, stay.__contains__)) == found


def rows(text: str) -> list[ChoiceRow]:
    """Capitals are headings, ``_`` is air, ``~`` a further line, all else rows."""
    lines = {"_": (), "~": ((" more", "muted"),)}
    return [ChoiceRow("" if each in "_~" or each.isupper() else each, lines.get(each, ((each, "x"),))) for each in text]


@for_each(
    "before, now, stay, found",
    [
        ("Lab_Nc", "Lb_Nc", "a", "Lab_Nc"),
        ("La~b_Nc", "La~_Nc", "b", "La~b_Nc"),
        ("La_Nc", "Nc", "a", "La_Nc"),
        ("La_Nc", "La", "c", "La_Nc"),
        ("La_Nb_Pc", "La_Pc", "b", "La_Nb_Pc"),
        ("La_Nb_Pc", "", "abc", "La_Nb_Pc"),
        ("La_Nb_Pc", "Pc", "b", "Nb_Pc"),
        ("La~_Nc", "Nc", "a", "La_Nc"),
        ("Lab_Nc", "Lb_Nac", "a", "Lb_Nac"),
    ],
)
def test_under_its_heading_too(before: str, now: str, stay: str, found: str):
    assert rows_in_place(rows(before), rows(now), stay.__contains__) == rows(found)
