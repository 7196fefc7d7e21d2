"""What the word that is being typed may become: words that narrow, and the names that may follow them."""

from collections.abc import Sequence
from typing import NamedTuple

from store.kinds import KINDS, split_id
from store.search.choice_words import STANDING, of_fields
from store.search.filters import Asker
from store.search.fold import fold
from store.search.index import Index
from store.search.query import NARROWING, STATES
from store.words import Words

#: At most so many are offered.
OFFERED = 5
#: Of the words of a choice, which are short, so many.
WORDS = 12
_OFTEN = ("daily", "weekly", "monthly", "quarterly", "yearly", "每天", "每周", "每月", "每季度", "每年", "none")
_DAYS = ("<today", "today", "this-week", "next-week", "<+7d", "<eom", "none")
_DAYS_ZH = ("今天", "本周", "下周", "本月", "月底", "无")


class Completion(NamedTuple):
    """``text`` is the whole query as it would be; ``shown`` the word that would be typed, ``said`` what it means."""

    text: str
    shown: str
    said: str = ""


def completions(text: str, index: Index, asker: Asker) -> list[Completion]:
    """How the last word of a query may go on; none where it is no word that narrows nor the beginning of one."""
    before, word = _last(text)
    minus = "-" if word.startswith("-") else ""
    bare = word.removeprefix("-")
    if bare.startswith("#"):
        return [Completion(f"{before}{minus}#{tag} ", f"#{tag}") for tag in _tags(fold(bare[1:]), index)]
    name, colon, value = bare.replace("：", ":").partition(":")
    if not colon:
        return _names(before + minus, fold(bare))
    asked = NARROWING.get(fold(name))
    if asked is None:
        return []
    found = _values(asked, fold(value).removeprefix('"'), index, asker, plain=name.isascii())
    made = [(f'"{said}"' if " " in said else said, means) for said, means in found if fold(said) != fold(value)]
    most = WORDS if asked == "is" or of_fields((asked,)) else OFFERED
    return [Completion(f"{before}{minus}{name}:{said} ", f"{name}:{said}", means) for said, means in made[:most]]


def _last(text: str) -> tuple[str, str]:
    """What is before the last word, and the last word; a quoted value is part of it."""
    quoted = text.count('"') % 2 == 1
    at = text.rfind('"') if quoted else len(text)
    at = text.rfind(" ", 0, at) + 1
    return text[:at], text[at:]


def _names(before: str, word: str) -> list[Completion]:
    if len(word) < 2 and word.isascii():
        return []
    plain = dict.fromkeys(NARROWING.values())
    names = plain if word.isascii() else [name for name in NARROWING if not name.isascii()]
    return [Completion(f"{before}{name}:", f"{name}:") for name in names if name.startswith(word)][:OFFERED]


def _values(asked: str, value: str, index: Index, asker: Asker, *, plain: bool) -> list[tuple[str, str]]:
    """What may follow, each with what it means; ``plain`` where the word before it is English."""
    if asked == "type":
        kinds = [(name, asker.say(kind.label)) for name, kind in KINDS.items()]
        if not plain:
            kinds = [(_called(Words(kind.label), name, asker, plain=plain), "") for name, kind in KINDS.items()]
        return [each for each in kinds if any(said and fold(said).startswith(value) for said in each)]
    if asked == "is":
        computed = [_called(label, word, asker, plain=plain) for word, (label, _ids) in asker.computed.items()]
        known = dict.fromkeys([*_states(value, plain=plain), *computed, *_words(STANDING, asker, plain=plain)])
        return [(said, "") for said in known if fold(said).startswith(value)]
    if of_fields((asked,)):
        return [(said, "") for said in dict.fromkeys(_words((asked,), asker, plain=plain)) if said.startswith(value)]
    if asked in ("due", "start", "decided"):
        return [(said, "") for said in (_DAYS if value.isascii() else _DAYS_ZH) if said.startswith(value)]
    if asked == "repeats":
        return [(said, "") for said in _OFTEN if said.startswith(value) and (value or said.isascii())]
    if asked == "tag":
        return [(tag, "") for tag in _tags(value, index)]
    if asked == "goal":
        return _goals(value, index)
    kind = "department" if asked == "dept" else "person"
    found = [index.names.called(f"{KINDS[kind].prefix}-{number}") for number in index.names.meant(kind, value)]
    me = "me" if plain else "我"
    return [(me, ""), *found] if kind == "person" and me.startswith(value) else found


def _states(value: str, *, plain: bool) -> list[str]:
    """The words for how a record stands; of several for the same the first, where nothing is typed yet."""
    said = [each for each in STATES if each.isascii() is plain]
    return said if value else list({STATES[each]: each for each in reversed(said)}.values())[::-1]


def _words(fields: Sequence[str], asker: Asker, *, plain: bool) -> list[str]:
    """The words of these choices."""
    return [_called(choice.label, choice.value, asker, plain=plain) for _name, choice in of_fields(fields)]


def _called(label: Words, word: str, asker: Asker, *, plain: bool) -> str:
    """The word as it is typed, or what it is called in another language, as the screen shows it."""
    return word if plain else next((each for each in asker.each(label) if not each.isascii()), word)


def _goals(value: str, index: Index) -> list[tuple[str, str]]:
    goal = KINDS["goal"]
    found: list[tuple[str, str]] = []
    numbers = (
        sorted(index.meant("goal", value), reverse=True) if value else sorted(index.shelves["goal"].numbers())[::-1]
    )
    for number in numbers[:OFFERED]:
        parts = index.parts("goal", number)
        found.append((goal.id(number), "" if parts is None else parts.title))
    if value and not found:
        hits = index.search(value, OFFERED, kinds=("goal",))
        found = [(hit.id, hit.title) for hit in hits if split_id(hit.id)]
    return found


def _tags(value: str, index: Index) -> list[str]:
    """Tags in use that begin so."""
    return index.tags(value)[:OFFERED]
