"""What a verb has saved before something failed: the output, or what was to follow."""

from tui.cli.call import Call


def saved(call: Call) -> list[str]:
    """The ids of what it changed, and what it made beside that."""
    from store.errors import ConcordError
    from store.kinds import KINDS

    found: dict[str, None] = {}
    ledger = call.opened.ledger if call.opened is not None else None
    if ledger is not None and ledger.own:
        try:
            for entry in ledger.backwards(min(ledger.own) - 1):
                if entry.seq in ledger.own:
                    ids = (KINDS[table].id(n) if table in KINDS else f"{table} {n}" for table, n in entry.touched())
                    found = dict.fromkeys([*ids, *found])
        except (ConcordError, OSError):
            found[f"#{ledger.own[-1]}"] = None  # its history does not read either: by its number, then
    return [*found, *call.made]
