"""Look after a workspace: verify all of it, write a checkpoint."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from store import Ledger
from store.errors import Damaged, Failed, ReadOnly, WrongWords, field_name
from store.kinds import split_id
from store.records import Records, names
from store.words import Name, Words
from store.workspace import Workspace, open_workspace
from store.workspace.named_places import is_address
from store.workspace.surroundings import access, stray
from tui import served
from tui.cli.arguments import Option, as_path
from tui.cli.call import Call, Verb
from tui.cli.letting_in import left_outside
from tui.cli.verbs.init import GROUP, shared
from tui.i18n import t
from tui.personal import own_language
from tui.served import FILES, READS
from tui.text.refusals import told

if TYPE_CHECKING:
    from store.insight.lacks import Lacking
    from store.workspace.upkeep import Report

#: What becomes of damage: whoever is served has no part in it.
_REPAIR = Words("Something is damaged. `concord check --repair` brings back what there is")
_NOT_YOURS = Words("Something is damaged. Whoever looks after the server repairs it")


def _check(call: Call) -> int:
    call.take(0)
    if "repair" in call.options:
        from tui.cli.verbs.repairing import repair

        return repair(call)
    from store.workspace.upkeep import verify

    folder = call.folder()
    report = verify(folder)
    lacks: list[Lacking] = []
    if not report.clean:
        findings = [(finding.level, told(finding.words)) for finding in report.findings]
    else:
        with served.opened(folder, wait=call.wait) as workspace:
            own_language.otherwise_of(workspace)
            findings = [(finding.level, told(finding.words)) for finding in report.findings]
            findings += [(level, told(words)) for level, words in _looked_at(workspace.ledger)]
            lacks = _lacking(workspace)
            if workspace.read_only is not None:
                findings.append(("note", told(Words("It can only be read: {reason}", reason=workspace.read_only))))
    damaged = any(level == "damaged" for level, _message in findings)
    if call.json:
        found = [{"level": level, "message": message} for level, message in findings]
        found += [
            {"level": "lacking", "id": each.id, "field": each.field, "message": told(each.words)} for each in lacks
        ]
        call.output.object(
            {"clean": not damaged, "entries": report.entries, "records": report.documents, "findings": found}
        )
    else:
        for _level, message in findings:
            call.output.line(message)
        if lacks:
            call.output.line(t("What records lack:"))
            for each in lacks:
                words = Words("{id} {field}: {reason}", id=each.id, field=each.called, reason=each.words)
                call.output.line("  " + told(words))
        call.output.say(
            t(
                "{changes} and {records} were looked at",
                changes=Words("{n} changes", one="{n} change", n=report.entries),
                records=Words("{n} records", one="{n} record", n=report.documents),
            )
        )
        if damaged:
            call.output.say(t(_REPAIR if served.session() is None else _NOT_YOURS))
        else:
            call.output.say(t("Nothing is damaged") if findings or lacks else t("All is well"))
    return Damaged.exit_code if damaged else 0


def _called(id: str, path: str) -> Name | str:
    """What a field of that record is called, with the option that sets it."""
    kind = split_id(id)
    name = path if kind is None else field_name(path, kind[0].fields)
    return name.with_note if isinstance(name, Name) else name


def _looked_at(ledger: "Ledger") -> Iterator[tuple[str, Words]]:
    """What is stored and does not hold, each ``damaged``; a ``note`` for what a later version has written."""
    from store.insight.soundness import faults_in, later_in

    records = Records(ledger.unveiled)
    for id, fault in faults_in(records):
        yield "damaged", Words("{id} {field}: {reason}", id=id, field=_called(id, fault.field), reason=fault.words)
    for words in later_in(records, {table: ledger.count(table) for table in ledger.tables()}):
        yield "note", words
    yield from _broken_keys(ledger.folder)


def _broken_keys(folder: str) -> Iterator[tuple[str, Words]]:
    """The lines of keys by which nobody comes in, each a ``note``: no repair is for them."""
    from store.workspace import keys
    from tui.cli.verbs.keys import BROKEN

    for each in [] if is_address(folder) else keys.read(folder)[1]:
        yield "note", BROKEN.filled(path=os.path.join(folder, keys.NAME), line=each.line, reason=each.words)


def _lacking(workspace: Workspace) -> "list[Lacking]":
    """What records lack, with departments and people by their names."""
    from store.insight.lacks import Lacking, lacks_in

    records = workspace.records
    return [
        Lacking(
            names.sayable(records, each.id), each.field, names.spoken(records, each.words), _called(each.id, each.field)
        )
        for each in lacks_in(records, workspace.today)
    ]


def _compact(call: Call) -> None:
    call.take(0)
    with Ledger(call.folder(), wait=call.wait) as ledger:
        owns = is_address(ledger.folder) and not ledger.home.login  # and keeps it for others
        if ledger.read_only is not None and not owns:
            raise ReadOnly("The workspace is read-only: {reason}", reason=ledger.read_only)
        try:
            ledger.checkpoint()
        except OSError as error:
            raise Failed("No checkpoint was written: {reason}", reason=error.strerror or error) from error
        other = None if is_address(ledger.folder) else stray(ledger.folder, ledger.header.workspace)
        if other is not None:
            call.output.say(told(other))
        count = sum(map(ledger.count, ledger.tables()))
        if call.json:
            call.output.object({"records": count, "seq": ledger.seq})
        said = t("A checkpoint of {n} records was written", one="A checkpoint of one record was written", n=count)
        call.output.say(said)


def _restore(call: Call) -> None:
    from store.interop import archive

    source, folder = (as_path(word) for word in call.take(2))
    limit = call.number("limit", archive.LIMIT >> 30) << 30
    if is_address(folder):
        _restore_at(call, source, folder, limit)
        return
    report = archive.restore(source, folder, call.given("group"), limit=limit)
    call.made.append(folder)
    shares = access(folder)
    if call.json:
        found = {"folder": folder, "entries": report.entries, "records": report.documents}
        call.output.object({**found, **shared(shares)})
    _say_restored(call, folder, report, shares.words)


def _restore_at(call: Call, source: str, place: str, limit: int) -> None:
    """The same into a database."""
    from store.interop.restoring import restore_at

    if "group" in call.options:
        raise WrongWords("--group is for a folder: into a database its owner lets people in")
    report, outside = restore_at(source, place, limit=limit)
    who = Words("All of its people are let in")
    if outside:
        who = left_outside(place, outside)
    if call.json:
        found = {"folder": place, "entries": report.entries, "records": report.documents, "outside": outside}
        call.output.object(found)
    _say_restored(call, place, report, who)


def _say_restored(call: Call, place: str, report: "Report", who: Words) -> None:
    with open_workspace(place, wait=call.wait) as workspace:
        own_language.otherwise_of(workspace)
        folder = workspace.ledger.folder
        call.output.say(
            t(
                "{folder} is a workspace with {n} records now, all of it verified",
                one="{folder} is a workspace with {n} record now, all of it verified",
                folder=folder,
                n=report.documents,
            )
        )
        call.output.say(t(who))
        if workspace.read_only is not None:
            call.output.say(told(Words("It can only be read: {reason}", reason=workspace.read_only)))
    for finding in report.findings:
        call.output.say(told(finding.words))


VERBS = {
    "check": Verb(
        "check [--repair]",
        Words("Verifies every checksum and reference, lists what records lack; changes nothing unless told to repair"),
        ("concord check --workspace /srv/concord/acme", "concord check --repair"),
        _check,
        (
            Option(
                "repair",
                Words("Brings back all that journal, segments and checkpoint hold; keeps the old files, or rows"),
                touches=FILES,
            ),
            Option("yes", Words("Repairs without asking"), touches=FILES),
        ),
        touches=READS,
    ),
    "restore": Verb(
        "restore FILE DIR [--group GROUP]",
        Words("Makes a workspace in DIR, or at an address in a database, where none is yet, from a backup"),
        ("concord restore /var/backups/acme.concord /srv/concord/acme",),
        _restore,
        (
            GROUP,
            Option("limit", Words("Unpacks so many GiB at most (4)"), "GIB"),
        ),
        dash="file",
        touches=FILES,
    ),
    "compact": Verb(
        "compact", Words("Writes a checkpoint, so that opening is fast"), ("concord compact",), _compact, touches=FILES
    ),
}
