"""Search every word of every record."""

from store.words import Words
from tui.cli.arguments import Option
from tui.cli.call import Call, Verb
from tui.i18n import t


def _search(call: Call) -> int:
    words = call.take(1, -1)
    limit = call.number("limit", 20)
    from store.search import Index
    from tui.cli.search_words import understood

    index = Index(call.workspace.ledger).build()
    query, asker = understood(index, words, call.workspace)
    hits = index.search(query, limit, asker)
    if call.json:
        from tui.cli.as_json import Objects

        objects = Objects(call.workspace)
        for hit in hits:
            record = call.workspace.records.get(hit.id)
            call.output.raw(objects.line(record, kind=hit.kind, score=hit.score))
        return 0
    from store.kinds import KINDS
    from tui.cli.plain_text import columns

    rows = [(hit.id, t(KINDS[hit.kind].label), "  ".join(filter(None, (hit.title, hit.snippet)))) for hit in hits]
    for line in columns(rows, call.output.cells):
        call.output.line(line)
    if not hits:
        call.output.say(t('Nothing is found for "{words}"', words=" ".join(words)))
    return 0


VERBS = {
    "search": Verb(
        "search",
        "search WORDS ... [--limit N]",
        Words("Searches every word of every record, best first"),
        ("concord search stock feed --limit 5", "concord search is:overdue owner:me", "concord search kcpd"),
        _search,
        (Option("limit", Words("At most so many (20)"), "N"),),
    )
}
