"""The work of an example: actions, with the requests that some come from, and decisions, each going on as it went."""

from typing import TYPE_CHECKING, Any

from store.commands import circulating
from store.demo import story_steps
from store.demo.story_goals import begun_of
from store.demo.story_retros import held_on
from store.kinds import decision as decisions_of
from store.kinds.action import Action
from store.kinds.checklist import CheckItem
from store.kinds.decision import Decision
from store.kinds.request import Request
from store.records import Changes

if TYPE_CHECKING:
    from store.demo.story import Story

Page = dict[str, Any]


def actions(story: "Story") -> None:
    """The actions: some weeks old, in the order in which one hangs on another, done and moved by their owners.

    One that another department ``asked`` for is made by accepting the request.
    """
    made: dict[str, int] = {}
    for number, page in enumerate(story.content["actions"]):
        page.setdefault("key", f"action {number}")
        on = made[page["key"]] = _begun(story, number, page, made)
        who = page.get("owner") or page["by"]
        if "asked" in page:
            _asked(story, page, on)
        else:
            by = page.get("by") or who
            story.at(on, by, page["key"], lambda told, page=page: _action(told, page), page.get("minute"))
        story_steps.moves(story, page, who)
        story_steps.follow(story, {**page, "then": list(_progress(page, who, on))})


def _begun(story: "Story", number: int, page: Page, made: dict[str, int]) -> int:
    """How many days from today an action was taken on: as told, in its retrospective, or weeks before it pressed."""
    if "on" in page:
        return page["on"]
    for retro in story.content["retros"]:
        if retro["key"] == page.get("source"):
            return held_on(retro)
    held = [each["since"] for each in story.content["blockers"] if page["key"] in each["holds"]]
    pressed = min(page["due"], 0, *held) - 14 - number % 4
    return max([begun_of(story, page["goal"]) + 2, pressed, *(made[key] for key in page.get("depends_on", ()))])


def _progress(page: Page, who: str, on: int) -> list[list[Any]]:
    """What its owner does about an action, day by day."""
    state = page["state"]
    if state == "done":
        return [[page["done"], who, "done"]]
    if state == "dropped":
        return [[page["due"], who, "drop", page["why"]]]
    going = [[on // 2, who, "edit", {"state": "doing"}]]
    return {"todo": [], "doing": going, "review": [*going, [on // 4, who, "edit", {"state": "review"}]]}[state]


def _asked(story: "Story", page: Page, on: int) -> None:
    """The request that an action comes from: sent, accepted by its owner, and confirmed if it was."""
    asked = {"department": page["department"], "goal": page["goal"], "title": page["title"], "need_by": page["due"]}
    asked |= page["asked"]
    made = asked | {"confirmed": None}
    story.at(asked["on"], asked["by"], asked["key"], lambda told: told.record(Request, made), asked.get("minute"))
    told = [[on, page["owner"], "accept", page]]
    if "confirmed" in asked:
        told.append([asked["confirmed"], asked["by"], "confirm"])
    story_steps.follow(story, {"key": asked["key"], "then": told})


def _action(story: "Story", page: Page) -> Action:
    items = enumerate(page.get("checklist", ()), 1)
    checklist = tuple(CheckItem(str(at), story.say(text), done) for at, (text, done) in items)
    made = {**page, "due": story_steps.first_day(page), "state": "todo", "checklist": checklist}
    return story.record(Action, made)


def decisions(story: "Story") -> None:
    """What was decided, what that ended or answered, and what is open."""
    for page in story.content["decisions"]:
        minute = page.get("minute")
        story.then(page["on"], page["by"], lambda told, changes, page=page: _decide(told, changes, page), minute)
        _answers(story, page)
        story_steps.follow(story, page)


def _goes_round(story: "Story", changes: Changes, page: Page) -> None:
    """Departments are asked until a day; what they have said so far they say in scenes of their own."""
    if "to" in page:
        departments = [story.ids[each] for each in page["to"]]
        circulating.circulate(changes, story.ids[page["key"]], departments, story.day(page["until"]))


def _answers(story: "Story", page: Page) -> None:
    """Each answer: the department, when, who, what and why."""
    for department, on, who, stance, *why in page.get("answers_so_far", ()):

        def said(told: "Story", changes: Changes, of: str = department, stance: str = stance, why: Any = why) -> None:
            reason = told.say(why[0]) if why else ""
            circulating.take_stance(changes, told.ids[page["key"]], told.ids[of], stance, reason)

        story.then(on, who, said)


def _decide(story: "Story", changes: Changes, page: Page) -> None:
    options = "\n".join(story.say(each) for each in page.get("options", ()))
    said = story.values(Decision, {**page, "options": options})
    if "chosen" not in page:
        made = changes.add(decisions_of.complete(changes, Decision(**said)))
        story.ids[page["key"]] = made.id
        _goes_round(story, changes, page)
    else:
        heard = [story.ids[key] for key in page.get("heard", ())]
        waived = {story.ids[key]: story.say(why) for key, why in page.get("waived", {}).items()}
        said.setdefault("decided_by", [story.ids[page["by"]]])
        made = decisions_of.decide(changes, **said, heard=heard, waived=waived)
    story.ids[page["key"]] = made.id
