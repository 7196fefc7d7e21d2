"""Numbers as people read them: in full, never as a power of ten."""

#: From here on the zeros would be counted by nobody.
BEYOND = 1e15


def digits(value: float) -> str:
    """At most six digits that count, in groups of three; whole from a million on."""
    return f"{value:,.0f}" if 1_000_000 <= abs(value) < BEYOND else f"{value:,.6g}"
