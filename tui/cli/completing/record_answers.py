"""The records of a workspace as answers: ids with titles, departments by code, people by login."""

import re
from collections.abc import Collection, Iterator

import msgspec

from store.errors import ConcordError
from store.kinds import KINDS, PREFIXES
from store.kinds.base import Kind
from store.kinds.naming import called, title_of
from store.records.names import ME, fold
from store.workspace import Workspace
from tui.cli.completing.shell_answer import MOST, ShellAnswer
from tui.i18n import t

#: So many places are looked at in a row for a record that is still there.
_GAPS = 500
#: From so many letters on a title is looked for.
_LETTERS = 2


def named(workspace: Workspace, kinds: Collection[str], typed: str) -> Iterator[ShellAnswer]:
    """The records of these kinds (of any where there are none) that may be meant by what is typed."""
    allowed = [KINDS[name] for name in kinds or KINDS]
    any_kind = not kinds
    for kind in allowed:
        if kind.short_names and (typed or not any_kind or not kind.is_people):
            yield from _called(workspace, kind, typed)
    written = re.fullmatch(r"([A-Z]{1,3})-(\d*)", typed.upper())
    kind = PREFIXES.get(written[1]) if written else None
    if written and kind in allowed:
        yield from _numbered(workspace, kind, written[2])
        return
    there = [kind for kind in allowed if kind.prefix.startswith(typed.upper()) and workspace.ledger.highest(kind.name)]
    there = [kind for kind in there if not kind.short_names or any_kind]
    if len(there) == 1 and not any_kind:
        yield from _numbered(workspace, there[0], "")
    else:
        yield from (ShellAnswer(f"{kind.prefix}-", t(kind.label)) for kind in there)
    if not there and _is_looked_for(typed):
        yield from _titled(workspace, [kind for kind in allowed if not kind.short_names], typed)


def _is_looked_for(typed: str) -> bool:
    return len(typed) >= _LETTERS or not typed.isascii()


def parties(workspace: Workspace, typed: str) -> Iterator[ShellAnswer]:
    """People and departments."""
    yield from named(workspace, [kind.name for kind in KINDS.values() if kind.short_names], typed)
    yield from (
        ShellAnswer(word, t("Whoever types it")) for word in sorted(ME) if word.isascii() or not typed.isascii()
    )


def _called(workspace: Workspace, kind: Kind, typed: str) -> Iterator[ShellAnswer]:
    """Those that have a short name and go on, by that, or by a part of their full name."""
    said = fold(typed)
    for number, raw in workspace.records.items(kind.name):
        try:
            record = msgspec.json.decode(raw, type=kind.record)
            if kind.is_over(record, workspace.records, workspace.today):
                continue
        except (ConcordError, msgspec.MsgspecError):
            continue
        record = msgspec.structs.replace(record, id=kind.id(number))
        word, title = called(record), title_of(record)
        if not fold(word).startswith(said) and fold(record.id).startswith(said):
            word = record.id
        found = not fold(word).startswith(said)
        if not found or (_is_looked_for(typed) and said in fold(title)):
            yield ShellAnswer(word, title, found=found)


def _numbered(workspace: Workspace, kind: Kind, digits: str) -> Iterator[ShellAnswer]:
    """Those whose numbers begin so."""
    for number in sorted(_numbers(workspace, kind, digits)):
        yield ShellAnswer(kind.id(number), _title(workspace, kind, number))


def _numbers(workspace: Workspace, kind: Kind, digits: str) -> Iterator[int]:
    """Of many the latest, some for each digit that may come next: all of them would be too many to look at."""
    if digits.startswith("0"):
        return
    highest, groups = workspace.ledger.highest(kind.name), "123456789" if not digits else "0123456789"
    most = MOST // 10 if highest > MOST else MOST
    if digits and _is_there(workspace, kind, int(digits)):
        yield int(digits)
    for digit in groups:
        left, tries = most, _GAPS
        for more in range(len(str(highest)) - len(digits) - 1, -1, -1):
            first = int(digits + digit) * 10**more
            for number in range(min(highest, first + 10**more - 1), first - 1, -1):
                tries -= 1
                if left and tries and _is_there(workspace, kind, number):
                    left -= 1
                    yield number
                if not left or not tries:
                    break


def _is_there(workspace: Workspace, kind: Kind, number: int) -> bool:
    return workspace.ledger.raw(kind.name, number) is not None


def _title(workspace: Workspace, kind: Kind, number: int) -> str:
    """What the person who asks may see of what it is called; "" where it does not read."""
    try:
        record = workspace.records.find(kind.id(number))
        return "" if record is None else title_of(record)
    except ConcordError:
        return ""


def _titled(workspace: Workspace, kinds: list[Kind], typed: str) -> Iterator[ShellAnswer]:
    """Those in whose titles it stands, the latest first."""
    said, left = fold(typed), MOST
    needle = typed.lower().encode("utf-8", "replace")
    for kind in kinds:
        for number, raw in reversed(workspace.records.items(kind.name)):
            if needle in bytes(raw).lower() and said in fold(title := _title(workspace, kind, number)):
                yield ShellAnswer(kind.id(number), title, found=True)
                left -= 1
                if not left:
                    return
