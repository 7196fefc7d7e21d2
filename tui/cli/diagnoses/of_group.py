"""Who may get in: how many logins, which of them are people of the workspace, and which people cannot come."""

import os
import pwd
from collections.abc import Iterator, Sequence

from store.kinds.person import Person, has_left
from store.words import Words
from store.workspace import Workspace
from store.workspace.surroundings import access, group_name, has_account
from tui.cli.diagnoses.diagnosis import Diagnosis, command, do

_NAMED = 8


def who_gets_in(workspace: Workspace, folder: str) -> Iterator[Diagnosis]:
    """How many, and who of the people does not."""
    info, found = os.stat(folder), access(folder)
    logins = sorted({found.owner, *(found.members if found.shared else ())})
    today = workspace.today
    people = {each.login for each in workspace.records.all(Person) if each.login and not has_left(each, today)}
    words = Words(
        "Logins that may get in: {n} ({list}). People of the workspace among them: {m}",
        n=len(logins),
        m=len(people.intersection(logins)),
        list=named(logins),
    )
    yield Diagnosis("people", True, words)
    if not _lists_all():
        words = Words("This machine does not list all of its logins, so there may be more")
        yield Diagnosis("people", True, words)
    if found.shared:
        yield from _barred(folder, info.st_gid)
    elsewhere = sorted(login for login in people if not has_account(login))
    if elsewhere:
        words = Words("People without a login on this machine: {list}", list=named(elsewhere))
        yield Diagnosis("people", True, words)
    outside = sorted(people.difference(logins, elsewhere, ("root",)))
    if outside and found.shared:
        group = group_name(info.st_gid)
        words = Words("Not in the group {group}, so they do not get in: {list}", group=group, list=named(outside))
        adding = [command("usermod", "-aG", group, login) for login in outside[:_NAMED]]
        yield Diagnosis("people", False, words, do(*adding))
    strangers = [login for login in logins if login not in people and login != "root"]
    if strangers:
        words = Words("May get in and are not among the people yet: {list}", list=named(strangers))
        adding = command("concord", "add", "person", strangers[0], "--login", strangers[0], root=False)
        advice = Words("They come in when they open the screen, or: {command}", command=adding)
        if workspace.records.settings.joining != "open":
            advice = do(adding)
        yield Diagnosis("people", True, words, advice)


def named(logins: Sequence[str]) -> list[str]:
    """The first of them."""
    return [*logins[:_NAMED], *["…"] * (len(logins) > _NAMED)]


def _lists_all() -> bool:
    """A directory may know somebody whom it does not list; whoever asks is at hand to try it with."""
    try:
        me = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return False
    return any(each.pw_name == me for each in pwd.getpwall())


def _barred(folder: str, gid: int) -> Iterator[Diagnosis]:
    """A folder above it through which the group does not come."""
    above: str = os.path.dirname(os.path.realpath(folder))
    while True:
        info = os.stat(above)
        if not info.st_mode & (0o011 if info.st_gid == gid else 0o001):
            words = Words(
                "Nobody of the group comes through {path} ({mode})", path=above, mode=f"{info.st_mode & 0o7777:o}"
            )
            yield Diagnosis("people", False, words, do(command("chmod", "a+x", above)))
        if above == "/":
            return
        above = str(os.path.dirname(above))
