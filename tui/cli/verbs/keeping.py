"""Look after a workspace: verify all of it, write a checkpoint."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.errors import Damaged, ReadOnly
from store.words import Words
from tui.cli.call import Call, Verb
from tui.i18n import t

if TYPE_CHECKING:
    from store.engine.ledger import Ledger


def _check(call: Call) -> int:
    call.take(0)
    from store.engine import checkup
    from store.engine.ledger import Ledger

    folder = call.folder()
    report = checkup.verify(folder)
    findings = [(finding.level, t(finding.words)) for finding in report.findings]
    if report.clean:
        with Ledger(folder, wait=call.wait) as ledger:
            findings += [("damaged", t(words)) for words in _unsound(ledger)]
    damaged = any(level == "damaged" for level, _message in findings)
    if call.json:
        found = [{"level": level, "message": message} for level, message in findings]
        call.output.object(
            {"clean": not damaged, "entries": report.entries, "records": report.documents, "findings": found}
        )
    else:
        for _level, message in findings:
            call.output.line(message)
        call.output.say(
            t("{n} changes and {records} records were looked at", n=report.entries, records=report.documents)
        )
        call.output.say(t("Something is damaged. Nothing was cut away") if damaged else t("All is well"))
    return Damaged.exit_code if damaged else 0


def _unsound(ledger: "Ledger") -> Iterator[Words]:
    """What is stored and does not hold: records that do not read, references to nothing, broken invariants."""
    import msgspec

    from store.checks import field_faults, misfit
    from store.kinds import KINDS
    from store.records import Records

    records = Records(ledger)

    def exists(kind: str, number: int) -> bool:
        return ledger.raw(kind, number) is not None

    for kind in KINDS.values():
        for number, raw in ledger.items(kind.name):
            id = kind.id(number)
            try:
                record = msgspec.json.decode(raw, type=kind.record)
            except msgspec.ValidationError as fault:
                faults = [misfit(kind, fault)]
            else:
                faults = [*field_faults(kind, record, None, exists), *kind.faults(record, None, records)]
            for fault in faults:
                yield Words("{id} {field}: {reason}", id=id, field=fault.field, reason=fault.words)


def _compact(call: Call) -> int:
    call.take(0)
    from store.engine.ledger import Ledger

    with Ledger(call.folder(), wait=call.wait) as ledger:
        if ledger.read_only is not None:
            raise ReadOnly("The workspace is read-only: {reason}", reason=ledger.read_only)
        ledger.checkpoint()
        count = sum(map(ledger.count, ledger.tables()))
        if call.json:
            call.output.object({"records": count, "seq": ledger.seq})
        call.output.say(
            t("A checkpoint of {n} records was written", one="A checkpoint of one record was written", n=count)
        )
    return 0


VERBS = {
    "check": Verb(
        "check",
        "check",
        Words("Verifies every checksum and reference; changes nothing"),
        ("concord check --workspace /srv/concord/acme",),
        _check,
    ),
    "compact": Verb(
        "compact", "compact", Words("Writes a checkpoint, so that opening is fast"), ("concord compact",), _compact
    ),
}
