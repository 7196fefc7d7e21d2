"""The goals of an example with what they are measured by: key results, check-ins, milestones.

A goal begins as an idea; that it goes its way is told by the deeds of those who take it there.
"""

from typing import TYPE_CHECKING, Any

from store.demo import story_steps
from store.kinds.check_in import CheckIn
from store.kinds.goal import Goal
from store.kinds.key_result import KeyResult
from store.kinds.milestone import Milestone

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
        story.at(begun(page), page["owner"], page["key"], lambda told, page=page: told.record(Goal, page))
        story_steps.follow(story, page)


def key_results(story: "Story") -> None:
    """The key results, each with its check-ins on their days, and which metric it follows from some day on."""
    for page in story.content["key_results"]:
        on, owner = begun_of(story, page["goal"]) + 1, page["owner"]
        story.at(on, owner, page["key"], lambda told, page=page: told.record(KeyResult, page))
        for offset, value, confidence, *said in page["values"]:
            reading = {"key_result": page["key"], "on": offset, "value": value, "confidence": confidence}
            reading |= {"note": said[0] if said else None, "help_from": said[1:]}
            story.at(offset, owner, "", lambda told, reading=reading: told.record(CheckIn, reading))
        story_steps.follow(story, page)


def milestones(story: "Story") -> None:
    """The milestones, their moves, and that they are reached."""
    for page in story.content["milestones"]:
        made = {**page, "due": story_steps.first_day(page), "done": None}
        story.at(page["on"], page["by"], page["key"], lambda told, made=made: told.record(Milestone, made))
        story_steps.moves(story, page, page["owner"])
        if "done" in page:
            story_steps.follow(story, {**page, "then": [[page["done"], page["owner"], "done"]]})
