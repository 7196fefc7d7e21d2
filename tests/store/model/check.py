"""Every state that can be reached, the nearest first, until a promise is broken.

`python -m tests.store.model.check` tells how each can be broken without its guard.
"""

from collections import deque
from typing import NamedTuple

from tests.store.model.protocol import Guards, steps
from tests.store.model.world import OURS, File, Session, World, broken

NAMES = ("Ana", "Bo", "Eva")


class Outcome(NamedTuple):
    """How many states there are, and how a promise was broken: "" if none was, and the shortest way there."""

    states: int
    broken: str
    trace: list[str]

    def __str__(self) -> str:
        if not self.broken:
            return f"{self.states} states, every promise holds"
        way = "\n".join(f"  {n:2} {words}" for n, words in enumerate(self.trace, 1))
        return f"{self.broken}, after\n{way}"


def check(
    guards: Guards, sessions: int = 2, entries: int = 2, faults: int = 2, *, never: str = "", promise: str = ""
) -> Outcome:
    """Breadth first from a new workspace that so many sessions have open.

    What has a word of ``never`` in its description does not happen; ``promise`` is the only one looked at.
    """
    excluded = never.split()
    first = World((File(OURS),), tuple(map(Session, NAMES[:sessions])), entries, faults)
    came: dict[World, tuple[World, str] | None] = {first: None}
    seen = {alike(first)}
    waiting = deque([first])
    while waiting:
        world = waiting.popleft()
        wrong = broken(world)
        if wrong and promise in wrong:
            return Outcome(len(came), wrong, _way(came, world))
        for words, after in steps(world, guards):
            key = alike(after)
            if key not in seen and not any(word in words for word in excluded):
                seen.add(key)
                came[after] = world, words
                waiting.append(after)
    return Outcome(len(came), "", [])


def alike(world: World) -> World:
    """The same for worlds that differ in nothing but what is of no more use, and who of the sessions is who."""
    used = {each.file for each in world.sessions if each.doing != "gone"} | {world.path}
    files = tuple(file if index in used else File(OURS) for index, file in enumerate(world.files))
    sessions = tuple(sorted((each._replace(name="") for each in world.sessions), key=repr))
    copy = world.copy if world.faults else None
    return world._replace(files=files, sessions=sessions, copy=copy)


def _way(came: dict[World, tuple[World, str] | None], world: World) -> list[str]:
    way: list[str] = []
    while (before := came[world]) is not None:
        world, words = before
        way.append(words)
    return way[::-1]


if __name__ == "__main__":
    print("all guards:", check(Guards()))
    for guard in Guards._fields:
        print(f"\nwithout {guard}:", check(Guards()._replace(**{guard: False}), entries=3))
