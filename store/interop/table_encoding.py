"""Which encoding the bytes of a table are in: by their mark, UTF-8, GB18030 as Chinese spreadsheets save, or as told.

Each is tried strictly. What would pass for GB18030 and is hardly Chinese is refused instead of guessed.
"""

import codecs
import re
from typing import NamedTuple

from store.errors import WrongWords

#: What files begin with whose encoding is marked; the longer ones first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: What people call some of them.
_CALLED = {
    "ansi": "gb18030",
    "excel": "utf-8",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "cp936": "gb18030",
    "936": "gb18030",
    "unicode": "utf-16",
    "1252": "cp1252",
    "1250": "cp1250",
}
#: So many bytes at the beginning tell whether it is UTF-16 without a mark: one in so many of them is nothing.
_LOOK = 4_096
_FEW = 100
#: So many tell whether it is Chinese.
_SAMPLE = 1 << 18
#: Characters of GB18030 of two bytes, and those of them that are in the daily use of Chinese (GB 2312).
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_DAILY = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
#: So much of a file has to be in daily use.
_ENOUGH = 0.75


class Text(NamedTuple):
    """A file as text; ``encoding`` is what it was taken for, as people write it."""

    text: str
    encoding: str

    @property
    def is_plain(self) -> bool:
        """UTF-8, marked or not: nothing that anybody has to be told."""
        return self.encoding == "UTF-8"


def decode(data: bytes, encoding: str | None = None) -> Text:
    """The text of a file; raises `WrongWords` with the place where it is in no encoding that is known here.

    ``encoding`` is what somebody says it is in.
    """
    if encoding is not None:
        return _told(data, encoding)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Text(
                _strictly(data[len(mark) :], name, len(mark)), name.removesuffix("-le").removesuffix("-be").upper()
            )
    unmarked = _unmarked_utf_16(data)
    if unmarked is not None:
        return unmarked
    try:
        return Text(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError as error:
        text = as_chinese(data)
        if text is None:
            line, byte = _place(data, error.start)
            raise WrongWords(
                "Line {line}, byte {byte}: this is not UTF-8, and not GB18030 either. Save the file again as "
                "“CSV UTF-8”, or say which encoding it is in",
                "unknown-encoding",
                line=line,
                byte=byte,
                details={"line": line, "byte": byte},
            ) from None
    return Text(text, "GB18030")


def _told(data: bytes, encoding: str) -> Text:
    asked = encoding.strip().lower()
    try:
        found = codecs.lookup(_CALLED.get(asked, asked))
        if not getattr(found, "_is_text_encoding", True):  # it turns bytes into bytes
            raise LookupError
    except (LookupError, ValueError):
        raise WrongWords(
            'There is no encoding "{name}". There are, among others: {known}',
            "unknown-encoding",
            name=encoding[:40],
            known=["utf-8", "utf-16", "gb18030", "big5", "windows-1252", "shift_jis"],
        ) from None
    for mark, name in _MARKS:
        if data.startswith(mark) and name.startswith(found.name.removesuffix("-sig")):
            return Text(_strictly(data[len(mark) :], name, len(mark)), encoding.strip())
    return Text(_strictly(data, found.name, 0), encoding.strip())


def _strictly(data: bytes, encoding: str, before: int) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        at = error.start if isinstance(error, UnicodeDecodeError) else 0
        line, byte = _place(data, at)
        raise WrongWords(
            "Line {line}, byte {byte}: this is not {encoding}",
            "unknown-encoding",
            line=line,
            byte=byte + (before if line == 1 else 0),
            encoding=encoding.upper(),
            details={"line": line, "byte": byte},
        ) from None


def _place(data: bytes, at: int) -> tuple[int, int]:
    """The line and the byte in it, both counted from 1."""
    before = data[:at]
    line = before.count(b"\n") or before.count(b"\r")
    return line + 1, at - max(before.rfind(b"\n"), before.rfind(b"\r"))


def _unmarked_utf_16(data: bytes) -> Text | None:
    """UTF-16 without a mark: every second byte of what is ASCII in it, separators at least, is nothing."""
    start = data[:_LOOK]
    even, odd = start[::2].count(0), start[1::2].count(0)
    few = max(4, len(start) // _FEW)
    if len(data) % 2 or max(even, odd) < few or min(even, odd) * 4 > max(even, odd):
        return None
    try:
        text = data.decode("utf-16-le" if odd > even else "utf-16-be")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text or not re.search("[\t\n\r,;]", text) else Text(text, "UTF-16")


def as_chinese(data: bytes) -> str | None:
    """The text where the bytes are GB18030 and most of it is Chinese of daily use."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    pairs = _PAIR.findall(data[:_SAMPLE])
    daily = sum(1 for pair in pairs if _DAILY.fullmatch(pair))
    return text if pairs and daily >= _ENOUGH * len(pairs) else None
