"""The minutes of a meeting as a document: for those who were there, and for whoever asks a year later."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from store.words import Words
from tui.i18n import t
from tui.text.joined import labelled, listed, noted, told
from tui.text.labels import choice_label
from tui.text.minutes.document_names import DocumentNames
from tui.text.minutes.head import MinutesHead
from tui.text.minutes.what_came import MinutesOutcome
from tui.text.pages.document import (
    Bullet,
    Bullets,
    Document,
    Facts,
    Heading,
    Inline,
    Part,
    Phrase,
    TextTable,
    pieces,
    row_of,
    typed,
)
from tui.text.times_said import times_said

if TYPE_CHECKING:
    from store.insight.minutes import Minutes, Point
    from store.records import Records

#: What became of an action of last time.
LOOKED_BACK = {
    "done": Words("done", context="last time"),
    "carried": Words("carried", context="last time"),
    "dropped": Words("dropped", context="last time"),
}
_LOOKED_BACK_TONES = {"done": "good", "carried": "warn", "dropped": "muted"}


def minutes_page(minutes: "Minutes", records: "Records", *, notes: bool = True) -> Document:
    """The minutes in the language spoken; without ``notes`` what was decided, agreed and left, not what was said."""
    names = DocumentNames(records)
    meeting = minutes.meeting
    head, outcome = MinutesHead(minutes, names), MinutesOutcome(minutes, names)
    parts = [
        Facts([*head.facts()]),
        *headed(t("Who was there") if minutes.is_held else t("Who comes"), head.people()),
        *headed(t("Actions of last time"), _last_time(minutes, names)),
        *headed(t("Agenda"), _agenda(minutes, names, notes=notes)),
        *headed(t("Decisions"), outcome.decisions()),
        *headed(t("Actions"), outcome.actions()),
        *headed(t("Requests and blockers"), outcome.rest()),
        *headed(t("Kudos across departments"), outcome.thanks()),
        *headed(t("Carried"), outcome.put_off("carried", "moved")),
        *headed(t("Parked"), outcome.put_off("parked")),
        *headed(t("Added to the minutes"), outcome.amendments()),
    ]
    title = t("Minutes: {title}", title=typed(meeting.title))
    return Document(title, parts, head.state(), told(filter(None, (meeting.id, typed(records.settings.name)))))


def headed(heading: str, parts: Iterable[Part]) -> Iterator[Part]:
    """The parts under their heading; nothing where there are none."""
    found = [*parts]
    if found:
        yield Heading(heading)
        yield from found


def _last_time(minutes: "Minutes", names: DocumentNames) -> Iterator[Part]:
    rows = [
        [id, names.called(id), Phrase(_looked_back(what), _LOOKED_BACK_TONES.get(what, ""))]
        for id, what in minutes.meeting.actions.items()
    ]
    if rows:
        yield TextTable((t("Id"), t("What"), t("What became of it")), rows, t("Actions of last time"))


def _looked_back(what: str) -> str:
    return t(LOOKED_BACK[what]) if what in LOOKED_BACK else typed(what)


def _agenda(minutes: "Minutes", names: DocumentNames, *, notes: bool) -> Iterator[Part]:
    found: list[Bullet] = []
    for point in minutes.points:
        facts = _facts(point, names, held=minutes.is_held)
        under = [Bullet(line) for line in _under(point, minutes, names, notes=notes)]
        head = (Phrase(typed(point.item.title), "strong"), noted("", told(facts)))
        found.append(Bullet(head, [Bullets(under)] if under else []))
    if found:
        yield Bullets(found, numbered=True)


def _facts(point: "Point", names: DocumentNames, *, held: bool) -> Iterator[str]:
    item = point.item
    yield choice_label("agenda-item", "sort", item.sort)
    if item.presents:
        yield names.called(item.presents)
    if time := _time(item.minutes, item.spent):
        yield time
    if times := times_said(point.earlier):
        yield times
    if held and item.state != "discussed":
        yield choice_label("agenda-item", "state", item.state).lower()  # in the middle of a line


def _time(minutes: int | None, spent: int) -> str:
    """How long it was to take, and how long it took."""
    took = -(-spent // 60)
    if minutes and took:
        return t("{spent} of {n} min", spent=took, n=minutes)
    return t("{n} min", n=took or minutes) if took or minutes else ""


def _under(point: "Point", minutes: "Minutes", names: DocumentNames, *, notes: bool) -> Iterator[Inline]:
    item = point.item
    if item.goal and item.goal != minutes.meeting.goal:
        yield labelled(t("Goal"), names.named(item.goal))
    read: list[Inline] = [names.named(id) for id in item.about]
    read += [Phrase(typed(item.link), url=item.link)] if item.link else []
    read += [typed(item.text)] if item.text and point.is_ahead else []
    if read:
        yield (labelled(t("Pre-read"), ""), *pieces(row_of(read)))
    if notes:
        for note in item.notes:
            yield noted(typed(note.text), t("became {id}", id=note.became) if note.became else "")
    if point.came:
        yield t("Came of it: {ids}", ids=listed(each.id for each in point.came))
