"""Make a workspace, or give one that is there an admin who can log in."""

import os
from typing import TYPE_CHECKING, Any

from store.errors import WrongWords
from store.words import Words
from store.workspace.founding import appoint, found_workspace
from store.workspace.surroundings import absence
from tui.cli.arguments import Option, as_path
from tui.cli.call import Call, Verb
from tui.i18n import lang, t
from tui.served import FILES

if TYPE_CHECKING:
    from store.workspace.surroundings import Access

#: Other names of the zone that costs nothing to count in.
_UNIVERSAL = ("Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu")


def _init(call: Call) -> None:
    word = call.take(1)[0]
    if "://" in word:
        from tui.cli.init_at import init_at

        init_at(call, as_path(word), _zone())
        return
    if not word.strip():
        raise WrongWords('"{folder}" is not a folder', folder=word)
    if "people" in call.options:
        raise WrongWords("--people is for an address in a database. A folder is for its group: --group GROUP")
    folder = os.path.abspath(os.path.expanduser(as_path(word)))
    if call.given("admin") is not None:
        _appoint(call, folder)
        return
    from store.workspace.surroundings import access

    name, group, say = call.options.get("name", ""), call.given("group"), call.output.say
    with found_workspace(folder, name, zone=_zone(), language=lang(), group=group) as workspace:
        settings, shares = workspace.records.settings, access(folder)
        zone = settings.zone
        call.made.append(folder)
        if call.json:
            found = {"folder": folder, "name": settings.name, "zone": zone, "who": workspace.who}
            call.output.object(found | shared(shares))
        say(t("{folder} is a workspace now, and you ({who}) are its admin", folder=folder, who=workspace.who))
        say(t(shares.words))
        say(t("Its time zone is {zone}. To use it: export CONCORD_WORKSPACE={folder}", zone=zone, folder=folder))


def shared(access: "Access") -> dict[str, Any]:
    """Who gets in, for scripts."""
    return {"owner": access.owner, "group": access.group, "members": access.members if access.shared else []}


def _appoint(call: Call, folder: str) -> None:
    """An admin for a workspace that lacks one."""
    for other in ("name", "group"):
        if other in call.options:
            raise WrongWords("--admin is for a workspace that is there already, --{name} for a new one", name=other)

    why = absence(folder)
    if why is not None:
        raise why.error
    login = call.options["admin"]
    person = appoint(folder, login, call.wait)
    if call.json:
        call.output.object({"folder": folder, "admin": login, "id": person.id})
    call.output.say(t("{name} ({login}) is an admin of {folder} now", name=person.name, login=login, folder=folder))


def _zone() -> str:
    """The IANA name of this machine's time zone; UTC where it has none."""
    for name in (os.environ.get("TZ", "").lstrip(":"), os.path.realpath("/etc/localtime").partition("/zoneinfo/")[2]):
        if name and _known(name):
            return "UTC" if name in _UNIVERSAL else name
    return "UTC"


def _known(zone: str) -> bool:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


#: Of `restore` too.
GROUP = Option("group", Words("The group that gets in; you have to be in it"), "GROUP")

VERBS = {
    "init": Verb(
        "init DIR|ADDRESS [--name NAME] [--group GROUP] [--admin LOGIN] [--people ROLES]",
        Words("Makes a new shared workspace; you are its first person and admin"),
        (
            'concord init /srv/concord/acme --name "Acme" --group acme',
            "concord init /srv/concord/acme --admin ana",
            "concord init 'postgresql://db.example.org/acme?workspace=acme' --people eva,ana,bo=robert",
        ),
        _init,
        (
            Option("name", Words("What the workspace is called (the folder's name)"), "NAME"),
            GROUP,
            Option(
                "admin",
                Words("Makes nothing: gives a workspace none of whose admins can log in here a new one"),
                "LOGIN",
            ),
            Option(
                "people",
                Words("Who gets in at an address: roles of the database, ROLE=LOGIN where the login is another"),
                "ROLES",
            ),
        ),
        dash="own",
        touches=FILES,
    )
}
