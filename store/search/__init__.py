"""Finding any record by any of its words: an index in memory, ranked answers, kept current by the news."""

from store.search.index import Index
from store.search.narrow import Asker
from store.search.query import Query, parse
from store.search.shown import Hit

__all__ = ["Asker", "Hit", "Index", "Query", "parse"]
