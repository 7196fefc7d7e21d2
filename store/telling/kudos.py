"""What kudos tell: who thanks whom, for what; whoever is thanked is told."""

from collections.abc import Iterator

from store.history.notices import ChangedRecord, Notice
from store.history.telling import Telling
from store.history.wording import Told, short
from store.kinds.kudos import Kudos
from store.kinds.naming import by_id
from store.words import Words


class KudosTelling(Telling):
    is_news = False

    def made(self, told: Told) -> Words:
        """Somebody was thanked."""
        document = told.document
        giver, to = told.called(document.get("giver")) or told.who, told.called(document.get("to"))
        return Words("{giver} thanks {to}: {text}", giver=giver, to=to or "?", text=short(document.get("title")))

    def notices(self, change: ChangedRecord) -> Iterator[Notice]:
        """Those who are thanked."""
        kudos: Kudos = change.record
        giver = by_id(change.records, kudos.giver) if kudos.giver else change.who
        for to in change.of(kudos.to) if change.gave("to") else ():
            yield Notice(to, kudos.id, Words("{giver} thanks you: {id}", giver=giver, id=kudos.id))
