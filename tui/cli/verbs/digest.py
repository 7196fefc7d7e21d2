"""The digest of the stand-up as Markdown or JSON: of a day, of each day since, or rolled up over several."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from store.fields.dates import read_day
from store.kinds.decision import Decision
from store.records.names import title
from store.words import Words
from tui.cli import into_file
from tui.cli.arguments import Option
from tui.cli.call import Call, Verb
from tui.cli.consequences import say_apart
from tui.cli.workdays import WORKDAYS, is_left_out
from tui.i18n import t
from tui.served import READS

if TYPE_CHECKING:
    from store.insight.digest import Digest, Period, Roll
    from store.insight.overview import Overview
    from store.kinds.standup_line import Line


def _digest(call: Call) -> None:
    file = call.take(0, 1)
    if is_left_out(call):
        return
    with into_file.data_into(call, *file):
        _put_out(call)


def _put_out(call: Call) -> None:
    from store.insight import digest
    from tui.text.digest import digest_lines, period_lines

    overview = call.objects.overview
    today = overview.today
    say_apart(call, overview)
    since, on = _past(call, "since"), _past(call, "on")
    if "week" in call.options:
        first = since or (on or today) - timedelta((on or today).weekday())
        period = digest.of_period(overview, first, on or (today if since else first + timedelta(6)))
        if call.json:
            call.output.object(_period(period, overview))
        else:
            call.output.text(period_lines(period, overview))
        return
    if since:
        days = digest.days_between(overview, since, on or today)
    else:  # the last day on which somebody has posted or a stand-up was opened, which may be today
        days = [on or max(digest.days_between(overview, date.min, today), default=today)]
    for number, day in enumerate(days):
        found = digest.of_day(overview, day)
        if call.json:
            call.output.object(_as_object(found, overview))
        else:
            if number:
                call.output.line("")
            call.output.text(digest_lines(found, overview))
    if not days:
        call.output.say(t("There was no stand-up since {day}", day=since))


def _past(call: Call, name: str) -> date | None:
    """The day that an option says; a day of the week is the last one, since what happened lies behind."""
    text, today = call.given(name), call.workspace.today
    if text is None:
        return None
    day = read_day(text, today, call.workspace.records.calendar, begins=True)
    if timedelta(0) < day - today <= timedelta(7) and not any(letter.isdigit() for letter in text):
        # Today is meant where it is said by its name.
        return today if (day - today).days == 7 else day - timedelta(7)
    return day


# JSON


def _as_object(found: "Digest", overview: "Overview") -> dict[str, Any]:
    """A digest for scripts, with people and departments by the names that they go by."""
    called = overview.called
    return {
        "day": found.day,
        "round": _round(found, overview),
        "posted": [called(id) for id in found.posted],
        "missing": [called(id) for id in found.missing],
        "away": [called(id) for id in found.away],
        "promises": found.tally.counts
        | {"list": [{**each._asdict(), "person": called(each.person)} for each in found.promises]},
        "blockers": [
            {"id": hold.id, "title": title(overview.reading, hold.id), "days": hold.days, "severity": hold.severity}
            | {"waiting_on": called(hold.waiting_on) if hold.waiting_on else None, "raised": hold.raised}
            | {"wants_decision": hold.held, "named_by": [called(id) for id in hold.named_by]}
            | {"departments": [called(id) for id in hold.departments], "next_step": hold.next_step}
            | {"next_owner": called(hold.next_owner) if hold.next_owner else None, "next_by": hold.next_by}
            | {"escalated_to": called(hold.escalated_to) if hold.escalated_to else None}
            for hold in found.blockers
        ],
        "resolved": list(found.resolved),
        "updates": [
            {"id": each.id, "title": title(overview.reading, each.id), "days": each.days}
            | {"silent": [called(id) for id in each.silent], "asking": [called(id) for id in each.asking]}
            for each in found.updates
        ],
        "shared": list(found.shared),
        "decisions": [_decision(overview, id) for id in found.decisions],
        "departments": [
            {
                "department": called(turn.department) if turn.department else None,
                "people": [
                    {"person": called(said.person), "timing": said.timing, "amended": said.amended}
                    | {
                        "entry": said.entry.id,
                        "lines": [_line(line, overview, said.person) for line in said.entry.lines],
                    }
                    for said in turn.people
                    if said.entry is not None
                ],
            }
            for turn in found.turns
        ],
    }


def _round(found: "Digest", overview: "Overview") -> dict[str, Any] | None:
    record = found.round
    if record is None:
        return None
    lead = overview.called(record.facilitator) if record.facilitator else None
    present = [overview.called(id) for id in record.present]
    return {"id": record.id, "facilitator": lead, "opened": record.opened, "closed": record.closed, "present": present}


def _line(line: "Line", overview: "Overview", person: str) -> dict[str, Any]:
    from tui.text.standup_lines import said_in

    text = said_in(line, overview, person)
    return {"section": line.section, "on": line.on, "text": text, "did": line.did or None}


def _decision(overview: "Overview", id: str) -> dict[str, Any]:
    found = overview.reading.one(Decision, id)
    return {"id": id, "question": found.question, "chosen": found.chosen, "ends": list(found.ends)}


def _period(period: "Period", overview: "Overview") -> dict[str, Any]:
    return {
        "since": period.since,
        "until": period.until,
        "days": period.days,
        "entries": period.entries,
        "promises": period.tally.counts,
        "people": [_roll(roll, overview) for roll in period.people],
        "departments": [_roll(roll, overview) for roll in period.departments],
        "goals": [_roll(roll, overview) for roll in period.goals],
    }


def _roll(roll: "Roll", overview: "Overview") -> dict[str, Any]:
    done, ahead = (
        [
            {"person": overview.called(said.person), "day": said.day} | _line(said.line, overview, said.person)
            for said in lines
        ]
        for lines in (roll.done, roll.next)
    )
    return {
        "of": overview.called(roll.of) if roll.of else None,
        "entries": roll.entries,
        "done": done,
        "next": ahead,
        "blocked": list(roll.blocked),
        "promises": roll.tally.counts,
    }


VERBS = {
    "digest": Verb(
        "digest [FILE] [--on DAY] [--since DAY] [--week]",
        Words("Prints the digest of the stand-up as Markdown, or writes it to FILE: blockers, promises, who said what"),
        ("concord digest standup.md --force", "concord digest --since monday --json", "concord digest --week"),
        _digest,
        (
            Option("on", Words("Of that day (the last on which there was a stand-up)"), "DAY"),
            Option("since", Words("Of each day from that day on"), "DAY"),
            Option("week", Words("Rolled up by department, goal and person: this week, or since that day")),
            WORKDAYS,
            *into_file.OPTIONS,
        ),
        dash="own",
        touches=READS,
    )
}
