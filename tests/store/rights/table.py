"""README's table of who may what, made of what kinds and fields say: `python -m tests.store.rights.table` prints it."""

from store.kinds import KINDS
from store.workspace.roles import held_fields


def as_table() -> list[str]:
    """The lines of the table, in Markdown."""
    lines = ["| of | added and changed by | but |", "| --- | --- | --- |"]
    for kind in KINDS.values():
        rules: dict[str, list[str]] = {}
        for name, _default, right in held_fields(kind.record):
            rules.setdefault(str(right.rule), []).append(str(kind.fields[name].label).lower())
        said = "; ".join(f"*{', '.join(labels)}*: {rule}" for rule, labels in rules.items())
        lines.append(f"| {kind.label.lower()} | {kind.writer} | {said} |".replace("|  |", "| |"))
    return lines


if __name__ == "__main__":
    print("\n".join(as_table()))
