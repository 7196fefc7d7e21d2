"""What meets a refusal, in words of the command line: `tui.text.remedies`, filled with what the command named."""

import re
import shlex
from collections.abc import Callable, Mapping
from typing import Any

from store.errors import ConcordError, Invalid
from store.kinds import split_id
from store.words import Words
from tui.cli.arguments import REST
from tui.cli.call import COMMON, Call
from tui.text.places import placed
from tui.text.remedies import WORDS, commands, patterns


def advice(call: Call, error: ConcordError) -> list[str]:
    """The commands that meet what was asked; none where it is for somebody else or has no way round."""
    said = [fault.words for fault in error.faults] if isinstance(error, Invalid) else [error.words]
    return list(dict.fromkeys(line for words in said for line in _meeting(call, words, error.words.values)))


def _meeting(call: Call, words: Words, values: Mapping[str, Any]) -> list[str]:
    cause = words.cause
    values = {"id": _first_id(call), **values, **cause.values}
    look = DEPENDS.get(cause.reason)
    if look is not None:
        return look(call, values)
    outcome = call.options.get("outcome")
    more = "" if outcome is None else f" --outcome {shlex.quote(outcome)}"
    return commands(cause.reason, {**values, "again": _again(call, *patterns(cause.reason)), "outcome": more})


def _first_id(call: Call) -> str | None:
    """The id of the record that the command is about, where it names one."""
    return call.words[0] if call.words and split_id(call.words[0].upper()) is not None else None


def _again(call: Call, *ways: str) -> str:
    """The command as it was given, without the options that one of these ways gives."""
    given = {option for way in ways for option in re.findall(r"--([\w-]+)", way)}
    words = ["concord", call.name, *map(shlex.quote, call.words)]
    switches = {option.name for option in call.verb.options if not option.value}
    for name, value in [*call.options.items(), *call.fields]:
        if name not in COMMON and name not in given:
            words += [f"--{name}", *([] if name in switches or not value else [shlex.quote(value)])]
    return " ".join(words)


def _heard(call: Call, values: Mapping[str, Any]) -> list[str]:
    names = list(values["names"])
    if call.name != "decide":
        return [f"{_again(call, '--consulted')} --consulted {','.join(f'{name}=heard' for name in names)}"]
    waived = ", ".join(f"{name}=..." for name in names)
    return [f"{_again(call, '--heard')} --heard {','.join(names)}", f'{_again(call, "--waived")} --waived "{waived}"']


def _as_it_stands(call: Call, values: Mapping[str, Any]) -> list[str]:
    """What can be done about a request or an allocation in the state that it has."""
    from tui.faces import allocation, request  # late: few refusals are about them

    record: Any = call.workspace.records.get(str(values["id"]))
    way = (request.WAYS if record.id.startswith("Q-") else allocation.WAYS).get(record.state, allocation.AGAIN)
    return [placed(command).format(id=record.id) for command in way.commands]


def _rest(call: Call, values: Mapping[str, Any]) -> list[str]:
    """Where the command itself can say what becomes of the rest."""
    takes = any(option.name == REST.name for option in call.verb.options)
    return commands("leaves-open", {**values, "again": _again(call, *patterns("leaves-open"))}) if takes else []


def _with_reason(call: Call, values: Mapping[str, Any]) -> list[str]:
    """The same command with its reason: in the words of --why where that is a field of its own, and was not changed."""
    id = str(values["id"])
    kind = split_id(id)
    if call.name != "edit" or kind is None or "why" not in kind[0].fields:
        return commands("wants-reason", {**values, "again": _again(call, *patterns("wants-reason"))})
    said = call.options.get("why")
    return [f"{_again(call, '--why', '--because')} --because {WORDS if said is None else shlex.quote(said)}"]


#: Which of the commands there are depends on more than the sentence tells.
DEPENDS: dict[str, Callable[[Call, Mapping[str, Any]], list[str]]] = {
    "by-answers": _as_it_stands,
    "by-granting": _as_it_stands,
    "leaves-open": _rest,
    "not-asked-any-more": _as_it_stands,
    "not-in-that-state": _as_it_stands,
    "unknown-names": lambda call, _values: [_again(call, "--strict")],
    "wants-hearing": _heard,
    "wants-reason": _with_reason,
}
