"""The minutes of a retrospective as a document: what was said, what follows, what was learned."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.kinds.lesson import Lesson
from tui.i18n import t
from tui.text.fact_lines import FactSection, as_bullets, fact_sections, on_paper
from tui.text.feedback_lines import feedback_parts
from tui.text.joined import labelled, listed, noted, told
from tui.text.labels import choice_label, value_label
from tui.text.minutes.document_names import DocumentNames, day_told, given
from tui.text.minutes.page import headed
from tui.text.minutes.what_came import action_table
from tui.text.pages.document import (
    Bullet,
    Bullets,
    Document,
    Facts,
    Heading,
    Inline,
    Paragraph,
    Part,
    Phrase,
    pieces,
    typed,
)

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.insight.retro_minutes import CardGroup, RetroMinutes
    from store.kinds.card import Card
    from store.kinds.retro import Retro


def retro_minutes_page(minutes: "RetroMinutes", overview: "Overview") -> Document:
    """The minutes in the language spoken."""
    records, retro = overview.reading, minutes.retro
    names = DocumentNames(records)
    sections = fact_sections(minutes.facts, overview, on_paper(overview))
    last = [each for each in sections if each.sort == "last"]
    parts: list[Part] = [
        Facts([*_head(retro, names)]),
        *headed(t("Last time"), (as_bullets(each.lines) for each in last)),
        *headed(t("Cards"), _cards(minutes, names)),
        *headed(t("Actions"), action_table(minutes.actions, names)),
        *headed(t("The change to try"), _change(retro)),
        *headed(t("Lessons"), _lessons(minutes, names)),
        *headed(t("Carried"), _carried(minutes, names)),
        *headed(t("Thanks"), _kudos(minutes, names)),
        *headed(t("Facts"), _short(sections)),
        *headed(t("Feedback"), feedback_parts(minutes.facts.feedback, names, 3)),
    ]
    title = t("Minutes: {title}", title=typed(retro.title))
    state = Phrase(value_label(retro, "state"), "good" if retro.state == "closed" else "warn")
    return Document(title, parts, state, told((retro.id, typed(records.settings.name))))


def _head(retro: "Retro", names: DocumentNames) -> Iterator[tuple[str, Inline]]:
    yield from given(t("When"), day_told(retro.on))
    yield from given(t("Goal"), names.named(retro.goal))
    yield from given(t("Meeting"), names.named(retro.meeting))
    yield from given(t("Period"), typed(retro.period) if retro.period else "")
    yield from given(t("Departments"), names.all_called(retro.departments))
    yield from given(t("Facilitator"), names.called(retro.facilitator) if retro.facilitator else "")
    yield from given(t("Takes part"), names.all_called(retro.people))
    yield t("Format"), value_label(retro, "format")
    if retro.anonymous:
        yield t("Anonymous"), t("who wrote a card is not written down")
    yield from given(t("Why it was closed without"), typed(retro.closed_why) if retro.closed_why else "")


def _cards(minutes: "RetroMinutes", names: DocumentNames) -> Iterator[Part]:
    for column in minutes.columns:
        if not column.groups and not column.hidden:
            continue
        yield Heading(typed(t(column.label)), 3)
        if column.groups:
            yield Bullets([_group(each, names) for each in column.groups])
        if column.hidden:
            n = column.hidden
            yield Paragraph(t("{n} cards are not shown yet", one="{n} card is not shown yet", n=n))


def _group(group: "CardGroup", names: DocumentNames) -> Bullet:
    votes = "" if not group.votes else t("{n} votes", one="{n} vote", n=group.votes)
    if not group.name:
        card = group.cards[0]
        return Bullet(noted(typed(card.text), told(filter(None, (_author(card, names), votes)))), _notes(card))
    under = [Bullet(noted(typed(each.text), _author(each, names)), _notes(each)) for each in group.cards]
    return Bullet((Phrase(typed(group.name), "strong"), *pieces(noted("", votes))), [Bullets(under)])


def _author(card: "Card", names: DocumentNames) -> str:
    return names.called(card.author) if card.author else ""


def _notes(card: "Card") -> list[Part]:
    """What was said of it."""
    notes = [
        Bullet(noted(typed(each.text), t("became {id}", id=each.became) if each.became else "")) for each in card.notes
    ]
    return [Bullets(notes)] if notes else []


def _change(retro: "Retro") -> Iterator[Part]:
    if retro.change:
        yield Paragraph(typed(retro.change))
    if retro.change_helped or retro.change_said:
        label = choice_label("retro", "change_helped", retro.change_helped)
        yield Paragraph(labelled(label, typed(retro.change_said)) if retro.change_said else label)


def _lessons(minutes: "RetroMinutes", names: DocumentNames) -> Iterator[Part]:
    if minutes.lessons:
        yield Bullets([Bullet(_lesson(each, names)) for each in minutes.lessons])


def _lesson(lesson: Lesson, names: DocumentNames) -> str:
    """What to do or to avoid, and where it applies."""
    where = [names.called(each) for each in lesson.departments] + [typed(f"#{tag}") for tag in lesson.tags]
    return noted(names.named(lesson.id), listed([choice_label("lesson", "sort", lesson.sort), *where]))


def _carried(minutes: "RetroMinutes", names: DocumentNames) -> Iterator[Part]:
    if minutes.carried:
        yield Bullets(
            [
                Bullet(noted(typed(each.text), t("to {where}", where=names.named(each.carried_to))))
                for each in minutes.carried
            ]
        )


def _kudos(minutes: "RetroMinutes", names: DocumentNames) -> Iterator[Part]:
    if minutes.kudos:
        found: list[Bullet] = []
        for each in minutes.kudos:
            giver, to = (names.called(id) if id else "?" for id in (each.giver, each.to))
            said = t("{giver} thanks {to}", giver=giver, to=to)
            found.append(Bullet(labelled(said, typed(each.title))))
        yield Bullets(found)


def _short(sections: list[FactSection]) -> Iterator[Part]:
    for section in sections:
        if section.short and section.sort == "fact":
            yield Heading(section.heading, 3)
            yield as_bullets(section.short)
