"""A large example: as many records as wanted, the same for the same number, believable in kind and in words."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain

import msgspec

from store.demo import large_goals, large_meetings, large_numbers, large_people, large_work, story_standups
from store.demo.maker import Maker
from store.engine.ledger import Ledger
from store.engine.transaction import Transaction
from store.kinds import base, columns
from store.records import KIND_OF

#: Records in one commit: some tens of megabytes.
BATCH = 20_000
#: Of each hundred records so many are of that kind; actions are the rest.
SHARES = {
    "goal": 4,
    "key-result": 8,
    "check-in": 20,
    "metric": 0.05,
    "milestone": 4,
    "request": 6,
    "blocker": 3,
    "decision": 2,
    "update": 0.7,
    "resource": 0.3,
    "allocation": 2,
    "team": 0.3,
    "retro-format": 0.05,
    "retro": 0.5,
    "card": 3,
    "lesson": 1,
    "term": 0.05,
    "comment": 4.7,
    "kudos": 0.3,
    "standup": 1,
    "round": 0.05,
    "series": 0.1,
    "meeting": 0.6,
    "agenda-item": 3,
    "training": 0.2,
    "pulse": 0.1,
    "feedback": 0.3,
}
#: In this order each names only what is there already, but for what hangs together both ways.
MAKERS: dict[str, Callable[[Maker, int], base.Record]] = {
    "workspace": large_people.settings,
    "department": large_people.department,
    "person": large_people.person,
    "goal": large_goals.goal,
    "key-result": large_goals.key_result,
    "check-in": large_goals.check_in,
    "metric": large_numbers.metric,
    "milestone": large_goals.milestone,
    "action": large_work.action,
    "request": large_work.request,
    "blocker": large_work.blocker,
    "decision": large_work.decision,
    "update": large_work.update,
    "resource": large_people.resource,
    "allocation": large_people.allocation,
    "team": large_people.team,
    "retro-format": large_goals.retro_format,
    "retro": large_goals.retro,
    "card": large_goals.card,
    "lesson": large_goals.lesson,
    "term": large_goals.term,
    "comment": large_work.comment,
    "kudos": large_work.kudos,
    "standup": story_standups.entry,
    "round": story_standups.meeting,
    "series": large_meetings.series,
    "meeting": large_meetings.meeting,
    "agenda-item": large_meetings.item,
    "training": large_people.training,
    "pulse": large_people.pulse,
    "feedback": large_goals.feedback,
}


def build(folder: str, records: int, lang: str, today: date) -> int:
    """Make a workspace of exactly ``records`` records in ``folder``; how many there are. At least one is made.

    Metrics have readings besides: of each ten records twenty.

    They are written without the review that would check each, since they are made to pass it (a test holds them to
    it), as few large commits and a checkpoint.
    """
    Ledger.create(folder, "Concord")
    with Ledger(folder) as ledger:
        made = chain(every_record(max(1, records), lang, today), large_numbers.days(_counts(records)["metric"], today))
        moment = datetime.combine(today - timedelta(40), time(8), UTC)
        while batch := [record for _, record in zip(range(BATCH), made, strict=False)]:
            ledger.commit(lambda transaction, batch=batch: _write(transaction, batch, moment))
        ledger.columns = columns
        ledger.checkpoint()
    return max(1, records)


def _write(transaction: Transaction, batch: list[base.Record], moment: datetime) -> None:
    transaction.now = moment
    transaction.what = {"verb": "add"}
    stamps = {"rev": 1, "made_by": transaction.who, "made_at": msgspec.to_builtins(moment)}
    for record in batch:
        number = int(record.id.rpartition("-")[2])
        transaction.write(KIND_OF[type(record)].name, number, msgspec.to_builtins(record) | stamps)


def every_record(records: int, lang: str, today: date) -> Iterator[base.Record]:
    """All the records, one kind after the other, each with its id."""
    maker = Maker(_counts(records), records, lang, today)
    for name, make in MAKERS.items():
        ids = maker.made.setdefault(name, [])
        for number in range(1, maker.counts[name] + 1):
            record = make(maker, number)
            id = KIND_OF[type(record)].id(number)
            ids.append(id)
            yield msgspec.structs.replace(record, id=id)


def _counts(records: int) -> dict[str, int]:
    """How many of each kind, exactly so many in all."""
    counts = {name: int(records * share / 100) for name, share in SHARES.items()}
    counts["workspace"] = 1
    left = records - sum(counts.values())
    # Whoever makes it is there before anything else.
    counts["department"] = max(0, min(left - 1, max(2, min(40, records // 400))))
    counts["person"] = max(0, min(left - counts["department"], max(3, min(300, records // 30))))
    counts["action"] = left - counts["department"] - counts["person"]
    return counts
