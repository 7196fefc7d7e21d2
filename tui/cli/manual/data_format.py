"""How the data of a workspace are written, exactly enough to read them without Concord: `concord-format(5)`."""

from zlib import crc32

from store.kinds import STORED
from store.words import Words
from tui.cli.manual.page import Block, ManualPage, Rows, Sample, Section
from tui.i18n import t
from tui.text.joined import listed

NAME = "concord-format"
#: So many letters of a line are shown in one.
_PIECE = 72

_ABOUT = (
    Words(
        "A workspace is a folder. The journal in it is the truth: one line for every commit, only ever appended. All "
        "else follows from it or is a copy. Everything is text: JSON in UTF-8, one object a line, each line with its "
        "length and a checksum."
    ),
)
_FILES = (
    ("journal", Words("The commits, since the last segment where there are segments")),
    ("segments/000000000001", Words("Older parts of the journal, each named by the number of its first commit")),
    ("checkpoint", Words("The documents as they were at some commit: a cache, safe to delete")),
    ("torn-*, damaged-*/", Words("What was set aside: an interrupted write, the files as they were before a repair")),
    ("*.concord", Words("A backup: a gzipped tar archive of journal and segments, elsewhere")),
    ("sessions/", Words("Who is here and where; nothing is lost with it")),
)
_LINE = (
    Words(
        "A line of the journal is a checksum, a blank, a length, a blank, a body and the byte 0A. Checksum and "
        "length are eight hexadecimal digits in small letters, with zeros in front. The length counts the bytes of "
        "the body. The body is a JSON object without a line end in it. To read a line, read the 18 bytes before its "
        "body, then as many as the length says, then the byte 0A."
    ),
    Words(
        "The checksum is CRC-32 as in zlib, gzip and PNG (polynomial EDB88320, reflected). It covers the bytes of "
        "the body and nothing else: not the digits, not the blanks, not the line end. It does not begin anew with "
        "each line but goes on from the checksum of the line before: in Python `zlib.crc32(body, before)`. Without "
        "zlib: take `before` with all its bits turned over, do for each byte what CRC-32 does, and turn all bits "
        "over again. So no line can be taken out, moved, repeated or put in without all behind it failing. For the "
        "first line of a file, `before` is 0."
    ),
    Words(
        "The file grows by zeros: where a line would begin and a byte 00 stands, the journal ends. Zeros behind the "
        "last line are not part of it."
    ),
)
_HEADER = Words("The first line of the journal, and of each segment, says what it is:")
_HEADER_ROWS = (
    ("concord", Words("Always `journal`")),
    ("format", Words("The version of this form; this page tells of 1")),
    ("workspace", Words("An id, made once; the same in all files of a workspace")),
    ("name, made", Words("What the workspace was called when it was made, and when this file was begun")),
    ("after", Words("The number of the last commit in the segment before; 0 where there is none")),
    ("chain", Words("The checksum of that commit as a decimal number; 0 where there is none")),
)
_SEEDS = Words(
    "Where `after` is 0, the first commit goes on from the checksum of this first line. Where it is more, "
    "the first commit goes on from `chain` instead: the chain runs through the segments, in the order of "
    "their names, into the journal. A segment may be the journal itself under a second name, where somebody "
    "was interrupted between the two: a commit whose number has been read is passed over."
)
_ENTRY = Words("Every other line is a commit:")
_ENTRY_ROWS = (
    ("v", Words("The version of this form in which it is written: 1")),
    ("seq", Words("Its number: 1, 2, 3 and so on, without a gap, through all segments")),
    ("op", Words("16 hexadecimal digits, drawn anew for each commit: where one was set aside, it is known by them")),
    ("at", Words("When it was written")),
    ("who", Words("The login of whoever gave the command; empty where nobody is to be known, or nobody did")),
    (
        "what",
        Words("What it was, for the history: the verb, values of its own, the `key` by which `who` came in"),
    ),
    ("changes", Words("What became of the documents, in this order; missing where it is nothing")),
)
_CHANGES = Words(
    "A document is a JSON object in a table, under a number. A change names the table by `t` and the "
    "number by `n`, and says one of these:"
)
_CHANGES_ROWS = (
    ("new", Words("The document is made: this is all of it")),
    ("old", Words("The document is taken away: this is what it was")),
    ("set, was", Words("The document is changed: new values by their paths, and the old ones that stood there")),
    (
        "did",
        Words(
            "Of the whole table, with 0 as the number: with `clear` it is empty from here on, with `drop` it is gone"
        ),
    ),
)
_PATHS = (
    Words(
        "A path is the name of a field, or names with dots between them, one for each object on the way inward, as "
        "in `stances.DP-3`. In a name `~1` stands for a dot and `~0` for a tilde. Lists are never taken apart."
    ),
    Words(
        "To apply `set` and `was`: first take away what stands at each path of `was` that is not in `set`. Then put "
        "each value of `set` in its place, in their order, making empty objects on the way where there are none. An "
        "empty object at a path that is not in `was` is only put there if nothing is there yet: its items follow."
    ),
)
_EXAMPLE = Words(
    "The first three lines of a journal, each in pieces, which are put together with nothing between them:"
)
_DOCUMENTS = (
    Words(
        "Begin with no tables, read all commits in their order and apply their changes: what stands in the tables "
        "then are the records of the workspace. A table is called as the kind of record, and the id of a record is "
        "the letters of its kind, a dash, and its number: document 142 of `action` is `A-142`. A number is given out "
        "once. A reference is the id of another record as text."
    ),
    Words("These are the kinds, with their letters:"),
)
_VALUES = (
    Words(
        "Every document has `id`; `rev`, the number of its changes; `made_by`, `made_at`, `changed_by` and "
        "`changed_at`, logins and moments; `tags` without #; `extra`, what an import brought along. What is not "
        "given is null, an empty text, an empty list or an empty object. A word of a choice is the word that "
        "commands take. A field that is not known here was written by a later version, and is kept."
    ),
    Words(
        "A moment is UTC in ISO 8601 with a Z: `2026-11-23T09:00:00.000Z`, with a fraction of a second where there "
        "is one. A day is `2026-11-23`, whichever zone it is in. A time of the day is `09:30`, in the zone of the "
        "workspace."
    ),
    Words(
        "The readings of a metric stand in `reading-day`, one document for a metric and a day (UTC): `metric` is its "
        "id, `day` the day, `values` has each reading by its time, as `09:30` or `09:30:05`, with `value`, `by`, "
        "`at`, `source` and `note`; in `was` what stood there before it was corrected."
    ),
)
_CHECKPOINT = (
    Words(
        "The checkpoint has lines of the same form, but the checksum of each begins at 0. The first says of which "
        "workspace it is (`workspace`), which commit was the last (`seq`), where that ends in its file (`offset`), "
        "its checksum (`chain`), where it begins and the checksum before it (`at`, `before`), the highest number "
        "that each table has given out (`highest`), and which tables there are (`tables`)."
    ),
    Words("Lines of documents follow, each of one table, with the documents by their numbers:"),
)
_INDEX = (
    Words(
        "Then come columns: some fields of all documents of a table, a second copy for quick reading; pass them "
        "over. The last line but one is the index. Its `frames` are the lines of documents, `count` of them, each as "
        "a list: table, where its body begins in the file, length of the body, checksum, lowest and highest number "
        "in it, how many documents. Its `columns` are: table, field, where the body begins, length, checksum. The "
        "very last line is 16 hexadecimal digits: where the line of the index begins."
    ),
    Words(
        "A checkpoint counts only where its workspace is that of the journal and the commit with its number has its "
        "checksum. Whoever reads the journal from the beginning needs none."
    ),
)
_DAMAGE = (
    Words(
        "Where a line does not verify, nothing from there on may be trusted, and nothing is cut. It is one of two "
        "things. An interrupted write is the beginning of one line at the very end: shorter than its length says and "
        "without a line end in it; or, where the disk had not got to all of it, with zeros at its beginning or 512 "
        "of them in a row, and no line end but as its last byte. Such a commit was never confirmed to anybody; the "
        "next writer puts it aside as `torn-`, the number that it would have had, and eight digits. Anything else is "
        "damage: `concord check` tells of it, `concord check --repair` reads on behind it, finds the lines that are "
        "whole by their lengths and checksums, and keeps the files as they were in `damaged-`."
    ),
)
_VERSIONS = (
    Words(
        "New kinds, fields and words come without a new version: what is not known is kept as it is. A new part of a "
        "commit or a new sort of change raises `format` and `v`. An older program reads up to there what it "
        "understands, and writes nothing."
    ),
)


def data_format() -> ManualPage:
    """The page, in the language spoken."""
    says = t("how the journal and the checkpoint of a workspace are written")
    return ManualPage(
        NAME,
        5,
        says,
        [
            Section(t("NAME", context="manual"), [f"{NAME} - {says}"]),
            Section(t("DESCRIPTION", context="manual"), _said(_ABOUT)),
            Section(t("FILES", context="manual"), [_rows(_FILES)]),
            Section(t("A line"), [Sample(("CCCCCCCC LLLLLLLL {…}",)), *_said(_LINE)]),
            Section(t("The first line"), [t(_HEADER), _rows(_HEADER_ROWS), t(_SEEDS)]),
            Section(t("Commits"), [t(_ENTRY), _rows(_ENTRY_ROWS)]),
            Section(t("Changes"), [t(_CHANGES), _rows(_CHANGES_ROWS), *_said(_PATHS)]),
            Section(t("An example"), [t(_EXAMPLE), _begins()]),
            Section(t("Documents and ids"), [*_said(_DOCUMENTS), _kinds(), *_said(_VALUES)]),
            Section(
                t("The checkpoint"),
                [*_said(_CHECKPOINT), Sample(('CCCCCCCC LLLLLLLL {"action":{"1":{…},"2":{…}}}',)), *_said(_INDEX)],
            ),
            Section(t("What does not verify"), _said(_DAMAGE)),
            Section(t("Versions"), _said(_VERSIONS)),
            Section(t("SEE ALSO", context="manual"), [listed(("concord(1)", "concord-check(1)", "concord-export(1)"))]),
        ],
    )


#: The beginning of a journal; each of its lines is shown in pieces.
BODIES = (
    (
        '{"concord":"journal","format":1,"workspace":"b67b68c3ec485292","name":"Acme",'
        '"made":"2026-11-23T08:00:00.000Z","after":0,"chain":0}'
    ),
    (
        '{"v":1,"seq":1,"op":"d01a53a1b6a2a6a4","at":"2026-11-23T09:00:00.000Z","who":"ana","what":{"verb":"add"},'
        '"changes":[{"t":"action","n":1,"new":{"id":"A-1","rev":1,"title":"Posters"}}]}'
    ),
    (
        '{"v":1,"seq":2,"op":"7f0c2b9e5d1a4836","at":"2026-11-23T09:05:00.000Z","who":"ana","what":{"verb":"edit"},'
        '"changes":[{"t":"action","n":1,"set":{"rev":2,"due":"2026-12-04"},"was":{"rev":1}}]}'
    ),
)


def _begins() -> Sample:
    """That beginning with its checksums."""
    pieces: list[str] = []
    before = 0
    for body in BODIES:
        before = crc32(body.encode(), before)
        line = f"{before:08x} {len(body):08x} {body}"
        pieces += [line[at : at + _PIECE] for at in range(0, len(line), _PIECE)]
    return Sample(tuple(pieces))


def _kinds() -> Rows:
    return Rows(tuple((f"{kind.prefix}-", f"{kind.name} ({t(kind.label)})") for kind in STORED.values()))


def _said(words: tuple[Words, ...]) -> list[Block]:
    return [t(each) for each in words]


def _rows(rows: tuple[tuple[str, Words], ...]) -> Rows:
    return Rows(tuple((term, t(words)) for term, words in rows))
