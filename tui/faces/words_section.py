"""The words on a page that departments understand differently."""

from collections.abc import Iterator

from store.kinds.term import Term
from store.words import Words
from tui.faces.page import Page
from tui.faces.ways import Way
from tui.text.joined import labelled

SHOW = Way("dictionary", Words("{key} shows what they mean"), ("concord term {word}",))


def words_on(page: Page) -> list[Term]:
    """Those of the dictionary that stand on it and that two departments mean otherwise."""
    if not page.records.items("term"):
        return []  # as long as there is no dictionary, the first paint does without it
    from store.insight.dictionary import dictionary, terms_on  # late: as said

    disputed = dictionary(page.records).disputed
    return [page.records.one(Term, id) for id in terms_on(page.record, page.records) if id in disputed]


def meanings(page: Page, term: Term) -> Iterator[str]:
    """What each department means by it."""
    for id, text in term.meanings.items():
        yield labelled(page.word(id), text)
