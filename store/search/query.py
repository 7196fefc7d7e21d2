"""What was typed, read as a query: words, `"exact phrases"`, `-not`, `#tag`, and words that narrow such as `dept:MKT`.

`type:` `dept:` `owner:` `goal:` `tag:` `due:` `start:` `decided:` `repeats:` `is:` `priority:` `step:` `outcome:`
`severity:` `role:`, each with `-` before it for the opposite, in English or Chinese, by the labels of the fields. A
colon that no value follows, or after what is not a word (14:30, https://…), is text; so is whatever stands in quotes.
"""

import re
from collections.abc import Iterator

import msgspec

from store.search.fold import fold
from store.words import Name, Words

#: Of what is typed or pasted, so many characters count, and so many words.
LENGTH = 200
WORDS = 12

#: The words that narrow, in English and Chinese.
NARROWING = {
    "type": "type", "kind": "type", "类型": "type", "种类": "type",
    "dept": "dept", "department": "dept", "departments": "dept", "部门": "dept",
    "owner": "owner", "责任人": "owner", "负责人": "owner", "谁": "owner",
    "goal": "goal", "目标": "goal", "共同目标": "goal",
    "series": "series", "系列": "series", "系列会议": "series",
    "tag": "tag", "tags": "tag", "标签": "tag",
    "due": "due", "截止": "due", "截止日期": "due", "截止日": "due", "到期": "due", "到期日": "due",
    "start": "start", "开始": "start",
    "decided": "decided", "决定": "decided", "决定于": "decided", "决定日期": "decided",
    "repeats": "repeats", "repeat": "repeats", "重复": "repeats", "周期": "repeats",
    "is": "is", "state": "is", "health": "is", "状态": "is", "是": "is", "健康": "is", "健康度": "is",
    "priority": "priority", "优先级": "priority", "优先": "priority",
    "step": "step", "阶段": "step", "步骤": "step",
    "outcome": "outcome", "结果": "outcome",
    "severity": "severity", "严重程度": "severity",
    "role": "role", "角色": "role",
}  # fmt: skip

#: What each is called where those there are are listed.
CALLED = {
    "type": Name("type:", Words("Kind")),
    "dept": Name("dept:", Words("Department")),
    "owner": Name("owner:", Words("Owner")),
    "goal": Name("goal:", Words("Goal")),
    "series": Name("series:", Words("Series")),
    "tag": Name("tag:", Words("Tags")),
    "due": Name("due:", Words("Due")),
    "decided": Name("decided:", Words("Decided on")),
    "is": Name("is:", Words("State")),
    "priority": Name("priority:", Words("Priority")),
    "step": Name("step:", Words("Step")),
    "outcome": Name("outcome:", Words("Outcome")),
    "severity": Name("severity:", Words("Severity")),
    "role": Name("role:", Words("Role")),
}

#: What `is:` may be followed by, besides the words of the fields that say how a record stands.
STATES = {
    "open": "open", "未完成": "open", "未结束": "open",
    "overdue": "overdue", "late": "overdue", "逾期": "overdue", "延误": "overdue",
    "blocked": "blocked", "受阻": "blocked", "阻塞": "blocked",
    "unread": "unread", "new": "unread", "未读": "unread",
    "mine": "mine", "我的": "mine",
    "done": "done", "closed": "done", "完成": "done", "已完成": "done",
    "repeating": "repeating", "重复": "repeating", "重复的": "repeating", "定期": "repeating", "周期": "repeating",
    "dropped": "dropped", "放弃": "dropped", "已放弃": "dropped",
}  # fmt: skip

#: The same where those there are are listed.
STATES_CALLED = (
    Name("open", Words("open", context="search")),
    Name("overdue", Words("overdue", context="search")),
    Name("blocked", Words("blocked", context="search")),
    Name("unread", Words("unread", context="search")),
    Name("mine", Words("mine", context="search")),
    Name("done", Words("done", context="search")),
    Name("dropped", Words("dropped", context="search")),
)

_TOKEN = re.compile(r'(-?)(?:([^\W\d_]{1,12}):(?!//))?(?:"([^"]*)"?|(\S+))?')
_QUOTES = str.maketrans("“”„«»「」", '"""""""')


class Condition(msgspec.Struct, frozen=True):
    """One word that narrows: ``name`` is one of the values of `NARROWING`, ``value`` is folded."""

    name: str
    value: str
    negated: bool = False


class Query(msgspec.Struct, frozen=True):
    """``phrase`` is the plain words together, folded; ``words`` are those and the quoted, each once, in their order.

    ``without`` are words that are not to be there; ``faults`` says what was not understood.
    """

    phrase: str
    words: tuple[str, ...]
    without: tuple[str, ...] = ()
    narrow: tuple[Condition, ...] = ()
    faults: tuple[Words, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.words or self.narrow or self.without)


def parse(text: str) -> Query:
    """The query that somebody typed; it asks for nothing where there is nothing to look for."""
    folded = fold(text[: LENGTH * 4].translate(_QUOTES))
    folded = "".join([max(letter, " ") for letter in folded])[:LENGTH]
    plain: list[str] = []
    words: list[str] = []
    without: list[str] = []
    narrow: list[Condition] = []
    faults: list[Words] = []
    for minus, name, quoted, word in _tokens(folded):
        value = quoted.strip() if quoted is not None else word
        if name:
            _read(NARROWING.get(name, name), value, bool(minus), narrow, faults)
        elif not value:
            continue
        elif quoted is None and value.startswith("#") and len(value) > 1:
            narrow.append(Condition("tag", value[1:], bool(minus)))
        elif minus:
            without.append(value)
        else:
            plain += value.split()
            words.append(value)
    kept = plain[:WORDS]
    words = list(dict.fromkeys(words))[:WORDS]
    return Query(" ".join(kept), tuple(words), tuple(without[:WORDS]), tuple(narrow[:WORDS]), tuple(faults))


def plain(text: str) -> Query:
    """The words of a text in which nothing narrows."""
    words = fold(text[: LENGTH * 4]).replace("\0", " ")[:LENGTH].split()[:WORDS]
    return Query(" ".join(words), tuple(dict.fromkeys(words)))


def _tokens(folded: str) -> Iterator[tuple[str, str, str | None, str]]:
    """(minus, name, quoted or None, word) of everything between spaces."""
    at = 0
    while at < len(folded):
        if folded[at] == " ":
            at += 1
            continue
        match = _TOKEN.match(folded, at)
        assert match is not None  # it matches anything
        minus, name, quoted, word = match.groups("")
        if match[3] is None:
            quoted = None
        if name and not _is_name(name, match[0]):
            name, quoted, word = "", None, match[0].removeprefix("-")
        if match.end() == at:  # only a quote that nothing follows
            at += 1
            continue
        if not name and quoted is None and not word:
            word, minus = minus, ""  # a dash by itself
        yield minus, name, quoted, word
        at = match.end()


def _is_name(name: str, token: str) -> bool:
    """Whether a word before a colon is meant to narrow: one that is known, or one like it with its value behind it."""
    if name in NARROWING:
        return True
    return name.isascii() and len(name) > 1 and not token.endswith(":") and not token.startswith(f"{name}::")


def _read(name: str, value: str, negated: bool, narrow: list[Condition], faults: list[Words]) -> None:
    if name not in NARROWING.values():
        known = [*CALLED.values()]
        faults.append(
            Words('"{name}:" is no word that narrows; there are {known} (in quotes it is text)', name=name, known=known)
        )
    elif not value:
        return  # still being typed
    else:
        narrow.append(Condition(name, STATES.get(value, value) if name == "is" else value, negated))
