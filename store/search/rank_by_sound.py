"""How well a record is named by a word: as it is written, or by how its title, its text, its people's names sound."""

from collections.abc import Callable

from store.han import is_han
from store.search import left_out, rank
from store.search.facets import SEPARATOR
from store.search.initials import Heard, Spoken

#: Of a text so many characters are listened to.
LISTENED = 2_000
#: What was heard of a word in a text; names and phrases come again and again.
Kept = dict[tuple[str, str, bool], Heard | None]
#: What it costs when all characters of a word are others that sound the same.
OTHERS = 5.0
#: A surname that is read as its family does not read it comes behind all that are.
STRANGE = 4.0


class HeardText:
    """One record: its folded text, and its title as it was written, which is asked for where capitals matter."""

    def __init__(self, text: str, title: Callable[[], str], heard: Kept, *, is_name: bool) -> None:
        self._text = text
        self._written = title
        self._heard = heard
        self._is_name = is_name
        #: The last word stands for the whole title.
        self.whole = False

    def way(self, word: str) -> float | None:
        """A score for the word; None where the record has it in no way."""
        title = self._text.partition("\n")[0]
        if word in self._text:
            return rank.LETTERS if word in title else rank.BODY
        held = left_out.held(left_out.units(word), title)
        if held is not None:
            return rank.HELD + rank.BETTER * held.worth + len(word) / (len(title) + 1)
        heard = self._hear(word, self._written() if title.isascii() else title, is_name=self._is_name)
        if heard is not None:
            self.whole = heard.share == 1 and heard.first and not heard.strange
            loose = (OTHERS if all(map(is_han, word)) else 2) * heard.loose / len(word)
            worth = rank.SOUND + 3 * heard.share + (1.5 if heard.first else 0) - loose
            return worth - (STRANGE if heard.strange else 0)
        body = self._text[len(title) : len(title) + LISTENED].partition(SEPARATOR)[0]
        for line in body.split("\n"):
            if not line.isascii() and self._hear(word, line) is not None:
                return rank.SOUND_BODY
        return None

    def _hear(self, word: str, text: str, *, is_name: bool = False) -> Heard | None:
        asked = word, text, is_name
        if asked not in self._heard:
            self._heard[asked] = Spoken(text, is_name=is_name).heard(word)
        return self._heard[asked]
