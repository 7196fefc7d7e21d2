"""`concord report`: what stands in the room of insights, on a page for those who open no terminal."""

import re
import shutil
import stat
import subprocess
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest

from store.insight.overview import Overview
from store.insight.trends.past_weeks import PastWeeks
from store.kinds.person import Person
from store.kinds.update import ask, understood
from store.workspace import open_workspace
from tests.store.built_example import build
from tests.tui.cli.conftest import Concord
from tests.tui.text.pages.test_pages import Seen
from tui.text.charts.chart import Chart
from tui.text.insights.insight_page import PAGES, Sources
from tui.text.insights.insight_page import page as page_of

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SATURDAY = datetime(2026, 11, 28, 9, tzinfo=UTC)
HOSTILE = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "]]>--><b>", "\u202egnp.exe", "`x` |a| **b**")


@pytest.fixture
def promotion(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example of a promotion."""
    monkeypatch.setattr("store.clock.now", lambda: SATURDAY)
    folder = tmp_path / "promotion"
    build(folder, "promotion", "en")
    monkeypatch.setenv("CONCORD_WORKSPACE", str(folder))
    return folder


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_stands_in_it_stands_in_the_insights(promotion: Path, concord: Concord, tmp_path: Path, language: str):
    page = tmp_path / "report.html"
    assert concord("report", str(page), "--lang", language, "--weeks", "6").code == 0
    html = page.read_text("utf-8")
    seen = Seen(html)
    text = unescape(re.sub("<[^>]*>", "", html))
    told = concord("insights", "--json", "--lang", language, "--weeks", "6").objects
    assert len(told) == 8
    for each in told:
        assert each["answer"] in text
        assert each["question"] in text
        for picture in each["pictures"]:
            assert picture["title"] in text
            assert all(row["label"] in text for row in picture["rows"])
    assert seen.open == ["html", "body"] or not seen.open
    assert seen.links == []
    assert "<script" not in html
    assert not re.search(r"https?:|url\(|@import", html)


def test_the_same_as_text(promotion: Path, concord: Concord):
    text = concord("report", "--markdown").out
    for each in concord("insights", "--json").objects:
        assert each["answer"] in text.replace("\\", "")
    assert text == concord("report").out


def test_it_may_be_of_a_goal_or_a_department_over_days(promotion: Path, concord: Concord):
    assert "G-2: " not in concord("report", "--of", "G-3").out
    assert "# Report: G-3 " in concord("report", "--of", "G-3").out
    assert "# Report: Marketing" in concord("report", "--of", "MKT", "--weeks", "4").out
    assert "Mon 2 Nov 2026 - Sat 28 Nov 2026 (4 weeks)" in concord("report", "--since", "2026-11-04").out
    assert "Mon 28 Sep 2026 - Sat 28 Nov 2026 (9 weeks)" in concord("report", "--period", "2026-Q4").out
    assert concord("report", "--period", "2027-Q1").code != 0
    assert concord("report", "--period", "soon").code != 0
    assert concord("report", "--weeks", "3", "--since", "2026-11-04").code != 0
    assert concord("report", "--html", "--markdown").code != 0


def test_of_a_period_that_is_over_it_tells_what_would_have_been_told_on_its_last_day(
    promotion: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch
):
    then = concord("report", "--period", "2026-11").out
    concord("add", "goal", "Later", "--departments", "MKT")
    concord("edit", "G-2", "--title", "Otherwise")
    monkeypatch.setattr("store.clock.now", lambda: datetime(2026, 12, 9, 9, tzinfo=UTC))
    later = concord("report", "--period", "2026-11").out
    assert "Mon 26 Oct 2026 - Mon 30 Nov 2026 (6 weeks)" in later
    assert "at the end of Mon 30 Nov 2026" in later
    assert "As it stood" not in then
    assert "behind where it should be" in later
    assert "today" not in later
    assert "Otherwise" in later
    assert "Otherwise" not in then
    assert {*re.findall(r"this week|week to 30 Nov", later)} == {"week to 30 Nov"}
    concord("edit", "G-2", "--title", "Once more")
    for number in ("N-1", "N-2"):
        concord("reading", number, "7")
    assert concord("report", "--period", "2026-11").out == later
    told = concord("report", "--period", "2026-11", "--json").objects[0]
    assert (told["since"], told["until"]) == ("2026-10-26", "2026-11-30")
    assert concord("report", "--period", "2020-Q1", "--of", "G-2").code != 0
    assert concord("report", "--period", "2020-Q1").code == 0


def test_a_public_one_names_nobody_and_may_be_read_by_a_web_server(promotion: Path, concord: Concord, tmp_path: Path):
    page = tmp_path / "report.html"
    page.write_text("the one of last week", "utf-8")
    page.chmod(0o600)
    before = page.stat().st_ino
    assert concord("report", str(page), "--public").code != 0
    assert concord("report", str(page), "--public", "--force").code == 0
    assert stat.S_IMODE(page.stat().st_mode) == 0o644
    assert page.stat().st_ino != before
    text = Seen(page.read_text("utf-8")).text
    with open_workspace(str(promotion)) as workspace:
        people = [*workspace.records.all(Person)]
    words = set(re.findall(r"\w+", text))
    assert not {person.login for person in people} & words
    assert not [person.name for person in people if person.name in text]
    assert [each.name for each in tmp_path.iterdir() if each.name.endswith(".part")] == []


def test_an_update_stands_there_until_all_have_acknowledged_it(acme: Path, concord: Concord):
    concord("add", "department", "Logistics", "--code", "LOG")
    words = ("--sort", "risk", "--departments", "FIN,LOG", "--department", "MKT")
    assert concord("add", "update", "The labels come late", *words).code == 0
    with open_workspace(str(acme)) as workspace:
        workspace.do(understood, "U-1", "DP-2")
    section = concord("report").out.partition("## Updates not acknowledged yet")[2].partition("##")[0]
    assert "| U-1 | The labels come late |" in section
    assert "LOG" in section
    assert "FIN" not in section


def test_a_public_one_quotes_no_question(acme: Path, concord: Concord, tmp_path: Path):
    words = ("--sort", "risk", "--departments", "FIN", "--department", "MKT")
    assert concord("add", "update", "The labels come late", *words).code == 0
    with open_workspace(str(acme)) as workspace:
        workspace.do(ask, "U-1", "DP-2", "Did Bo forget them?")
    assert "asks: Did Bo forget them?" in concord("report").out
    page = tmp_path / "report.md"
    assert concord("report", str(page), "--public").code == 0
    section = page.read_text("utf-8").partition("## Updates not acknowledged yet")[2].partition("##")[0]
    assert "asks" in section
    assert "forget" not in section


def test_a_public_one_quotes_no_objection(promotion: Path, concord: Concord, tmp_path: Path):
    page = tmp_path / "report.md"
    assert concord("report", str(page), "--public").code == 0
    assert 'LOG objects: "Lorries' in concord("report").out
    (line,) = [each for each in page.read_text("utf-8").splitlines() if each.startswith("| G-5 | New shop")]
    assert "LOG objects; MKT objects" in line
    assert '"' not in line


@pytest.mark.parametrize("title", HOSTILE)
def test_titles_are_text_whatever_stands_in_them(acme: Path, concord: Concord, tmp_path: Path, title: str):
    assert concord("add", "goal", title, "--departments", "FIN,MKT", "--owner", "ana").code == 0
    assert concord("add", "action", title, "--goal", "G-1", "--owner", "ana", "--due", "2026-11-02").code == 0
    assert concord("edit", "FIN", "--name", title).code == 0
    page = tmp_path / "report.html"
    assert concord("report", str(page)).code == 0
    html = page.read_text("utf-8")
    found = {tag for tag, _name in Seen(html).found}
    assert not found & {"script", "img", "b", "iframe"}
    assert not {name for _tag, name in Seen(html).found} & {"onerror", "onload", "src", "href"}
    assert "\u202e" not in html


# In a browser


def _measured(page: Path, width: int, *flags: str) -> str:
    """What a browser finds to be wider than the page, or to hang out of its drawing."""
    looking = page.with_name(f"look-{width}.html")
    script = """<script>addEventListener("load", () => { const out = [];
      if (document.documentElement.scrollWidth > innerWidth) out.push("page " + document.documentElement.scrollWidth);
      for (const text of document.querySelectorAll("div.chart text")) {
        const box = text.getBoundingClientRect(), all = text.closest("div.chart").getBoundingClientRect();
        if (box.left < all.left - 1 || box.right > all.right + 1 || box.height < 9) out.push(text.textContent); }
      document.body.innerHTML = "FOUND[" + innerWidth + "|" + out.join(";") + "]"; })</script>"""
    html = re.sub("<meta http-equiv=[^>]*>", "", page.read_text("utf-8"))
    looking.write_text(html.replace("</body>", script + "</body>"), "utf-8")
    assert CHROMIUM is not None
    words = [CHROMIUM, "--headless", "--no-sandbox", "--dump-dom", f"--window-size={width},900", *flags, str(looking)]
    ran = subprocess.run(words, capture_output=True, text=True, timeout=100, check=True)
    found = re.search(r"FOUND\[(\d+)\|(.*?)\]", ran.stdout)
    assert found is not None
    assert int(found[1]) == width
    return found[2]


@pytest.mark.skipif(CHROMIUM is None, reason="no browser here")
@pytest.mark.parametrize(("width", "language"), [(500, "zh"), (1280, "en")])
def test_nothing_is_cut_in_a_browser(promotion: Path, concord: Concord, tmp_path: Path, language: str, width: int):
    page = tmp_path / "report.html"
    assert concord("report", str(page), "--lang", language).code == 0
    assert _measured(page, width) == ""


def test_weeks_are_counted_from_monday_to_the_running_one(promotion: Path, concord: Concord):
    monday = (SATURDAY - timedelta(SATURDAY.weekday())).date()
    assert f"({1} week)" in concord("report", "--since", f"{monday}").out
    assert "(2 weeks)" in concord("report", "--since", f"{monday - timedelta(1)}").out


def test_what_the_report_says_of_a_chart_is_what_it_draws(promotion: Path):
    """A share is whole; any other value is written with the decimals that it has."""
    with open_workspace(str(promotion), "ana") as workspace:
        sources = Sources(Overview(workspace.ledger, workspace.today), PastWeeks(workspace.ledger))
        charts = [part for name in PAGES for part in page_of(name, sources).parts if isinstance(part, Chart)]
    drawn = {
        (chart.title, value): round(value, chart.decimals)
        for chart in charts
        for curve in chart.curves
        for value in curve.values
        if chart.unit != "%" and value is not None
    }
    assert {value for _, value in drawn} & {1.5, 2.5}
    assert [each for each, said in drawn.items() if said != each[1]] == []
