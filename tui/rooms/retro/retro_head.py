"""The head of the room: which retrospective, at which step, how long; its pages, its steps; what is to be done now."""

from typing import TYPE_CHECKING

from store import clock
from store.kinds.retro import STATES
from store.words import Words
from tui.i18n import t
from tui.rooms.retro.view import LONGEST
from tui.text.cells import cell_len, fit, lead
from tui.text.days import short
from tui.text.labels import choice_label
from tui.text.line import Line, Part
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.rooms.retro.view import RetroView

FACTS, CARDS, TALK, OUTCOME = "facts", "cards", "talk", "outcome"
PAGES = {
    FACTS: Words("Facts"),
    CARDS: Words("Cards"),
    TALK: Words("Discussion"),
    OUTCOME: Words("Outcome"),
}
#: Of a step that only a later version knows.
LATER = Words("This version does not know that step. Update Concord")
#: What people do at each step.
HINTS = {
    "gather": Words("Others see the cards after this step"),
    "group": Words("What says the same goes together, under a name"),
    "discuss": Words("Most wanted first; at most three follow-ups, one change"),
    "closed": Words("This retrospective is closed"),
}


def title_line(desk: "Desk", view: "RetroView", width: int) -> Line:
    """R-4 Spring promotion · vote · anonymous; at the right who is done with the step, and its clock."""
    retro, dot = view.retro, " - " if desk.options.ascii_only else " · "
    done, time = ([], []) if view.closed else (_done(view), _clock(desk, view))
    tail = [*done, *([(dot, "faint")] if done and time else []), *time]
    state = choice_label("retro", "state", retro.state).lower()
    after = dot + dot.join((state, *([t("anonymous")] if retro.anonymous else [])))
    space = width - sum(cell_len(text) for text, _tone in tail) - 3
    name = f"{retro.id} {safe(retro.title)}"
    name = fit(name, max(8, min(cell_len(name), space - cell_len(after) - 1)))
    return [(" " + lead(name + after, max(0, space)), "+accent"), (" ", "foreground"), *tail]


def _done(view: "RetroView") -> list[Part]:
    n = len(view.retro.ready)
    if not n and not view.people:
        return []
    if not view.people:
        said = t("{n} are done", one="{n} is done", n=n)
    else:
        said = t("{n} of {total} are done", n=n, total=view.people)
    return [(said, "good" if view.people and n >= view.people else "foreground")]


def _clock(desk: "Desk", view: "RetroView") -> list[Part]:
    """The time of the step; of one that goes on over days, since when."""
    if view.retro.step_at is None:
        return []
    now = clock.now()
    seconds = view.on_step(now)
    if seconds >= LONGEST:
        since = clock.there(view.retro.step_at, desk.zone)
        day = f"{since:%H:%M}" if since.date() == desk.today else short(since.date(), desk.today)
        return [(t("since {day}", day=day), "muted")]
    said = f"{seconds // 60}:{seconds % 60:02}"
    if view.minutes:
        said += " " + t("of {n} min", n=view.minutes)
    return [(said, "warn" if view.beyond(now) else "muted")]


def pages_line(view: "RetroView", page: str, width: int) -> Line:
    """The pages of the room, at the right the steps of the retrospective; these give way from the left."""
    line: list[Part] = [(" ", "foreground")]
    for name, label in PAGES.items():
        here = name == page
        line += [(f"[{t(label)}]" if here else f" {t(label)} ", "+accent" if here else "muted"), (" ", "foreground")]
    steps: list[list[Part]] = []
    for at, state in enumerate(STATES[:-1]):
        label = choice_label("retro", "state", state).lower()
        past, here = at < view.at, at == view.at
        tone = "+accent" if here else "good" if past else "faint"
        steps.append([("> " + label if here else label + " x" if past else label, tone), ("  ", "foreground")])
    room = width - sum(cell_len(text) for text, _tone in line) - 1
    while steps and sum(cell_len(text) for step in steps for text, _tone in step) > room + 2:
        steps.pop(0)
    tail = [part for step in steps for part in step][:-1]
    pad = room - sum(cell_len(text) for text, _tone in tail)
    return [*line, (" " * max(0, pad), "foreground"), *tail]


def hint(view: "RetroView") -> Part:
    """What is to be done now, in one line."""
    retro = view.retro
    if retro.state == "vote":
        if view.me is None:
            return t("Only people of this workspace vote"), "muted"
        left = t("You have {n} of {total} votes left", n=view.left, total=retro.votes)
        return left, "warn" if view.left else "good"
    if retro.state not in HINTS:
        return t(LATER), "warn"
    return t(HINTS[retro.state]), "muted"


def leads(desk: "Desk", view: "RetroView") -> Part:
    """Who leads."""
    if view.closed:
        return "", "muted"
    if view.retro.facilitator is None:
        return t("nobody leads; L takes the lead"), "warn"
    if view.leads:
        return t("you lead"), "muted"
    return t("{who} leads", who=safe(desk.overview.names.of(view.retro.facilitator))), "muted"
