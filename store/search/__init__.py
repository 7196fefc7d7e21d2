"""Finding any record by any of its words: an index in memory, ranked answers, kept current by the news."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.search.filters import Asker
    from store.search.index import Index
    from store.search.query import Query, parse
    from store.search.snippets import Hit

__all__ = ["Asker", "Hit", "Index", "Query", "parse"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(name)
    from store.search import filters, index, query, snippets  # late: `fold` is read where nothing is searched

    return next(getattr(module, name) for module in (filters, index, query, snippets) if hasattr(module, name))
