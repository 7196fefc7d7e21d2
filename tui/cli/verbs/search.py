"""Search every word of every record."""

from store.kinds import KINDS
from store.words import Words
from tui.cli.arguments import Option
from tui.cli.call import Call, Verb
from tui.i18n import t
from tui.served import READS


def _search(call: Call) -> None:
    words = call.take(1, -1)
    limit = call.number("limit", 20)
    from store.search import Index
    from tui.cli.search_words import understood

    index = Index(call.workspace.ledger).build()
    query, asker = understood(index, words, call.workspace)
    hits = index.search(query, limit, asker)
    if call.json:
        objects = call.objects
        for hit in hits:
            record = call.workspace.records.get(hit.id)
            call.output.write(objects.line(record, kind=hit.kind, score=hit.score))
        return

    rows = [(hit.id, t(KINDS[hit.kind].label), "  ".join(filter(None, (hit.title, hit.snippet)))) for hit in hits]
    call.output.table(rows, cut=True)
    if not hits:
        call.output.say(t('Nothing is found for "{words}"', words=" ".join(words)))


VERBS = {
    "search": Verb(
        "search WORDS ... [--limit N]",
        Words("Searches every word of every record, best first"),
        ("concord search stock feed --limit 5", "concord search is:overdue owner:me", "concord search kcpd"),
        _search,
        (Option("limit", Words("At most so many (20)"), "N"),),
        touches=READS,
    )
}
