"""The keys by which people come in over SSH: who has which, giving them, taking them away, what sshd reads."""

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from store import clock
from store.errors import Failed, Forbidden, WrongWords
from store.words import Words
from tui import served
from tui.cli.arguments import Option, as_path
from tui.cli.call import Call, Verb
from tui.cli.verbs.deeds import deed_named
from tui.i18n import t
from tui.served import WRITES
from tui.terminal.environment import program

if TYPE_CHECKING:
    from store.kinds.person import Person
    from store.workspace.key_notes import KeyNote
    from store.workspace.keys import AccessKey

#: So much is read where one key should be.
_LIMIT = 64 * 1024


def _keys(call: Call) -> int | None:
    deed = deed_named(call.words[0], _DEEDS, _CALLED, Words("Keys", context="SSH")) if call.words else "list"
    for option, goes_with in (("wall", "add"), ("dry-run", "remove|install"), ("only-known", "install")):
        if option in call.options and deed not in goes_with.split("|"):
            raise WrongWords("--{name} does not go with {verb}", name=option, verb=deed)
    from store.workspace import keys

    keys.refuse_address(call.folder())
    return _DEEDS[deed](call)


# Who has which


def _list(call: Call) -> None:
    from store.workspace import key_notes, keys

    login = _login(call, call.take(0, 2)[1]) if len(call.words) > 1 else None
    workspace, folder = call.workspace, call.workspace.ledger.folder
    try:
        keys.refuse_others(workspace)
    except Forbidden:
        if login not in (None, workspace.who) or workspace.records.person_of(workspace.who) is None:
            raise
        login = workspace.who
    held, broken = keys.read(folder)
    added = {note.fingerprint: note for note in key_notes.notes(folder) if note.did == "add"}
    found = [key for key in held if login in (None, key.login)]
    if call.json:
        for key in found:
            call.output.object(_object(key, added.get(key.fingerprint), key_notes.last_used(folder, key.fingerprint)))
    else:
        call.output.table([_row(call, key, added.get(key.fingerprint)) for key in found])
    if not found:
        call.output.say(t("No keys are listed"))
    for each in broken:
        call.output.say(t(BROKEN.filled(path=os.path.join(folder, keys.NAME), line=each.line, reason=each.words)))


BROKEN = Words("{path}, line {line} lets nobody in: {reason}")


def _row(call: Call, key: "AccessKey", added: "KeyNote | None") -> list[str]:
    from store.workspace import key_notes, keys

    records = call.workspace.records
    zone = records.zone_of(call.workspace.who)

    def when(moment: datetime | None) -> str:
        return f"{clock.there(moment, zone):%Y-%m-%d %H:%M}" if moment else ""

    used = when(key_notes.last_used(call.workspace.ledger.folder, key.fingerprint))
    given = t("since {when} by {who}", when=when(clock.moment(added.at)), who=added.who) if added else ""
    last = t("last used {when}", when=used) if used else t("never used")
    row = [key.login, key.type, str(key.bits), key.fingerprint, key.comment, given, last]
    return (
        row if keys.lets_in(key, records) else [*row, t("lets nobody in: {who} is not among the people", who=key.login)]
    )


def _object(key: "AccessKey", added: "KeyNote | None" = None, used: datetime | None = None) -> dict[str, Any]:
    return {
        "login": key.login,
        "type": key.type,
        "bits": key.bits,
        "fingerprint": key.fingerprint,
        "comment": key.comment,
        "added_at": added.at if added else None,
        "added_by": added.who if added else None,
        "last_used": used,
    }


# Giving and taking away


def _add(call: Call) -> None:
    from store.workspace import keys
    from store.workspace.public_key import parse, weak

    wall = "wall" in call.options
    words = call.take(1 if wall else 2, -1)[1:]
    who = keys.WALL if wall else _login(call, words.pop(0))
    keys.refuse_others(call.workspace)
    key, new = keys.add(call.workspace, who, _given(words), program())
    if new and wall:
        call.output.say(t("A screen on a wall shows this workspace by this key from now on: {key}", key=_told(key)))
    elif new:
        call.output.say(t("{login} comes in by this key from now on: {key}", login=key.login, key=_told(key)))
    else:
        call.output.say(t("{login} has that key already: {key}", login=key.login, key=_told(key)))
    better = weak(parse(f"{key.type} {key.blob}"))
    if better is not None:
        call.output.say(t(better))
    if call.json:
        call.output.object(_object(key))
    else:
        call.output.line(key.fingerprint)


def _given(words: Sequence[str]) -> str:
    """The text of a key: typed as it is, or in the file of that name; without any, from standard input."""
    from store.workspace.public_key import TYPES

    typed = " ".join(words)
    if typed.partition(" ")[0] in TYPES:
        return typed
    if len(words) > 1:
        raise WrongWords('"{word}" is no type of key. There are: {types}', word=words[0], types=[*TYPES])
    path = as_path(words[0]) if words else "/dev/stdin"
    try:
        with open(path, "rb") as file:
            data = file.read(_LIMIT + 1)
    except OSError as error:
        raise Failed("{path} cannot be read: {reason}", path=path, reason=error.strerror or error) from error
    if len(data) > _LIMIT:
        raise WrongWords("{path} is larger than any key", path=path)
    return data.decode("utf-8-sig", "replace")


def _told(key: "AccessKey") -> str:
    return t("{type}, {bits} bits, {name}", type=key.type, bits=key.bits, name=key.comment or key.fingerprint)


def _remove(call: Call) -> None:
    from store.workspace import keys

    workspace = call.workspace
    keys.refuse_others(workspace)
    folder = workspace.ledger.folder
    words = call.take(2, -1)[1:]
    found = list(dict.fromkeys(key for word in words for key in _meant(call, folder, word)))
    if "dry-run" in call.options:
        call.output.say(t("Nothing was written: this was a dry run"))
    else:
        found = keys.remove(workspace, found, program())
    for key in found:
        if call.json:
            call.output.object(_object(key))
        else:
            call.output.line(f"{key.login} {key.fingerprint} {key.comment}".rstrip())
    if "dry-run" not in call.options:
        n = len(found)
        call.output.say(t("{n} keys let nobody in any more", one="{n} key lets nobody in any more", n=n))


def _meant(call: Call, folder: str, word: str) -> "list[AccessKey]":
    """The keys of somebody, or the one whose fingerprint begins so. Raises `WrongWords` where there is none."""
    from store.workspace import keys

    found = keys.meant(folder, word)
    if not found and not word.startswith("SHA256:"):
        login = _login(call, word)
        found = [key for key in keys.of(folder) if key.login == login]
    if not found:
        raise WrongWords('No key is listed that "{word}" could mean', word=word)
    return found


def _login(call: Call, word: str) -> str:
    """The login of a person that a word names. Raises `WrongWords` where nobody could come in under it."""
    person: Person = call.workspace.records.get(call.named(word, "person"))  # type: ignore[assignment]
    if not person.login:
        raise WrongWords("{who} has no login here, and a key is one for a login", who=person.name)
    return person.login


# What sshd reads


def _print(call: Call) -> None:
    from store.workspace import key_lines, keys

    served.refuse_files()
    workspace, words = call.workspace, call.take(1, 3)[1:]
    folder = workspace.ledger.folder
    held, told = keys.of(folder), key_lines.program_in(folder) or program()
    if not words:
        call.output.text(keys.lines(workspace, held, told))
        return
    if len(words) < 2:
        raise WrongWords("Something is missing. It is written: {usage}", usage=call.verb.written)
    type, blob = words
    mine = [key for key in held if (key.type, key.blob) == (type, blob)]
    call.output.text(keys.lines(workspace, mine, told) or [key_lines.unknown_line(told, type, blob)])


def _install(call: Call) -> None:
    served.refuse_files()
    from tui.cli.sshd.keys_install import install

    call.take(1)
    install(call, program())


_DEEDS: dict[str, Callable[[Call], int | None]] = {
    "list": _list,
    "add": _add,
    "remove": _remove,
    "print": _print,
    "install": _install,
}
_CALLED = {
    "list": Words("list", context="keys"),
    "add": Words("add", context="keys"),
    "remove": Words("remove", context="keys"),
    "print": Words("print", context="keys"),
    "install": Words("install", context="keys"),
}

VERBS = {
    "keys": Verb(
        "keys [list [LOGIN]] | add LOGIN [FILE] | remove LOGIN|FINGERPRINT ... | print [TYPE BLOB] | install",
        Words(
            "By which keys people come in over SSH, each as themselves: gives them, takes them away, tells sshd of them"
        ),
        (
            "concord keys add ana ana.pub",
            "concord keys",
            "concord keys remove SHA256:k3J9",
            "sudo concord keys install --workspace /srv/concord/acme",
        ),
        _keys,
        (
            Option("wall", Words("Of a screen on a wall, which shows and takes no keys, instead of a person's")),
            Option("dry-run", Words("Only says what would happen")),
            Option("only-known", Words("Unknown keys are refused unheard, instead of being told which they are")),
        ),
        dash="file",
        touches=WRITES,
    )
}
