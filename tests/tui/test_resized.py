"""A window made wider or narrower: every screen shows what it shows where it is opened at that size."""

import re
from pathlib import Path

from tests.tui.broad import furnished  # noqa: F401
from tests.tui.screens import ROOMS, TYPED, come, home
from tests.tui.test_looks import lines, shown

WIDE, NARROW = (120, 30), (80, 24)
#: A timeline stays where one looks, at the days that one looks at; forms are wrapped as they are drawn.
WAYS = {name: way for name, way in {**ROOMS, **TYPED}.items() if "T" not in way.keys and "-form" not in name}
#: The clock of a room, and how far a search is.
PASSING = re.compile(r"(?<!\d)\d:\d\d$|^ +Reading the records.*")


def lasting(drawn: list[str]) -> list[str]:
    """What stands there whenever one looks."""
    return [PASSING.sub("", line) for line in drawn]


async def test_all_is_as_if_opened_at_that_size(broad: Path):
    wrong: list[str] = []
    async with shown(broad, WIDE) as pilot:

        async def at(size: tuple[int, int]) -> list[str]:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            return lasting(lines(pilot))

        narrower: dict[str, list[str]] = {}
        for name, way in WAYS.items():
            await come(pilot, way)
            opened, narrower[name], again = lasting(lines(pilot)), await at(NARROW), await at(WIDE)
            if opened != again:
                wrong.append(name)
            await home(pilot)
        await at(NARROW)
        for name, way in WAYS.items():
            await come(pilot, way)
            if lasting(lines(pilot)) != narrower[name]:
                wrong.append(name)
            await home(pilot)
    assert not wrong, "\n".join(wrong)
