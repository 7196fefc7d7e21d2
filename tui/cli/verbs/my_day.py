"""What concerns me today."""

from typing import TYPE_CHECKING

from store.records.names import title
from store.words import Words
from tui.cli.arguments import Option
from tui.cli.call import Call, Verb
from tui.cli.plain_text import columns
from tui.i18n import t
from tui.served import READS
from tui.text.joined import told

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.history.notices import Notice
    from store.insight.my_day import Item


def _today(call: Call) -> None:
    call.take(0)
    if "brief" in call.options:
        from tui.cli.login_line import at_login

        _brief(call) if call.json else at_login(call, _brief)
        return
    person, mine = _whose(call)
    from tui.personal import pulses
    from tui.personal.session_state import SessionState

    overview, workspace = call.objects.overview, call.workspace
    news = _news(call, overview.blocked_by) if mine else ()
    asked = pulses.unanswered(workspace, SessionState(_of(call), workspace.who)) if mine else []
    items = pulses.day_of(overview, person, news, asked)
    if call.json:
        for item in items:
            why = None if item.why is None else t(item.why)
            call.output.object({"section": item.section, "id": item.id, "why": why, "title": _title(call, item.id)})
        return
    _lines(call, items)
    if not items:
        call.output.say(t("Nothing waits for you today"))


def _whose(call: Call) -> tuple[str, bool]:
    """Whose day it is, and whether it is that of whoever asks."""
    person, me = call.whose_day(), call.workspace.records.person_of(call.workspace.who)
    return person, me is not None and person == me.id


def _lines(call: Call, items: "list[Item]") -> None:
    from store.insight.my_day import SECTIONS

    rows = columns([(f"  {item.id}", _title(call, item.id), "" if item.why is None else t(item.why)) for item in items])
    section = ""
    for item, line in zip(items, rows, strict=True):
        if item.section != section:
            section = item.section
            call.output.line(t(SECTIONS[section]))
        call.output.line(line)


def _news(call: Call, held: "Callable[[str], object]") -> "list[Notice]":
    """What others did that is new for whoever asks; what somebody else has read, only they know."""
    from tui.personal import inbox
    from tui.personal.session_state import SessionState

    workspace = call.workspace
    return inbox.notices(workspace, SessionState(_of(call), workspace.who), held)


def _of(call: Call) -> str:
    """Which workspace it is."""
    return call.workspace.ledger.header.workspace


def _brief(call: Call) -> None:
    """One line for a login message: what presses on that person, no more is read for it; or how one joins."""
    from store.insight.brief import counts, is_held
    from tui.cli.login_line import say_how_to_join

    if "who" not in call.options and say_how_to_join(call):
        return
    person, mine = _whose(call)
    ledger = call.workspace.ledger
    news = [notice.id for notice in _news(call, lambda held: is_held(ledger, held))] if mine else []
    found = counts(ledger, person, call.workspace.today, news, call.workspace.here)
    if call.json:
        call.output.object(found)
        return
    said = [t("{section}: {n}", section=_BRIEF[section], n=n) for section, n in found.items() if n]
    call.output.line(t("Concord today: {what}", what=told(said) or t("nothing presses")))


#: As `my_day` calls them; importing that would cost more than counting.
_BRIEF = {
    "late": Words("Late"),
    "today": Words("Due today"),
    "waits": Words("Others wait for me"),
    "answers": Words("My department is asked"),
    "news": Words("New for me"),
    "goals": Words("My goals want a look"),
}


def _title(call: Call, id: str) -> str:
    return title(call.workspace.records, id)


VERBS = {
    "today": Verb(
        "today [--brief] [--who WHO]",
        Words("What concerns me today; --brief is one line for a login message"),
        ("concord today", "concord today --brief"),
        _today,
        (
            Option(
                "brief",
                Words(
                    "In one line or none, for a login file (`if [ -t 1 ]; then concord today --brief; fi`): it waits "
                    "for nobody, and ends with 0 unless words are wrong or --json is given"
                ),
            ),
            Option("who", Words("Somebody else's day"), "WHO"),
        ),
        touches=READS,
    )
}
