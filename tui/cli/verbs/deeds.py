"""The second word of a verb that has many deeds, in whatever language."""

from collections.abc import Collection, Mapping

from store.errors import WrongWords
from store.records.names import fold
from store.words import Words
from tui.cli.arguments import nearest
from tui.i18n import in_each


def deed_named(word: str, deeds: Collection[str], called: Mapping[str, Words], what: Words) -> str:
    """The deed of that name; raises `WrongWords` with the nearest of what it knows."""
    found = known(deeds, called).get(fold(word))
    if found is not None:
        return found
    near = nearest(fold(word), list(known(deeds, called)))
    if near is not None:
        raise WrongWords('{what} knows no "{word}". Did you mean {near}?', what=what, word=word, near=near)
    raise WrongWords('{what} knows no "{word}". There are: {list}', what=what, word=word, list=list(deeds))


def known(deeds: Collection[str], called: Mapping[str, Words]) -> dict[str, str]:
    """Every word that means one of them."""
    said = {each: name for name, words in called.items() for each in map(fold, in_each(words))}
    return said | {name: name for name in deeds}
