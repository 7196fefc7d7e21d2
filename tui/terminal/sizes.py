"""How large a screen may be, whatever a terminal says."""

#: No screen is larger; a pty may claim 65,535 × 65,535, which costs gigabytes.
MOST_COLUMNS, MOST_ROWS = 500, 200


def clamped(columns: int, rows: int) -> tuple[int, int]:
    """The size, no smaller than a cell and no larger than a screen is."""
    return max(1, min(columns, MOST_COLUMNS)), max(1, min(rows, MOST_ROWS))
