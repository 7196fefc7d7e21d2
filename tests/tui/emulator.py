"""What a terminal shows of the bytes that the app writes, and what it would show of a drawing from nothing.

The drawing from nothing is made aside: whatever it touches is as before afterwards, so that it mends nothing.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any

from textual._compositor import Compositor
from textual._styles_cache import StylesCache
from textual.app import App
from textual.drivers import headless_driver
from textual.pilot import Pilot
from textual.widget import Widget

from tests.quick_screen import QuickScreen, QuickStream
from tui.parts.lines import Lines


class Screen(QuickScreen):
    """Pyte leaves out all that follows a joiner in one stretch of text; here the joiner is left out."""

    def draw(self, data: str) -> None:
        super().draw(data if data.isascii() else re.sub("[\u200d\ufe0f]", "", data))


class Emulator(headless_driver.HeadlessDriver):
    """There is no terminal, but the app writes as if there were one; an emulator reads it."""

    _screen: Screen | None = None

    @property
    def is_headless(self) -> bool:
        return False

    @property
    def _size(self) -> tuple[int, int] | None:  # type: ignore[override]
        return self._told

    @_size.setter
    def _size(self, size: tuple[int, int] | None) -> None:
        """The terminal is of that size from now on, whenever the app may hear of it."""
        self._told = size
        width, height = size or (80, 24)
        if self._screen is None:
            self._unread: list[str] = []
            self.read = 0
            self._screen = Screen(width, height)
            self._stream = QuickStream(self._screen)
        else:
            self.screen.resize(height, width)

    def write(self, data: str) -> None:
        self._unread.append(data)

    @property
    def screen(self) -> Screen:
        """What all that was written so far looks like."""
        assert self._screen is not None
        written = "".join(self._unread)
        self._unread.clear()
        self.read += len(written)
        self._stream.feed(written)
        return self._screen


headless_driver.HeadlessDriver = Emulator  # type: ignore[misc]


def terminal(pilot: Pilot[Any]) -> Screen:
    """What the terminal of that app shows."""
    driver = pilot.app._driver
    assert isinstance(driver, Emulator)
    return driver.screen


def from_nothing(app: App[Any]) -> Screen:
    """What the widgets have to say now, drawn on an empty terminal."""
    screen, (width, height) = app.screen, app.size
    emulated = Screen(width, height)
    with _aside([app, *_all(screen)]):
        screen._compositor = Compositor()
        screen._compositor.reflow(screen, app.size)
        for widget in _all(screen):
            if isinstance(widget, Lines):
                widget.forget()
        update: Any = screen._compositor.render_update(full=True, screen_stack=app._background_screens)
        written = update.render_segments(app.console)
        cursor = screen.outer_size.clamp_offset(app.cursor_position)
    QuickStream(emulated).feed(written.replace("\n", ""))
    emulated.cursor_position(cursor.y + 1, cursor.x + 1)
    return emulated


def _all(screen: Widget) -> list[Widget]:
    return [screen, *(node for node in screen.walk_children() if isinstance(node, Widget))]


@contextmanager
def _aside(things: list[Any]) -> Iterator[None]:
    """They may do what they like, and remember nothing of before: afterwards they are what they were."""
    before = [dict(vars(thing)) for thing in things]
    for thing in things:
        own = vars(thing)
        own |= {name: copy(value) for name, value in own.items() if isinstance(value, (dict, list, set))}
        own.pop("kept_tones", None)
        if isinstance(thing, Widget):
            own |= {"_styles_cache": StylesCache(), "_arrangement_cache": type(own["_arrangement_cache"])(16)}
            own |= {"refresh": lambda *_, thing=thing, **__: thing, "_dirty_regions": {thing.size.region}}
    try:
        yield
    finally:
        for thing, own in zip(things, before, strict=True):
            vars(thing).clear()
            vars(thing).update(own)


def differences(pilot: Pilot[Any]) -> list[str]:
    """Where the terminal shows something else than a drawing from nothing would."""
    shown, wanted = terminal(pilot), from_nothing(pilot.app)
    found: list[str] = []
    for y, (ours, theirs) in enumerate(zip(shown.cells(), wanted.cells(), strict=True)):
        if ours != theirs:
            at = [x for x, (mine, other) in enumerate(zip(ours, theirs, strict=True)) if mine != other]
            x = at[0]
            found.append(f"{x},{y} and {len(at) - 1} more: {ours[x]} is not {theirs[x]}")
            found += ["  " + shown.display[y].rstrip(), "  " + wanted.display[y].rstrip()]
    if (shown.cursor.x, shown.cursor.y) != (wanted.cursor.x, wanted.cursor.y):
        found.append(f"cursor {shown.cursor.x},{shown.cursor.y} is not {wanted.cursor.x},{wanted.cursor.y}")
    return found


def is_still(app: App[Any]) -> bool:
    """Whether nothing waits to be drawn."""
    if app._resize_event or app._resize_timer:
        return False
    screen = app.screen
    if any(pump._message_queue.qsize() or pump._next_callbacks for pump in (app, *_all(screen))):
        return False
    waits = screen._dirty_widgets or screen._callbacks or screen._compositor._dirty_regions
    return not waits and not any(
        widget._repaint_required or widget._layout_required or widget._scroll_required
        or widget._refresh_styles_required or widget._recompose_required
        for widget in _all(screen)
    )  # fmt: skip


def paint(app: App[Any]) -> None:
    """Draw what waits for it, now; whoever waits instead sees the same a moment later."""
    if app.is_running and app._screen_stack:
        screen = app.screen
        for widget in _all(screen):
            if widget._repaint_regions:
                screen._dirty_widgets.add(widget)
        screen._on_timer_update()
