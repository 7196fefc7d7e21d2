"""The pages of an example's content, each read into the records of one kind."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from store.kinds.action import Action, CheckItem, DueChange
from store.kinds.blocker import Blocker
from store.kinds.card import Card
from store.kinds.check_in import CheckIn
from store.kinds.comment import Comment
from store.kinds.department import Department
from store.kinds.goal import Goal, Stance
from store.kinds.key_result import KeyResult
from store.kinds.person import Person
from store.kinds.retro import Retro
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
        yield Department(code=page["code"], name=story.say(page["name"]), agreement=story.say(page.get("agreement")))


def people(story: "Story", login: str) -> Iterator[tuple[str, Person]]:
    """The people by key, and whoever looks at the example, unless one of them has that login already."""
    taken = {page["login"][story.lang]: page["key"] for page in story.content["people"]}
    for page in story.content["people"]:
        yield (
            page["key"],
            Person(
                name=story.say(page["name"]),
                login=page["login"][story.lang],
                department=story.ids[page["department"]],
                role=page.get("role", "member"),
                away_until=story.day(page.get("away")),
            ),
        )
    if login in taken:
        story.ids["me"], story.logins["me"] = story.ids[taken[login]], login
    else:
        yield "me", Person(name=login, login=login, department=story.ids[story.content["me"]], role="coordinator")


def lead(story: "Story", changes: Changes) -> None:
    """Give the departments their leads and deputies."""
    for page in story.content["departments"]:
        department = changes.one(Department, story.ids[page["code"]])
        changes.change(department, lead=story.id(page.get("lead")), deputy=story.id(page.get("deputy")))


def _begun(page: Page) -> int:
    """How many days from today a goal was proposed."""
    return min(page.get("start", -6), -6) - 4


def goals(story: "Story") -> None:
    """The goals with what the departments say to them."""
    for page in story.content["goals"]:
        story.at(_begun(page), page["owner"], page["key"], lambda told, page=page: _goal(told, page))


def _goal(story: "Story", page: Page) -> Goal:
    leads = {each["code"]: each["lead"] for each in story.content["departments"]}
    at = story.moment(max(_begun(page) + 2, -40))
    stances = {
        story.ids[code]: Stance(
            stance=given[0],
            reason=story.say(given[1]) if len(given) > 1 else "",
            by="" if given[0] == "pending" else story.logins[leads[code]],
            at=None if given[0] == "pending" else at,
        )
        for code, given in page.get("stances", {}).items()
    }
    return Goal(
        title=story.say(page["title"]),
        why=story.say(page.get("why")),
        expected=story.say(page.get("expected")),
        owner=story.id(page["owner"]),
        departments=tuple(story.ids[code] for code in page["departments"]),
        parent=story.id(page.get("parent")),
        start=story.day(page.get("start")),
        due=story.day(page.get("due")),
        step=page["step"],
        outcome=page.get("outcome", ""),
        reason=story.say(page.get("reason")),
        stances=stances,
        raci={story.ids[party]: letter for party, letter in page.get("raci", {}).items()},
        tags=tuple(page.get("tags", ())),
    )


def _goal_begun(story: "Story", key: str) -> int:
    return next(_begun(page) for page in story.content["goals"] if page["key"] == key)


def key_results(story: "Story") -> None:
    """The key results, each with its check-ins on their days."""
    for page in story.content["key_results"]:
        begun = _goal_begun(story, page["goal"]) + 1
        story.at(begun, page["owner"], page["key"], lambda told, page=page: _key_result(told, page))
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
        unit=page["unit"],
        direction=page.get("direction", "up"),
    )


def _check_in(story: "Story", key: str, value: list[Any]) -> CheckIn:
    note = story.say(value[3]) if len(value) > 3 else ""
    return CheckIn(value=value[1], key_result=story.id(key), on=story.day(value[0]), confidence=value[2], note=note)


def retros(story: "Story") -> None:
    """The retrospectives with their cards."""
    for page in story.content["retros"]:
        held = min(page["on"], -1)
        story.at(held - 1, page["facilitator"], page["key"], lambda told, page=page: _retro(told, page))
        for card in page["cards"]:
            story.at(held, card[2], "", lambda told, key=page["key"], card=card: _card(told, key, card))


def _retro(story: "Story", page: Page) -> Retro:
    return Retro(
        title=story.say(page["title"]),
        goal=story.id(page["goal"]),
        departments=tuple(story.ids[code] for code in page["departments"]),
        facilitator=story.id(page["facilitator"]),
        on=story.day(page["on"]),
        format=page["format"],
        state=page["state"],
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


def actions(story: "Story") -> None:
    """The actions: some weeks old, in the order in which one hangs on another."""
    made: dict[str, int] = {}
    held = {page["key"]: min(page["on"], -1) for page in story.content["retros"]}
    blocked = {key: page["since"] for page in story.content["blockers"] for key in page["holds"]}
    for number, page in enumerate(story.content["actions"]):
        latest = min(page["due"], 0, blocked.get(page.get("key", ""), 0)) - 14 - number % 4
        begun = max(_goal_begun(story, page["goal"]) + 2, latest)
        begun = max([begun, *(made[key] for key in page.get("depends", ()))])
        begun = held.get(page.get("from", ""), begun)
        made[page.get("key", "")] = begun
        story.at(begun, page["owner"], page.get("key", ""), lambda told, page=page: _action(told, page))


def _action(story: "Story", page: Page) -> Action:
    owner = page["owner"]
    moved = page.get("moved", [])
    log = tuple(
        DueChange(
            before=story.day(moved[at]),
            after=story.day(moved[at + 1]),
            why=story.say(moved[at + 2]),
            by=story.logins[owner],
            at=story.moment(min(moved[at], -1)),
        )
        for at in range(0, len(moved), 3)
    )
    return Action(
        title=story.say(page["title"]),
        goal=story.id(page["goal"]),
        owner=story.id(owner),
        department=story.id(page["department"]),
        due=story.day(page["due"]),
        priority=page.get("priority", "normal"),
        state=page["state"],
        reason=story.say(page.get("why")),
        done_on=story.day(page.get("done")),
        contributors=tuple(story.ids[key] for key in page.get("contributors", ())),
        depends_on=tuple(story.ids[key] for key in page.get("depends", ())),
        source=story.id(page.get("from")),
        checklist=tuple(
            CheckItem(id=str(at), text=story.say(text), done=done)
            for at, (text, done) in enumerate(page.get("checklist", ()), 1)
        ),
        due_log=log,
    )


def blockers(story: "Story") -> None:
    """What holds work up, and what did."""
    for page in story.content["blockers"]:
        story.at(page["since"], page["by"], "", lambda told, page=page: _blocker(told, page))


def _blocker(story: "Story", page: Page) -> Blocker:
    given = {"cause": page["cause"], "severity": page["severity"]}
    return msgspec.convert(
        {
            **given,
            "title": story.say(page["title"]),
            "holds": [story.ids[key] for key in page["holds"]],
            "waiting_on": story.id(page["waiting_on"]),
            "since": story.day(page["since"]),
            "next_step": story.say(page.get("next_step")),
            "next_owner": story.id(page.get("next_owner")),
            "next_by": story.day(page.get("next_by")),
            "resolved": story.day(page.get("resolved")),
            "resolution": story.say(page.get("resolution")),
        },
        Blocker,
    )


def comments(story: "Story") -> None:
    """What people say about it."""
    for on, who, offset, text in story.content["comments"]:
        story.at(offset, who, "", lambda told, on=on, text=text: Comment(text=told.say(text), on=told.id(on)))
