"""A workspace in which everything is as broad as it gets: ids of six digits, long codes, logins, titles and units."""

from datetime import timedelta
from pathlib import Path

import pytest

import store
from store import commands
from store.engine.ledger import Ledger
from store.kinds import KINDS, blocker, consensus, key_result, retro, team
from store.records import Changes
from tests.tui.conftest import TODAY, day

#: Numbers begin behind it.
FAR = 257_000
CODES = ("MKT", "EINKAUF-SUED", "质量与流程改进部")
LOGINS = ("ana", "maria.hernandez-lopez", "zhangweiming2026")
LONG = "Agree with everybody on the way in which the stock feed of all shops is brought in step with the price list"
HAN = "与所有门店就库存数据和价格表同步方式达成一致并在季度末之前全部上线运行"


def furnish_broad(changes: Changes) -> None:
    """Two of everything that has a row somewhere, one in English, one in Chinese, as late and as many as can be."""
    changes.transaction.exempt = "demo"
    for kind in KINDS.values():
        if kind.name not in ("department", "person", "workspace"):
            changes.transaction._highest[kind.name] = FAR
    add = lambda kind, **values: commands.add(changes, kind, values).id  # noqa: E731
    of = [add("department", name=f"Department of {code}", code=code) for code in CODES]
    add("department", name="The one without a code and with a rather long name")
    people = [
        add("person", name=f"{login} {HAN[:8]}", login=login, department=of[at], role="admin" if at == 0 else "member")
        for at, login in enumerate(LOGINS)
    ]
    add("person", name="Somebody who has no login here", department=of[0])
    for id, person in zip(of, people, strict=True):
        changes.change(changes.get(id), lead=person)  # type: ignore[arg-type]
    old = TODAY - timedelta(359)
    for at, said in enumerate((LONG, HAN)):
        goal = add("goal", title=said, departments=tuple(of), owner=people[1], due=old, start=old, step="execute")
        result = add("key-result", title=said, goal=goal, department=of[1], unit="pieces", target=12_345_678)
        key_result.check_in(changes, result, 1_234_567.5, confidence=10, note=said)
        add("milestone", title=said, goal=goal, department=of[2], owner=people[2], due=old)
        action = add("action", title=said, goal=goal, owner=people[1 + at], department=of[1 + at], due=old)
        add("action", title=said, goal=goal, owner=people[0], department=of[0], due=TODAY)
        changes.change(changes.get(action), start=old - timedelta(1000))  # type: ignore[arg-type]
        held = blocker.block(changes, [action], said, waiting_on=of[2], severity="high")
        changes.change(held, since=TODAY - timedelta(1234))
        request = {"asker": of[1], "department": of[2], "goal": goal, "sent": old, "need_by": old}
        add("request", title=said, **request)
        pool = add("resource", name=said, department=of[1], capacity=1_234_567, unit="people-days", per="quarter")
        add("allocation", title=said, resource=pool, amount=123_456, goal=goal, department=of[2], start=old, end=TODAY)
        squad = add("team", name=said, goal=goal, start=old, end=day(12, 24))
        for person in people:
            team.set_share(changes, squad, person, 60)
        consensus.take_stance(changes, goal, of[0], "objects", said)
        add("decision", question=said, goal=goal)
        looked_back = add("retro", title=said, goal=goal, departments=tuple(of), anonymous=False)
        for column in ("start", "stop", "continue"):
            retro.add_card(changes, looked_back, column, said)
        add("lesson", title=said, departments=tuple(of), goal=goal, retro=looked_back)
    changes.say("furnish")


@pytest.fixture(name="broad")
def furnished(tmp_path: Path) -> Path:
    """A workspace with all of this in it."""
    place = tmp_path / "broad"
    Ledger.create(place, "Nordwind Retail")
    with store.open_workspace(str(place), "ana") as workspace:
        workspace.do(furnish_broad)
    return place
