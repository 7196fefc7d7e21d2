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

WORTHLESS = Words(
    "the checkpoint does not verify, or is not one of this workspace. It is only a cache and can be made anew",
    "wants-compacting",
)


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

    def damaged(self, words: Words) -> None:
        """Data that is not as it should be was found."""
        self.findings.append(Finding("damaged", words))

    def note(self, words: Words) -> None:
        """Something was found that needs nobody."""
        self.findings.append(Finding("note", words))


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
            report.damaged(place.second_name_words(journal.path))
        other = stray(folder, journal.header.workspace)
        if other is not None:
            report.note(other)
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
        report.damaged(Words("{path} does not go on where the file before it ends", path=journal.path))
    if journal.header.format > FORMAT:
        report.note(Words("{path} was written by a newer Concord. Update yours", path=journal.path))
    rest = ToTheEnd(journal, position)
    for whole, position in rest:
        entry = entry_of(whole.body)
        if entry is None and not report.newer:
            report.newer = True
            words = Words(
                "entry {seq} was written by a newer Concord: from there on only checksums were looked at. Update yours",
                seq=position.seq,
            )
            report.note(words)
        elif entry is not None and not report.newer:
            if entry.seq != position.seq:
                report.damaged(Words("entry {seq} follows entry {before}", seq=entry.seq, before=position.seq - 1))
            state.apply(entry.changes)
        report.entries += 1
        if loaded is not None and loaded.head.seq == position.seq and not report.newer:
            if loaded.head.chain != position.chain:  # of entries in whose place an older journal was put
                report.note(WORTHLESS)
            else:
                compare(state, loaded, report)
    _look_at_tail(journal, rest, report)
    return position


def _look_at_tail(journal: JournalFile, rest: ToTheEnd, report: Report) -> None:
    tail, position = rest.tail, rest.position
    if rest.torn:
        words = Words(
            "{n} bytes of an interrupted write follow entry {seq}. The next change sets them aside",
            one="{n} byte of an interrupted write follows entry {seq}. The next change sets it aside",
            n=len(tail),
            seq=position.seq,
        )
        report.note(words)
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
        report.damaged(words)
        touched = found.lost[0].named if found.lost else []
        if touched:
            report.damaged(Words("it changed {list}", list=listed(touched)))


def compare(state: Tables, loaded: "checkpoint.Loaded", report: Report) -> None:
    """Hold a checkpoint against the documents that the journal makes at its sequence."""
    try:
        if not _agree(state, loaded):
            report.damaged(Words("the checkpoint differs from the journal at entry {seq}", seq=loaded.head.seq))
        elif not _are_copies(loaded):
            report.note(WORTHLESS)
    except FrameDamaged:
        report.note(WORTHLESS)


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
        report.note(WORTHLESS)
    elif loaded.head.seq > end.seq:
        words = Words(
            "the checkpoint stands at entry {seq}, the journal ends at {end}: the journal was cut",
            seq=loaded.head.seq,
            end=end.seq,
        )
        report.damaged(words)


def _look_aside(folder: str, report: Report) -> None:
    """Name what was set aside, record by record, and what of it is not in the journal."""
    pieces = list(set_aside.asides(folder))
    if not pieces or not report.clean or report.newer:
        return
    with Ledger(folder) as ledger:
        missing = {entry.op for entry in set_aside.missing(ledger, folder)}
        transaction = Transaction(ledger.unveiled, "", clock.now())
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
                    words = Words("{what}, about {list}", what=words, list=listed(lost.named))
                report.note(words)
            if piece.entries and not absent:
                words = Words(
                    "{name}: all {n} changes in it are in the journal",
                    one="{name}: the one change in it is in the journal",
                    name=piece.name,
                    n=len(piece.entries),
                )
                report.note(words)


def _name_absent(
    report: Report, name: str, entry: Entry, back: list[set_aside.Named], left: list[set_aside.Named]
) -> None:
    values: dict[str, Any] = {"name": name, "seq": entry.seq, "who": entry.who}
    if back:
        words = Words(
            "{name}: change {seq} by {who} is whole and not in the journal ({list}). The repair brings it back",
            "wants-repair",
            **values,
            list=listed(back),
        )
        report.damaged(words)
    if left:
        words = Words(
            "{name}: change {seq} by {who} is not in the journal; what it changed is otherwise by now ({list})",
            **values,
            list=listed(left),
        )
        report.note(words)


def listed(named: list[set_aside.Named]) -> list[str]:
    """The first of these documents, as a report names them."""
    return [f"{table} {n}" for table, n in named[:20]]
