"""What is looked up once for the apps of the tests is what Textual finds anew each time."""

from functools import partial
from pathlib import Path
from typing import Any

from textual import events
from textual.message import Message
from textual.widgets import Input, Tabs

from tests.tui import looked_up_once
from tests.tui.conftest import Opened

MESSAGES = (events.Mount, events.Idle, events.ScreenResume, events.Blur, Input.Changed, Tabs.Cleared)


class Below(Tabs):
    """It hears by a decorated method, by a named one, and once more by those above it."""

    def on_mount(self) -> None:
        """By its name."""


async def test_every_widget_hears_each_message_by_the_same_methods(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        below = Below()
        await pilot.app.screen.mount(below)
        pumps: list[Any] = [pilot.app, *pilot.app.screen.walk_children(with_self=True)]
        assert below in pumps
        for message in (kind.__new__(kind) for kind in MESSAGES):
            Message.__init__(message)
            for pump in pumps:
                ways = looked_up_once._METHODS, looked_up_once._methods
                told = [list(way(pump, message.handler_name, message)) for way in ways]
                assert told[0] == told[1]


def test_as_many_arguments_are_counted():
    functions = [lambda: 0, lambda a, *b, c=1: 0, Below.on_mount, Below().on_mount, partial(sorted, []), [].append]
    for function in (*functions, *functions):
        assert looked_up_once._counted(function) == looked_up_once._COUNTED(function)
