"""Parts of a Markdown document: text that is not taken for markup, a heading, a table."""

from collections.abc import Iterable, Iterator


def escaped(text: str) -> str:
    """Text that is not taken for markup, in one line."""
    for sign in "\\|*_`<[":
        text = text.replace(sign, "\\" + sign)
    return " ".join(text.split())


def heading(text: str) -> Iterator[str]:
    """A heading with empty lines around it."""
    yield from ("", f"## {text}", "")


def table(*rows: Iterable[str]) -> Iterator[str]:
    """A table, of which the first row is its head."""
    for number, row in enumerate(rows):
        cells = [*row]
        yield f"| {' | '.join(cells)} |"
        if not number:
            yield "|" + " --- |" * len(cells)
