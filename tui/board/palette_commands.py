"""What the palette offers: every key that works here by its name, and what has no key."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from store.fields.rights import COORDINATOR, MEMBER
from store.kinds import KINDS
from store.kinds.goal import Goal, open_objections
from store.kinds.naming import by_id
from store.words import Words
from tui import i18n
from tui.acts.goal import say
from tui.acts.join import is_new
from tui.acts.obeying import rows_for
from tui.board import navigation
from tui.parts.palette import Command
from tui.personal import own_language
from tui.served import writes
from tui.theme import DARK, LIGHT

if TYPE_CHECKING:
    from tui.board.screen import BoardScreen


def commands_of(board: "BoardScreen") -> Sequence[Command]:
    """In the order of the table of keys, then language, theme and characters."""
    found = [
        Command(row.label, row.shown, partial(navigation.do, board, row.action), row.touches)
        for row in rows_for(board.desk, board.pane.kind, board.pane.chosen)
        if row.action not in ("palette", "back")
    ]
    rank = board.desk.records.rank_of(board.desk.who)
    if KINDS[board.pane.kind].short_names and rank >= COORDINATOR:
        found.append(Command(Words("Merge with another one that is the same"), "", lambda: board.acts.start("merge")))
    found.append(Command(Words("Who is here"), "", lambda: board.acts.start("who")))
    goal = board.desk.records.find(board.pane.chosen or "")
    for id in open_objections(goal) if isinstance(goal, Goal) and rank >= MEMBER else ():
        answer = partial(say, board.acts, id, "answer", alone=True)
        label = Words("Answer the objection of {department}", department=by_id(board.desk.records, id))
        found.append(Command(label, "", lambda answer=answer: board.acts.begin(answer())))
    if is_new(board.desk):
        found.append(Command(Words("Join this workspace"), "", lambda: board.acts.start("join")))
    english, light, ascii_only = i18n.lang() == "en", board.app.theme == LIGHT.name, board.desk.options.ascii_only
    language = Words("中文 (Chinese)") if english else Words("English")
    colours = Words("Dark colours") if light else Words("Light colours")
    drawn = Words("Lines and bars as lines and bars") if ascii_only else Words("Lines and bars in ASCII")
    found.append(Command(language, "", lambda: _speak(board, "zh" if english else "en")))
    if own_language.chosen(board.desk.state) is not None:
        found.append(Command(Words("Language as my environment says"), "", lambda: _speak(board, None)))
    return writes(
        *found,
        Command(colours, "", lambda: _wear(board, DARK.name if light else LIGHT.name)),
        Command(drawn, "", lambda: _draw(board, not ascii_only)),
    )


def _speak(board: "BoardScreen", language: str | None) -> None:
    """From now on, in later sessions and on the command line too; with None as before anything was chosen."""
    reason = own_language.choose(language, board.desk.state)
    if language is not None:
        i18n.use(language)
    elif reason is None:
        i18n.use(own_language.wanted)
        own_language.otherwise_of(board.desk.workspace)
    board.app.lang_changed()  # type: ignore[attr-defined]
    if reason is not None:
        board.say(Words("This lasts only until you leave Concord: {reason}", reason=reason), "warn")


def _wear(board: "BoardScreen", theme: str) -> None:
    board.app.theme = theme
    board.retell()


def _draw(board: "BoardScreen", ascii_only: bool) -> None:
    board.desk.options.ascii_only = ascii_only
    board.retell()
