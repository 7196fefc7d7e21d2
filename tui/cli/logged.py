"""A command with its log: which verb, with which options, what it committed, how it ended."""

from typing import TYPE_CHECKING

from store.kinds import split_id
from tui.cli.arguments import as_path
from tui.debug.log import DebugLog
from tui.i18n import t

if TYPE_CHECKING:
    from tui.cli.call import Call


def run_logged(call: "Call") -> int:
    """What the verb returns; raises what it raises, and `Failed` where there can be no log."""
    log = call.log = DebugLog(as_path(call.options["debug"]))
    # Words and the values of options are people's; so may be the names of options that were not declared.
    log.write("command", verb=call.name or "screen", options=sorted(call.options), ids=_ids(call))
    code = 1
    try:
        code = call.verb.run(call) or 0
    except BaseException as error:
        log.failed(error)
        code = getattr(error, "exit_code", code)
        raise
    finally:
        if call.opened is not None:
            log.news(call.opened.ledger.news(), call.opened.ledger.own)
        log.write("end", code=code)
        if log.failure is not None:
            call.output.say(t("The log {path} ends early: {reason}", path=log.path, reason=log.failure.strerror))
        log.close()
    return code


def _ids(call: "Call") -> list[str]:
    """The words that are ids of records, and were not looked for as words."""
    found = map(split_id, call.words if call.name != "search" else ())
    return [place[0].id(place[1]) for place in found if place is not None]
