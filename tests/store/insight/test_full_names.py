"""What people and departments are called in full."""

from store import commands
from store.history import since
from store.insight.overview import Overview
from store.workspace import Workspace


def test_a_name_stands_for_a_login_until_another_has_it_too(organisation: Workspace):
    def add(name: str, login: str) -> str:
        return organisation.do(commands.add, "person", {"name": name, "login": login}).id

    kim, rue = add("Kim Ostrow", "kim"), add("Rue Tanaka", "rue")
    overview = Overview(organisation.ledger, organisation.today)
    assert [overview.names.of(id) for id in (kim, rue, "A-9")] == ["Kim Ostrow", "Rue Tanaka", "A-9"]
    seq = organisation.ledger.seq
    other = add("kim ostrow", "kim2")
    overview.apply(since(organisation.ledger, seq))
    assert [overview.names.of(id) for id in (kim, other, rue)] == ["kim", "kim2", "Rue Tanaka"]
