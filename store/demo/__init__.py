"""Two invented organisations to look around in, in two languages, dated around today; and large ones of any size."""

from datetime import date

#: The cases: a technology company launches a product, a retailer runs a promotion.
CASES = ("launch", "promotion")


def build(folder: str, case: str, lang: str, today: date | None = None) -> int:
    """Make the example in ``folder`` (not there, or empty); how many records it has.

    It is dated around ``today``, by itself the day that it is where the organisation is. Whoever makes it is one of its
    people and owns some of its actions.
    """
    from store.demo.story import Story  # late: it knows all kinds and their commands

    return Story(case, lang, today).tell(folder)


__all__ = ["CASES", "build"]
