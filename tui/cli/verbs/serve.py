"""One person let in by their key: what sshd starts for it, and nothing but that (`command="concord serve ana"`)."""

import os
import pwd
import sys
from collections.abc import Mapping

from store.errors import Busy, Failed, Forbidden, WrongWords
from store.words import Words
from tui import cli, served
from tui.cli.arguments import Option
from tui.cli.call import Call, Verb
from tui.config import WorkspacePlace
from tui.served import FILES, Served


def _serve(call: Call) -> int:
    wall, unknown = "wall" in call.options, "unknown" in call.options
    login = "" if wall or unknown else call.take(1)[0]
    call.take(0 if wall or unknown else 1)
    if not os.environ.get("SSH_CONNECTION"):
        raise WrongWords(
            "This is for sshd to start when somebody logs in by a key: it stands in front of the key as {line}",
            line='restrict,pty,command="concord serve LOGIN"',
        )
    from tui.cli.serving import confinement, ssh_request, taken_key

    sent = dict(os.environb)
    account = confinement.confine()
    came = ssh_request.keys_of(sent)
    if unknown:
        raise _unknown(came)
    folder = _folder(call, account)
    session = Served(login, _key(folder, login, came), wall)
    served.begin(session)
    if not wall:
        _let_in(login, folder, account.pw_name)
    if not confinement.take_seat(confinement.keep_apart(login)):
        raise Busy("{count} sessions of yours are open already. Leave one of them first", count=confinement.SEATS)
    os.environ["CONCORD_WORKSPACE"] = folder
    words = ssh_request.words_of(sent)
    taken_key.heed(folder, session, screen=wall or not words)
    return _on_the_wall(call, folder, words) if wall else _asked_for(login, words)


def _asked_for(login: str, words: list[str]) -> int:
    """The command, or the screen where none is asked for; the exit code. Raises `WrongWords` without a terminal."""
    from tui.cli.serving import confinement, dropped_line

    if words:
        confinement.limit_command()
        if not sys.stdout.isatty():
            dropped_line.heed()
    elif not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise WrongWords(
            "You are in as {login}. `ssh -t` opens the screen; a command stands behind the host, such as list action, "
            "and --help lists them",
            login=login,
        )
    return cli.obey(words)


def _on_the_wall(call: Call, folder: str, words: list[str]) -> int:
    from tui.cli.verbs.screen import need_terminal

    if words:
        raise Forbidden("This key shows a screen on a wall, and does nothing else", "served")
    need_terminal(Words("`ssh -t`"))
    from tui.wall import showing

    return showing.run(folder, wait=call.wait)


def _folder(call: Call, account: "pwd.struct_passwd") -> str:
    """The folder of the workspace, which no sentence names from now on, nor any other place of the account.

    Raises `Failed` where there is none, `Forbidden` where it is another account's.
    """
    hidden: Mapping[str, Words] = {account.pw_dir: Words("the server"), sys.prefix: Words("the server")}
    served.conceal(hidden, account.pw_name)
    place: WorkspacePlace = call.place()
    folder = place.folder
    here = {each: Words("the workspace") for each in (folder, os.path.realpath(folder))}
    served.conceal({**hidden, **here}, account.pw_name)
    if place.is_address:
        raise Forbidden("A workspace in a database is not served: its people log in there", "served")
    if place.absence is not None:
        raise Failed("The workspace that is served is not there. Whoever looks after the server finds out why")
    if os.stat(folder).st_uid != os.geteuid():
        raise Forbidden("Only the account that owns the workspace serves it", "served")
    return folder


def _key(folder: str, login: str, came: list[str] | None) -> str:
    """The fingerprint by which they are in; empty where sshd does not say it, or no keys are kept here.

    Nobody's are the keys of walls. Raises `Forbidden` for a key that is not theirs.
    """
    from store.workspace import keys

    if came is None or not os.path.lexists(os.path.join(folder, keys.NAME)):
        return ""
    owners = {key.fingerprint: key.login for key in keys.of(folder)}
    found = next((each for each in came if owners.get(each) == (login or keys.WALL)), None)
    if found is not None:
        keys.used(folder, found)
        return found
    if not came:
        raise Forbidden(
            "You came in without a key, and only who has one of those that are kept here is let in", "served"
        )
    if came[0] in owners:
        raise Forbidden("The key {key} is not that of {login}", "served", key=came[0], login=login or Words("a wall"))
    raise _unknown(came)


def _unknown(came: list[str] | None) -> Forbidden:
    key = next(iter(came or []), None)
    if key is None:
        return Forbidden("Nobody here has the key by which you came. An admin adds it", "served")
    return Forbidden("Nobody here has the key {key}. An admin adds it", "served", key=key)


def _let_in(login: str, folder: str, account: str) -> None:
    """Raises `Forbidden` for a login that nobody has, or who has left; whoever opens the workspace next has it."""
    from store.kinds.person import has_left

    workspace = served.opened(folder)
    person = workspace.records.person_of(login)
    if login == account:
        raise Forbidden("{login} is the account that serves, and nobody's own login", "served", login=login)
    if person is None:
        raise Forbidden('Nobody here has the login "{login}". An admin gives it', "served", login=login)
    if has_left(person, workspace.today):
        raise Forbidden("{name} has left and is not let in any more", "served", name=person.name)
    served.keep(workspace)


VERBS = {
    "serve": Verb(
        "serve LOGIN | --wall | --unknown",
        Words(
            "Lets one person in over SSH as who they are: the screen, or the command that they ask for; sshd starts it"
        ),
        (
            'restrict,pty,command="concord serve ana --workspace /srv/acme" ssh-ed25519 AAAA...   # in authorized_keys',
            "ssh concord@host list action action:mine --json",
        ),
        _serve,
        (
            Option("wall", Words("Shows a screen on a wall instead, which takes no keys but q")),
            Option("unknown", Words("Tells whoever comes by a key that nobody has which it was")),
        ),
        touches=FILES,
    )
}
