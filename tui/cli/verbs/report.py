"""`concord report`: how things stand and what weeks have brought, as one page of HTML or as Markdown."""

import os
from typing import TYPE_CHECKING, Any

from store.errors import WrongWords
from store.fields.dates import read_day
from store.words import Words
from tui.cli import into_file
from tui.cli.arguments import Option
from tui.cli.call import Call, Verb
from tui.cli.consequences import say_apart
from tui.cli.workdays import WORKDAYS, is_left_out
from tui.served import READS

if TYPE_CHECKING:
    from datetime import date

    from tui.text.report_page import WeeksReport

_SPANS = ("weeks", "period", "since")


def _report(call: Call) -> None:
    from store.insight.trends.past_weeks import PastWeeks, as_at
    from tui.text.pages.as_html import html
    from tui.text.pages.as_markdown import markdown
    from tui.text.report_page import report_of, report_page

    file = call.take(0, 1)
    if is_left_out(call):
        return
    overview = call.objects.overview
    say_apart(call, overview)
    of = call.given_ref("of", "department", "goal") or ""
    weeks, end = _span(call, overview.today)
    if end < overview.today:
        overview = as_at(call.workspace.ledger, end)
        if of and overview.reading.find(of) is None:
            raise WrongWords("{id} was not there yet on {day}", id=of, day=end)
    with into_file.data_into(call, *file):
        report = report_of(overview, PastWeeks(call.workspace.ledger), of, weeks, public="public" in call.options)
        if call.json:
            call.output.object(_object(call, report))
        elif _is_html(call, *file):
            call.output.text(html(report_page(report)).splitlines())
        else:
            call.output.text(markdown(report_page(report)))


def _is_html(call: Call, *file: str) -> bool:
    """Where it is said, or FILE is called so."""
    together(call, "html", "markdown")
    if "markdown" in call.options:
        return False
    return "html" in call.options or bool(file and os.path.splitext(file[0])[1].lower() in (".html", ".htm"))


def together(call: Call, *names: str) -> None:
    """Raises `WrongWords` where two of the options are given."""
    given = [name for name in names if name in call.options]
    if len(given) > 1:
        raise WrongWords("--{name} and --{other} do not go together", name=given[0], other=given[1])


def _span(call: Call, today: "date") -> "tuple[int, date]":
    """Over how many weeks, and the day with which the last of them ends: today, or that of a period that is over."""
    from store.insight.trends.past_weeks import WEEKS
    from tui.text.insights.insight_page import MOST

    together(call, *_SPANS)
    first, end = _days(call, today)
    if first is None:
        return min(MOST, call.number("weeks", WEEKS)), end
    if first > today:
        raise WrongWords("{day} has not come yet: a report tells of days that have been", day=first)
    return min(MOST, (end.toordinal() - 1) // 7 - (first.toordinal() - 1) // 7 + 1), end


def _days(call: Call, today: "date") -> "tuple[date | None, date]":
    """The first and the last that are said."""
    from store.fields.periods import read_period
    from store.insight.health import span_of

    if (period := call.given("period")) is not None:
        settings = call.workspace.records.settings
        span = span_of(read_period(period, today, settings.periods))
        if span is None:
            raise WrongWords("{text} is no period: 2026-Q4, 2026-H2, 2026-11 or 2026", text=period)
        return span[0], min(span[1], today)
    since = call.given("since")
    first = None if since is None else read_day(since, today, call.workspace.records.calendar, begins=True)
    return first, today


def _object(call: Call, report: "WeeksReport") -> dict[str, Any]:
    from tui.text.report_page import first_day, goals_told

    overview = report.overview
    return {
        "of": call.called(report.of) if report.of else None,
        "since": first_day(report),
        "until": overview.today,
        "made": report.made,
        "goals": [{"id": id, "health": overview.health(id).color} for id in goals_told(report)],
        "pages": [{"page": each.name, "title": each.title, "answer": each.answer} for each in report.pages],
    }


VERBS = {
    "report": Verb(
        "report [FILE]",
        Words("How goals stand and what weeks have brought, with charts, as one page of HTML or as Markdown"),
        (
            "concord report week.html",
            "concord report --markdown --of MKT --weeks 4",
            "concord report q3.html --period 2026-Q3    # as it would have been told on 30 September",
            "concord report /var/www/report.html --period 2026-Q4 --public --force    # for cron: it names nobody",
        ),
        _report,
        (
            Option("html", Words("One page of HTML, as it is where FILE ends in .html: charts, light and dark, A4")),
            Option("markdown", Words("As Markdown: every chart as a table of its values")),
            Option("of", Words("Only of that department or that goal"), "WHAT"),
            Option("weeks", Words("Over so many weeks (12)"), "N"),
            Option(
                "period", Words("From the beginning of that period to today, or as things stood at its end"), "PERIOD"
            ),
            Option("since", Words("From the week of that day to today"), "DAY"),
            WORKDAYS,
            *into_file.OPTIONS,
        ),
        dash="own",
        fits={"WHAT": "DEPARTMENT|GOAL"},
        touches=READS,
    )
}
