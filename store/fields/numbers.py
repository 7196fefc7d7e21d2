"""Numbers as people read them, in full and never as a power of ten; and as they are typed, to be read back exactly."""

import re

#: From here on the zeros would be counted by nobody; no number that large is stored.
BEYOND = 1e15
#: What binary fractions add to a sum is not shown: so many digits are all that anybody ever typed.
_EXACT = 15
#: Smaller ones have more zeros than are read.
_TINY = 1e-12


def digits(value: float) -> str:
    """The whole number, exactly, in groups of three."""
    if isinstance(value, int) or value.is_integer():
        return f"{value + 0:,.0f}" if abs(value) <= BEYOND else f"{value:.6g}"
    text = f"{value:.{_EXACT}g}"
    if "e" in text or "n" in text:  # an infinite one was never stored
        return _unfolded(text) if abs(value) >= _TINY and "e" in text else text
    whole, dot, rest = text.partition(".")
    return f"{'-' if whole == '-0' else ''}{int(whole):,}{dot}{rest}"


def written(value: float) -> str:
    """The number as it is typed, without groups; reading gives exactly it back.

    `12.345` may be 12345 to whoever writes a comma for a point, and is refused where it is read: it gets a zero more.
    """
    if isinstance(value, int) or (value.is_integer() and abs(value) <= BEYOND):
        return f"{int(value)}"
    text = repr(value)
    if "e" in text:
        return _unfolded(text) if _TINY <= abs(value) < BEYOND else text
    return f"{text}0" if re.fullmatch(r"-?[1-9]\d{0,2}\.\d{3}", text) else text


def _unfolded(text: str) -> str:
    """`1.2e-07` as `0.00000012`."""
    number, _, power = text.partition("e")
    sign, number = ("-", number[1:]) if number[0] == "-" else ("", number)
    whole, _, rest = number.partition(".")
    return f"{sign}0.{'0' * (-int(power) - 1)}{whole}{rest}"
