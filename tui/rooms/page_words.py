"""The words of a record that stand in the dictionary: what they mean, to which department, what to say instead."""

from collections.abc import Iterator, Sequence

from store.insight.dictionary import dictionary, terms_on
from store.kinds.term import Term
from store.records.names import title
from store.words import Words
from tui.i18n import t
from tui.parts.choice_rows import ChoiceRow
from tui.rooms.list_room import ListRoom
from tui.text.cells import wrap
from tui.text.joined import labelled, listed
from tui.text.safe import safe


class PageWordsRoom(ListRoom):
    """Those that departments mean otherwise come first; the keys of the board work on the word."""

    place = "dictionary"
    letter = "W"
    empty = Words("None of its words stands in the dictionary")

    def find(self, width: int) -> Sequence[ChoiceRow]:
        record, records = self.desk.records.find(self.about), self.desk.overview.reading
        self.heading = t("Words of {name}", name=f"{self.about}  {title(self.desk.records, self.about)}")
        if record is None:
            return []
        terms = [records.one(Term, id) for id in terms_on(record, records)]
        disputed = dictionary(records).disputed
        return [
            row for at, term in enumerate(terms) for row in self._rows(term, term.id in disputed, width, first=not at)
        ]

    def _rows(self, term: Term, disputed: bool, width: int, *, first: bool) -> Iterator[ChoiceRow]:
        if not first:
            yield ChoiceRow("", ())
        head = [
            (f"{term.id}  ", "muted"),
            (safe(listed((term.word, *term.spellings))), "_strong" if disputed else "strong"),
        ]
        yield ChoiceRow(term.id, [*head, *([("  " + t("departments differ"), "warn")] if disputed else [])])
        said = [term.meaning] if term.meaning else []
        said += [labelled(self.desk.overview.called(id), text) for id, text in term.meanings.items()]
        said += [labelled(t("Say instead"), term.instead)] if term.instead else []
        for each in said:
            yield from (ChoiceRow("", [("  " + line, "foreground")]) for line in wrap(safe(each), width - 4))
