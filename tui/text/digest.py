"""The digest of a stand-up, and of several days, as Markdown: printed by the command line, copied by the room."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from store import clock
from store.history.deed_words import deed_words, spoken, without_who
from store.history.record_names import RecordNames
from store.kinds.decision import Decision
from store.records.names import title
from store.words import Words
from tui.i18n import t
from tui.text.days import long
from tui.text.joined import labelled, listed, noted, told
from tui.text.markdown import escaped, heading, table
from tui.text.sentences import said as told_as

if TYPE_CHECKING:
    from store.insight.digest import Digest, Period, Roll
    from store.insight.overview import Overview
    from store.insight.promises import Promise, Tally
    from store.insight.standup_room import Hold
    from store.insight.standup_room import PersonToday as Spoken
    from store.kinds.standup_line import Line

#: What a line is about.
SECTIONS = {"done": Words("Done"), "next": Words("Next"), "blocked": Words("Held up"), "note": Words("Note")}
_STATES = {"kept": Words("kept"), "slipped": Words("slipped"), "going": Words("still going")}
_SINCE_LAST_TIME = Words("Promises since last time: {made} made, {kept} kept, {slipped} slipped, {going} still going")
_PROMISES = Words("Promises: {made} made, {kept} kept, {slipped} slipped, {going} still going")
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
    yield f"# {t('Stand-up of {day}', day=long(digest.day, overview.today))}"
    yield ""
    yield from _head(digest, overview)
    if digest.blockers or digest.resolved:
        yield from heading(t("Blockers"))
        yield from (_hold(hold, overview) for hold in digest.blockers)
        yield from ("- " + labelled(_named(id, overview), t("resolved")) for id in digest.resolved)
    if digest.decisions:
        yield from heading(t("Decisions"))
        yield from (_decision(id, overview) for id in digest.decisions)
    if digest.promises:
        yield from heading(t("Promises"))
        for state in _STATES:
            found = [each for each in digest.promises if each.state == state]
            yield from (_promise(each, overview) for each in found)
    for turn in digest.turns:
        yield from heading(escaped(overview.called(turn.department)) if turn.department else t("No department"))
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
        yield f"- {t(_SINCE_LAST_TIME.filled(**digest.tally.counts))}"
    if digest.round is not None and digest.round.facilitator:
        who = escaped(overview.called(digest.round.facilitator))
        moments = (digest.round.opened, digest.round.closed)
        zone = overview.reading.settings.zone
        begin, end = (f"{clock.there(each, zone):%H:%M}" if each else "" for each in moments)
        if end:
            yield f"- {t('Led by {who}, {begin} to {end}', who=who, begin=begin, end=end)}"
        else:
            yield f"- {t('Led by {who}, since {begin}', who=who, begin=begin) if begin else t('Led by {who}', who=who)}"


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
        facts.append(t("waits on {who}", who=escaped(overview.called(hold.waiting_on))))
    if hold.raised:
        facts.append(t("raised {n} times", one="raised once", n=hold.raised))
    if hold.escalated_to:
        facts.append(t("before {who}", who=escaped(overview.called(hold.escalated_to))))
    if hold.next_step:
        facts.append(t("next: {what}", what=_next(hold, overview)))
    if hold.held:
        facts.append(f"**{t('wants a decision')}**")
    return "- " + labelled(_named(hold.id, overview), told(facts))


def _next(hold: "Hold", overview: "Overview") -> str:
    said = [escaped(overview.called(hold.next_owner))] if hold.next_owner else []
    said += [long(hold.next_by, overview.today)] if hold.next_by else []
    return noted(escaped(hold.next_step), told(said))


def _decision(id: str, overview: "Overview") -> str:
    decision = overview.reading.one(Decision, id)
    return "- " + labelled(_named(id, overview), escaped(told([decision.chosen, *decision.ends])))


def _promise(promise: "Promise", overview: "Overview") -> str:
    who = escaped(overview.called(promise.person))
    return "- " + labelled(t(_STATES[promise.state]), noted(_named(promise.action, overview), who))


def _person(said: "Spoken", overview: "Overview") -> Iterator[str]:
    if said.entry is None:
        return
    marks = [t(_TIMING[said.timing])] if said.timing in _TIMING else []
    marks += [t("amended")] if said.amended else []
    yield noted(f"**{escaped(overview.called(said.person))}**", told(marks))
    yield ""
    for section, words in SECTIONS.items():
        for line in said.entry.lines:
            if line.section == section:
                yield "- " + labelled(t(words), escaped(brief_text(line, overview, said.person)))
    yield ""


_TIMING = {"early": Words("posted early"), "late": Words("posted late")}


def line_text(line: "Line", overview: "Overview", person: str | None) -> str:
    """What a line of that person says, with the id of the record that it is about."""
    text = said_in(line, overview, person)
    if line.on is None:
        return text
    if not text:
        return f"{line.on} {title(overview.reading, line.on)}"
    return text if line.on in text else f"{line.on} {text}"


def brief_text(line: "Line", overview: "Overview", person: str | None) -> str:
    """What a line says under the word for its section, which tells already that something was finished."""
    if line.on is not None and line.deed is not None and line.deed.set.get("state") == "done":
        return f"{line.on} {title(overview.reading, line.on)}"
    return line_text(line, overview, person)


def said_in(line: "Line", overview: "Overview", person: str | None) -> str:
    """Its words, of a deed those of the language spoken."""
    words = deed_words(line, person, RecordNames(overview.reading).called) if line.did else None
    return line.text if words is None else spoken(told_as(without_who(words), overview.today))


# Several days


def _of_period(period: "Period", overview: "Overview") -> Iterator[str]:
    since, until = (long(day, overview.today) for day in (period.since, period.until))
    yield f"# {t('Stand-ups from {since} to {until}', since=since, until=until)}"
    yield ""
    days = t("{n} days", one="{n} day", n=len(period.days))
    yield f"- {t('{n} entries on {days}', one='{n} entry on {days}', n=period.entries, days=days)}"
    if period.tally.made:
        yield f"- {t(_PROMISES.filled(**period.tally.counts))}"
    for label, rolls in ((t("Departments"), period.departments), (t("Goals"), period.goals)):
        if rolls:
            yield from heading(label)
            head = ("", t("Entries"), t("Done"), t("Next"), t("Blockers"), t("Promises kept"))
            yield from table(head, *(_cells(roll, overview) for roll in rolls))
    if period.people:
        yield from heading(t("People"))
        for roll in (each for each in period.people if each.done or each.next or each.blocked or each.tally.made):
            yield from _rolled(roll, overview)


def _cells(roll: "Roll", overview: "Overview") -> tuple[str, ...]:
    due = roll.tally.kept + roll.tally.slipped
    return (
        _name_of(roll.of, overview),
        str(roll.entries),
        str(len(roll.done)),
        str(len(roll.next)),
        listed(roll.blocked),
        f"{roll.tally.kept}/{due}" if due else "",
    )


def _rolled(roll: "Roll", overview: "Overview") -> Iterator[str]:
    promises = t(_PROMISES.filled(**roll.tally.counts)) if roll.tally.made else ""
    yield noted(f"**{_name_of(roll.of, overview)}**", promises)
    yield ""
    for label, lines in ((t("Done"), roll.done), (t("Next"), roll.next)):
        for said in lines:
            day = long(said.day, overview.today) if said.line.section == "done" else ""
            yield "- " + labelled(label, noted(escaped(brief_text(said.line, overview, said.person)), day))
    yield from ("- " + labelled(t("Held up"), _named(id, overview)) for id in roll.blocked)
    yield ""


# Parts


def _name_of(id: str, overview: "Overview") -> str:
    if not id:
        return t("No department")
    return _named(id, overview) if id.startswith("G-") else escaped(overview.called(id))


def _named(id: str, overview: "Overview") -> str:
    return f"{id} {escaped(title(overview.reading, id))}"


def _people(ids: Iterable[str], overview: "Overview") -> str:
    return listed([escaped(overview.called(id)) for id in ids])
