"""Which field a header of a table means: its name, its label in any language, what people write for it.

Case, blanks, stars, units and remarks in brackets do not count. What is close to a field and none is proposed, not
taken; what is further off is a column of somebody's own.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib import resources

import msgspec

from store.errors import WrongWords
from store.interop.table_faults import TableFaults
from store.words import Words

#: What the words are in each language.
InEach = Callable[[Words], Iterable[str]]
#: What a map says of a column that is kept as it is, and of one that is left out; how the first is known here.
EXTRA, NOTHING = "extra", ""
_KEPT = "+"

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|<[^<>]*>")
_BETWEEN = re.compile(r"[\s_\-./*:：＊!?？#%、]+")


def folded(name: str) -> str:
    """What ways of writing the same header have in common."""
    said = unicodedata.normalize("NFKC", name).casefold()
    return _BETWEEN.sub("", _BRACKETS.sub("", said)) or _BETWEEN.sub("", said) or said.strip()


@cache
def listed(file: str) -> dict[str, list[str]]:
    """What people write for names, by the name, out of a file beside this one."""
    found = msgspec.json.decode(resources.files("store.interop").joinpath(file).read_bytes(), type=dict[str, str])
    return {name: words.split(", ") for name, words in found.items()}


class FoundColumns(msgspec.Struct):
    """Where in the table each field stands, and the further columns by their place."""

    fields: dict[str, int]
    further: list[int]


class ColumnNames:
    """Knows the names of the columns that an import takes: ``labels`` are by the name of the field."""

    def __init__(
        self,
        labels: Mapping[str, Iterable[Words]],
        in_each: InEach,
        mapped: Mapping[str, str] | None = None,
        likely: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        """``mapped`` is what somebody said that columns mean: the header to a field, `EXTRA`, `NOTHING`.

        ``likely`` is what else people may write for a field.
        """
        self._said = {name: next(iter(words)) for name, words in labels.items()}
        self._sure = {folded(name): name for name in labels}
        for name, words in labels.items():
            for each in words:
                for said in in_each(each):
                    self._sure.setdefault(folded(said), name)
        self._likely: dict[str, list[str]] = {}
        for name in labels:
            for word in (*(likely or {}).get(name, ()), *listed("column_words.json").get(name, ())):
                self._likely.setdefault(folded(word), []).append(name)
        self._headers = {folded(header): header for header in mapped or {}}
        self._mapped = {folded(header): self._field(header, said) for header, said in (mapped or {}).items()}

    def _field(self, header: str, said: str) -> str:
        if said in (EXTRA, NOTHING):
            return _KEPT if said else NOTHING
        meant = self._sure.get(folded(said)) or next(iter(self._likely.get(folded(said), ())), None)
        if meant is None:
            near = self._nearest(folded(said), ())
            raise WrongWords(
                'The map says "{column} = {field}", and there is no field "{field}". There are: {fields}',
                "unknown-column",
                column=header,
                field=said[:40],
                fields=[*self._said],
                details={"near": near} if near else None,
            )
        return meant

    def known(self, cells: Sequence[str]) -> int:
        """How many fields the cells name."""
        return len({name for name in map(self._any, cells) if name})

    def reaching(self, name: str) -> Callable[[Sequence[str]], int]:
        """Whether one of the cells names that field."""
        return lambda cells: sum(1 for cell in cells if self._any(cell) == name)

    def _any(self, cell: str) -> str:
        key = folded(cell) if cell else ""
        return self._mapped.get(key) or self._sure.get(key) or next(iter(self._likely.get(key, ())), "")

    def find(self, header: Sequence[str], line: int, faults: TableFaults) -> FoundColumns:
        """What the header names; what is wrong with it is among the ``faults``."""
        keys = [folded(name) for name in header]
        unknown = [header for key, header in self._headers.items() if key not in keys]
        for said in unknown:
            faults.add(line, "", Words('there is no column "{name}", which the map names', "unknown-column", name=said))
        fields: dict[str, int] = {}
        left: list[int] = []
        for at, key in enumerate(keys):
            name = self._mapped.get(key, self._sure.get(key)) if key not in self._mapped else self._mapped[key]
            if name in (None, _KEPT):
                left.append(at)
            elif name and name in fields:
                faults.add(line, "", self._twice(header[fields[name]], header[at], name))
            elif name:
                fields[name] = at
        return FoundColumns(fields, [at for at in left if not self._is_likely(header, keys, at, fields, line, faults)])

    def _twice(self, first: str, other: str, name: str) -> Words:
        if folded(first) == folded(other):
            return Words("the column {names} is there twice. Keep one of them", names=[other])
        return Words(
            'the columns "{first}" and "{other}" both mean {field}. Keep one of them, or say what the other one means',
            "unknown-column",
            first=first,
            other=other,
            field=self._said[name],
            column=other,
            takes=EXTRA,
        )

    def _is_likely(
        self, header: Sequence[str], keys: list[str], at: int, fields: dict[str, int], line: int, faults: TableFaults
    ) -> bool:
        """Whether the column is taken for a field by what people write for it; one that is only close is a fault."""
        key = keys[at]
        if self._mapped.get(key) == _KEPT:
            return False
        for name in self._likely.get(key, ()):
            if name not in fields:
                fields[name] = at
                return True
        taken = {name for name in fields if fields[name] != at}
        near = None if key in self._likely else self._nearest(key, taken)
        if near is not None:
            faults.add(
                line,
                "",
                Words(
                    'unknown column "{name}". Did you mean {near}?',
                    "unknown-column",
                    name=header[at][:40],
                    near=self._said[near],
                    column=header[at],
                    takes=near,
                ),
            )
        return False

    def _nearest(self, key: str, taken: Iterable[str]) -> str | None:
        """The field, none of those taken, that is written nearly so."""
        from rapidfuzz.distance import OSA  # late: only for columns of somebody's own

        least = 4 if key.isascii() else 3
        allowed = 2 if len(key) >= 7 and key.isascii() else 1
        words = {**{word: names[0] for word, names in self._likely.items()}, **self._sure}
        near: tuple[int, str] | None = None
        for word, name in words.items():
            if name in taken or min(len(key), len(word)) < least:
                continue
            distance = OSA.distance(key, word, score_cutoff=allowed)
            if distance <= allowed and (near is None or distance < near[0]):
                near = distance, name
        return None if near is None else near[1]


def read_map(text: str) -> dict[str, str]:
    """What columns mean, a line each: ``Column = field``, quotes and ``#`` remarks as in TOML; raises `WrongWords`."""
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith(("#", "[")):
            continue
        column, sign, field = line.replace("＝", "=").rpartition("=")
        column, field = (_unquoted(part) for part in (column, field.partition(" #")[0]))
        if not sign or not column:
            raise WrongWords('Line {line} of the map is not like "Column = field": {text}', line=number, text=line[:40])
        found[column] = field
    return found


def _unquoted(text: str) -> str:
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text.strip("“”")
