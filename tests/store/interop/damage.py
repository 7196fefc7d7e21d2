"""Files damaged at random, by bytes that mean something in their format and by bytes that stood elsewhere in them."""

from collections.abc import Sequence

from hypothesis import strategies as st

__all__ = ["mutants"]


@st.composite
def mutants(draw: st.DrawFn, good: bytes, pieces: Sequence[bytes]) -> bytes:
    """That file after one to four changes."""
    data = bytearray(good)
    for _change in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        end = draw(st.integers(at, min(len(data), at + 12)))
        data[at:end] = draw(st.sampled_from(pieces) | st.binary(max_size=4) | st.just(bytes(data[end : end + 20])))
    return bytes(data)
