"""The digest of a stand-up, and of several days, as a document: printed by the command line, copied by the room."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from store import clock
from store.kinds.decision import Decision
from store.records.names import title
from store.words import Words
from tui.i18n import t
from tui.text.days import long
from tui.text.joined import labelled, listed, noted, told
from tui.text.kudos_words import Called, pair_said, thanked
from tui.text.pages.as_markdown import markdown
from tui.text.pages.document import (
    Bullet,
    Bullets,
    Document,
    Heading,
    Inline,
    Paragraph,
    Part,
    Phrase,
    TextTable,
    pieces,
    row_of,
    typed,
)
from tui.text.standup_lines import SECTIONS, brief_text
from tui.text.update_words import waits_said

if TYPE_CHECKING:
    from store.insight.digest import Digest, EntryLine, Period, Roll
    from store.insight.kudos_across import Thanks
    from store.insight.overview import Overview
    from store.insight.promises import Promise, Tally
    from store.insight.standup_room import Hold
    from store.insight.standup_room import PersonToday as Spoken
    from store.insight.unacknowledged import OpenUpdate

_STATES = {"kept": Words("kept"), "slipped": Words("slipped"), "going": Words("still going")}
_SINCE_LAST_TIME = Words("Promises since last time: {made} made, {kept} kept, {slipped} slipped, {going} still going")
_PROMISES = Words("Promises: {made} made, {kept} kept, {slipped} slipped, {going} still going")
_SEVERITY = {"high": Words("severe"), "low": Words("minor")}


def digest_lines(digest: "Digest", overview: "Overview") -> Iterator[str]:
    """The digest of a day as Markdown, line by line."""
    title = t("Stand-up of {day}", day=long(digest.day, overview.today))
    return markdown(Document(title, [*_of_day(digest, overview)]))


def period_lines(period: "Period", overview: "Overview") -> Iterator[str]:
    """The roll-up of some days as Markdown: by department, by goal, by person."""
    since, until = (long(day, overview.today) for day in (period.since, period.until))
    title = t("Stand-ups from {since} to {until}", since=since, until=until)
    return markdown(Document(title, [*_of_period(period, overview)]))


def _of_day(digest: "Digest", overview: "Overview") -> Iterator[Part]:
    yield _bullets(_head(digest, overview))
    if digest.blockers or digest.resolved:
        yield Heading(t("Blockers"))
        resolved = (labelled(_named(id, overview), t("resolved")) for id in digest.resolved)
        yield _bullets((*(_hold(hold, overview) for hold in digest.blockers), *resolved))
    yield from _updates(digest, overview)
    if digest.decisions:
        yield Heading(t("Decisions"))
        yield _bullets(_decision(id, overview) for id in digest.decisions)
    if digest.promises:
        yield Heading(t("Promises"))
        found = (each for state in _STATES for each in digest.promises if each.state == state)
        yield _bullets(_promise(each, overview) for each in found)
    yield from _thanked(digest.thanks, overview)
    for turn in digest.turns:
        yield Heading(typed(overview.called(turn.department)) if turn.department else t("No department"))
        for said in turn.people:
            yield from _person(said, overview)


def _head(digest: "Digest", overview: "Overview") -> Iterator[str]:
    every = len(digest.posted) + len(digest.missing)
    yield t("{n} of {all} have posted", n=len(digest.posted), all=every)
    if digest.missing:
        yield t("Missing: {names}", names=_people(digest.missing, overview))
    if digest.away:
        yield t("Away: {names}", names=_people(digest.away, overview))
    if digest.promises:
        yield t(_SINCE_LAST_TIME.filled(**digest.tally.counts))
    if digest.round is not None and digest.round.facilitator:
        who = typed(overview.called(digest.round.facilitator))
        moments = (digest.round.opened, digest.round.closed)
        zone = overview.reading.settings.zone
        begin, end = (f"{clock.there(each, zone):%H:%M}" if each else "" for each in moments)
        if end:
            yield t("Led by {who}, {begin} to {end}", who=who, begin=begin, end=end)
        else:
            yield t("Led by {who}, since {begin}", who=who, begin=begin) if begin else t("Led by {who}", who=who)


def standing(tally: "Tally") -> list[str]:
    """The same for where there is little room: how many were kept, and those slipped and going where there are any."""
    if not tally.made:
        return []
    rest = (
        t("{n} slipped", n=tally.slipped) if tally.slipped else "",
        t("{n} going", n=tally.going) if tally.going else "",
    )
    return [t("{n} kept", n=tally.kept), *filter(None, rest)]


def _hold(hold: "Hold", overview: "Overview") -> Inline:
    facts: list[Inline] = [t("{n} days", one="{n} day", n=hold.days) if hold.days else t("since today")]
    if hold.severity in _SEVERITY:
        facts.append(t(_SEVERITY[hold.severity]))
    if hold.waiting_on:
        facts.append(t("waits on {who}", who=typed(overview.called(hold.waiting_on))))
    if hold.raised:
        facts.append(t("raised {n} times", one="raised once", n=hold.raised))
    if hold.escalated_to:
        facts.append(t("before {who}", who=typed(overview.called(hold.escalated_to))))
    if hold.next_step:
        facts.append(t("next: {what}", what=_next(hold, overview)))
    if hold.held:
        facts.append(Phrase(t("wants a decision"), "warn"))
    return (labelled(_named(hold.id, overview), ""), *pieces(row_of(facts)))


def _next(hold: "Hold", overview: "Overview") -> str:
    said = [typed(overview.called(hold.next_owner))] if hold.next_owner else []
    said += [long(hold.next_by, overview.today)] if hold.next_by else []
    return noted(typed(hold.next_step), told(said))


def _updates(digest: "Digest", overview: "Overview") -> Iterator[Part]:
    """What waits for a department, then what else was shared on the day."""
    waits = [each.id for each in digest.updates]
    shared = [id for id in digest.shared if id not in waits]
    if waits or shared:
        yield Heading(t("Updates"))
        yield _bullets(
            (*(_update(each, overview) for each in digest.updates), *(_named(id, overview) for id in shared))
        )


def _update(update: "OpenUpdate", overview: "Overview") -> str:
    days = t("{n} days", one="{n} day", n=update.days) if update.days else t("since today")
    return labelled(_named(update.id, overview), noted(waits_said(update, _caller(overview)), days))


def _decision(id: str, overview: "Overview") -> str:
    decision = overview.reading.one(Decision, id)
    return labelled(_named(id, overview), typed(told([decision.chosen, *decision.ends])))


def _promise(promise: "Promise", overview: "Overview") -> str:
    who = typed(overview.called(promise.person))
    return labelled(t(_STATES[promise.state]), noted(_named(promise.action, overview), who))


def _person(said: "Spoken", overview: "Overview") -> Iterator[Part]:
    if said.entry is None:
        return
    marks = [t(_TIMING[said.timing])] if said.timing in _TIMING else []
    marks += [t("amended")] if said.amended else []
    yield _by_name(typed(overview.called(said.person)), told(marks))
    yield _bullets(
        labelled(t(words), typed(brief_text(line, overview, said.person)))
        for section, words in SECTIONS.items()
        for line in said.entry.lines
        if line.section == section
    )


_TIMING = {"early": Words("posted early"), "late": Words("posted late")}


def _caller(overview: "Overview") -> Called:
    return lambda party: typed(overview.called(party))


def _thanked(thanks: "Iterable[Thanks]", overview: "Overview") -> Iterator[Part]:
    """Thanks across departments."""
    found = [thanked(each, _caller(overview), typed(each.kudos.title)) for each in thanks]
    if found:
        yield Heading(t("Kudos across departments"))
        yield _bullets(found)


# Several days


def _of_period(period: "Period", overview: "Overview") -> Iterator[Part]:
    days = t("{n} days", one="{n} day", n=len(period.days))
    facts = [t("{n} entries on {days}", one="{n} entry on {days}", n=period.entries, days=days)]
    yield _bullets(facts + ([t(_PROMISES.filled(**period.tally.counts))] if period.tally.made else []))
    for label, rolls in ((t("Departments"), period.departments), (t("Goals"), period.goals)):
        if rolls:
            yield Heading(label)
            head = ("", t("Entries"), t("Done"), t("Next"), t("Blockers"), t("Promises kept"))
            yield TextTable(head, [_cells(roll, overview) for roll in rolls])
    if period.thanks.thanks:
        yield from _thanked(period.thanks.thanks, overview)
        pairs = period.thanks.pairs.items()
        yield _bullets([listed(pair_said(_caller(overview), pair, n) for pair, n in pairs)])
    if period.people:
        yield Heading(t("People"))
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


def _rolled(roll: "Roll", overview: "Overview") -> Iterator[Part]:
    yield _by_name(_name_of(roll.of, overview), t(_PROMISES.filled(**roll.tally.counts)) if roll.tally.made else "")
    yield _bullets(
        (
            *_rolled_lines(t("Done"), roll.done, overview),
            *_rolled_lines(t("Next"), roll.next, overview),
            *(labelled(t("Held up"), _named(id, overview)) for id in roll.blocked),
        )
    )


def _rolled_lines(label: str, lines: "Iterable[EntryLine]", overview: "Overview") -> Iterator[str]:
    for said in lines:
        day = long(said.day, overview.today) if said.line.section == "done" else ""
        yield labelled(label, noted(typed(brief_text(said.line, overview, said.person)), day))


# Parts


def _bullets(texts: Iterable[Inline]) -> Bullets:
    return Bullets([Bullet(text) for text in texts])


def _by_name(name: str, note: str) -> Paragraph:
    """A name that stands out, and a note in brackets behind it."""
    return Paragraph((Phrase(name, "strong"), noted("", note)))


def _name_of(id: str, overview: "Overview") -> str:
    if not id:
        return t("No department")
    return _named(id, overview) if id.startswith("G-") else typed(overview.called(id))


def _named(id: str, overview: "Overview") -> str:
    return f"{id} {typed(title(overview.reading, id))}"


def _people(ids: Iterable[str], overview: "Overview") -> str:
    return listed([typed(overview.called(id)) for id in ids])
