"""Key results: how one sees that a goal is reached, from a start to a target."""

from typing import Annotated

from store.fields import choice, line, number, ref
from store.kinds.base import Kind, Record, declare


class KeyResult(Record):
    """Its current value is that of its latest check-in; without one it is not known."""

    title: Annotated[str, line("Title", names=True)]
    goal: Annotated[str | None, ref("Goal", "goal")] = None
    department: Annotated[str | None, ref("Department", "department")] = None
    owner: Annotated[str | None, ref("Owner", "person")] = None
    start: Annotated[int | float, number("From")] = 0
    target: Annotated[int | float, number("Target")] = 100
    unit: Annotated[str, line("Unit")] = "%"
    direction: Annotated[
        str, choice("Direction", ("up", "Up"), ("down", "Down"), ("within", "Within a band"))
    ] = "up"
    weight: Annotated[int | float, number("Weight", least=0, most=1000)] = 1


KIND = declare(
    Kind(name="key-result", prefix="KR", label="Key result", plural="Key results", record=KeyResult)
)
