"""Every guard of the journal: where it stands in the code, what is there without it, and the tests that miss it."""

from typing import NamedTuple

PUT_BACK = "tests/store/engine/test_put_back.py"
TAKEN_BACK = "tests/store/engine/test_taken_back.py"
PROMISES = "tests/store/engine/test_promises.py"
FAULTS = "tests/store/campaign/test_faults.py"
KEPT = "tests/store/engine/test_kept.py"


class Guard(NamedTuple):
    """One guard; ``tests`` are a file and words of `pytest -k`."""

    file: str
    code: str
    without: str
    tests: tuple[str, str]


FOLDER = "home/folder.py"
READER = "home/reader.py"
FILE = "journal/file.py"
TORN = "journal/torn.py"
CHECKPOINT = "journal/checkpoint.py"
ROTATION = "journal/rotation.py"

#: Those that every run of the suite takes out; the rest with `CONCORD_LONG`.
ALWAYS = {"the lock", "the sync", "the path after the sync", "the chain", "the folder of a checkpoint", "what was read"}

GUARDS: dict[str, Guard] = {
    "the lock": Guard(FOLDER, "lock.acquire(held.fd, wait)", "pass", (PROMISES, "lock_is_waited_for")),
    "the path after the lock": Guard(
        FOLDER,
        "other = self._fresh is None and place.is_other(self.path, held.identity)",
        "other = False",
        (KEPT, "before_one_has_the_lock"),
    ),
    "the sync": Guard(FOLDER, "            system.sync_data(file.fd)", "            pass", (PUT_BACK, "waits_for")),
    "the path after the sync": Guard(
        FOLDER,
        "if mark is None or os.pread(file.fd, len(line), after.offset) != line:",
        "if os.pread(file.fd, len(line), after.offset) != line:",
        (PUT_BACK, "waits_for"),
    ),
    "what was written": Guard(
        FOLDER,
        "if mark is None or os.pread(file.fd, len(line), after.offset) != line:",
        "if mark is None:",
        (PUT_BACK, "waits_for"),
    ),
    "taking back": Guard(
        FOLDER, "system.truncate(self._file.fd, to.offset)", "pass", (PROMISES, "failing_disk_leaves")
    ),
    "taking back for good": Guard(
        FOLDER, "                system.fsync(self._file.fd)\n", "", (KEPT, "taken_back_is_synced")
    ),
    "only what is ours": Guard(FOLDER, "if self._file.stands(to):", "if True:", (PUT_BACK, "is_not_cut")),
    "no second sync": Guard(
        FOLDER,
        '            self._failed = Words("the disk failed while writing. Leave, and start again")\n'
        '            raise Failed("Nothing',
        '            raise Failed("Nothing',
        (KEPT, "is_not_tried_again"),
    ),
    "what is not known": Guard(FOLDER, "raise OutcomeUnknown(", "raise Failed(", (FAULTS, "taking_back_fails")),
    "nothing after what is not known": Guard(
        FOLDER,
        '            self._failed = Words("the disk failed while writing. Leave, and start again")\n'
        "            raise OutcomeUnknown",
        "            raise OutcomeUnknown",
        (FAULTS, "taking_back_fails"),
    ),
    "all of it, once changed": Guard(
        READER, "self._look_at_all(position)\n        self", "pass\n        self", (PUT_BACK, "changed_under")
    ),
    "a second name": Guard(
        FOLDER,
        "if names > 1 and place.has_second_name(file.fd, self.path):",
        "if not names:",
        (KEPT, "second_name_given_at_the_last"),
    ),
    "another workspace in its place": Guard(
        READER, "if file.header.workspace != self.header.workspace:", "if False:", (PUT_BACK, "another_workspace")
    ),
    "another workspace that goes on alike": Guard(
        READER, " and other.header.workspace == self.header.workspace:", ":", (KEPT, "goes_on_alike")
    ),
    "settling": Guard(
        FOLDER, "        system.sync_data(self._file.fd)", "        pass", (KEPT, "what_a_dead_writer_left")
    ),
    "what was read": Guard(
        FILE,
        "        span = position.offset - position.at\n",
        "        return True\n",
        (TAKEN_BACK, "failed_sync_took_back"),
    ),
    "the end": Guard(
        FILE,
        "return stands and is_zeros(behind)",
        "return stands",
        (KEPT, "behind_a_hole"),
    ),
    "reading again": Guard(
        "journal/to_the_end.py",
        "if not self.tail or self.torn or self.tail == doubted:",
        "if True:",
        (KEPT, "while_others_write"),
    ),
    "the chain": Guard("journal/entry.py", "crc32(body, chain)", "crc32(body, 0)", (KEPT, "in_another_order")),
    "what is torn, set aside": Guard(TORN, "        place.write_new(aside, tail)\n", "", (PROMISES, "never_arrived")),
    "the folder of what is torn": Guard(TORN, "        system.sync_folder(folder)\n", "", (KEPT, "gets_a_name")),
    "the folder of a checkpoint": Guard(
        CHECKPOINT, "            system.sync_folder(folder)\n", "", (KEPT, "gets_a_name")
    ),
    "a checkpoint on the disk": Guard(CHECKPOINT, "        system.fsync(fd)\n", "", (KEPT, "gets_a_name")),
    "a checkpoint read back": Guard(CHECKPOINT, "        _read_back(fd, total)\n", "", (KEPT, "reads_back")),
    "an older checkpoint": Guard(
        CHECKPOINT, "if older is None or older.head.seq <= head.seq:", "if True:", (KEPT, "never_replaces")
    ),
    "a name that is taken": Guard(
        ROTATION,
        "if os.path.lexists(kept) and place.is_other(kept, journal.identity):",
        "if False:",
        (KEPT, "name_that_is_taken"),
    ),
    "the folder of the segments": Guard(ROTATION, "        system.sync_folder(inside)\n", "", (KEPT, "gets_a_name")),
    "the folder of a new journal": Guard(ROTATION, "        system.sync_folder(folder)\n", "", (KEPT, "gets_a_name")),
    "what its segments end in": Guard(ROTATION, "if _goes_on(folder, journal):", "if True:", (KEPT, "does_not_fit")),
    "the folder of a new workspace": Guard(
        "journal/creating.py", "        system.sync_folder(folder)\n", "", (KEPT, "gets_a_name")
    ),
}
