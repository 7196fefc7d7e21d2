"""Make a workspace."""

import os

from store.errors import WrongWords
from store.words import Words
from tui.cli.call import Call, Verb
from tui.cli.words import Option, as_path
from tui.i18n import lang, t

#: Other names of the zone that costs nothing to count in.
_UNIVERSAL = ("Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu")


def _init(call: Call) -> int:
    from store.founding import found_workspace

    folder = call.take(1)[0]
    if "://" in folder or not folder.strip():
        raise WrongWords('"{folder}" is not a folder', folder=folder)
    folder = os.path.abspath(os.path.expanduser(as_path(folder)))
    with found_workspace(folder, call.options.get("name", ""), zone=_zone(), language=lang()) as workspace:
        call.made.append(folder)
        if call.json:
            settings = workspace.records.settings
            call.output.object({"folder": folder, "name": settings.name, "zone": settings.zone, "who": workspace.who})
        call.output.say(
            t("{folder} is a workspace now, and you ({who}) are its admin", folder=folder, who=workspace.who)
        )
        call.output.say(
            t(
                "Its time zone is {zone}. To use it: export CONCORD_WORKSPACE={folder}",
                zone=workspace.records.settings.zone,
                folder=folder,
            )
        )
    return 0


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


VERBS = {
    "init": Verb(
        "init",
        "init DIR [--name NAME]",
        Words("Makes a new shared workspace; you are its first person and admin"),
        ('concord init /srv/concord/acme --name "Acme"',),
        _init,
        (Option("name", Words("What the workspace is called (the folder's name)"), "NAME"),),
    )
}
