"""The keys of a workspace that is served: whether each lets in whom it should, and sshd reads what is listed."""

import os
from collections.abc import Iterator

from store.kinds.person import Person, has_left
from store.words import Words
from store.workspace import key_lines, keys
from store.workspace.public_key import parse, weak
from store.workspace.surroundings import user_name
from tui.cli.call import Call
from tui.cli.diagnoses.diagnosis import Diagnosis, command, do
from tui.cli.diagnoses.of_group import named
from tui.terminal.environment import program


def keys_of(call: Call, folder: str) -> Iterator[Diagnosis]:
    """What is wrong with them, and how many let somebody in. Raises what opening the workspace raises."""
    held, broken = keys.read(folder)
    listed = os.path.join(folder, keys.NAME)
    for each in broken:
        words = Words("{path}, line {line} lets nobody in: {reason}", path=listed, line=each.line, reason=each.words)
        yield Diagnosis("keys", False, words)
    records = call.workspace.records
    live = [key for key in held if keys.lets_in(key, records)]
    words = Words("{n} keys let people in", one="{n} key lets somebody in", n=len(live))
    add = do(command("concord", "keys", "add", "LOGIN", "FILE", "--workspace", folder, root=False))
    yield Diagnosis("keys", bool(live), words, None if live else add)
    for key in held:
        if key not in live:
            words = Words("The key {key} is {login}'s, who is not among the people", key=key.called, login=key.login)
            yield Diagnosis("keys", False, words, _removed(key, folder))
        why = weak(parse(f"{key.type} {key.blob}"))
        if why is not None:
            words = Words("The key {key} of {login}: {what}", key=key.called, login=key.login, what=why)
            yield Diagnosis("keys", True, words)
    yield from _prepared(call, folder)
    today, able = call.workspace.today, {key.login for key in live}
    people = [each.login for each in records.all(Person) if each.login and not has_left(each, today)]
    without = sorted({*people} - able - {user_name(os.stat(folder).st_uid)})
    if without:
        yield Diagnosis("keys", True, Words("People without a key: {list}", list=named(without)), add)


def _removed(key: keys.AccessKey, folder: str) -> Words:
    return do(command("concord", "keys", "remove", key.fingerprint, "--workspace", folder, root=False))


def _prepared(call: Call, folder: str) -> Iterator[Diagnosis]:
    """Whether sshd is answered from what is listed, by a program that is there."""
    path = os.path.join(folder, key_lines.PREPARED)
    begins = key_lines.program_in(folder)
    lines = keys.lines(call.workspace, keys.of(folder), begins or program())
    try:
        with open(path, "rb") as file:
            there = file.read()
    except OSError as error:
        there, begins = b"", []
        words = Words("{path} cannot be read: {reason}", path=path, reason=error.strerror or error)
        yield Diagnosis("keys", False, words, _installed(folder))
        return
    if not begins or there != key_lines.prepared(lines, begins):
        words = Words("{path}, from which sshd is answered, is not what is listed in {name}", path=path, name=keys.NAME)
        yield Diagnosis("keys", False, words, _installed(folder))


def _installed(folder: str) -> Words:
    return do(command("concord", "keys", "install", "--workspace", folder))
