"""Looking at every byte of a workspace: the journal's chain, and the checkpoint against the documents it stands for."""

import os
from typing import Any, Literal

import msgspec

from store import clock
from store.engine import set_aside
from store.engine.home.folder import NAME
from store.engine.journal import checkpoint, place, rotation
from store.engine.journal.entry import FORMAT, Entry
from store.engine.journal.file import FilePosition, JournalFile
from store.engine.journal.frames import FrameDamaged
from store.engine.journal.stray import stray
from store.engine.journal.survivors import survivors
from store.engine.journal.to_the_end import ToTheEnd
from store.engine.journal.value_columns import NUMBERS, encode_columns
from store.engine.later_versions import entry_of
from store.engine.ledger import Ledger
from store.engine.state import Tables
from store.engine.transaction import Transaction
from store.words import Words


class Finding(msgspec.Struct, frozen=True):
    """One thing that is not as it should be: ``damaged`` data, or a ``note`` that needs nobody."""

    level: Literal["damaged", "note"]
    words: Words


class Report(msgspec.Struct):
    """What a look at a workspace folder found; ``entries`` and ``documents`` are those that verify."""

    entries: int = 0
    documents: int = 0
    findings: list[Finding] = []
    #: A newer program has written some of it: from there on only the checksums were looked at.
    newer: bool = False

    @property
    def clean(self) -> bool:
        """Nothing is damaged."""
        return not any(finding.level == "damaged" for finding in self.findings)


def verify(folder: str) -> Report:
    """Look at every checksum in ``folder``; changes nothing. Raises `Failed` where there is no workspace."""
    report = Report(findings=[])
    journal = JournalFile(os.path.join(folder, NAME))
    opened = [journal]
    loaded = checkpoint.load(folder, journal.header.workspace)
    try:
        state = Tables(reuse_numbers=False)
        end: FilePosition | None = None
        for path in rotation.paths(folder):
            segment = JournalFile(path)
            opened.append(segment)
            if segment.identity != journal.identity:
                end = _replay(segment, end, state, loaded, report)
        end = _replay(journal, end, state, loaded, report)
        report.documents = sum(len(documents) for documents in state.tables.values())
        if place.has_second_name(journal.fd, journal.path):
            _found(report, place.second_name_words(journal.path))
        other = stray(folder, journal.header.workspace)
        if other is not None:
            report.findings.append(Finding("note", other))
        else:
            _look_at_checkpoint(folder, loaded, end, report)
    finally:
        for file in opened:
            file.close()
        if loaded is not None:
            loaded.file.close()
    _look_aside(folder, report)
    return report


def _replay(
    journal: JournalFile, before: FilePosition | None, state: Tables, loaded: "checkpoint.Loaded | None", report: Report
) -> FilePosition:
    """Apply every entry of the file that verifies; compare the documents with the checkpoint's at its sequence."""
    position = journal.start
    if ((0, 0) if before is None else before[2:4]) != (position.seq, position.chain if position.seq else 0):
        _found(report, Words("{path} does not go on where the file before it ends", path=journal.path))
    if journal.header.format > FORMAT:
        report.findings.append(
            Finding("note", Words("{path} was written by a newer Concord. Update yours", path=journal.path))
        )
    rest = ToTheEnd(journal, position)
    for whole, position in rest:
        entry = entry_of(whole.body)
        if entry is None and not report.newer:
            _note_newer(report, position.seq)
        elif entry is not None and not report.newer:
            if entry.seq != position.seq:
                _found(report, Words("entry {seq} follows entry {before}", seq=entry.seq, before=position.seq - 1))
            state.apply(entry.changes)
        report.entries += 1
        if loaded is not None and loaded.head.seq == position.seq and not report.newer:
            if loaded.head.chain != position.chain:  # of entries in whose place an older journal was put
                report.findings.append(Finding("note", _worthless()))
            else:
                _compare(state, loaded, report)
    _look_at_tail(journal, rest, report)
    return position


def _note_newer(report: Report, seq: int) -> None:
    report.newer = True
    words = Words(
        "entry {seq} was written by a newer Concord: from there on only checksums were looked at. Update yours", seq=seq
    )
    report.findings.append(Finding("note", words))


def _look_at_tail(journal: JournalFile, rest: ToTheEnd, report: Report) -> None:
    tail, position = rest.tail, rest.position
    if rest.torn:
        words = Words(
            "{n} bytes of an interrupted write follow entry {seq}. The next change sets them aside",
            one="{n} byte of an interrupted write follows entry {seq}. The next change sets it aside",
            n=len(tail),
            seq=position.seq,
        )
        report.findings.append(Finding("note", words))
    elif tail:
        found = survivors(tail, 0, position.chain)
        words = Words(
            "entry {seq} does not verify (byte {offset} of {path}); {n} entries behind it look whole",
            one="entry {seq} does not verify (byte {offset} of {path}); {n} entry behind it looks whole",
            seq=position.seq + 1,
            offset=position.offset,
            path=journal.path,
            n=len(found.entries),
        )
        _found(report, words)
        touched = found.lost[0].named if found.lost else []
        if touched:
            _found(report, Words("it changed {list}", list=[f"{table} {n}" for table, n in touched[:20]]))


def _compare(state: Tables, loaded: "checkpoint.Loaded", report: Report) -> None:
    try:
        if not _agree(state, loaded):
            _found(report, Words("the checkpoint differs from the journal at entry {seq}", seq=loaded.head.seq))
        elif not _are_copies(loaded):
            report.findings.append(Finding("note", _worthless()))
    except FrameDamaged:
        report.findings.append(Finding("note", _worthless()))


def _worthless() -> Words:
    return Words(
        "the checkpoint does not verify, or is not one of this workspace. It is only a cache and can be made anew",
        "wants-compacting",
    )


def _agree(state: Tables, loaded: "checkpoint.Loaded") -> bool:
    """Whether the checkpoint's documents are those that the journal makes; raises `FrameDamaged`."""
    stored = {table: loaded.file.read_all(frames) for table, frames in loaded.frames.items() if frames}
    made = {table: dict(documents.items()) for table, documents in state.tables.items() if len(documents)}
    return stored.keys() == made.keys() and all(
        documents.keys() == made[table].keys()
        and all(
            bytes(raw) == bytes(made[table][number])
            or msgspec.json.decode(raw) == msgspec.json.decode(made[table][number])
            for number, raw in documents.items()
        )
        for table, documents in stored.items()
    )


def _are_copies(loaded: "checkpoint.Loaded") -> bool:
    """Whether the columns say what the documents say; raises `FrameDamaged`."""
    return all(
        {field: loaded.file.body(column) for field, column in found.items()}
        == dict(encode_columns(loaded.file.read_all(loaded.frames[table]), [each for each in found if each != NUMBERS]))
        for table, found in loaded.columns.items()
    )


def _look_at_checkpoint(folder: str, loaded: "checkpoint.Loaded | None", end: FilePosition, report: Report) -> None:
    if not os.path.lexists(os.path.join(folder, checkpoint.NAME)):
        return
    if loaded is None:
        report.findings.append(Finding("note", _worthless()))
    elif loaded.head.seq > end.seq:
        _found(
            report,
            Words(
                "the checkpoint stands at entry {seq}, the journal ends at {end}: the journal was cut",
                seq=loaded.head.seq,
                end=end.seq,
            ),
        )


def _look_aside(folder: str, report: Report) -> None:
    """Name what was set aside, record by record, and what of it is not in the journal."""
    pieces = list(set_aside.asides(folder))
    if not pieces or not report.clean or report.newer:
        return
    with Ledger(folder) as ledger:
        missing = {entry.op for entry in set_aside.missing(ledger, folder)}
        transaction = Transaction(ledger, "", clock.now())
        for piece in pieces:
            absent = [entry for entry in piece.entries if entry.op in missing]
            for entry in absent:
                missing.discard(entry.op)
                _name_absent(report, piece.name, entry, *set_aside.bring_back(transaction, [entry]))
            for lost in piece.lost:
                words = Words(
                    "{name}: {n} bytes that cannot be read",
                    one="{name}: {n} byte that cannot be read",
                    name=piece.name,
                    n=lost.size,
                )
                if lost.named:
                    words = Words(
                        "{what}, about {list}", what=words, list=[f"{table} {n}" for table, n in lost.named[:20]]
                    )
                report.findings.append(Finding("note", words))
            if piece.entries and not absent:
                words = Words(
                    "{name}: all {n} changes in it are in the journal",
                    one="{name}: the one change in it is in the journal",
                    name=piece.name,
                    n=len(piece.entries),
                )
                report.findings.append(Finding("note", words))


def _name_absent(
    report: Report, name: str, entry: Entry, back: list[set_aside.Named], left: list[set_aside.Named]
) -> None:
    values: dict[str, Any] = {"name": name, "seq": entry.seq, "who": entry.who}
    if back:
        about = [f"{table} {n}" for table, n in back[:20]]
        words = Words(
            "{name}: change {seq} by {who} is whole and not in the journal ({list}). The repair brings it back",
            "wants-repair",
            **values,
            list=about,
        )
        _found(report, words)
    if left:
        about = [f"{table} {n}" for table, n in left[:20]]
        words = Words(
            "{name}: change {seq} by {who} is not in the journal; what it changed is otherwise by now ({list})",
            **values,
            list=about,
        )
        report.findings.append(Finding("note", words))


def _found(report: Report, words: Words) -> None:
    report.findings.append(Finding("damaged", words))
