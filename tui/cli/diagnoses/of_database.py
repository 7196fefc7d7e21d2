"""The workspace's database: what of it could be lost, its standbys, what lies between, who may do what in it."""

from collections.abc import Iterator

from store.kinds.person import Person, has_left
from store.words import Words
from store.workspace import Workspace
from store.workspace.database_around import ServerFacts, Standby, server_facts
from store.workspace.named_places import address_of
from tui.cli.diagnoses.diagnosis import Diagnosis, do
from tui.cli.diagnoses.of_group import named
from tui.cli.diagnoses.statements import narrower, quoted, waiting_for
from tui.cli.letting_in import letting_in

#: With fewer connections left than this in a hundred it is soon full.
_SCARCE = 10
#: So many are let in by one command.
_NAMED = 8


def server(workspace: Workspace, place: str) -> Iterator[Diagnosis]:
    """All that its server tells about itself."""
    facts = server_facts(place)
    words = Words(
        "It is PostgreSQL {version}; you get in as the role {role}",
        version=facts.version.split(" ")[0],
        role=facts.role,
    )
    yield Diagnosis("database", True, words)
    yield from _durability(facts)
    yield from _standbys(facts)
    yield from _between(facts)
    yield from _wide(facts)
    yield from _people(workspace, facts)


def _sql(statement: str) -> Words:
    """The advice to run these statements in the database, by whoever may."""
    return Words("In the database: {sql}", sql=statement)


def _durability(facts: ServerFacts) -> Iterator[Diagnosis]:
    found = facts.durability
    if found.follows:
        words = Words("It is a standby: it can be read, and nothing is saved here until it is promoted")
        yield Diagnosis("durability", True, words)
        return
    weak = found.weak
    if weak is not None:
        yield Diagnosis("durability", False, Words("{what}", what=found.risk), _stronger(facts, weak[0]))
        return
    words = Words(
        "What is saved is on the server's disk before it counts (synchronous_commit: {committing}, fsync: {fsync})",
        committing=found.committing,
        fsync="on",
    )
    yield Diagnosis("durability", True, words)


def _stronger(facts: ServerFacts, name: str) -> Words:
    """What sets it right where it was set."""
    if name == "synchronous_standby_names":
        return _sql(waiting_for(each.name for each in facts.standbys))
    at = {
        "user": f"ALTER ROLE {quoted(facts.role)} RESET {name}",
        "database": f"ALTER DATABASE {quoted(facts.database)} RESET {name}",
        "database user": f"ALTER ROLE {quoted(facts.role)} IN DATABASE {quoted(facts.database)} RESET {name}",
    }
    source = facts.sources.get(name, "")
    if source in ("client", "command line"):
        return Words("It was given as an option ({name}): leave that out", name=name)
    return _sql(at.get(source) or f"ALTER SYSTEM SET {name} = on; SELECT pg_reload_conf()")


def _standbys(facts: ServerFacts) -> Iterator[Diagnosis]:
    awaited = facts.durability.awaited
    if awaited:
        yield Diagnosis("standby", True, Words("A commit waits for: {list}", list=[awaited]))
        seen = [each for each in facts.standbys if each.sync]
        if not facts.standbys or (seen and not any(each.sync in ("sync", "quorum") for each in seen)):
            words = Words("None of them follows now, so saving waits until one does")
            yield Diagnosis("standby", False, words)
    hidden = [each for each in facts.standbys if not each.state]
    for each in facts.standbys:
        if each.state:
            yield Diagnosis("standby", True, _standby(each))
    if hidden:
        words = Words("{n} standbys follow", one="{n} standby follows", n=len(hidden))
        yield Diagnosis("standby", True, words, _sql(f"GRANT pg_monitor TO {quoted(facts.role)}"))
    elif not facts.standbys and not facts.durability.follows:
        words = Words("No standby follows. If its disk is lost, the last backup is what there is")
        yield Diagnosis("standby", True, words)
    words = Words("A standby is promoted by whoever runs the servers, and by: {list}", list=named(facts.promoting))
    yield Diagnosis("standby", True, words)


def _standby(found: Standby) -> Words:
    words = Words("The standby {name} follows ({state}, {sync})", name=found.name, state=found.state, sync=found.sync)
    if found.behind <= 0:
        return words
    return Words("{what}, {n} bytes behind", one="{what}, {n} byte behind", what=words, n=found.behind)


def _between(facts: ServerFacts) -> Iterator[Diagnosis]:
    """The connection, and what is on its way."""
    if facts.open:
        words = Words("What goes to and from the database can be read on its way: the connection is not encrypted")
        yield Diagnosis("connection", False, words, Words("Add to the address: {option}", option="sslmode=verify-full"))
    if facts.pooled:
        yield Diagnosis("connection", True, Words("A pooler stands between here and the server"))
    if not facts.told and not facts.durability.follows:
        words = Words("What the server tells does not come through, so news are looked for twice a second")
        advice = Words("Name the server itself, or a pooler that gives a session a connection (pool_mode: session)")
        yield Diagnosis("connection", True, words, advice)
    if facts.most and (facts.most - facts.used) * 100 < facts.most * _SCARCE:
        words = Words("{n} of {total} connections are in use", n=facts.used, total=facts.most)
        yield Diagnosis("connection", False, words, _sql(f"ALTER SYSTEM SET max_connections = {facts.most * 2}"))


def _wide(facts: ServerFacts) -> Iterator[Diagnosis]:
    for each in facts.wide:
        words = Words(
            "The role {role} may change the tables past all rules: {list}", role=each.role or "PUBLIC", list=each.rights
        )
        yield Diagnosis("rights", False, words, _sql(narrower(each, facts.schema)))
    owning = [each.role for each in facts.roles if each.owns]
    if owning:
        words = Words("Let in, and refused nothing by the database: {list}", list=named(owning))
        advice = Words("Whoever owns the tables or the server had better have another role for the daily work")
        yield Diagnosis("rights", True, words, advice)
    if facts.plain:
        words = Words("This server has no functions, so whoever is let in may write in any name, as in a folder")
        yield Diagnosis("rights", True, words)
    elif not facts.wide:
        words = Words(
            "Only the owner and superusers may write past the rules; who commits is the role of the connection"
        )
        yield Diagnosis("rights", True, words)


def _people(workspace: Workspace, facts: ServerFacts) -> Iterator[Diagnosis]:
    """Who of the people gets in, and which roles are nobody's."""
    today = workspace.today
    people = {each.login for each in workspace.records.all(Person) if each.login and not has_left(each, today)}
    able = sorted({each.login for each in facts.roles if each.can_log_in})
    words = Words(
        "Logins that may get in: {n} ({list}). People of the workspace among them: {m}",
        n=len(able),
        m=len(people.intersection(able)),
        list=named(able),
    )
    yield Diagnosis("people", True, words)
    unable = [each.role for each in facts.roles if not each.can_log_in]
    if unable:
        words = Words("Let in, and no role that could log in to the database: {list}", list=named(unable))
        yield Diagnosis("people", False, words)
    outside = sorted(people.difference(able))
    if outside:
        words = Words("People without a role in the database: {list}", list=named(outside))
        adding = letting_in(address_of(workspace.ledger.folder).public, outside[:_NAMED])
        yield Diagnosis("people", True, words, do(adding))
    strangers = sorted(set(able) - people)
    if strangers:
        words = Words("May get in and are not among the people yet: {list}", list=named(strangers))
        yield Diagnosis("people", True, words)
