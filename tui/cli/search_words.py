"""What `list KIND WORDS` and `search WORDS` look for: the words of the command line as a query, and who asks."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from store.errors import WrongWords
from store.kinds import KINDS
from store.search import Asker, Index, Query, parse
from store.search.query import NARROWING
from tui.i18n import in_each, t
from tui.text.health_words import doing

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.kinds.base import Kind, Record
    from store.workspace import Workspace


def matching(workspace: "Workspace", kind: "Kind", words: Sequence[str]) -> "Iterator[Record]":
    """The records of a kind that have every word and are as narrowed, in the order of their making.

    Raises `WrongWords` for a word that narrows and means nothing.
    """
    # The goals have to be read too where one of them is named, and so has any kind that a word narrows by.
    kinds = dict.fromkeys((kind.name, *(each.name for each in _parsed(words).narrow if each.name in KINDS)))
    index = Index(workspace.ledger, kinds).build()
    query, who = understood(index, words, workspace)
    if not query.asks:
        yield from workspace.records.of_kind(kind.name)
        return
    for number in sorted(index.fitting(query, kind.name, who)):
        yield workspace.records.get(kind.id(number))


def understood(index: Index, words: Sequence[str], workspace: "Workspace") -> tuple[Query, Asker]:
    """The query that these words are, and who asks it; raises `WrongWords` for what is not understood."""
    query, who = _parsed(words), asker(workspace)
    faults = index.faults(query, who)
    if faults:
        raise WrongWords.of(faults[0])
    return query, who


def _parsed(words: Sequence[str]) -> Query:
    return parse(words[0] if len(words) == 1 else " ".join(map(_quoted, words)))


def _quoted(word: str) -> str:
    """One of several words of the command line, whose quotes the shell has taken away: `owner:Ana Torres`."""
    name, colon, value = word.replace("：", ":", 1).partition(":")
    if colon and " " in value and name.lstrip("-").lower() in NARROWING and not value.startswith('"'):
        return f'{name}:"{value}"'
    return word


def asker(workspace: "Workspace") -> Asker:
    """Whoever gives the command."""
    overview = _Late(workspace)
    return Asker(
        workspace.who,
        workspace.here,
        lambda: _unread(workspace),
        lambda: {id for id in overview.made.held() if id},
        t,
        in_each,
        doing(lambda: overview.made),
        workspace.records.calendar,
    )


def _unread(workspace: "Workspace") -> set[str]:
    from tui.personal import inbox  # late: only is:unread wants it
    from tui.personal.session_state import SessionState

    ledger = workspace.ledger
    personal = SessionState(ledger.header.workspace, workspace.who)
    return inbox.ids(ledger, personal, inbox.looked_at(workspace, personal), workspace.who)


class _Late:
    """What is computed over many records, once it is asked for."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace

    @cached_property
    def made(self) -> "Overview":
        from store.insight.overview import Overview  # late: only is:blocked and is:red want it

        return Overview(self._workspace.ledger, self._workspace.today)
