"""What a server promises of what it has acknowledged, and who may do what in it past the rules."""

import pytest

pytest.importorskip("psycopg", reason="psycopg is not installed")

from store.engine.home.home_at import opened
from store.engine.home.postgres.durability import Durability
from store.engine.home.postgres.server_facts import server_facts
from tests.for_each import for_each
from tests.postgres_server import Server

SAFE = Durability()


@for_each(
    "found, name",
    [
        (SAFE, ""),
        (SAFE._replace(fsync=False), "fsync"),
        (SAFE._replace(full_pages=False), "full_page_writes"),
        (SAFE._replace(committing="off"), "synchronous_commit"),
        (SAFE._replace(committing="local"), ""),
        (SAFE._replace(standbys=1), "synchronous_standby_names"),
        (SAFE._replace(standbys=2, awaited="ANY 1 (a, b)"), ""),
        (SAFE._replace(standbys=1, awaited="*", committing="remote_write"), ""),
        (SAFE._replace(standbys=1, awaited="*", committing="local"), "synchronous_commit"),
        (SAFE._replace(fsync=False, follows=True), ""),
    ],
)
def test_what_could_be_lost_is_said_and_nothing_else(found: Durability, name: str):
    assert (found.weak or ("",))[0] == name
    assert (found.risk is None) == (name == "")


def test_whoever_comes_in_is_told_by_what_holds_for_them(postgres: Server):
    place = postgres.workspace("risk", "Risk", ("ana", "bo"))
    postgres.run("ALTER ROLE bo SET synchronous_commit = off")
    try:
        told = {}
        for role in ("ana", "bo"):
            home = opened(place(role))
            told[role] = str(home.risk())
            home.close()
        assert told["ana"].endswith(": fsync is off")  # as the tests' server is
        facts = server_facts(place("bo"))
        assert (facts.durability.committing, facts.sources["synchronous_commit"]) == ("off", "user")
    finally:
        postgres.run("ALTER ROLE bo RESET synchronous_commit")


#: What is granted, and what of it is found: the role, what it may, through which other.
GRANTED = {
    "GRANT INSERT ON {s}.entry TO wide": ("wide", ["INSERT"], []),
    "GRANT UPDATE (body) ON {s}.entry TO wide": ("wide", ["UPDATE"], []),
    "GRANT DELETE ON {s}.head TO wide_group; GRANT wide_group TO wide": ("wide", ["DELETE"], ["wide_group"]),
    "GRANT pg_write_all_data TO wide": ("wide", ["DELETE", "INSERT", "UPDATE"], ["pg_write_all_data"]),
    "GRANT TRIGGER ON {s}.person TO wide": ("wide", ["TRIGGER"], []),
    "GRANT CREATE ON SCHEMA {s} TO wide": ("wide", ["CREATE"], []),
    "GRANT TRUNCATE ON {s}.entry TO PUBLIC": ("", ["TRUNCATE"], []),
}


@pytest.mark.parametrize("statement", GRANTED)
def test_a_role_that_may_write_past_the_rules_is_found(statement: str, postgres: Server):
    place = postgres.workspace("wide", "Wide", ("ana",))
    schema = f"concord_{place('ana').rpartition('=')[2]}"
    assert server_facts(place("ana")).wide == []
    for role in ("wide LOGIN", "wide_group"):
        postgres.run(f"CREATE ROLE {role}")
    try:
        for each in statement.replace("{s}", schema).split("; "):
            postgres.run(each, database="acme")
        assert server_facts(place("ana")).wide == [GRANTED[statement]]
    finally:
        for role in ("wide", "wide_group"):
            postgres.run(f"DROP OWNED BY {role}", database="acme")
            postgres.run(f"DROP ROLE {role}")


def test_who_is_let_in_and_what_is_between_is_told(postgres: Server):
    place = postgres.workspace("facts", "Facts", ("ana", "bo"))
    schema = f"concord_{place('ana').rpartition('=')[2]}"
    postgres.run(f"INSERT INTO {schema}.person VALUES ('gone', 'gus'), ('postgres', 'eva')", database="acme")
    facts = server_facts(place("ana"))
    assert facts.roles == [
        ("ana", "ana", True, False),
        ("bo", "bo", True, False),
        ("gone", "gus", False, False),
        ("postgres", "eva", True, True),
    ]
    assert (facts.role, facts.pooled, facts.told, facts.open) == ("ana", False, True, False)
    assert (facts.standbys, facts.promoting, facts.plain) == ([], ["postgres"], False)
    assert 0 < facts.used < facts.most
