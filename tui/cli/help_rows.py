"""What help and the manual tell of a verb in rows: its options, the fields of a kind."""

from collections.abc import Iterable

from store.kinds import KINDS
from store.kinds.base import Kind
from tui.cli.arguments import Option
from tui.i18n import t
from tui.text.joined import listed
from tui.text.places import placed


def option_rows(options: Iterable[Option]) -> list[tuple[str, str]]:
    """Each option as it is written, and what it does."""
    return [(f"--{option.name} {placed(option.value)}".rstrip(), does(option)) for option in options]


def does(option: Option) -> str:
    """What an option does, with the words that it takes."""
    if not option.choice:
        return t(option.says)
    kind, name, *without = option.choice
    field = KINDS[kind].fields[name]
    return t(option.says.filled(choices=[each.with_note for each in field.listed if each.code not in without]))


def field_rows(kind: Kind, *, new: bool) -> list[tuple[str, str, str]]:
    """Each field that is an option: as it is written, what it is called, what it takes."""
    from tui.cli.kind_words import settable  # late: most help is not of a kind

    rows: list[tuple[str, str, str]] = []
    for field in settable(kind):
        values = " | ".join(t(each.with_note) for each in field.listed)
        kinds = listed(t(KINDS[kind].called.with_note) for kind in field.kinds)
        said = values or kinds or t(field.hint)
        rows.append((f"--{field.name}", t(field.label), t("NAME, needed") if new and field.names else said))
    return rows
