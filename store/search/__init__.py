"""Finding any record by any of its words: an index in memory, ranked answers, kept current by the news."""

from store.search.filters import Asker
from store.search.index import Index
from store.search.query import Query, parse
from store.search.snippets import Hit

__all__ = ["Asker", "Hit", "Index", "Query", "parse"]
