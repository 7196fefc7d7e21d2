"""What an address names, what it is shown as, and that no password comes through one."""

from pathlib import Path

import pytest

from store import open_documents, open_workspace
from store.engine.home.postgres.address import address_of, without_passwords
from store.errors import Failed, WrongWords
from tests.for_each import for_each
from tests.postgres_server import Server

#: The address, and the same without who and with its workspace.
GOOD = {
    "postgresql://db/acme": "postgresql://db/acme?workspace=workspace",
    "postgres://ana@db:5433/acme?workspace=one": "postgresql://db:5433/acme?workspace=one",
    "postgresql://a,b:5433/acme?workspace=w&sslmode=require": "postgresql://a,b:5433/acme?sslmode=require&workspace=w",
    "postgresql:///acme?host=/run/postgresql&user=ana": "postgresql:///acme?host=/run/postgresql&workspace=workspace",
    "postgresql://[::1]:5433/acme": "postgresql://[::1]:5433/acme?workspace=workspace",
    "postgresql://?service=acme": "postgresql://?service=acme&workspace=workspace",
    "postgresql://a%40b@db/数据库": "postgresql://db/数据库?workspace=workspace",
}
BAD = (
    "postgresql://ana:geheim@db/acme",
    "postgresql://ana:ge/heim@db/acme",
    "postgresql://ana:ge@heim@db/acme",
    "postgresql://ana:ge#heim@db/acme",
    "postgresql://ana:ge?heim@db/acme?workspace=w",
    "postgresql://ana:geheim/acme",
    "postgresql://db/acme?password=geheim",
    "postgresql://db/acme?user=ana&pass%77ord=geheim",
    "postgresql://db/acme?sslpassword=geheim",
    "postgresql://db/acme?geheim",
    "postgresql://db/acme?workspace=geheim;drop",
    "postgresql://db/acme?workspace=a&workspace=b",
    "postgresql://db/ac me geheim",
    "postgresql://db/acme\ngeheim",
)


@for_each("text", GOOD)
def test_an_address_is_libpqs_own_and_names_a_workspace(text: str):
    address = address_of(text)
    assert address.public == GOOD[text]
    assert "workspace=" not in address.conninfo
    assert address_of(address.shown) == address


@for_each("text", BAD)
def test_what_is_no_address_is_refused_without_a_word_of_a_password(text: str):
    with pytest.raises(WrongWords) as refused:
        address_of(text)
    if "drop" not in text:  # the name of a workspace is no secret
        assert "geheim" not in str(refused.value)


@for_each("text", [text for text in BAD[:3] if "://" in text] + ["x 'postgres://a:ge@heim@h/d' y"])
def test_where_it_is_quoted_all_the_same_the_password_is_not(text: str):
    assert "heim" not in without_passwords(f'"{text}" is one word too many')


def test_documents_are_kept_at_an_address_and_apart_from_workspaces(
    postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    place = postgres.empty()
    with open_documents(place) as documents:
        documents.table("notes").insert({"text": "one"})
    with open_documents(place) as again:
        assert [dict(each) for each in again.table("notes").all()] == [{"text": "one"}]
        assert again.ledger.who == "postgres"
    with pytest.raises(Failed, match="open_workspace"):
        open_documents(postgres.workspace("w", "A workspace", ("ana",))("ana"))
    with pytest.raises(Failed, match="There is no workspace"):
        open_workspace(postgres.empty())
