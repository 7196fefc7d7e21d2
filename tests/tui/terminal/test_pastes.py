"""However the bytes are cut: what stands between the marks was pasted, the rest was typed."""

from hypothesis import given
from hypothesis import strategies as st

from tui.terminal import pastes
from tui.terminal.pastes import BEGINS, ENDS, Pastes

TYPED = st.text(st.sampled_from("aq:\r\x1b[201~A价"), max_size=8).filter(lambda text: BEGINS not in text)
PASTED = (
    st.lists(st.sampled_from([*"ab\x13\x1b[201~\n价格", BEGINS]), max_size=12)
    .map("".join)
    .filter(lambda text: ENDS not in text + ENDS[:-1])
)


def cut(text: str, places: list[int]) -> list[str]:
    ends = sorted(place % (len(text) + 1) for place in places)
    return [text[first:last] for first, last in zip([0, *ends], [*ends, len(text)], strict=True)]


@given(st.lists(st.tuples(TYPED, PASTED), max_size=4), TYPED, st.lists(st.integers(0, 99), max_size=8))
def test_pasted_and_typed_are_told_apart(pairs: list[tuple[str, str]], last: str, places: list[int]):
    text = "".join(typed + BEGINS + pasted + ENDS for typed, pasted in pairs) + last
    found = Pastes()
    pieces = [piece for part in cut(text, places) for piece in found.take(part)]
    if found.waits:  # an escape at the end is a key when nothing follows it
        found._until = 0.0
        pieces += found.tick()
    assert not found.waits
    assert [piece.text for piece in pieces if piece.pasted] == [pasted for _typed, pasted in pairs]
    assert "".join(piece.text for piece in pieces if not piece.pasted) == "".join(t for t, _p in pairs) + last
    assert all(piece.text or piece.pasted for piece in pieces)


def test_a_paste_without_an_end_keeps_no_more_than_a_field_takes():
    found = Pastes()
    for _ in range(30):
        assert not list(found.take(BEGINS + "x" * 10_000))
    (piece,) = found.take(ENDS)
    assert piece.pasted
    assert len(piece.text) == pastes.MOST
