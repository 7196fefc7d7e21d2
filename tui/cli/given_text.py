"""What the words of a command stand for: `-` for what comes from standard input, and words that are not UTF-8.

A word is read as UTF-8, else by the encoding of the locale, else refused; no byte is dropped. Names of files are left
as they are.
"""

import codecs
import locale
import os
import re
import sys
from collections.abc import Sequence

from store.errors import WrongWords
from store.fields import Field
from tui.cli.arguments import AS_FILE, STANDARD_INPUT, Option
from tui.cli.call import COMMON, Call
from tui.i18n import t

#: So much is read from standard input at most.
LIMIT = 256 * 1024
#: Typed for a dash that is meant as one.
DASH = "\\-"
#: Options whose value is the name of a file.
_FILES = ("FILE", "DIR", "LOG")
#: The types of field that hold several lines.
_SEVERAL = ("text", "checklist", "refs", "tags", "map", "rows")


def settle(call: Call) -> None:
    """Put the text in the place of each such word. Raises `WrongWords` where that is not to be had."""
    options = COMMON | {option.name: option for option in call.verb.options}
    texts = call.words if call.verb.dash == "text" else []
    given = [name for name in call.options if not _is_file(options.get(name))]
    dashes = [*texts, *(call.options[name] for name in given), *(text for _name, text in call.fields)]
    dashes += [call.options[name] for name in call.options.keys() - {*given, "debug", "workspace"}]
    if dashes.count(STANDARD_INPUT) > 1:
        raise WrongWords("- stands for standard input, which can be read once only")
    if call.verb.dash == "file":
        call.words[:] = [AS_FILE if word == STANDARD_INPUT else word for word in call.words]
    for at, word in enumerate(texts):
        texts[at] = _text(call, word)
        if texts[at] is call.piped and _takes_one_line(call, at):
            _refuse_lines(call, _places(call)[at])
    for name in given:
        call.options[name] = _text(call, call.options[name])
    call.fields[:] = [(name, None if text is None else _text(call, text)) for name, text in call.fields]


def _is_file(option: Option | None) -> bool:
    return option is not None and option.value in _FILES


def _places(call: Call) -> list[str]:
    """What the words are called that the verb always takes."""
    return re.split(r" \[| --", call.verb.usage, maxsplit=1)[0].split()[1:]


def _takes_one_line(call: Call, at: int) -> bool:
    places = _places(call)
    return not call.verb.takes_fields and at < len(places) and places[at] != "TEXT"


def _text(call: Call, word: str) -> str:
    if word == STANDARD_INPUT:
        call.piped = _from_standard_input()
        return call.piped
    if word == DASH:
        return STANDARD_INPUT
    if word.isascii() or not re.search("[\ud800-\udfff]", word):
        return word
    try:
        data = word.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        data = b""  # halves of characters, which no process was given
    if data and (text := _by_locale(data)) is not None:
        return text
    shown = data.decode("utf-8", "backslashreplace")[:60]
    raise WrongWords(
        '"{word}" is neither UTF-8 nor in the encoding of the locale ({encoding}). Give it in UTF-8, or set LC_CTYPE',
        word=shown or "?",
        encoding=_encodings()[-1] if _encodings() else "UTF-8",
    )


def decoded(data: bytes) -> str:
    """What came from standard input as text. Raises `WrongWords` for bytes that are none."""
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        text = _decoded(data, "utf-16")
    else:
        text = _decoded(data.removeprefix(codecs.BOM_UTF8), "utf-8")
    text = _by_locale(data) if text is None else text
    if text is None:
        raise WrongWords("Byte {byte} of what came in is not UTF-8", byte=_first_fault(data))
    return text


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _first_fault(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start + 1
    return 1


def _by_locale(data: bytes) -> str | None:
    found = (_decoded(data, encoding) for encoding in _encodings())
    return next((text for text in found if text is not None and not re.search("[\x80-\x9f]", text)), None)


def _encodings() -> list[str]:
    """What the locale writes other than UTF-8: as the system knows it, or by its name where it is not installed."""
    name = next((os.environ[each] for each in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(each)), "")
    said = re.search(r"\.([\w-]+)", name) or re.search(r"\.([\w-]+)", locale.normalize(name))
    found: list[str] = []
    for encoding in (locale.getencoding(), said[1] if said else ""):
        try:
            known = codecs.lookup(encoding).name
        except LookupError:
            continue
        known = "gb18030" if known in ("gb2312", "gbk") else known  # which holds both
        if known not in ("utf-8", "ascii", *found):
            found.append(known)
    return found


def _from_standard_input() -> str:
    if sys.stdin is None:
        raise WrongWords("There is no standard input to read -")
    if sys.stdin.isatty():
        sys.stderr.write(t("The text, then Ctrl-D:") + "\n")
        sys.stderr.flush()
    data = sys.stdin.buffer.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise WrongWords("More than {n} KB came in from standard input", n=LIMIT // 1024)
    text = decoded(data).replace("\r\n", "\n").rstrip("\n")
    if not text.strip():
        raise WrongWords("Nothing came in from standard input, for which - stands")
    return text


def refuse_lines(call: Call, given: Sequence[tuple[Field, str]]) -> None:
    """Raise `WrongWords` where several lines came in for a field of one line: which of them is meant, nobody said."""
    for field, text in given:
        if text is call.piped and field.type not in _SEVERAL:
            _refuse_lines(call, field.name)


def _refuse_lines(call: Call, place: str) -> None:
    n = (call.piped or "").count("\n") + 1
    if n > 1:
        raise WrongWords("{place}: {count} lines came in from standard input, and it takes one", place=place, count=n)
