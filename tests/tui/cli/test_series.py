"""Series of meetings on the command line: shown, changed from a day on or for one day, cancelled, taken in turns."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.tui.cli.conftest import Concord

#: Tuesdays years ahead, so that none is past.
DAYS = [date(2041, 12, 3) + timedelta(7 * n) for n in range(5)]
FIRST, SECOND, THIRD, FOURTH, FIFTH = map(str, DAYS)


@pytest.fixture
def weekly(acme: Path, concord: Concord) -> Path:
    """SE-1, on Tuesdays at nine in Berlin, led in turn by ana and bo."""
    concord("add", "person", "Bo", "--login", "bo", "--department", "FIN")
    said = concord(
        "add", "series", "Weekly", "--repeats", "every tue", "--start", FIRST, "--time", "9", "--length", "45m",
        "--zone", "Europe/Berlin", "--facilitators", "ana,bo", "--departments", "MKT,FIN",
    )  # fmt: skip
    assert said.out == "SE-1\n"
    return acme


def shown(concord: Concord, *words: str) -> list[str]:
    """Its days from the first on: day, time, meeting, state, who leads."""
    found = concord("series", "SE-1", "--since", FIRST, "--limit", "5", "--json", *words).objects
    return [
        " ".join(filter(None, (each["on"][5:], each["time"], each["meeting"], each["state"], each["facilitator"])))
        for each in found
    ]


def test_one_day_differs_another_is_cancelled_and_from_a_third_on_all_is_otherwise(weekly: Path, concord: Concord):
    one = concord("series", "SE-1", "--on", FIRST, "--move", str(DAYS[0] + timedelta(1)), "--time", "3 pm")
    assert (one.out, one.err) == ("M-1\n", "M-1 is draft: Wed 4 Dec 2041 15:00 (14:00 here)\n")
    assert concord("series", "SE-1", "--cancel", THIRD).err.startswith("concord: Cancelling M-2 wants a reason")
    concord("series", "SE-1", "--cancel", THIRD, "--why", "holidays")
    concord("series", "SE-1", "--prepare", FOURTH)
    said = concord("series", "SE-1", "--from", FOURTH, "--repeats", "every wed", "--time", "下午两点", "--place", "B2")
    assert said.err.splitlines() == [
        "SE-1, Repeats: every Wednesday (was every Tuesday)",
        "SE-1, Time: 14:00 (was 09:00)",
        "SE-1, Place: B2",
        "M-3 goes along from Tue 24 Dec 2041 to Wed 25 Dec 2041",
    ]
    assert shown(concord) == [
        "12-04 15:00 M-1 draft PN-2", "12-10 09:00 PN-3", "12-17 09:00 M-2 cancelled PN-2",
        "12-25 14:00 M-3 draft PN-2", "01-01 14:00 PN-3",
    ]  # fmt: skip
    assert concord("series", "SE-1", "--restore", THIRD, "--why", "after all").err.splitlines() == [
        "M-2 is draft: Tue 17 Dec 2041 9:00 (8:00 here)",
        "M-3 is draft: Wed 25 Dec 2041 14:00 (13:00 here)",
    ]
    assert concord("undo").code == concord("undo").code == 0  # taken back: reopened, changed from a day on
    assert shown(concord)[3] == "12-24 09:00 M-3 draft PN-2"


def test_whose_turn_it_is_is_skipped_and_swapped(weekly: Path, concord: Concord):
    assert concord("series", "SE-1", "--skip", "lead").out.split("\n")[0].endswith("bo leads")
    assert concord("series", "SE-1", "--swap", "ana,bo").out.split("\n")[0].endswith("ana leads")
    assert concord("series", "SE-1", "--skip", "notes").err == "concord: Nobody takes turns in SE-1 yet\n"
    assert concord("series", "SE-1", "--swap", "ana").code == 2
    assert "FIN" not in concord("series", "SE-1", "--skip", "who").err


def test_the_end_takes_later_meetings_with_it(weekly: Path, concord: Concord):
    concord("series", "SE-1", "--prepare", FIFTH)
    concord("add", "agenda-item", "Dock plan", "--meeting", "M-1")
    assert concord("series", "SE-1", "--end", FOURTH, "--why", "done").code == 4
    said = concord("series", "SE-1", "--end", FOURTH, "--why", "done", "--agenda", "drop")
    assert said.err.splitlines() == [
        "SE-1, Repeats: every Tuesday until 2041-12-24 (was every Tuesday)",
        "M-1 cancelled too",
    ]
    assert len(shown(concord)) == 5
    assert shown(concord)[-1].startswith("12-31 09:00 M-1 cancelled")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--on", FIRST), "Say what is different on that day"),
        (("--on", "2041-12-05", "--time", "10"), "SE-1 has no meeting on 2041-12-05"),
        (("--from", FIRST), "Say what is different from then on"),
        (("--from", FIRST, "--cancel", FIRST), "--from and --cancel are two things"),
        (("--move", FIRST), "--move says where one day goes"),
        (("--cancel", FIRST, "--time", "10"), "There is no option --time"),
        (("--time", "3"), '"3" may be 03:00 or 15:00'),
        (("--length", "1"), '"1" may be 1 min or 1 h'),
        (("--from", FIRST, "--repeats", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), "that falls on no day"),
        (("--restore", FIRST, "--why", "x"), "was not cancelled"),
        (("--end", "2020-01-01"), "2020-01-01 is past"),
        (("--cancel", FIRST, "--why", "x", "--agenda", "M-9"), "There is no M-9"),
    ],
)
def test_what_does_not_go_is_said(weekly: Path, concord: Concord, words: tuple[str, ...], said: str):
    ran = concord("series", "SE-1", *words)
    assert ran.code != 0
    assert said in ran.err
    assert concord("list", "meeting").out == ""


def test_through_a_file_of_json_and_in_chinese(acme: Path, concord: Concord, tmp_path: Path):
    (tmp_path / "s.jsonl").write_text(
        f'{{"标题": "周例会", "重复": "每周二", "首日": "{FIRST}", "时间": "下午三点半", "时长": "一个半小时"}}\n'
    )
    concord("add", "series", "--from-json", str(tmp_path / "s.jsonl"))
    found = concord("series", "SE-1", "--since", FIRST, "--limit", "1", "--json").objects
    assert [(each["starts"], each["ends"]) for each in found] == [(f"{FIRST}T15:30:00.000Z", f"{FIRST}T17:00:00.000Z")]
    said = concord("series", "SE-1", "--从", SECOND, "--时间", "16点", "--lang", "zh")
    assert said.err == "SE-1 时间：16:00（原：15:30）\n"
    said = concord("series", "SE-1", "--取消", THIRD, "--原因", "年终", "--lang", "zh")
    assert said.err == "M-1（已取消）：2041年12月17日 周二 16:00\n"
