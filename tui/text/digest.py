"""The digest of a stand-up, and of several days, as Markdown: printed by the command line, copied by the room."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from store import clock
from store.kinds.decision import Decision
from store.records.names import title
from store.words import Words
from tui.i18n import t
from tui.text.days import long
from tui.text.joined import labelled, listed, noted, told

if TYPE_CHECKING:
    from store.insight.digest import Digest, EntryLine, Period, Roll
    from store.insight.overview import Overview
    from store.insight.promises import Promise, Tally
    from store.insight.standup_room import Hold
    from store.insight.standup_room import PersonToday as Spoken
    from store.kinds.standup import Line

#: What a line is about.
SECTIONS = {"done": Words("Done"), "next": Words("Next"), "blocked": Words("Held up"), "note": Words("Note")}
_STATES = {"kept": Words("kept"), "slipped": Words("slipped"), "going": Words("still going")}
_SEVERITY = {"high": Words("severe"), "low": Words("minor")}


def markdown(digest: "Digest", overview: "Overview") -> Iterator[str]:
    """The digest of a day, line by line."""
    return _tidy(_of_day(digest, overview))


def markdown_period(period: "Period", overview: "Overview") -> Iterator[str]:
    """The roll-up of some days: by department, by goal, by person."""
    return _tidy(_of_period(period, overview))


def _tidy(lines: Iterable[str]) -> Iterator[str]:
    """The lines with one empty line where there are several, and none at the end."""
    waiting = False
    for line in lines:
        if line and waiting:
            yield ""
        if line:
            yield line
        waiting = not line


def _of_day(digest: "Digest", overview: "Overview") -> Iterator[str]:
    yield f"# {t('Stand-up of {day}', day=_day(digest.day, overview))}"
    yield ""
    yield from _head(digest, overview)
    if digest.blockers or digest.resolved:
        yield from _heading(t("Blockers"))
        yield from (_hold(hold, overview) for hold in digest.blockers)
        yield from ("- " + labelled(_named(id, overview), t("resolved")) for id in digest.resolved)
    if digest.decisions:
        yield from _heading(t("Decisions"))
        yield from (_decision(id, overview) for id in digest.decisions)
    if digest.promises:
        yield from _heading(t("Promises"))
        for state in _STATES:
            found = [each for each in digest.promises if each.state == state]
            yield from (_promise(each, overview) for each in found)
    for turn in digest.turns:
        yield from _heading(_escaped(overview.called(turn.department)) if turn.department else t("No department"))
        for said in turn.people:
            yield from _person(said, overview)


def _head(digest: "Digest", overview: "Overview") -> Iterator[str]:
    every = len(digest.posted) + len(digest.missing)
    yield f"- {t('{n} of {all} have posted', n=len(digest.posted), all=every)}"
    if digest.missing:
        yield f"- {t('Missing: {names}', names=_people(digest.missing, overview))}"
    if digest.away:
        yield f"- {t('Away: {names}', names=_people(digest.away, overview))}"
    if digest.promises:
        yield f"- {promises_line(digest.tally)}"
    if digest.round is not None and digest.round.facilitator:
        who = _escaped(overview.called(digest.round.facilitator))
        moments = (digest.round.opened, digest.round.closed)
        zone = overview.reading.settings.zone
        begin, end = (f"{clock.there(each, zone):%H:%M}" if each else "" for each in moments)
        if end:
            yield f"- {t('Led by {who}, {begin} to {end}', who=who, begin=begin, end=end)}"
        else:
            yield f"- {t('Led by {who}, since {begin}', who=who, begin=begin) if begin else t('Led by {who}', who=who)}"


def promises_line(tally: "Tally") -> str:
    """How the promises of last time stand, in one line."""
    return t(
        "Promises since last time: {made} made, {kept} kept, {slipped} slipped, {going} still going",
        made=tally.made,
        kept=tally.kept,
        slipped=tally.slipped,
        going=tally.going,
    )


def standing(tally: "Tally") -> list[str]:
    """The same for where there is little room: how many were kept, and those slipped and going where there are any."""
    if not tally.made:
        return []
    rest = (
        t("{n} slipped", n=tally.slipped) if tally.slipped else "",
        t("{n} going", n=tally.going) if tally.going else "",
    )
    return [t("{n} kept", n=tally.kept), *filter(None, rest)]


def _hold(hold: "Hold", overview: "Overview") -> str:
    facts = [t("{n} days", one="{n} day", n=hold.days) if hold.days else t("since today")]
    if hold.severity in _SEVERITY:
        facts.append(t(_SEVERITY[hold.severity]))
    if hold.waiting_on:
        facts.append(t("waits on {who}", who=_escaped(overview.called(hold.waiting_on))))
    if hold.raised:
        facts.append(t("raised {n} times", one="raised once", n=hold.raised))
    if hold.escalated_to:
        facts.append(t("before {who}", who=_escaped(overview.called(hold.escalated_to))))
    if hold.next_step:
        facts.append(t("next: {what}", what=_next(hold, overview)))
    if hold.held:
        facts.append(f"**{t('wants a decision')}**")
    return "- " + labelled(_named(hold.id, overview), told(facts))


def _next(hold: "Hold", overview: "Overview") -> str:
    said = [_escaped(overview.called(hold.next_owner))] if hold.next_owner else []
    said += [_day(hold.next_by, overview)] if hold.next_by else []
    return noted(_escaped(hold.next_step), told(said))


def _decision(id: str, overview: "Overview") -> str:
    decision = overview.reading.one(Decision, id)
    return "- " + labelled(_named(id, overview), _escaped(told([decision.chosen, *decision.ends])))


def _promise(promise: "Promise", overview: "Overview") -> str:
    who = _escaped(overview.called(promise.person))
    return "- " + labelled(t(_STATES[promise.state]), noted(_named(promise.action, overview), who))


def _person(said: "Spoken", overview: "Overview") -> Iterator[str]:
    if said.entry is None:
        return
    marks = [t(_TIMING[said.timing])] if said.timing in _TIMING else []
    marks += [t("amended")] if said.amended else []
    yield noted(f"**{_escaped(overview.called(said.person))}**", told(marks))
    yield ""
    for section, words in SECTIONS.items():
        for line in said.entry.lines:
            if line.section == section:
                yield "- " + labelled(t(words), _escaped(line_text(line, overview)))
    yield ""


_TIMING = {"early": Words("posted early"), "late": Words("posted late")}


def line_text(line: "Line", overview: "Overview") -> str:
    """What a line says, with the id of the record that it is about."""
    if line.on is None:
        return line.text
    if not line.text:
        return f"{line.on} {title(overview.reading, line.on)}"
    return line.text if line.on in line.text else f"{line.on} {line.text}"


# Several days


def _of_period(period: "Period", overview: "Overview") -> Iterator[str]:
    since, until = (_day(day, overview) for day in (period.since, period.until))
    yield f"# {t('Stand-ups from {since} to {until}', since=since, until=until)}"
    yield ""
    days = t("{n} days", one="{n} day", n=len(period.days))
    yield f"- {t('{n} entries on {days}', one='{n} entry on {days}', n=period.entries, days=days)}"
    if period.tally.made:
        yield f"- {_kept(period.tally)}"
    for label, rolls in ((t("Departments"), period.departments), (t("Goals"), period.goals)):
        if rolls:
            yield from _heading(label)
            yield from _table(rolls, overview)
    if period.people:
        yield from _heading(t("People"))
        for roll in (each for each in period.people if each.done or each.next or each.blocked or each.tally.made):
            yield from _rolled(roll, overview)


def _kept(tally: "Tally") -> str:
    return t(
        "Promises: {made} made, {kept} kept, {slipped} slipped, {going} still going",
        made=tally.made,
        kept=tally.kept,
        slipped=tally.slipped,
        going=tally.going,
    )


def _table(rolls: "Iterable[Roll]", overview: "Overview") -> Iterator[str]:
    head = ("", t("Entries"), t("Done"), t("Next"), t("Blockers"), t("Promises kept"))
    yield "| " + " | ".join(head) + " |"
    yield "|" + " --- |" * len(head)
    for roll in rolls:
        due = roll.tally.kept + roll.tally.slipped
        cells = (
            _name_of(roll.of, overview),
            str(roll.entries),
            str(len(roll.done)),
            str(len(roll.next)),
            " ".join(roll.blocked),
            f"{roll.tally.kept}/{due}" if due else "",
        )
        yield "| " + " | ".join(cells) + " |"


def _rolled(roll: "Roll", overview: "Overview") -> Iterator[str]:
    yield noted(f"**{_name_of(roll.of, overview)}**", _kept(roll.tally) if roll.tally.made else "")
    yield ""
    for label, lines in ((t("Done"), roll.done), (t("Next"), roll.next)):
        yield from (
            "- " + labelled(label, noted(_escaped(line_text(said.line, overview)), _when(said, overview)))
            for said in lines
        )
    yield from ("- " + labelled(t("Held up"), _named(id, overview)) for id in roll.blocked)
    yield ""


def _when(said: "EntryLine", overview: "Overview") -> str:
    return _day(said.day, overview) if said.line.section == "done" else ""


# Parts


def _heading(text: str) -> Iterator[str]:
    yield ""
    yield f"## {text}"
    yield ""


def _name_of(id: str, overview: "Overview") -> str:
    if not id:
        return t("No department")
    return _named(id, overview) if id.startswith("G-") else _escaped(overview.called(id))


def _named(id: str, overview: "Overview") -> str:
    return f"{id} {_escaped(title(overview.reading, id))}"


def _people(ids: Iterable[str], overview: "Overview") -> str:
    return listed([_escaped(overview.called(id)) for id in ids])


def _day(day: date, overview: "Overview") -> str:
    return f"{long(day, overview.today)}"


def _escaped(text: str) -> str:
    """Text that is not taken for markup, in one line."""
    for sign in "\\|*_`<[":
        text = text.replace(sign, "\\" + sign)
    return " ".join(text.split())
