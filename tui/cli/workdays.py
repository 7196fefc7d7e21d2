"""`--workdays`: what cron has Concord say every day, it does not say on days when nobody works."""

from typing import TYPE_CHECKING

from store.words import Words
from tui.cli.arguments import Option

if TYPE_CHECKING:
    from tui.cli.call import Call

WORKDAYS = Option(
    "workdays", Words("On days off (weekends, and those of the workspace) does and says nothing: for cron")
)


def is_left_out(call: "Call") -> bool:
    """Whether nothing is to be said today, by the workspace's calendar and day."""
    if WORKDAYS.name not in call.options:
        return False
    before, call.output.quiet = call.output.quiet, True
    workspace = call.workspace  # opened without a word
    call.output.quiet = before
    return not workspace.records.calendar.works(workspace.today)
