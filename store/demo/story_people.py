"""The organisation of an example: itself, its departments, people, teams, resources, comments and thanks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from store.demo import story_steps
from store.kinds.allocation import Allocation
from store.kinds.comment import Comment
from store.kinds.department import Department
from store.kinds.kudos import Kudos
from store.kinds.person import Person
from store.kinds.resource import Resource
from store.kinds.team import Team
from store.kinds.workspace import Settings
from store.records import Changes

if TYPE_CHECKING:
    from store.demo.story import Story

Page = dict[str, Any]


def settings(story: "Story") -> Settings:
    """The organisation itself."""
    language = "zh" if story.lang else "en"
    return Settings(name=story.say(story.content["name"]), zone=story.zone, language=language)


def departments(story: "Story") -> Iterator[Department]:
    """The departments, not led yet."""
    for page in story.content["departments"]:
        yield Department(
            code=page["code"],
            name=story.say(page["name"]),
            agreement=story.say(page.get("agreement")),
            answer_days=page.get("answer_days", 3),
            active=page.get("active", True),
        )


def people(story: "Story", login: str) -> Iterator[tuple[str, Person]]:
    """The people by key, and whoever looks at the example, unless one of them has that login already; their admin."""
    taken = {page["login"][story.lang]: page["key"] for page in story.content["people"]}
    for page in story.content["people"]:
        yield (
            page["key"],
            Person(
                name=story.say(page["name"]),
                login=page["login"][story.lang],
                department=story.ids[page["department"]],
                role="admin" if page["login"][story.lang] == login else page.get("role", "member"),
                away_until=story.day(page.get("away")),
            ),
        )
    if login in taken:
        story.ids["me"], story.logins["me"] = story.ids[taken[login]], login
    else:
        yield "me", Person(name=login, login=login, department=story.ids[story.content["me"]], role="admin")


def lead(story: "Story", changes: Changes) -> None:
    """Give the departments their leads and deputies."""
    for page in story.content["departments"]:
        department = changes.one(Department, story.ids[page["code"]])
        changes.change(department, lead=story.id(page.get("lead")), deputy=story.id(page.get("deputy")))


def teams(story: "Story") -> None:
    """The squads across departments."""
    for page in story.content["teams"]:
        story.at(page["on"], page["by"], page["key"], lambda told, page=page: _team(told, page))


def _team(story: "Story", page: Page) -> Team:
    return Team(
        name=story.say(page["name"]),
        goal=story.id(page["goal"]),
        purpose=story.say(page["purpose"]),
        start=story.day(page["start"]),
        end=story.day(page["end"]),
        members={story.ids[key]: share for key, share in page["members"].items()},
    )


def resources(story: "Story") -> None:
    """What departments own and others ask for."""
    for page in story.content["resources"]:
        story.at(page["on"], page["by"], page["key"], lambda told, page=page: _resource(told, page))
        story_steps.follow(story, page)


def _resource(story: "Story", page: Page) -> Resource:
    return Resource(
        name=story.say(page["name"]),
        department=story.id(page["department"]),
        sort=page["sort"],
        capacity=page["capacity"],
        unit=story.say(page["unit"]),
        per=page["per"],
        note=story.say(page.get("note")),
    )


def allocations(story: "Story") -> None:
    """What goals ask of the resources, and what becomes of it."""
    for number, page in enumerate(story.content["allocations"]):
        page.setdefault("key", f"allocation {number}")
        story.at(page["on"], page["by"], page["key"], lambda told, page=page: _allocation(told, page))
        story_steps.follow(story, page)


def _allocation(story: "Story", page: Page) -> Allocation:
    return Allocation(
        title=story.say(page["title"]),
        resource=story.id(page["resource"]),
        amount=page["amount"],
        goal=story.id(page["goal"]),
        department=story.id(page["from"]),
        start=story.day(page["start"]),
        end=story.day(page["end"]),
    )


def comments(story: "Story") -> None:
    """What people say about it."""
    for on, who, offset, text in story.content["comments"]:
        story.at(offset, who, "", lambda told, on=on, text=text: Comment(text=told.say(text), on=told.id(on)))


def kudos(story: "Story") -> None:
    """Whom they thank, and for what."""
    for page in story.content["kudos"]:
        story.at(page[2], page[0], "", lambda told, page=page: _kudos(told, *page[1:]))


def _kudos(story: "Story", to: str, _offset: int, about: str, title: Any, text: Any) -> Kudos:
    return Kudos(title=story.say(title), to=story.id(to), about=story.id(about), text=story.say(text))
