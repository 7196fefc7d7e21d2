"""The CAPITALS in how a command is written, which stand for what a person puts there: said in the reader's language."""

import re

from store.words import Words
from tui.i18n import lang, t

PLACES = {
    words.template: words
    for words in (
        Words("DIR", context="place"),
        Words("ADDRESS", context="place"),
        Words("FROM", context="place"),
        Words("TO", context="place"),
        Words("ROLES", context="place"),
        Words("NAME", context="place"),
        Words("GROUP", context="place"),
        Words("LOGIN", context="place"),
        Words("KIND", context="place"),
        Words("FIELD", context="place"),
        Words("VALUE", context="place"),
        Words("FILE", context="place"),
        Words("WORDS", context="place"),
        Words("N", context="place"),
        Words("ID", context="place"),
        Words("TEXT", context="place"),
        Words("HOW", context="place"),
        Words("LINE", context="place"),
        Words("GOAL", context="place"),
        Words("MEETING", context="place"),
        Words("ITEM", context="place"),
        Words("TIME", context="place"),
        Words("STEP", context="place"),
        Words("OUTCOME", context="place"),
        Words("D", context="place"),
        Words("DEPARTMENT", context="place"),
        Words("WHY", context="place"),
        Words("PARTY", context="place"),
        Words("LETTER", context="place"),
        Words("KEY-RESULT", context="place"),
        Words("KEY", context="place"),
        Words("WHO", context="place"),
        Words("DAY", context="place"),
        Words("WHAT", context="place"),
        Words("REQUEST", context="place"),
        Words("OFFER", context="place"),
        Words("AMOUNT", context="place"),
        Words("RESOURCE", context="place"),
        Words("ALLOCATION", context="place"),
        Words("S", context="place"),
        Words("B", context="place"),
        Words("QUESTION", context="place"),
        Words("DECISION", context="place"),
        Words("CHOSEN", context="place"),
        Words("BLOCKER", context="place"),
        Words("TEAM", context="place"),
        Words("SERIES", context="place"),
        Words("LESSON", context="place"),
        Words("WORD", context="place"),
        Words("MEANING", context="place"),
        Words("PERSON", context="place"),
        Words("PERCENT", context="place"),
        Words("INTO", context="place"),
        Words("SEQ", context="place"),
        Words("PAGE", context="place"),
        Words("YEARS", context="place"),
        Words("ORDER", context="place"),
        Words("COLUMN", context="place"),
        Words("GIB", context="place"),
        Words("VERB", context="place"),
        Words("REASON", context="place"),
        Words("SECONDS", context="place"),
        Words("LANG", context="place"),
        Words("LOG", context="place"),
        Words("CASE", context="place"),
        Words("CODE", context="place"),
        Words("RETRO", context="place"),
        Words("NAMES", context="place"),
        Words("FOLDER", context="place"),
        Words("PATH", context="place"),
        Words("METRIC", context="place"),
        Words("WHEN", context="place"),
        Words("LENGTH", context="place"),
        Words("TITLE", context="place"),
        Words("UPDATE", context="place"),
        Words("FINGERPRINT", context="place"),
        Words("TYPE", context="place"),
        Words("BLOB", context="place"),
    )
}
#: Compiled when it is first needed: in English it is not.
_PLACE = r"(?:(?<![\w{-])|(?<=--))[A-Z]+(?:-[A-Z]+)*(?![\w}-])"


def placed(pattern: str) -> str:
    """A command as it is written, not as somebody gave it: their words may be the same letters."""
    if lang() == "en":
        return pattern
    return re.sub(_PLACE, lambda found: t(PLACES[found[0]]) if found[0] in PLACES else found[0], pattern)
