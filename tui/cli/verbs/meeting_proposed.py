"""What is proposed for the agenda of a meeting, taken onto it and waived: words of the verb `meeting`."""

from typing import TYPE_CHECKING

from store.errors import Refused, WrongWords
from store.kinds import split_id
from store.kinds.meeting import Meeting
from store.kinds.meeting_rights import AHEAD
from store.records.names import title
from tui.cli.call import Call
from tui.i18n import t

if TYPE_CHECKING:
    from store.insight.proposal import Proposal


def proposed(call: Call) -> None:
    """The proposals for the meeting that is named, else for the next one, numbered."""
    words = call.take(1, 2)[1:]
    id = call.named(words[0], "meeting") if words else _next(call)
    if id is None:
        call.output.say(t("No meeting is to come"))
        return
    meeting, found = call.workspace.records.one(Meeting, id), _found(call, id)
    minutes = _planned(call, meeting)
    if call.json:
        _as_json(call, meeting, found, minutes)
        return
    call.output.line(t("Proposed agenda of {name}", name=f"{id}  {meeting.title}"))
    call.output.line(
        t("{n} min planned, {total} there", n=minutes, total=meeting.length)
        if meeting.length
        else t("{n} min planned", n=minutes)
    )
    _lines(call, found)
    if not found:
        call.output.say(t("Nothing is proposed"))


def _lines(call: Call, found: "list[Proposal]") -> None:
    from store.insight.proposal import CODES
    from tui.cli.plain_text import columns
    from tui.text.proposal_words import why

    records, heading = call.workspace.records, ""
    rows = [
        (
            f"{n:>3}  {p.id}",
            title(records, p.id),
            why(records, p, call.workspace.here),
            t("{n} min", n=p.minutes),
        )
        for n, p in enumerate(found, 1)
    ]
    for each, line in zip(found, columns(rows), strict=True):
        if each.heading != heading:
            heading = each.heading
            call.output.line(t(CODES[heading]))
        call.output.line(line)


def _as_json(call: Call, meeting: Meeting, found: "list[Proposal]", minutes: int) -> None:
    from store.insight.proposed_agenda import fitting

    records = call.workspace.records
    fits = len(list(fitting(found, (meeting.length or 0) - minutes))) if meeting.length else len(found)
    for n, each in enumerate(found, 1):
        call.output.object(
            {
                "meeting": meeting.id,
                "n": n,
                "key": each.key,
                "sort": each.heading,
                "id": each.id,
                "title": t(each.title(records)),
                "why": t(each.why),
                "item": each.sort,
                "minutes": each.minutes,
                "presents": each.presents and call.called(each.presents),
                "goal": each.goal,
                "about": list(each.about),
                "fits": n <= fits,
            }
        )


def take(call: Call) -> None:
    """Puts proposals onto the agenda: by number, by the record that they are about, by their key."""
    from store.commands.proposed import take_proposed
    from tui.text.proposal_words import wanted

    id, some = _named(call)
    items = call.workspace.do(take_proposed, id, [wanted(call.workspace.records, each) for each in some])
    call.records_out([each.id for each in items])
    for each in items:
        call.output.say(t("{id} is on the agenda of {meeting}: {title}", id=each.id, meeting=id, title=each.title))


def waive(call: Call) -> None:
    """They are not proposed again for that reason."""
    from store.commands.proposed import waive_proposed
    from tui.text.proposal_words import wanted

    id, some = _named(call)
    given = [wanted(call.workspace.records, each) for each in some]
    items = call.workspace.do(waive_proposed, id, given, call.given("why") or "")
    call.changed_out([each.id for each in items])
    for each in items:
        call.output.say(t("Not proposed again: {title}", title=each.title))


def _named(call: Call) -> "tuple[str, list[Proposal]]":
    """The meeting, and the proposals that the other words mean, each once."""
    _deed, named, *words = call.take(3, -1)
    id = call.named(named, "meeting")
    if call.workspace.records.one(Meeting, id).state not in (*AHEAD, "running"):
        raise Refused("{id} is closed already; reopen it first", "closed", id=id)
    found = _found(call, id)
    return id, list({each.key: each for word in words for each in _meant(found, word)}.values())


def _meant(found: "list[Proposal]", word: str) -> "list[Proposal]":
    place = split_id(word.upper())
    if word.isdecimal() and 0 < int(word) <= len(found):
        return [found[int(word) - 1]]
    of = word.upper() if place else None
    some = [each for each in found if each.id == of or (not of and each.key == word)]
    if not some:
        raise WrongWords('"{word}" is not proposed: `concord meeting proposed` numbers what is', word=word)
    return some


def _found(call: Call, id: str) -> "list[Proposal]":
    from store.insight.proposed_agenda import of

    return of(call.objects.overview, id)


def _planned(call: Call, meeting: Meeting) -> int:
    from store.kinds.agenda_item import QUEUED, agenda
    from store.kinds.meetings_around import planned

    items = agenda(call.workspace.records, meeting.id)
    return planned(each for each in items if each.state in (QUEUED, "discussed"))


def _next(call: Call) -> str | None:
    """The one that is to be held next."""
    ahead = [each for each in call.workspace.records.all(Meeting) if each.state in AHEAD]
    found = min(ahead, key=lambda each: (str(each.on or "9"), each.time), default=None)
    return found and found.id


#: By the word that names them.
DEEDS = {"proposed": proposed, "take": take, "waive": waive}
