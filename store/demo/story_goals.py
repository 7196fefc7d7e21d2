"""The goals of an example with what they are measured by: key results, check-ins, milestones, retrospectives, lessons.

A goal begins as an idea; that it goes its way is told by the deeds of those who take it there.
"""

from typing import TYPE_CHECKING, Any

from store.demo import story_steps
from store.kinds.card import Card
from store.kinds.check_in import CheckIn
from store.kinds.goal import Goal
from store.kinds.key_result import KeyResult
from store.kinds.lesson import Lesson
from store.kinds.milestone import Milestone
from store.kinds.retro import Retro

if TYPE_CHECKING:
    from store.demo.story import Story

Page = dict[str, Any]


def begun(page: Page) -> int:
    """How many days from today a goal was proposed."""
    return page.get("made", min(page.get("start", -6), -6) - 4)


def begun_of(story: "Story", key: str) -> int:
    """How many days from today the goal of that key was proposed."""
    return next(begun(page) for page in story.content["goals"] if page["key"] == key)


def goals(story: "Story") -> None:
    """The goals, and how far they get."""
    for page in story.content["goals"]:
        story.at(begun(page), page["owner"], page["key"], lambda told, page=page: _goal(told, page))
        story_steps.follow(story, page)


def _goal(story: "Story", page: Page) -> Goal:
    return Goal(
        title=story.say(page["title"]),
        why=story.say(page["why"]),
        expected=story.say(page.get("expected")),
        owner=story.id(page["owner"]),
        departments=tuple(story.ids[code] for code in page["departments"]),
        parent=story.id(page.get("parent")),
        start=story.day(page.get("start")),
        due=story.day(page["due"]),
        tags=tuple(map(story.say, page.get("tags", ()))),
    )


def key_results(story: "Story") -> None:
    """The key results, each with its check-ins on their days."""
    for page in story.content["key_results"]:
        on = page.get("on", begun_of(story, page["goal"]) + 1)
        story.at(on, page["owner"], page["key"], lambda told, page=page: _key_result(told, page))
        for value in page["values"]:
            story.at(
                value[0], page["owner"], "", lambda told, key=page["key"], value=value: _check_in(told, key, value)
            )


def _key_result(story: "Story", page: Page) -> KeyResult:
    return KeyResult(
        title=story.say(page["title"]),
        goal=story.id(page["goal"]),
        department=story.id(page["department"]),
        owner=story.id(page["owner"]),
        start=page["start"],
        target=page["target"],
        unit=story.say(page["unit"]),
        direction=page.get("direction", "up"),
        raci=story_steps.letters(story, page.get("raci", {})),
    )


def _check_in(story: "Story", key: str, value: list[Any]) -> CheckIn:
    return CheckIn(
        value=value[1],
        key_result=story.id(key),
        on=story.day(value[0]),
        confidence=value[2],
        note=story.say(value[3] if len(value) > 3 else None),
        help_from=tuple(story.ids[party] for party in value[4:]),
    )


def milestones(story: "Story") -> None:
    """The milestones, their moves, and that they are reached."""
    for page in story.content["milestones"]:
        story.at(page["on"], page["by"], page["key"], lambda told, page=page: _milestone(told, page))
        story_steps.moves(story, page, page["owner"])
        if "done" in page:
            story_steps.follow(story, {**page, "then": [[page["done"], page["owner"], "done"]]})


def _milestone(story: "Story", page: Page) -> Milestone:
    return Milestone(
        title=story.say(page["title"]),
        goal=story.id(page["goal"]),
        department=story.id(page["department"]),
        owner=story.id(page["owner"]),
        due=story.day(story_steps.first_day(page)),
        note=story.say(page.get("note")),
        depends_on=tuple(story.ids[key] for key in page.get("depends", ())),
        raci=story_steps.letters(story, page.get("raci", {})),
    )


def held_on(page: Page) -> int:
    """How many days from today a retrospective was held, as far as it has been."""
    return min(page["on"], -1)


def retros(story: "Story") -> None:
    """The retrospectives with their cards."""
    for page in story.content["retros"]:
        held = held_on(page)
        story.at(held - 1, page["facilitator"], page["key"], lambda told, page=page: _retro(told, page))
        for card in page["cards"]:
            story.at(held, card[2], "", lambda told, key=page["key"], card=card: _card(told, key, card))
        if page["state"] != "gather":
            story_steps.follow(story, {**page, "then": [[held, page["facilitator"], "move", page["state"]]]})


def _retro(story: "Story", page: Page) -> Retro:
    return Retro(
        title=story.say(page["title"]),
        goal=story.id(page["goal"]),
        departments=tuple(story.ids[code] for code in page["departments"]),
        facilitator=story.id(page["facilitator"]),
        on=story.day(page["on"]),
        format=page["format"],
    )


def _card(story: "Story", retro: str, card: list[Any]) -> Card:
    column, text, author, group, votes = card
    return Card(
        text=story.say(text),
        retro=story.id(retro),
        column=column,
        author=story.id(author),
        group=story.say(group),
        votes={story.ids[person]: count for person, count in votes.items()},
    )


def lessons(story: "Story") -> None:
    """What was learned, and where it was used since."""
    for number, page in enumerate(story.content["lessons"]):
        page.setdefault("key", f"lesson {number}")
        story.at(page["on"], page["by"], page["key"], lambda told, page=page: _lesson(told, page))
        story_steps.follow(story, page)


def _lesson(story: "Story", page: Page) -> Lesson:
    return Lesson(
        title=story.say(page["title"]),
        sort=page["sort"],
        text=story.say(page.get("text")),
        departments=tuple(story.ids[code] for code in page["departments"]),
        retro=story.id(page["retro"]),
        goal=story.id(page["goal"]),
        tags=tuple(map(story.say, page.get("tags", ()))),
    )
