"""`concord init` at an address: a workspace in a database, and whom it lets in."""

import re
from shlex import quote

from store.errors import WrongWords
from store.workspace.founding_at import FoundAt, found_at
from store.workspace.named_places import address_of
from tui.cli.call import Call
from tui.config.named_address import address
from tui.i18n import lang, t

#: A name in PostgreSQL has so many bytes.
LONGEST = 63


def init_at(call: Call, word: str, zone: str) -> None:
    """Make a workspace there, or bring the one that is there up to date; and let people in."""
    for other in ("group", "admin"):
        if other in call.options:
            raise WrongWords(
                "--{name} is for a folder. At an address the database lets people in: --people ROLE,ROLE=LOGIN",
                name=other,
            )
    found = found_at(
        address(word), call.options.get("name", ""), zone=zone, language=lang(), people=_people(call.given("people"))
    )
    if found.new:
        call.made.append(found.place)
    if call.json:
        call.output.object(found._asdict())
    for line in _told(found):
        call.output.say(line)


def _people(text: str | None) -> dict[str, str]:
    """Each role with its login: `ana,bo=robert`."""
    people: dict[str, str] = {}
    for word in re.split("[,，、]", text) if text else ():
        role, equals, login = (part.strip() for part in word.partition("="))
        if not role or (equals and not login) or len(role.encode()) > LONGEST or not word.isprintable():
            raise WrongWords('"{word}" is no role of a database: --people ROLE,ROLE=LOGIN', word=word)
        people[role] = login or role
    return people


def _told(found: FoundAt) -> list[str]:
    """What was done, for people."""
    lines: list[str] = []
    place = found.place
    if found.new:
        lines.append(t("{place} is a workspace now, and {who} is its admin", place=place, who=found.admin))
    elif found.up:
        lines.append(t("{place} is a workspace already, and was brought up to date", place=place))
    else:
        lines.append(t("{place} is a workspace already, and up to date", place=place))
    if found.people:
        people = [role if role == login else f"{role}={login}" for role, login in found.people.items()]
        lines.append(t("These roles may read and write there, each in the name of its login: {list}", list=people))
    if found.made:
        lines.append(t("These roles were made, without a password: {list}", list=found.made))
    public = quote(address_of(place).public)
    lines.append(t("To use it: export CONCORD_WORKSPACE={place}", place=public))
    return lines
