"""The organisation of an example: itself, its departments, people, comments and thanks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.demo.story_steps import follow
from store.kinds.comment import Comment
from store.kinds.department import Department
from store.kinds.kudos import Kudos
from store.kinds.person import Person
from store.kinds.training import Training
from store.kinds.workspace import Settings
from store.records import Changes

if TYPE_CHECKING:
    from store.demo.story import Story


def settings(story: "Story") -> Settings:
    """The organisation itself."""
    language = "zh" if story.lang else "en"
    return Settings(name=story.say(story.content["name"]), zone=story.zone, language=language)


def departments(story: "Story") -> Iterator[Department]:
    """The departments, not led yet."""
    for page in story.content["departments"]:
        yield story.record(Department, {**page, "lead": None, "deputy": None})


def people(story: "Story", login: str) -> Iterator[tuple[str, Person]]:
    """The people by key, and whoever looks at the example, unless one of them has that login already; their admin."""
    taken = {page["login"][story.lang]: page["key"] for page in story.content["people"]}
    for page in story.content["people"]:
        mine = {"role": "admin"} if page["login"][story.lang] == login else {}
        yield page["key"], story.record(Person, {**page, **mine})
    if login in taken:
        story.ids["me"], story.logins["me"] = story.ids[taken[login]], login
    else:
        yield "me", Person(name=login, login=login, department=story.ids[story.content["me"]], role="admin")


def lead(story: "Story", changes: Changes) -> None:
    """Give the departments their leads and deputies."""
    for page in story.content["departments"]:
        department = changes.one(Department, story.ids[page["code"]])
        changes.change(department, lead=story.id(page.get("lead")), deputy=story.id(page.get("deputy")))


def comments(story: "Story") -> None:
    """What people say about it."""
    for on, who, offset, text in story.content["comments"]:
        page = {"on": on, "text": text}
        story.at(offset, who, "", lambda told, page=page: told.record(Comment, page))


def trainings(story: "Story") -> None:
    """What they plan to learn, and have learned; one may have been held before it was written down."""
    for page in story.content["trainings"]:
        story.at(page["made"], page["by"], page["key"], lambda told, page=page: told.record(Training, page))
        follow(story, page)


def kudos(story: "Story") -> None:
    """Whom they thank, and for what."""
    for who, to, offset, about, title, text in story.content["kudos"]:
        page = {"to": to, "about": about, "title": title, "text": text}
        story.at(offset, who, "", lambda told, page=page: told.record(Kudos, page))
