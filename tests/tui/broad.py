"""A workspace in which everything is as broad as it gets: ids of six digits, long codes, logins, titles and units."""

from datetime import timedelta
from pathlib import Path

import pytest

from store import commands
from store.commands.readings import add_reading
from store.kinds import KINDS, blocker, consensus, feedback, key_result, retro, team, training
from store.kinds.pulse_answer import PulseAnswer
from store.records import Changes
from tests.tui.conftest import TODAY, copied, day

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
    add("workspace", name=f"Nordwind Retail, {HAN}")
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
        furnish_meetings(changes, said, goal, of, people)
        furnish_learning(changes, said, goal, looked_back, of, people)
    changes.say("furnish")


def furnish_meetings(changes: Changes, said: str, goal: str, of: list[str], people: list[str]) -> None:
    """A series and a meeting that everybody is asked to, with what they talk about; what is told to all."""
    add = lambda kind, **values: commands.add(changes, kind, values).id  # noqa: E731
    all_of, turns = tuple(of), tuple(people)
    weekly = {"repeats": "FREQ=WEEKLY", "start": TODAY, "time": "16:30", "length": 480, "place": said}
    series = add("series", title=said, departments=all_of, facilitators=turns, note_takers=turns, **weekly)
    led = {"facilitator": people[1], "note_taker": people[2], "quorum": 1000}
    meeting = add("meeting", title=said, goal=goal, departments=all_of, on=TODAY, time="16:30", purpose=said, **led)
    for place in ({"meeting": meeting}, {"meeting": meeting}, {"series": series}):
        add("agenda-item", title=said, sort="decide", presents=people[1], minutes=1440, text=said, goal=goal, **place)
    add("update", title=said, sort="risk", text=said, departments=all_of[1:], department=of[0], goal=goal)
    target = {"unit": "pieces", "target": 1_234_567, "low": -1_234_567.25, "decimals": 2}
    metric = add("metric", title=said, department=of[1], owner=people[1], **target)
    for hours, value in ((1, 12_345_678.25), (30, -9_876_543)):
        add_reading(changes, metric, value, changes.now - timedelta(hours=hours), said)


def furnish_learning(
    changes: Changes, said: str, goal: str, looked_back: str, of: list[str], people: list[str]
) -> None:
    """What was learned and said of each other."""
    add = lambda kind, **values: commands.add(changes, kind, values).id  # noqa: E731
    all_of, held = tuple(of), TODAY - timedelta(359)
    skill = add("training", title=said, departments=all_of, holder=people[1], valid_for=12, minutes=480, on=held)
    training.hold(changes, skill, tuple(people), held)
    add("training", title=said, people=tuple(people), holder=of[2], on=TODAY)
    add("term", word=said[:70], meaning=said, meanings=dict.fromkeys(of, said) | {of[0]: HAN[:9]}, instead=said)
    add("kudos", title=said, to=of[2], giver=people[1], about=goal, text=said)
    add("pulse", title=said, about=goal, departments=all_of, until=TODAY)
    closed = add("pulse", title=said, period="2026-Q4", departments=all_of)
    for sentence in ("", said, "", said):
        changes.add(PulseAnswer(pulse=closed, q1=1, q2=2, q3=3, q4=4, q5=5, sentence=sentence))
    commands.done(changes, closed)
    asked = feedback.ask_all(changes, looked_back)
    feedback.give(changes, asked[0].id, dict.fromkeys(feedback.QUESTIONS, 5), said)


@pytest.fixture(name="broad")
def furnished(tmp_path: Path) -> Path:
    """A workspace with all of this in it."""
    return copied(tmp_path / "broad", furnish_broad)
