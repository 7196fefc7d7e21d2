"""The retrospectives of an example: one at every step, written, grouped, voted and closed by those who were there."""

from typing import TYPE_CHECKING, Any

from store.commands import retro_course as course
from store.kinds import retro
from store.kinds.card import Card
from store.kinds.feedback import QUESTIONS, Feedback, give
from store.kinds.retro import STATES, Retro
from store.records import Changes

if TYPE_CHECKING:
    from store.demo.story import Story

Page = dict[str, Any]


def held_on(page: Page) -> int:
    """How many days from today a retrospective was held, as far as it has been."""
    return min(page["on"], page.get("held", -1))


def retros(story: "Story") -> None:
    """The retrospectives with their cards, as far as they are discussed."""
    for page in story.content["retros"]:
        held, lead, key = held_on(page), page["facilitator"], page["key"]
        at = STATES.index(page["state"])
        people = list(dict.fromkeys([lead, *(said[2] for said in page["cards"]), *page.get("people", ())]))
        made = {**page, "state": "gather", "people": people, "change": None}
        story.at(held - 1, lead, key, lambda told, made=made: told.record(Retro, made))
        keys = [f"{key} {number}" for number in range(len(page["cards"]))]
        _cards(story, page, keys, held)
        if at >= 1:
            _move(story, page, held, "group")
            _groups(story, page, keys, held)
        if at >= 2:
            _move(story, page, held, "vote")
            _votes(story, page, keys, held)
        if at >= 3:
            _move(story, page, held, "discuss")
        for who in page.get("done", ()):
            story.then(held, who, lambda told, changes, key=key: course.set_ready(changes, told.ids[key]))


def ends(story: "Story") -> None:
    """What they try next, whether the last change helped; and the closing of those that are closed."""
    for page in story.content["retros"]:
        if "change" not in page:
            continue
        kept = [lesson["on"] for lesson in story.content["lessons"] if lesson.get("retro") == page["key"]]
        on, lead, key = max([held_on(page), *kept]), page["facilitator"], page["key"]

        def change(told: "Story", changes: Changes, page: Page = page) -> None:
            course.set_change(changes, told.ids[page["key"]], told.say(page["change"]))

        story.then(on, lead, change)
        if "helped" in page:
            helped, said = page["helped"]

            def judge(
                told: "Story", changes: Changes, key: str = key, helped: str = helped, said: list[str] = said
            ) -> None:
                course.judge_change(changes, told.ids[key], helped, told.say(said))

            story.then(on, lead, judge)
        if page["state"] == "closed":
            why = page.get("why", "")
            story.then(
                on,
                lead,
                lambda told, changes, key=key, why=why: course.close(changes, told.ids[key], told.say(why)),
            )


def feedback(story: "Story") -> None:
    """What departments are asked of each other, and what some of them have answered."""
    for page in story.content["feedback"]:
        of, on = page["of"], page["on"]
        made, key = {**page, "title": f"{of} → {on}"}, f"{page['retro']} {of} {on}"
        story.at(page["asked"], page["by"], key, lambda told, made=made: told.record(Feedback, made))
        if "answer" not in page:
            continue
        offset, who, answers, *said = page["answer"]

        def answer(told: "Story", changes: Changes, key: str = key, answers: Any = answers, said: Any = said) -> None:
            give(changes, told.ids[key], dict(zip(QUESTIONS, answers, strict=True)), *map(told.say, said))

        story.then(offset, who, answer)


def _move(story: "Story", page: Page, held: int, state: str) -> None:
    key = page["key"]
    story.then(held, page["facilitator"], lambda told, changes: retro.move(changes, told.ids[key], state))


def _cards(story: "Story", page: Page, keys: list[str], held: int) -> None:
    """Each by its author; of anonymous ones each is saved by itself, and says of nobody."""
    for key, said in zip(keys, page["cards"], strict=True):
        column, text, author, _group, _votes = said

        def put(told: "Story", changes: Changes, key: str = key, column: str = column, text: list[str] = text) -> None:
            told.ids[key] = retro.add_card(changes, told.ids[page["key"]], column, told.say(text)).id

        if page.get("anonymous"):
            story.then(held, author, put)
        else:
            card = {"column": column, "text": text, "author": author, "retro": page["key"]}
            story.at(held, author, key, lambda told, card=card: told.record(Card, card))


def _groups(story: "Story", page: Page, keys: list[str], held: int) -> None:
    groups: dict[str, tuple[Any, list[str]]] = {}
    for key, said in zip(keys, page["cards"], strict=True):
        if said[3]:
            groups.setdefault(str(said[3]), (said[3], []))[1].append(key)
    for name, together in groups.values():

        def group(told: "Story", changes: Changes, name: Any = name, together: list[str] = together) -> None:
            retro.group(changes, [told.ids[key] for key in together], told.say(name))

        story.then(held, page["facilitator"], group)


def _votes(story: "Story", page: Page, keys: list[str], held: int) -> None:
    for key, said in zip(keys, page["cards"], strict=True):
        for who, votes in said[4].items():
            for _ in range(votes):
                story.then(held, who, lambda told, changes, key=key: retro.vote(changes, told.ids[key]))
