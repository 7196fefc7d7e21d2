"""The files that a system wants beside the program: pages of the manual in both languages, completion of shells."""

from collections.abc import Iterator
from datetime import date

from tui import __version__, i18n
from tui.cli.manual.pages import all_pages
from tui.cli.manual.roff import roff
from tui.cli.verbs.completion import script

#: Where the manual stands, by language.
_MANUALS = {"en": "man", "zh": "man/zh_CN"}
#: Where each shell looks for what completes a command.
_SHELLS = {
    "bash": "bash-completion/completions/concord",
    "zsh": "zsh/site-functions/_concord",
    "fish": "fish/vendor_completions.d/concord.fish",
}


def files(day: date) -> Iterator[tuple[str, str]]:
    """Each file by its place under `share`, with what stands in it; ``day`` is when it was made."""
    for language, folder in _MANUALS.items():
        i18n.use(language)
        for page in all_pages():
            yield f"{folder}/man{page.part}/{page.name}.{page.part}", roff(page, __version__, day)
    for shell, place in _SHELLS.items():
        yield place, script(shell)
